"""A decision about an entry, as it is written down wherever one is made."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from field.models import Entry

#: After these what was typed is still there, and it can be decided otherwise.
OPEN_AGAIN = (Entry.Decision.STANDING, Entry.Decision.DROPPED)
#: So long a decision is found on the list and can be made again; then the entry is emptied.
OPEN_FOR = timedelta(days=30)


def is_open_again(entry: Entry) -> bool:
    """Whether an entry that was decided can be decided otherwise."""
    return entry.decision in OPEN_AGAIN and entry.emptied_at is None


def settle(entry: Entry, decision: Entry.Decision, note: str, by: User) -> None:
    """The decision stands in the entry's history. What was typed goes when it stands where it belongs, else it stays
    with the entry, so that a decision can be made again."""
    entry.decision, entry.decision_note = decision, note
    entry.decided_at, entry.decided_by = timezone.now(), by
    if decision in (Entry.Decision.TABLET, Entry.Decision.REPLACED):
        entry.payload = ""
    entry.save()
