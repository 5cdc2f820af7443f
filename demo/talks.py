"""Planned talks over some months: some courses meet, some go over to telephone or video, some come back (S0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Max
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from cases.actions.appointment import Talk, add_appointment, cancel_talk, hold_talk, judge_way, miss_talk
from cases.actions.contact import log_contact
from cases.models import Appointment, Assignment, Case, CasePeriod, Contact
from cases.ways import is_remote
from demo import notes
from demo.organisations import Stage

Way = Contact.Way

MONTHS_BACK = timedelta(days=170)
COURSES = 8
#: How each of the courses goes: before the middle, and after it.
PATHS = (
    (Way.CENTRE, Way.PHONE), (Way.CENTRE, Way.VIDEO), (Way.HOME, Way.PHONE), (Way.CENTRE, Way.CENTRE),
    (Way.PHONE, Way.WALK_AND_TALK), (Way.HOME, Way.HOME), (Way.CENTRE, Way.PHONE), (Way.WALK_AND_TALK, Way.VIDEO),
)  # fmt: skip
#: held, missed, called off by the citizen, called off by us.
OUTCOMES = ("held", "missed", "citizen", "worker")
NEAR, FAR, WALK = (66, 19, 11, 4), (85, 6, 6, 3), (80, 10, 7, 3)
LINK = "https://video.example/moede/4711"


@dataclass
class _Plan:
    """One course and what is needed to plan its talks."""

    case: Case
    near: str
    later: str
    first: date
    last: date

    def way(self, day: date) -> str:
        return self.near if day < self.first + (self.last - self.first) / 2 else self.later


def plan_talks(stage: Stage) -> None:
    for number, (worker, _caseload) in enumerate(stage.workers()):
        random = Random(f"talks-{stage.town.seed}-{number}")
        with acting_as(worker) as by:
            plans = list(_plans(stage, worker))
            for plan in plans:
                _hold_all(stage, plan, random, by)
            _look_ahead(stage, plans, random, by)


def _plans(stage: Stage, worker: Membership) -> list[_Plan]:
    """Courses carried by the worker, each until its citizen was last talked with: no list of today changes."""
    today = timezone.localdate(stage.now)
    mine = Assignment.objects.current(today).filter(user=worker.user, kind=Assignment.Kind.CONTACT_PERSON)
    cases = Case.objects.active().filter(assignments__in=mine, citizen__protected=False).select_related("citizen")
    plans: list[_Plan] = []
    for case in cases.order_by("pk"):
        last = Contact.objects.talked().filter(citizen=case.citizen).aggregate(last=Max("at"))["last"]
        opened = CasePeriod.objects.get(case=case, closed_at=None).opened_at
        first = max(timezone.localdate(opened), timezone.localdate(stage.now - MONTHS_BACK)) + timedelta(days=6)
        until = timezone.localdate(last) if last else first
        if (until - first).days >= 28:
            near, later = PATHS[len(plans) % len(PATHS)]
            plans.append(_Plan(case, near, later, first, until))
        if len(plans) == COURSES:
            break
    return plans


def _hold_all(stage: Stage, plan: _Plan, random: Random, by: User) -> None:
    hard, wished = random.random() < 0.4, random.choice(("", plan.later, plan.later, plan.near))
    day = plan.first
    while day < plan.last:
        way = plan.way(day)
        if day.weekday() < 5:
            far = is_remote(way)
            minutes = random.choice((20, 20, 25, 30) if far else (45, 45, 60))
            away = far and random.random() < 0.3
            talk = Talk(way, minutes, plan.case, wished_way=wished, hard_to_come=hard, away_from_town=away)
            _one(stage, plan, day, talk, random, by)
        day += timedelta(days=random.choice((5, 7, 7, 9) if is_remote(way) else (7, 9, 12, 14)))


def _one(stage: Stage, plan: _Plan, day: date, talk: Talk, random: Random, by: User) -> None:
    clock = time(random.choice((9, 10, 11, 13, 14)), random.choice((0, 30)))
    at = timezone.make_aware(datetime.combine(day, clock))
    appointment = _planned(stage, plan, day, clock, talk, random, by)
    weights = FAR if is_remote(talk.way) else WALK if talk.way == Way.WALK_AND_TALK else NEAR
    outcome = random.choices(OUTCOMES, weights=weights)[0]
    if outcome == "missed":
        miss_talk(appointment=appointment, reason=random.choice(notes.WHY_NOT), at=at + timedelta(minutes=30), by=by)
    elif outcome != "held":
        reason = random.choice(notes.WHY_NOT) if outcome == "citizen" else notes.WHY_NOT_US
        cancel_talk(appointment=appointment, cancelled_by=outcome, reason=reason, at=at - timedelta(hours=2), by=by)
    else:
        spoken = _written(stage, plan, at, talk, random, by)
        hold_talk(appointment=appointment, contact=spoken, at=at + timedelta(hours=1), by=by)
        if random.random() < 0.3:
            judge_way(appointment=appointment, benefit=random.choice(("yes", "yes", "yes", "partly", "no")), by=by)


def _planned(stage: Stage, plan: _Plan, day: date, clock: time, talk: Talk, random: Random, by: User) -> Appointment:
    task = add_appointment(
        unit=stage.unit,
        citizen=plan.case.citizen,
        talk=talk,
        title=random.choice(notes.TALKS),
        due_on=day,
        due_at=clock,
        owner=by,
        by=by,
    )
    appointment: Appointment = task.appointment
    return appointment


def _written(stage: Stage, plan: _Plan, at: datetime, talk: Talk, random: Random, by: User) -> Contact:
    minutes = (talk.minutes or 30) + random.choice((-5, 0, 0, 10))
    return log_contact(
        unit=stage.unit,
        citizens=[plan.case.citizen],
        at=at,
        way=talk.way,
        result=Contact.Result.TALKED,
        minutes=minutes,
        note=random.choice(notes.TALKED_FAR if is_remote(talk.way) else notes.TALKED_NEAR),
        written_at=at + timedelta(minutes=minutes + 10),
        by=by,
    )[0]


def _look_ahead(stage: Stage, plans: list[_Plan], random: Random, by: User) -> None:
    """The coming days of the worker's calendar."""
    today = timezone.localdate(stage.now)
    for days, plan in zip((1, 3, 4, 8, 10), plans, strict=False):
        link = LINK if plan.later == Way.VIDEO else ""
        talk = Talk(plan.later, 30 if is_remote(plan.later) else 45, plan.case, link=link)
        _planned(stage, plan, today + timedelta(days=days), time(random.choice((9, 12, 15))), talk, random, by)
