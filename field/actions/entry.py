"""The receipt of what a tablet sent, and what a person decides where it could not be applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from audit.writing import action
from cases.models import Citizen
from field.deciding import settle
from field.models import DeviceUser, Entry
from field.payload import read_payload
from field.settled import Applied, InConflict, NotApplied

if TYPE_CHECKING:
    from field.intake import Sent


@action
def keep_entry(*, device_user: DeviceUser, sent: Sent, outcome: Applied | NotApplied, by: User) -> Entry:
    """Written once, when it is known how it ended; an entry that takes another's place settles that one."""
    is_applied = isinstance(outcome, Applied)
    # Whom a refused entry is about stands in what was typed only: it is found by them, and says so where it waits.
    citizen_id = outcome.citizen_id or next(iter(read_payload(sent.payload).citizens), None)
    if citizen_id and not is_applied:
        known = Citizen.objects.filter(pk=citizen_id, organisation_id=by.membership.organisation_id)
        citizen_id = citizen_id if known.exists() else None
    replaced = Entry.objects.filter(pk=sent.supersedes, device_user=device_user).first() if sent.supersedes else None
    entry = Entry(
        id=sent.id,
        device_user=device_user,
        unit=by.membership.unit,
        author=by,
        number=sent.number,
        kind=sent.kind,
        schema=sent.schema,
        citizen_id=citizen_id,
        payload="" if is_applied else sent.payload,
        sha256=sent.sha256,
        made_at=sent.made_at,
        depends_on=[str(needed) for needed in sent.depends_on],
        supersedes=replaced,
        status=_status(outcome),
        code="" if isinstance(outcome, Applied) else outcome.code,
        result=outcome.result if isinstance(outcome, Applied) else outcome.result(),
    )
    entry.save()
    if replaced and replaced.decided_at is None and replaced.status != Entry.Status.APPLIED:
        settle(replaced, Entry.Decision.REPLACED, "", by)
    return entry


def _status(outcome: Applied | NotApplied) -> Entry.Status:
    if isinstance(outcome, Applied):
        return Entry.Status.APPLIED
    return Entry.Status.CONFLICT if isinstance(outcome, InConflict) else Entry.Status.REJECTED
