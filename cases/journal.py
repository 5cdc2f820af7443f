"""*Til journalen*: one's own notes, ready to be copied into the municipality's journal system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.prepared import prepared
from audit.access import log_listed
from cases.access import citizens_for
from cases.models import Contact
from cases.models.contact import ContactQuerySet

#: Days back in which a note that is not in the journal yet is still asked for.
DAYS = 14
#: So many at a time; the next ones come when these are done.
LIMIT = 50


@dataclass(frozen=True)
class Entry:
    """One note: the citizen's label, when, and the text as the journal gets it."""

    id: UUID
    label: str
    when: str
    text: str
    done: bool

    @property
    def key(self) -> str:
        return str(self.id)


@dataclass(frozen=True)
class Journal:
    waiting: list[Entry]
    done: list[Entry]
    #: There are more than fit on the page.
    more: bool


def number_for_journal(user: User) -> int:
    """How many contacts `waiting_for_journal` has. One query."""
    return sum(number for (number,) in _number(user, since=timezone.now() - timedelta(days=DAYS)))


def waiting_for_journal(user: User, since: datetime | None = None) -> ContactQuerySet:
    """The user's own contacts of the last fortnight that have something for the journal and are not in it."""
    return _of_journal(user).filter(at__gte=since or timezone.now() - timedelta(days=DAYS), journal_mark=None)


@prepared
def _number(user: User, since: datetime) -> QuerySet:
    waiting = waiting_for_journal(user, since).order_by()
    return waiting.values("organisation_id").annotate(number=Count("*")).values_list("number")


def _of_journal(user: User) -> ContactQuerySet:
    """Written by the user about a citizen, with words or a request in it: an attempt in vain is no journal matter."""
    something = ~Q(note="") | ~Q(citizens_words="") | Q(asks_for_treatment=True)
    return Contact.objects.visible_to(user).current().filter(something, author=user, citizen__isnull=False)


def journal_of(user: User) -> Journal:
    """What waits, newest first, and what was done today. Everybody shown is in the access log. Three queries."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    since = timezone.now() - timedelta(days=DAYS)
    wanted = Q(journal_mark=None, at__gte=since) | Q(journal_mark__copied_at__gte=midnight)
    rows = list(
        _of_journal(user)
        .filter(wanted)
        .with_note_for(user)
        .order_by("-at", "-pk")
        .values(
            "pk", "citizen_id", "at", "way", "result", "initiative", "initiative_partner__name", "minutes", "wish",
            "asks_for_treatment", "place__name", "place__area", "note_text", "words_text", "correction_reason",
            "journal_mark__copied_at",
        )[: LIMIT + 1]
    )  # fmt: skip
    shown = rows[:LIMIT]
    labels = citizens_for(user, list({row["citizen_id"] for row in shown}))
    log_listed(labels)
    entries = [_entry(row, labels[row["citizen_id"]]) for row in shown if row["citizen_id"] in labels]
    return Journal(
        [entry for entry in entries if not entry.done], [entry for entry in entries if entry.done], len(rows) > LIMIT
    )


def _entry(row: dict[str, Any], label: str) -> Entry:
    at = timezone.localtime(row["at"])
    when = _("%(day)s kl. %(time)s") % {"day": date_format(at, "d.m.Y"), "time": date_format(at, "H.i")}
    return Entry(row["pk"], label, when, _text(row, label, when), row["journal_mark__copied_at"] is not None)


def _text(row: dict[str, Any], label: str, when: str) -> str:
    """Plain lines, as one would have typed them into the journal."""
    place = ", ".join(part for part in (row["place__name"], row["place__area"]) if part)
    facts = [
        when,
        " · ".join(part for part in (str(Contact.Way(row["way"]).label), place) if part),
        _("Borger: %(label)s") % {"label": label},
        _("Kontakt: %(result)s") % {"result": Contact.Result(row["result"]).label},
        _("På initiativ af: %(who)s")
        % {"who": row["initiative_partner__name"] or Contact.Initiative(row["initiative"]).label},
    ]
    if row["minutes"]:
        facts.append(_("Varighed: %(minutes)s minutter") % {"minutes": row["minutes"]})
    if row["wish"]:
        facts.append(_("Borgerens ønske om kontakt: %(wish)s") % {"wish": Contact.Wish(row["wish"]).label})
    if row["asks_for_treatment"]:
        facts.append(_("Borgeren bad om behandling (SEL § 101)."))
    if row["correction_reason"]:
        facts.append(_("Rettelse af et tidligere notat: %(reason)s") % {"reason": row["correction_reason"]})
    words = _("Borgerens egne ord: %(words)s") % {"words": row["words_text"]} if row["words_text"] else ""
    return "\n\n".join(part for part in ("\n".join(facts), row["note_text"], words) if part)
