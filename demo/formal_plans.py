"""The plans of the law for citizens who have goals: treatment, SEL § 141, and some that several sectors share.

Chosen with a random source for each citizen: what else the demo tells stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from accounts.policy import Role
from cases.actions.formal_plan import agree_effort, keep_formal_plan
from cases.models import Assignment, Case, ChosenBlock, Citizen, FormalPlan, Goal, TreatmentRequest
from demo.organisations import Stage

Kind = FormalPlan.Kind
DURATIONS = (
    "Et halvt år, så ser vi på det sammen",
    "Tre måneder med en samtale om ugen",
    "Så længe der er brug for det",
)
CIRCUMSTANCES = (
    "Bor på herberg og kan ikke have samtaler der. Møderne holdes i huset.",
    "Skal have følgeskab til jobcentret, og hjælp til at læse breve.",
)
#: (what another actor does, who they are, who answers for it).
OTHERS = (
    ("Medicin og samtaler om angst", "Lokalpsykiatrien", "Overlæge Kirstine Bak"),
    ("Ydelse og afklaring", "Jobcentret", "Sagsbehandler Ole Friis"),
    ("Besøg hjemme to gange om ugen", "Bostøtten", "Bostøtte Hanne Lund"),
)


def fill(stage: Stage) -> None:
    people = {membership.user_id: membership for membership, _caseload in stage.workers()}
    today = timezone.localdate(stage.now)
    with acting_as(stage.membership(Role.LEADER)):
        found = list(_whose(stage))
    for number, (citizen, began, first_goal, worker) in enumerate(found):
        if worker in people:
            with acting_as(people[worker]) as by:
                _plans(stage, citizen, began, first_goal, number, today, by)


def _whose(stage: Stage) -> Iterator[tuple[Citizen, date | None, date, UUID | None]]:
    """(citizen, when treatment began, when the first goal was set, who follows) of open courses."""
    carried = Assignment.objects.filter(kind=Assignment.Kind.CONTACT_PERSON, to_on=None)
    rows = Case.objects.open().filter(unit=stage.unit, citizen__merged_into=None)
    rows = rows.filter(Exists(carried.filter(case=OuterRef("pk")))).select_related("citizen")
    for case in rows.order_by("pk"):
        goal = Goal.objects.filter(citizen=case.citizen_id).order_by("set_on").first()
        if goal is None:
            continue
        began = TreatmentRequest.objects.filter(citizen=case.citizen_id, outcome=TreatmentRequest.Outcome.STARTED)
        last = began.order_by("-ended_on").values_list("ended_on", flat=True).first()
        worker = carried.filter(case=case).values_list("user_id", flat=True).first()
        yield case.citizen, last, goal.set_on, worker


def _plans(
    stage: Stage, citizen: Citizen, began: date | None, first_goal: date, number: int, today: date, by: User
) -> None:
    random = Random(f"formal-{stage.town.seed}-{number}")
    # Anonymous treatment has no plan with a name on it (SEL § 101 a).
    if began and number % 6 and citizen.anonymous_basis != Citizen.AnonymousBasis.SEL_101A:
        made = max(began, first_goal)
        keep_formal_plan(
            citizen=citizen, kind=Kind.TREATMENT, made_on=made, given_on=made if random.random() < 0.8 else None,
            duration=random.choice(DURATIONS), by=by,
        )  # fmt: skip
    if number % 3 == 0:
        accepted = random.choice((True, True, False, None))
        # Whoever thinks about it was asked the other day.
        offered = max(first_goal, today - timedelta(days=5)) if accepted is None else first_goal
        told = {"made_on": first_goal, "circumstances": random.choice(CIRCUMSTANCES)} if accepted else {}
        keep_formal_plan(
            citizen=citizen, kind=Kind.ACTION_141, offered_on=offered, accepted=accepted,
            duration=random.choice(DURATIONS) if accepted else "", by=by, **told,
        )  # fmt: skip
    if number % 4 == 1:
        _coordinated(citizen, first_goal, today, random, by)


def _coordinated(citizen: Citizen, first_goal: date, today: date, random: Random, by: User) -> None:
    """Met some time ago; the next meeting is soon, or its day has come."""
    met = max(first_goal, today - timedelta(days=60))
    next_on = today + timedelta(days=random.choice((-2, 9, 40)))
    # Nobody agreed to meet again within the week.
    if next_on < met + timedelta(days=14):
        next_on = met + timedelta(days=40)
    plan = keep_formal_plan(
        citizen=citizen, kind=Kind.COORDINATED, made_on=first_goal, met_on=met, next_meeting_on=next_on,
        given_on=met if random.random() < 0.6 else None, by=by,
    )  # fmt: skip
    for chosen in ChosenBlock.objects.filter(citizen=citizen, from_on__isnull=False, to_on=None).order_by("pk")[:1]:
        agree_effort(plan=plan, chosen=chosen, responsible=by.name, by=by)
    for what, actor, responsible in random.sample(OTHERS, 2):
        agree_effort(plan=plan, what=what, actor=actor, responsible=responsible, by=by)
