"""What a course weighs in a caseload, against the limit of the team's average (S2 p. 15, 65).

An open course weighs 1; while its citizen is admitted somewhere or in a stay, what the organisation says; on pause 0.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Case, DecimalField, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from accounts.models import Organisation
from cases.stays import stayed_q

WHOLE, NOTHING = Decimal(1), Decimal(0)


def admitted_q(on: date | None = None, *, citizen: str = "citizen") -> Q:
    """Rows whose citizen, at the path `citizen`, is in hospital or in prison on `on` (today)."""
    from cases.models import Admission

    rows = Admission.objects.current(on or timezone.localdate())
    return Q(Exists(rows.order_by().filter(citizen=OuterRef(citizen))))


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
        cases.append(When(admitted_q(on) | stayed_q(on), then=Value(organisation.stay_weight)))
    return Case(*cases, default=Value(WHOLE), output_field=DecimalField(max_digits=3, decimal_places=1))
