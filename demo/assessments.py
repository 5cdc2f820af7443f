"""Assessments of open courses: begun on the street, gone on with by a colleague, some finished, one that could not be.

Chosen with a random source for each course: what else the demo tells stays as it was.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership
from cases.models import Case, Contact, StepRun
from demo.organisations import Stage
from outreach.actions.assessment import begin_assessment, end_assessment, write_assessment
from outreach.models.assessment import THEMES

WAY = Contact.Way
STEPS = ("motivation.onward_plan", "bridging.enrolment")
#: By theme: what is known, what the citizen wants.
SAID: dict[str, tuple[tuple[str, str], ...]] = {
    "drugs": (
        (
            "Heroin dagligt gennem mange år, kokain når der er penge. Alkohol kun i weekenden.",
            "Ned i dosis, ikke helt ud.",
        ),
        ("Metadon fra lægen, benzodiazepiner fra gaden. To overdoser i år.", "Have styr på pillerne først."),
        ("Ryger hash hver dag, amfetamin i perioder. Ingen injektion.", "Kunne holde fri om formiddagen."),
    ),
    "social": (
        ("Har en søster i byen og en datter på ni, som bor hos sin far.", "Se datteren uden at være påvirket."),
        ("Ser mest dem fra pladsen. Skylder penge til to af dem.", ""),
        ("Ingen familie her. En nabo hjælper med posten.", "Én at drikke kaffe med, der ikke tager stoffer."),
    ),
    "health": (
        ("Hepatitis C er behandlet. Sår på benet, som sygeplejersken ser torsdag.", "Få set på tænderne."),
        ("Har haft en psykose, får depotmedicin. Sover dårligt.", "Sove en hel nat."),
    ),
    "work": (
        ("Udlært maler, ude af arbejde i elleve år. Får kontanthjælp.", "Et par timer om ugen, gerne med hænderne."),
        ("Førtidspension. Gik ud af 8. klasse.", ""),
    ),
    "housing": (
        ("Sover på herberget, når der er plads, ellers i en opgang.", "Et sted, hvor hunden må komme med."),
        ("Egen lejlighed, men lader andre bo der. Varsel om udsættelse.", "Beholde lejligheden."),
    ),
    "other": (
        ("Støtte- og kontaktperson to gange om ugen. Hjemmesygeplejerske.", "At dem, der hjælper, taler sammen."),
        ("En sag ved retten i foråret.", "Én, der går med."),
    ),
}
ADVICE = "Fortalt om gældsrådgivning og boligrådgivning, og hvor man ringer."
LIMITED = "Vil helst til et døgntilbud langt væk, men kan ikke undvære sygeplejersken her lige nu."
UNFINISHED = "Borgeren rejste til familien og vil tage det op, når han er tilbage."


def fill(stage: Stage) -> None:
    workers = [membership for membership, _caseload in stage.workers()]
    if not workers:
        return
    with acting_as(workers[0]):
        begun = StepRun.objects.filter(step__in=STEPS, started_at__isnull=False)
        rows = Case.objects.open().filter(unit=stage.unit, pk__in=begun.values("case"))
        cases = list(rows.select_related("citizen__usual_place").order_by("pk"))
        days = {case.pk: timezone.localdate(begun.filter(case=case).latest("started_at").started_at) for case in cases}
    for number, case in enumerate(cases):
        random = Random(f"assessment-{stage.town.seed}-{number}")
        if random.random() < 0.7:
            _assess(case, days[case.pk], timezone.localdate(stage.now), workers, random)


def _assess(case: Case, day: date, today: date, workers: list[Membership], random: Random) -> None:
    first, second = random.choice(workers), random.choice(workers)
    told = {theme: random.choice(SAID[theme]) for theme in THEMES}
    share = random.choice((2, 3, 4, 6))
    begun, later = list(THEMES)[:share], list(THEMES)[share:]
    way = random.choice((WAY.STREET, WAY.STREET, WAY.DROP_IN, WAY.HOME, WAY.SHELTER))
    with acting_as(first) as by:
        row = begin_assessment(
            case=case, begun_on=day, begun_way=way,
            begun_place=case.citizen.usual_place if way == WAY.STREET else None, by=by, **_texts(told, begun),
        )  # fmt: skip
    ends = random.random()
    if ends < 0.3:
        return
    with acting_as(second) as by:
        limited = random.random() < 0.1
        write_assessment(
            assessment=row,
            advised_on=min(day + timedelta(days=5), today),
            advice=ADVICE,
            free_choice="limited" if limited else "explained",
            free_choice_reason=LIMITED if limited else "",
            by=by,
            **_texts(told, later),
        )
        if ends > 0.55:
            reason = UNFINISHED if ends > 0.93 else ""
            end_assessment(assessment=row, on=min(day + timedelta(days=12), today), unfinished_reason=reason, by=by)


def _texts(told: dict[str, tuple[str, str]], themes: list[str]) -> dict[str, Any]:
    known = {f"{theme}_known": told[theme][0] for theme in themes}
    return known | {f"{theme}_wants": told[theme][1] for theme in themes}
