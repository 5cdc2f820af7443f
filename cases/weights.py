"""What a course weighs in a caseload, against the limit of the team's average (S2 p. 15, 65).

An open course weighs 1; while its citizen is admitted somewhere or in a stay, what the organisation says; on pause 0.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db.models import Case, DecimalField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import Organisation

#: day -> rows that have a `citizen`: those who are somewhere else on that day.
Away = Callable[[date], QuerySet]

WHOLE, NOTHING = Decimal(1), Decimal(0)

_away: list[Away] = []


def register_away(rows: Away) -> None:
    """A room above says which citizens are looked after elsewhere, as in a stay. In its `AppConfig.ready()`."""
    if rows not in _away:
        _away.append(rows)


def away_rows(on: date | None = None) -> list[QuerySet]:
    """Querysets of rows with a `citizen` who is admitted somewhere or in a stay on `on` (today)."""
    from cases.models import Admission

    day = on or timezone.localdate()
    return [Admission.objects.current(day), *(rows(day) for rows in _away)]


def away_q(on: date | None = None, *, citizen: str = "citizen") -> Q:
    """Rows whose citizen, at the path `citizen`, is admitted somewhere or in a stay."""
    away = Q()
    for rows in away_rows(on):
        away |= Q(Exists(rows.order_by().filter(citizen=OuterRef(citizen))))
    return away


def weight_of(*, paused: bool, away: bool, organisation: Organisation) -> Decimal:
    """The weight of an open course, from what is already known of it."""
    if paused:
        return NOTHING
    return organisation.stay_weight if away else WHOLE


def weight_expression(organisation: Organisation, on: date | None = None) -> Case:
    """The same inside the database, for rows of `Case` that are open."""
    from cases.models import CasePause

    paused = Exists(CasePause.objects.filter(case=OuterRef("pk"), resumed_at=None))
    cases = [When(paused, then=Value(NOTHING))]
    # Where an admission changes nothing, nobody needs to be asked about one.
    if organisation.stay_weight != WHOLE:
        cases.append(When(away_q(on), then=Value(organisation.stay_weight)))
    return Case(*cases, default=Value(WHOLE), output_field=DecimalField(max_digits=3, decimal_places=1))
