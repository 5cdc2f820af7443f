"""A Monday morning: limits as the organisation sets them, rhythms that were agreed, courses nobody carries."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.actions.units import set_caseload
from accounts.models import Organisation, User
from accounts.policy import Role
from cases.actions.case import end_assignment
from cases.actions.citizen import edit_citizen
from cases.models import Assignment, Case, Citizen
from demo.organisations import Stage

#: (limit, warn from) by the town's seed: one organisation as the model says, one that is stricter than it can keep.
LIMITS = {1: (15, 13), 2: (10, 9)}
#: So many courses lost their contact person, and so many citizens have a rhythm of their own.
UNASSIGNED, AGREED = 2, (7, 30, 10)


def fill(stage: Stage) -> None:
    """Chosen with a random source of its own: what else the demo tells stays as it was."""
    random = Random(f"caseload-{stage.town.seed}")
    with acting_as(stage.membership(Role.ADMINISTRATOR)) as by:
        set_limits(stage.organisation, *LIMITS[stage.town.seed], by=by)
    with acting_as(stage.membership(Role.LEADER)) as by:
        cases = list(Case.objects.visible_to(by).active().order_by("pk"))
        for case in random.sample(cases, UNASSIGNED):
            let_go(stage, case, by=by)
        # Whoever is protected is described by those on the course only.
        ids = [case.citizen_id for case in cases]
        citizens = list(Citizen.objects.filter(pk__in=ids, protected=False).order_by("pk"))
        for days, citizen in zip(AGREED, random.sample(citizens, len(AGREED)), strict=True):
            edit_citizen(citizen=citizen, rhythm_days=days, reason="Aftalt med borgeren", by=by)


def set_limits(organisation: Organisation, limit: int, warn_from: int, *, by: User) -> None:
    set_caseload(
        organisation=organisation,
        caseload_limit=limit,
        caseload_warn_from=warn_from,
        stay_weight=Decimal("0.5"),
        rhythm_days=organisation.rhythm_days,
        phase_rhythms={"outreach.bridging": 21},
        forget_after_days=organisation.forget_after_days,
        by=by,
    )


def let_go(stage: Stage, case: Case, *, by: User) -> None:
    """The contact person gives the course back and nobody has taken it yet."""
    carried = Assignment.objects.current().filter(case=case, kind=Assignment.Kind.CONTACT_PERSON, to_on=None)
    for assignment in carried:
        reason = "Kontaktpersonen har fået et andet hold. Teamet fordeler forløbet på mandagsmødet."
        end_assignment(assignment=assignment, on=timezone.localdate(stage.now), reason=reason, by=by)
