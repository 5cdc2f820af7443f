"""The week's routes, some weeks of visits on them, who is out now, and somebody who should have been back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from accounts.policy import Role
from demo.organisations import Stage
from directory.models import Place
from outreach.actions.route import plan_route
from outreach.actions.visit import call_off, correct_visit, plan_visit
from outreach.models import Route, Visit
from outreach.visit_contacts import met_so_far

WEEKS = 7


@dataclass(frozen=True)
class Planned:
    """A route by the numbers of its town's places."""

    name: str
    weekday: int
    from_at: time
    to_at: time
    places: tuple[int, ...]
    #: The first place has its time, so that citizens know it.
    timed: bool = False


WEEK = (
    Planned("Stationen og åen", 1, time(10), time(13), (0, 1)),
    Planned("Værestedet tirsdag", 2, time(9), time(11, 30), (2,), timed=True),
    Planned("Boligerne og sygehuset", 3, time(13), time(16), (5, 6, 7)),
    Planned("Torsdag aften", 4, time(18), time(20, 30), (4, 0), timed=True),
    Planned("Herberget fredag", 5, time(10), time(12), (3,)),
    Planned("Lørdag formiddag", 6, time(10), time(12, 30), (2, 1)),
    Planned("Søndagssuppen", 7, time(12), time(14), (2,)),
)
STOPPED = Planned("Parken onsdag morgen", 3, time(7), time(9), (1,))
#: {route: (who was told, what a colleague who takes it over should know)}
TOLD = {
    "Stationen og åen": ("Kiosken og vagten på stationen", "Begynd ved bænkene. Parkering bag posthuset."),
    "Værestedet tirsdag": ("Hanne og Torben på værestedet", "Sid ved langbordet, ikke på kontoret. Kaffe kl. 9."),
    "Boligerne og sygehuset": ("Den boligsociale medarbejder og afdelingen", "Gå altid to i opgangene."),
    "Torsdag aften": ("Nattevagten", "Mange kommer først efter kl. 19. Tag varme sokker med."),
    "Herberget fredag": ("Vagtholdet på herberget", "Ring på ved gården. Spørg efter den, der har vagt."),
    "Søndagssuppen": ("De frivillige i køkkenet", "Hjælp med at dele ud, så kommer snakken af sig selv."),
    "Parken onsdag morgen": ("", "Stoppet, da bænkene blev flyttet."),
}
NOTES = (
    "", "", "", "Mange nye ansigter ved kiosken.", "Koldt og stille. De fleste var på varmestuen.",
    "Politiet ryddede pladsen i går, folk er rykket ned til vandet.", "God stemning, vi blev budt på suppe.",
    "Tre unge, som vi ikke kender. De tog imod kort.", "Personalet bad os komme en halv time senere.",
)  # fmt: skip
REASONS = ("Sygdom", "Personalemøde", "Stedet holdt lukket")


def fill(stage: Stage) -> None:
    random = Random(f"visits-{stage.town.seed}")
    goers = [membership for membership, _caseload in stage.workers()]
    today = timezone.localdate(stage.now)
    with acting_as(stage.membership(Role.LEADER)) as by:
        stopped = draw(stage, STOPPED, goers[:1], to_on=today - timedelta(days=20), by=by)
        routes = [draw(stage, plan, pair(goers, number), by=by) for number, plan in enumerate(WEEK)]
    for route, walkers in [(stopped, goers[:1]), *((row, pair(goers, at)) for at, row in enumerate(routes))]:
        for day in days_of(route, today):
            walk(stage, route, walkers, day, random)
    with acting_as(goers[0]) as by:
        plan_visit(
            unit=stage.unit,
            day=today + timedelta(days=2),
            place=stage.places[5],
            workers=[by],
            planned_from=time(14),
            planned_to=time(15, 30),
            safety_note="Hund i gården. Ring, før I går op.",
            by=by,
        )
    be_out(stage, Role.SOCIAL_MENTOR, stage.places[6], minutes=50, expected=70)
    be_out(stage, Role.HEALTH_STAFF, stage.places[3], minutes=150, expected=-25, safety_note="Gå altid to.")


def pair(goers: list[Membership], number: int) -> list[Membership]:
    return [goers[number % len(goers)], goers[(number + 1) % len(goers)]]


def draw(stage: Stage, plan: Planned, goers: list[Membership], *, by: User, to_on: date | None = None) -> Route:
    today = timezone.localdate(stage.now)
    stops = [
        (stage.places[number], plan.from_at if plan.timed and first else None)
        for first, number in zip((True, *(False,) * 9), plan.places, strict=False)
    ]
    told, note = TOLD.get(plan.name, ("", ""))
    return plan_route(
        route=Route(unit=stage.unit),
        name=plan.name,
        weekday=plan.weekday,
        from_at=plan.from_at,
        to_at=plan.to_at,
        stops=stops,
        workers=[goer.user for goer in goers],
        told=told,
        told_on=today - timedelta(days=60) if told else None,
        note=note,
        from_on=today - timedelta(days=WEEKS * 7),
        to_on=to_on,
        by=by,
    )


def days_of(route: Route, today: date) -> Iterator[date]:
    """The days on which the route was to be walked, the oldest first."""
    for back in range(WEEKS * 7, 0, -1):
        if route.runs_on(day := today - timedelta(days=back)):
            yield day


def walk(stage: Stage, route: Route, walkers: list[Membership], day: date, random: Random) -> None:
    """Mostly walked by both; sometimes called off, and once in a while nobody has written anything."""
    luck = random.random()
    if luck < 0.05:
        return
    goers = [membership.user for membership in walkers]
    with acting_as(walkers[0]) as by:
        visit = plan_visit(
            unit=stage.unit,
            route=route,
            day=day,
            workers=goers,
            planned_from=route.from_at,
            planned_to=route.to_at,
            by=by,
        )
        if luck < 0.17:
            call_off(visit=visit, because=random.choice(REASONS), by=by)
            return
        visit.out_at = moment(day, route.from_at) + timedelta(minutes=random.randint(-5, 15))
        visit.back_at = moment(day, route.to_at) + timedelta(minutes=random.randint(-30, 20))
        go(visit, goers, random, moment(day, route.to_at), by=by)


def go(visit: Visit, goers: list[User], random: Random, expected: datetime, *, by: User) -> None:
    """What became of it; those who wrote contacts meanwhile met at least these."""
    met = max(met_so_far(visit), random.choice((0, 0, 1, 2, 3, 4, 4, 5, 6, 8)))
    correct_visit(
        visit=visit,
        day=visit.day,
        planned_from=visit.planned_from,
        planned_to=visit.planned_to,
        out_at=visit.out_at,
        expected_back_at=expected,
        back_at=visit.back_at,
        met=met,
        cards=random.randint(0, met),
        own_minutes=None,
        note=random.choice(NOTES),
        safety_note="",
        workers=goers,
        by=by,
    )


def be_out(stage: Stage, role: Role, place: Place, *, minutes: int, expected: int, safety_note: str = "") -> None:
    """Out since `minutes`, and expected back in so many, or that long ago."""
    with acting_as(stage.membership(role)) as by:
        out_at, back = stage.now - timedelta(minutes=minutes), stage.now + timedelta(minutes=expected)
        day = timezone.localdate(out_at)
        visit = plan_visit(unit=stage.unit, day=day, place=place, workers=[by], by=by)
        moments: dict[str, Any] = {"day": day, "out_at": out_at, "expected_back_at": back, "back_at": None}
        told: dict[str, Any] = dict.fromkeys(("planned_from", "planned_to", "met", "cards", "own_minutes"))
        correct_visit(visit=visit, note="", safety_note=safety_note, workers=[by], by=by, **told, **moments)


def moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
