"""What makes the day of a demo worker: contacts written today, agreements, tasks due, late and to come."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from accounts.policy import Role
from cases.actions.contact import log_contact, mark_journaled
from cases.actions.task import add_task
from cases.models import Case, Citizen, Contact, Task, TreatmentRequest
from demo import notes
from demo.organisations import Stage
from demo.places import WAYS

#: (days from today, hour of an agreement or None, kind)
DUE = (
    (-4, None, Task.Kind.TASK),
    (-1, None, Task.Kind.TASK),
    (0, 10, Task.Kind.AGREEMENT),
    (0, 13, Task.Kind.AGREEMENT),
    (0, None, Task.Kind.TASK),
    (1, 9, Task.Kind.AGREEMENT),
    (2, None, Task.Kind.TASK),
    (6, 14, Task.Kind.AGREEMENT),
)


def fill(stage: Stage) -> None:
    for worker, _caseload in stage.workers():
        with acting_as(worker) as by:
            cases = Case.objects.open().filter(assignments__user=by, assignments__to_on=None)
            mine = list(Citizen.objects.filter(cases__in=cases, protected=False).distinct().order_by("pk"))
            plan(stage, mine, by=by)
            out_today(stage, worker, mine, by=by)
            lately(stage, mine, by=by)
            look_after(stage, mine)
    chores(stage)


def chores(stage: Stage) -> None:
    """Tasks of the unit that are about no citizen."""
    with acting_as(stage.membership(Role.OUTREACH_WORKER, Role.CENTRE_STAFF)) as by:
        for number, title in enumerate(stage.town.chores):
            day = timezone.localdate(stage.now) + timedelta(days=number)
            add_task(unit=stage.unit, title=title, due_on=day, owner=by, by=by)


def plan(stage: Stage, mine: list[Citizen], *, by: User) -> None:
    random = stage.random
    for (days, hour, kind), citizen in zip(DUE, random.sample(mine, len(DUE)), strict=True):
        is_agreement = kind == Task.Kind.AGREEMENT
        add_task(
            unit=stage.unit,
            citizen=citizen,
            kind=kind,
            title=random.choice(notes.AGREEMENTS if is_agreement else notes.TASKS),
            due_on=timezone.localdate(stage.now) + timedelta(days=days),
            due_at=time(hour) if hour else None,
            place=stage.place() if is_agreement else None,
            owner=by,
            by=by,
        )


def lately(stage: Stage, mine: list[Citizen], *, by: User) -> None:
    """Two asked for treatment, so their clocks run; two said not now and are left in peace."""
    random = stage.random
    waiting = TreatmentRequest.objects.filter(citizen__in=mine, ended_on=None).values("citizen")
    rest = [citizen for citizen in mine[5:] if citizen.pk not in {row["citizen"] for row in waiting}]
    for citizen, days in zip(random.sample(rest, 4), (3, 12, 2, 8), strict=True):
        asks = days in (3, 12)
        place, at = stage.place(), stage.now - timedelta(days=days)
        log_contact(
            unit=stage.unit,
            citizens=[citizen],
            at=at,
            place=place,
            way=WAYS[place.kind],
            result=Contact.Result.TALKED,
            wish=Contact.Wish.CONTACT if asks else Contact.Wish.NOT_NOW,
            asks_for_treatment=asks,
            minutes=20,
            note=random.choice(notes.ASKS if asks else notes.RESTING),
            initiative=Contact.Initiative.CITIZEN if asks else Contact.Initiative.WORKER,
            written_at=at + timedelta(minutes=20),
            by=by,
        )


def look_after(stage: Stage, mine: list[Citizen]) -> None:
    """What the nurse saw to, in notes for health staff only."""
    place = next(place for place in stage.places if place.kind == place.Kind.DROP_IN_CENTRE)
    with acting_as(stage.membership(Role.HEALTH_STAFF)) as by:
        for days, (citizen, note) in enumerate(zip(mine, notes.HEALTH, strict=False), start=2):
            at = stage.now - timedelta(days=days)
            log_contact(
                unit=stage.unit,
                citizens=[citizen],
                at=at,
                place=place,
                way=WAYS[place.kind],
                result=Contact.Result.TALKED,
                minutes=15,
                note=note,
                visibility=Contact.Visibility.HEALTH,
                written_at=at + timedelta(minutes=15),
                by=by,
            )


def out_today(stage: Stage, worker: Membership, mine: list[Citizen], *, by: User) -> None:
    """Three contacts since midnight and two yesterday; yesterday's first is in the journal already.

    Two of today's citizens were met in one go, at one place."""
    random = stage.random
    colleague = stage.colleague_of(worker)
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(stage.now), time()))
    earlier = [midnight - timedelta(hours=9), midnight - timedelta(hours=11)]
    today = [midnight + (stage.now - midnight) * share for share in (0.75, 0.9)]
    groups = [mine[0:1], mine[1:2], mine[2:4], mine[4:5]]
    for at, citizens in zip([*earlier, *today], groups, strict=True):
        place = stage.place()
        rows = log_contact(
            unit=stage.unit,
            citizens=citizens,
            at=at,
            place=place,
            way=WAYS[place.kind],
            result=Contact.Result.TALKED,
            wish=Contact.Wish.CONTACT,
            minutes=random.choice((15, 20, 30)),
            note=random.choice(notes.TALKED["motivation"]),
            colleagues=[colleague.user] if colleague and len(citizens) > 1 else (),
            written_at=at + (stage.now - at) * 0.1,
            by=by,
        )
        if at == earlier[0]:
            mark_journaled(contacts=rows, at=earlier[0] + timedelta(hours=1), by=by)
