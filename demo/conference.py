"""What the teams want to take up at their conference, and what they decided at the last one."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.utils import timezone

from accounts.acting import acting_as
from cases.actions.conference import decide_point, raise_point
from cases.models import Case, Citizen
from demo.organisations import Stage

OPEN = (
    "Skal vi prøve hjemmebesøg? Døren er lukket hver gang, men lyset er tændt.",
    "Hvem følger med til misbrugslægen på onsdag, hvis Mette er på kursus?",
    "Han siger, han er sat ud den 1. Hvem ringer til boligrådgivningen?",
)
WITHOUT_CITIZEN = "Skal vi blive til kl. 20 om torsdagen i december? Varmestuen lukker først der."
DECIDED = (
    ("Psykiatrien vil udskrive uden plan.", "Sofie ringer til afdelingen og beder om et møde.\nVi er to afsted.", 4),
    ("Hun kommer kun, når hunden må være med.", "Hunden må komme med i huset. Sig det til receptionen.", None),
)


def take_up(stage: Stage) -> None:
    """Three open points about citizens and one about none; two decided, one of them with a task."""
    today = timezone.localdate(stage.now)
    for worker, _caseload in stage.workers()[:1]:
        with acting_as(worker) as by:
            cases = Case.objects.open().filter(assignments__user=by, assignments__to_on=None)
            mine = list(Citizen.objects.filter(cases__in=cases, protected=False).distinct().order_by("pk"))
            noted = partial(raise_point, unit=stage.unit, team=worker.team, by=by)
            for what, citizen in zip(OPEN, mine, strict=False):
                noted(what=what, citizen=citizen)
            noted(what=WITHOUT_CITIZEN)
            for (what, decision, days), citizen in zip(DECIDED, mine[len(OPEN) :], strict=False):
                point = noted(what=what, citizen=citizen)
                due = today + timedelta(days=days) if days else None
                decide_point(point=point, decision=decision, responsible=by if due else None, due_on=due, by=by)
