"""*Modeltro*: two waves on each level, answers of most courses, and what a year's meetings said helps and hinders.

Chosen with a random source for each course: what else the demo tells stays as it was.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from accounts.policy import Role
from cases.models import Assignment, Case
from crisis_center.numbers import HalfYear
from demo.organisations import Stage
from measurements.actions.driver import note_driver
from measurements.actions.fidelity import answer_wave, begin_wave, close_wave, correct_answer
from measurements.actions.technique import answer_techniques
from measurements.fidelity_items import items_of
from measurements.models import FidelityWave
from measurements.models.technique import TECHNIQUES, Degree
from measurements.motivation_ended import with_motivation_ended

Instrument = FidelityWave.Instrument
#: Days before today, and what was answered in the order of the questions; None stays open.
WAVES: dict[int, tuple[tuple[str, int, tuple[int | None, ...]], ...]] = {
    1: (
        ("Efter det første år", 380, (3, 4, 4, 3, 3, 4, 2, 4, 1)),
        ("Efter det andet år", 20, (5, 4, 5, 4, 5, 5, 3, 5, 2)),
    ),
    2: (
        ("Første måling", 395, (4, 3, 3, 4, 4, 4, None, 5, 2)),
        ("Anden måling", 30, (4, 5, 3, 4, 4, 5, 4, 4, 2)),
    ),
}
#: The last half-year and this one, in the order of the steps.
BAROMETERS: dict[int, tuple[tuple[int | None, ...], ...]] = {
    1: ((3, 3, 2, 4, 2, 3, 3, 1, 2, 2, 2), (3, 4, 3, 4, 3, 4, 3, 2, 3, 2, 3)),
    2: ((2, 2, 2, 3, 3, 3, 2, 2, 2, 1, None), (3, 3, 2, 4, 3, 3, 3, 3, 2, 2, 2)),
}
#: How often each technique is used: high, less, not at all, not relevant.
WEIGHTS = {
    "open_questions": (80, 12, 4, 4),
    "change_talk": (50, 34, 6, 10),
    "reflection": (30, 40, 12, 18),
    "exceptions": (34, 34, 10, 22),
    "scaling": (4, 8, 36, 52),
    "differences": (32, 28, 10, 30),
    "coping": (24, 26, 15, 35),
    "miracle": (2, 4, 40, 54),
    "goals": (10, 44, 20, 26),
}
LEFT = "Den, der havde forløbet, er stoppet."
#: (days ago, kind, theme, words) for each town.
NOTES: dict[int, tuple[tuple[int, str, str, str], ...]] = {
    1: (
        (12, "driver", "leadership", "Ledelsen bakker op om, at vi selv kan visitere. Det går stærkere nu."),
        (25, "barrier", "organisation", "Modtagelsen har lukket om fredagen. Vi mister dem, der er klar den dag."),
        (40, "driver", "organisation", "Fast plads i misbrugscentrets morgenmøde: vi ved, hvem der ikke er kommet."),
        (61, "driver", "people", "To der kender hinanden godt. Den ene går, når den anden bliver for træt."),
        (75, "barrier", "context", "Hjørnet ved stationen er ryddet. Dem, vi kender, er spredt ud over byen."),
        (98, "driver", "context", "Forsorgshjemmet ringer selv, når en ny er kommet."),
        (120, "barrier", "leadership", "Ny centerleder. Vi skal forklare forfra, hvorfor vi ikke er på kontoret."),
        (150, "barrier", "people", "Sygemelding i tre uger: en gik ruten alene og sprang tre steder over."),
        (185, "driver", "people", "Lægen tager med ud en gang om måneden."),
        (240, "barrier", "organisation", "To journalsystemer. Vi skriver det samme to gange."),
        (300, "driver", "leadership", "Styregruppen mødes hvert kvartal, også politiet kommer."),
        (350, "barrier", "context", "Ventetid i psykiatrien på otte uger. Motivationen holder ikke så længe."),
    ),
    2: (
        (8, "barrier", "leadership", "Vi må ikke selv visitere. Hver indskrivning skal over modtagelsens bord."),
        (21, "driver", "people", "En kollega med egne erfaringer. Hun kommer ind, hvor vi andre ikke gør."),
        (37, "driver", "context", "Værestederne har sat vores tider op på døren."),
        (52, "barrier", "organisation", "Bilen deles med hjemmevejlederne, så vest er aflyst hver anden uge."),
        (70, "driver", "organisation", "Fælles supervision med hjemløseteamet hver måned."),
        (110, "barrier", "people", "To nye på holdet. Det tager tid at blive kendt på gaden."),
        (140, "driver", "leadership", "Grænsen på femten er respekteret, også da presset var størst."),
        (175, "barrier", "context", "Sociale tilbud lukker kl. 16. Om aftenen er der ingen at bygge bro til."),
        (220, "driver", "organisation", "Direkte nummer til vagthavende på psykiatrisk skadestue."),
        (260, "barrier", "organisation", "Ingen læge i juli. Fire måtte vente med substitution."),
        (310, "driver", "context", "Frivillige kører natcaféen. Vi kan træffe dem, der sover ude."),
        (345, "barrier", "people", "Partnerne ved ikke altid, hvem vi er til for. Mange henvises til os ved en fejl."),
    ),
}  # fmt: skip


def fill(stage: Stage) -> None:
    town = stage.town.seed
    if town not in WAVES:
        return
    people = {membership.user_id: membership for membership, _caseload in stage.workers()}
    with acting_as(stage.membership(Role.PROJECT_LEAD, Role.LEADER)) as lead:
        _waves(stage, lead)
        _barometers(stage, lead)
        ended = list(with_motivation_ended().filter(unit=stage.unit).select_related("citizen").order_by("pk"))
        carried = {case.pk: _carried(case) for case in ended}
    for case in ended:
        if (who := carried[case.pk]) and (worker := people.get(who)):
            _techniques(stage, case, worker)
    _notes(stage, list(people.values()))


def _waves(stage: Stage, lead: User) -> None:
    """The newest is still open; in the first one an answer was corrected."""
    for number, (name, days, values) in enumerate(WAVES[stage.town.seed]):
        on = timezone.localdate(stage.now) - timedelta(days=days)
        wave = begin_wave(unit=stage.unit, instrument=Instrument.PROJECT, name=name, on=on, by=lead)
        items = items_of(Instrument.PROJECT)
        answer_wave(wave=wave, answers=dict(zip(items, values, strict=True)), by=lead)
        if number == 0:
            close_wave(wave=wave, by=lead)
            why = "Styregruppen så rollebeskrivelsen. Den var længere, end vi huskede."
            correct_answer(wave=wave, item="cooperation.roles", value=3, reason=why, by=lead)


def _barometers(stage: Stage, lead: User) -> None:
    """That of the last half-year is closed, that of this one still open."""
    half = HalfYear.read("", timezone.localdate(stage.now))
    for first, values in zip((half.before.first, half.first), BAROMETERS[stage.town.seed], strict=True):
        wave = begin_wave(unit=stage.unit, instrument=Instrument.BAROMETER, name="", on=first, by=lead)
        answers = dict(zip(items_of(Instrument.BAROMETER), values, strict=True))
        answer_wave(wave=wave, answers=answers, by=lead)
        if first < half.first:
            close_wave(wave=wave, by=lead)


def _carried(case: Case) -> UUID | None:
    """Whose course it is, or was."""
    rows = case.assignments.filter(kind=Assignment.Kind.CONTACT_PERSON).order_by("-from_on")
    return rows.values_list("user_id", flat=True).first()


def _techniques(stage: Stage, case: Case, worker: Membership) -> None:
    """Of most courses; a few with something left open, a few that nobody can say anything of."""
    ended = timezone.localdate(case.motivation_ended_at)  # type: ignore[attr-defined]  # annotated
    random = Random(f"techniques-{stage.town.seed}-{ended}-{case.citizen.birth_year}")
    kind = random.random()
    if kind > 0.86:
        return
    on = min(ended + timedelta(days=random.randint(0, 9)), timezone.localdate(stage.now))
    answers = {name: random.choices([one.value for one in Degree], weights=WEIGHTS[name])[0] for name in TECHNIQUES}
    if kind < 0.12:
        answers["coping"] = answers["goals"] = ""
    with acting_as(worker) as by:
        if kind > 0.83:
            answer_techniques(case=case, answers={}, left_open=LEFT, answered_on=on, by=by)
        else:
            answer_techniques(case=case, answers=answers, answered_on=on, by=by)


def _notes(stage: Stage, workers: list[Membership]) -> None:
    today = timezone.localdate(stage.now)
    for number, (days, kind, theme, words) in enumerate(NOTES[stage.town.seed]):
        with acting_as(workers[number % len(workers)]) as by:
            on = today - timedelta(days=days)
            note_driver(unit=stage.unit, kind=kind, theme=theme, text=words, noticed_on=on, by=by)
