"""A description goes when its deadline has passed: in the row and in its history. Notes stay (duty to document)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.models import Unit, User
from audit import context
from audit.models import JobReport
from audit.redaction import redact
from audit.writing import action
from cases.merged import ids_of
from cases.models import BestMet, Citizen, Contact, RowMove
from cases.pairs import locked

#: What tells who a citizen is; blanked where it stands, and in history (`cases.forgetting` registers it).
DESCRIBES = (
    "alias",
    "description",
    "address",
    "contact_wishes",
    "gp_name",
    "gp_phone",
    "language",
    "needs_interpreter",
    "usual_place",
    "phone",
)


@action
def forget_citizen(
    *, citizen_id: UUID, days: int, by: User, on: date | None = None, reason: str = ""
) -> dict[str, list[UUID]] | None:
    """Blank what describes the citizen, and the records merged into them, everywhere it stands.

    Returns what was blanked ({"cases.Citizen": ids, "cases.Contact": ids}), or None when the deadline does not hold
    (any more): somebody may have met them while the job ran.
    """
    day = on or timezone.localdate()
    ids = sorted(ids_of(citizen_id))
    rows = locked(*ids)
    named = any(row.name or row.cpr for row in rows)
    if named or not Citizen.objects.due_to_forget(days=days, on=day).filter(pk=citizen_id).exists():
        return None
    for row in rows:
        row.alias = row.description = row.address = row.contact_wishes = row.language = ""
        row.gp_name = row.gp_phone = ""
        row.usual_place, row.phone, row.needs_interpreter = None, None, False
        row.forgotten_on = day
        row.save()
    _forget_where_met(ids)
    _forget_what_moves_kept(ids)
    for row in rows:
        redact(Citizen, row.pk, reason=context.current().reason)
    contacts = Contact.history.filter(id__in=Contact.objects.filter(citizen__in=ids).values("pk"))
    described = _keys(contacts.exclude(described_as=""))
    _forget_described(described)
    return {Citizen._meta.label: ids, Contact._meta.label: described}


@action
def forget_strangers(
    *, ids: Iterable[UUID], days: int, by: User, on: date | None = None, reason: str = ""
) -> list[UUID]:
    """Blank the words for somebody nobody knew, in those of the contacts whose deadline has passed. Returns which."""
    due = Contact.objects.due_to_forget(days=days, on=on).filter(pk__in=list(ids))
    keys = list(due.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    _forget_described(keys)
    return keys


@action
def report_forgotten(
    *, unit: Unit, job: str, counts: Mapping[str, int], rows: Mapping[str, list[UUID]], by: User
) -> JobReport:
    """What one run did in one unit, kept for those who watch over it. Ids and counts only."""
    report = JobReport(
        organisation_id=unit.organisation_id,
        unit_id=unit.pk,
        job=job,
        user_id=by.pk,
        request_id=context.current().request_id,
        counts=dict(counts),
        rows={label: [str(key) for key in keys] for label, keys in rows.items() if keys},
    )
    report.save(force_insert=True)
    return report


def _forget_where_met(ids: list[UUID]) -> None:
    """*Bedst at træffe* goes altogether, also what was removed before and stands in history only."""
    BestMet.objects.filter(citizen__in=ids).delete()
    gone = BestMet.history.filter(citizen_id__in=ids).exclude(id__in=BestMet.objects.values("pk"))
    for key in _keys(gone):
        redact(BestMet, key, reason=context.current().reason)


def _forget_what_moves_kept(ids: list[UUID]) -> None:
    """A merge keeps the words it replaced, for undoing it; an undone one those it had given."""
    theirs = RowMove.objects.filter(Q(target__in=ids) | Q(source__in=ids, undone_at__isnull=False))
    keys = list(theirs.values_list("pk", flat=True))
    theirs.exclude(taken=None).update(taken=None)
    for key in keys:
        redact(RowMove, key, reason=context.current().reason)


def _forget_described(keys: list[UUID]) -> None:
    Contact.objects.filter(pk__in=keys).exclude(described_as="").update(described_as="")
    for key in keys:
        redact(Contact, key, reason=context.current().reason)


def _keys(history: object) -> list[UUID]:
    rows = history.order_by("id").values_list("id", flat=True).distinct()  # type: ignore[attr-defined]
    return list(rows)
