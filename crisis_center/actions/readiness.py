"""*Støtteberedskab*: who sees to what before the citizen comes home, and that it is in place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, shared_like
from audit.writing import action
from cases.actions.entry import save_once
from crisis_center.access import is_of_centre
from crisis_center.models import Readiness, Stay

_GIVEN_BY_CODE = ["organisation", "shared_with", "stay", "settled_by", "written_by"]


@action
def make_ready(
    *,
    stay: Stay,
    area: str,
    side: str,
    by: User,
    what: str = "",
    who: str = "",
    due_on: date | None = None,
    entry_id: UUID | None = None,
) -> Readiness:
    """One thing somebody sees to. The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := Readiness.objects.filter(pk=entry_id, stay=stay).first()):
        return known
    row = Readiness(
        id=entry_id or uuid6.uuid7(), stay=stay, area=area, side=side, what=" ".join(what.split()),
        who=" ".join(who.split()), due_on=due_on, written_by=by, **shared_like(stay),
    )  # fmt: skip
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    if area == Readiness.Area.OTHER and not row.what:
        raise ValidationError({"what": _("Skriv, hvad der skal være klar.")})
    save_once(row)
    return row


@action
def settle_readiness(*, row: Readiness, outcome: str, by: User, at: datetime | None = None) -> Readiness:
    """In place, or not needed. Raises ValidationError at `outcome`."""
    row = Readiness.objects.select_for_update().get(pk=row.pk)
    if outcome not in Readiness.Outcome.values:
        raise ValidationError({"outcome": _("Vælg, hvordan det gik.")})
    if row.settled_at is None:
        row.outcome, row.settled_at, row.settled_by = outcome, at or timezone.now(), by
        row.save()
    return row


@action
def unsettle_readiness(*, row: Readiness, by: User) -> Readiness:
    row = Readiness.objects.select_for_update().get(pk=row.pk)
    if row.settled_at:
        row.outcome, row.settled_at, row.settled_by = "", None, None
        row.save()
    return row


@action
def put_in_place(*, stay: Stay, areas: Iterable[str], by: User) -> None:
    """These points of the list are in place: what was agreed about them is settled, else it is written now."""
    side = Readiness.Side.CENTRE if is_of_centre(by, stay.centre) else Readiness.Side.HOME
    for area in areas:
        rows = list(Readiness.objects.filter(stay=stay, area=area))
        for row in rows or [make_ready(stay=stay, area=area, side=side, by=by)]:
            settle_readiness(row=row, outcome=Readiness.Outcome.IN_PLACE, by=by)
