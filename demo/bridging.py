"""Of each course that came so far: the way into treatment, the treatment followed, and the services around it.

Told while the course is open, as a team would have written it; what stands of absences today comes with `fill`.

Chosen with a random source for each citizen: what else the demo tells stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from cases.models import CasePeriod, StepRun
from demo.life import Life
from demo.organisations import Stage
from outreach.actions.affiliation import ask_after, ask_before, bridge
from outreach.actions.enrolment import enrol
from outreach.actions.treatment import follow_treatment
from outreach.models import Enrolment, TreatmentNote
from outreach.models.affiliation import Service, Status

Kind, Right = TreatmentNote.Kind, Enrolment.Visitation

THERAPISTS = ("Bente Krogh", "Ali Demir", "Jonas Bisgaard", "Maja Thorup", "Kirsten Vad")
#: In one town the team decides itself, in the other the reception mostly does (S2 p. 45).
DIRECT = {1: 0.8, 2: 0.45}
RECEPTION = "Modtagelsen"
DOSES = (
    "Begyndt en fredag, lægen så borgeren i weekenden.",
    "Begyndt lidt højere end normalt, vurderes igen efter en uge.",
    "Henter to gange om ugen i begyndelsen.",
)
NOTES: dict[str, Sequence[str]] = {
    Kind.MEETING: ("Første møde. Vi sad med.", "Talte mest om natten og søvnen.", "Gik selv ind, vi ventede udenfor."),
    Kind.TRANSPORT: ("Kørte sammen derhen.", "Fik et klippekort til bussen.", "Fulgtes med bussen."),
    Kind.THERAPIST: ("Aftalt, at vi får en sms ved udeblivelse.", "Kort status, det går.", "Ny tid aftalt."),
    Kind.ABSENCE: ("Kom ikke, svarede ikke.", "Kom en time for sent og gik igen.", ""),
    Kind.LAPSE: ("Rejst til sin bror.", "Kunne ikke overskue det den uge."),
    Kind.ACTION: ("Flyttede tiden til eftermiddag.", "Ringede om morgenen og mindede om tiden."),
}
OTHERS = tuple(service for service in Service if service not in (Service.DRUG_TREATMENT, Service.SUBSTITUTION))


#: (where, in each town)
OFFERS = {
    1: ("Dagbehandling", "Ambulant behandling", "Substitutionsklinikken"),
    2: ("Ambulant behandling", "Ambulatoriet", "Dagbehandling"),
}


def follow(life: Life, *, by: User) -> None:
    """The services before; and where motivation work was begun, mostly a way into treatment and what came of it."""
    assert life.case is not None
    random = Random(f"bridging-{life.stage.town.seed}-{life.number}")
    opened, until = _day(life.begins), _day(life.ends or life.stage.now)
    if random.random() < 0.75:
        asked = min(opened + timedelta(days=random.randint(3, 20)), until)
        ask_before(case=life.case, answers=_before(random), on=asked, by=by)
    begun = StepRun.objects.filter(case=life.case, started_at__isnull=False).order_by("started_at")
    bridging = begun.filter(step__startswith="bridging.").first()
    if bridging is None:
        shown = _day(begun.filter(step__startswith="motivation.")[0].started_at) + timedelta(
            days=random.randint(20, 90)
        )
        if shown <= until and random.random() < 0.25:
            enrol(case=life.case, motivation_on=shown, by=by)
        return
    way = _way(life, _day(bridging.started_at), until, random, by=by)
    if way.enrolled_on:
        _followed(life, way.enrolled_on, until, random, by=by)
        if random.random() < 0.6:
            _bridged(life, way.enrolled_on, until, random, by=by)


def ask_at_the_end(life: Life, *, by: User) -> None:
    """How contact with the services is after, of most who ended."""
    assert life.case is not None
    random = Random(f"after-{life.stage.town.seed}-{life.number}")
    period = CasePeriod.objects.filter(case=life.case).latest("opened_at")
    if random.random() < 0.8:
        ask_after(period=period, answers=_after(period.close_reason, random), on=_day(life.ends), by=by)


def fill(stage: Stage) -> None:
    """Today: somebody showed motivation this morning, somebody waits for the doctor, two did not come."""
    worker, _caseload = stage.workers()[0]
    with acting_as(worker) as by:
        running = CasePeriod.objects.filter(
            closed_at=None, case__assignments__user=by, case__assignments__to_on=None,
            case__assignments__kind="contact_person", case__pauses=None,
        )  # fmt: skip
        cases = [period.case for period in running.select_related("case").order_by("pk")]
        today = timezone.localdate()
        for case, note in zip(cases[1:3], NOTES[Kind.ABSENCE], strict=False):
            follow_treatment(
                case=case,
                kind=Kind.ABSENCE,
                happened_on=today,
                told_by=TreatmentNote.ToldBy.THERAPIST,
                note=note,
                by=by,
            )
        if len(cases) > 5:
            enrol(case=cases[4], motivation_on=today, motivation_time=time(9, 20), by=by)
            asked = today - timedelta(days=9)
            enrol(case=cases[5], medical_asked_on=asked, doctor_contacted_on=asked + timedelta(days=1), by=by)


def _way(life: Life, start: date, until: date, random: Random, *, by: User) -> Enrolment:
    town = life.stage.town.seed
    direct = random.random() < DIRECT[town]
    decided = start + timedelta(days=random.choice((0, 0, 0, 1, 2) if direct else (2, 3, 5, 7, 9)))
    enrolled = decided + timedelta(days=random.choice((0, 1, 1, 2, 3, 5, 7)))
    same_day = decided == start
    values: dict[str, Any] = {"motivation_on": start}
    if same_day and decided <= until:
        values |= {"motivation_time": time(random.randint(9, 11), 15), "decided_time": time(random.randint(12, 15), 30)}
    if decided <= until:
        values["decided_on"] = decided
        values["visitation"] = Right.DIRECT if direct else Right.RECEPTION
        values["decided_by"] = by.name if direct else RECEPTION
    if enrolled <= until:
        values |= {"enrolled_on": enrolled, "offer_words": random.choice(OFFERS[town])}
        values["therapist"] = random.choice(THERAPISTS) if random.random() < 0.9 else ""
        if random.random() < 0.5:
            values |= _doctor(start, enrolled, until, random)
    assert life.case is not None
    return enrol(case=life.case, by=by, **values)


def _doctor(start: date, enrolled: date, until: date, random: Random) -> dict[str, Any]:
    begun = enrolled + timedelta(days=random.randint(0, 9))
    said: dict[str, Any] = {"medical_asked_on": start, "doctor_contacted_on": start + timedelta(days=1)}
    if begun <= until:
        said |= {"doctor_talk_on": enrolled, "substitution_on": begun}
        said["dose_note"] = random.choice(DOSES) if random.random() < 0.5 else ""
        if random.random() < 0.2:
            said["home_visit_on"] = begun
    return said


def _followed(life: Life, enrolled: date, until: date, random: Random, *, by: User) -> None:
    assert life.case is not None
    day, kinds = enrolled, [Kind.MEETING, Kind.TRANSPORT, Kind.THERAPIST, Kind.ABSENCE, Kind.LAPSE, Kind.ACTION]
    for _time in range(random.randint(2, 9)):
        kind = random.choices(kinds, weights=(6, 3, 5, 3, 1, 2))[0] if day > enrolled else Kind.MEETING
        back = day + timedelta(days=random.randint(4, 20))
        note = NOTES[kind][0] if day == enrolled else random.choice(NOTES[kind][1:] or NOTES[kind])
        if day > until:
            return
        follow_treatment(
            case=life.case, kind=kind, happened_on=day, until=back if back <= until else None, note=note,
            told_by=random.choice(TreatmentNote.ToldBy.values[:3]) if kind == Kind.ABSENCE else "", by=by,
        )  # fmt: skip
        # Close together in the beginning, then further apart.
        day += timedelta(days=random.randint(3, 9) + (day - enrolled).days // 6)


def _bridged(life: Life, enrolled: date, until: date, random: Random, *, by: User) -> None:
    assert life.case is not None
    for service in random.sample(OTHERS, random.randint(1, 3)):
        followed = enrolled + timedelta(days=random.randint(5, 50))
        stable = followed + timedelta(days=random.randint(20, 60))
        if followed <= until:
            there = stable if stable <= until and random.random() < 0.7 else None
            bridge(case=life.case, service=service, accompanied_on=followed, stable_on=there, by=by)


def _before(random: Random) -> dict[str, str]:
    """As often as in the survey (S2 p. 27-29)."""
    known = (Status.UNKNOWN, Status.NO_CONTACT, Status.SPORADIC, Status.REGULAR)
    asked = {
        Service.DRUG_TREATMENT.value: random.choices(known, weights=(30, 35, 30, 5))[0].value,
        Service.SUBSTITUTION.value: _one(random, (45, 20, 35)),
    }
    for service in random.sample(OTHERS, random.randint(4, 9)):
        asked[service.value] = _one(random, (30, 30, 40))
    return asked


def _one(random: Random, weights: tuple[int, int, int]) -> str:
    return random.choices((Status.NEVER, Status.EARLIER, Status.RECEIVES), weights=weights)[0].value


def _after(reason: str, random: Random) -> dict[str, str]:
    """S2 p. 60-62."""
    treatment = (Status.CONTINUES, Status.COMPLETED, Status.DROPPED)
    weights = (0, 1, 0) if reason == CasePeriod.CloseReason.COMPLETED else (75, 0, 25)
    said = {
        Service.DRUG_TREATMENT.value: random.choices(treatment, weights=weights)[0].value,
        Service.SUBSTITUTION.value: random.choices(
            (Status.CONTINUES, Status.DROPPED, Status.NEVER), weights=(33, 20, 47)
        )[0].value,
    }
    for service in random.sample(OTHERS, random.randint(2, 5)):
        codes = (Status.STARTED, Status.FOLLOWS, Status.DROPPED)
        said[service.value] = random.choices(codes, weights=(15, 65, 20))[0].value
    return said


def _day(moment: datetime | None) -> date:
    return timezone.localdate(moment)
