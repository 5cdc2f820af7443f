"""Who is away and who stands in; and somebody who stopped before everything was handed over."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.acting import acting_as
from accounts.actions.people import add_person, close_access, give_role
from accounts.models import Team, User
from accounts.policy import Role
from cases.actions.absence import report_absence, set_covers
from cases.actions.handover import Give, hand_over
from cases.models import Absence, Assignment
from demo import notes, people
from demo.organisations import Stage

#: So many courses are left by who stopped, and so many are covered by nobody.
LEFT, UNCOVERED = 3, 2
#: (first, last) in days from today.
AWAY, COMING = (-3, 4), (10, 16)


def fill(stage: Stage) -> None:
    """The second worker is away and the first stands in, but for two courses; the first goes on holiday later."""
    (first, _courses), (second, _others) = stage.workers()[:2]
    stop(stage, giver=second.user, team=second.team)
    with acting_as(stage.membership(Role.LEADER)) as by:
        away = absent(stage, second.user, *AWAY, stand_in=first.user, by=by)
        covers = Assignment.objects.filter(absence=away).order_by("case")[:UNCOVERED]
        set_covers(absence=away, stand_ins={row.case_id: None for row in covers}, by=by)
        absent(stage, first.user, *COMING, stand_in=stage.membership(Role.SOCIAL_MENTOR).user, by=by)


def absent(stage: Stage, user: User, first: int, last: int, *, stand_in: User, by: User) -> Absence:
    today = timezone.localdate(stage.now)
    days = {"from_on": today + timedelta(days=first), "to_on": today + timedelta(days=last)}
    return report_absence(unit=stage.unit, user=user, stand_in=stand_in, by=by, **days)


def stop(stage: Stage, *, giver: User, team: Team | None) -> None:
    """Somebody took over some courses two months ago and has stopped: now the leader is to distribute them."""
    name, email = people.STOPPED[stage.town.seed]
    taken = timezone.localdate(stage.now) - timedelta(days=60)
    with acting_as(stage.membership(Role.ADMINISTRATOR)) as by:
        person = add_person(name=name, email=email, by=by)
        give_role(
            person=person,
            organisation=stage.organisation,
            role=Role.OUTREACH_WORKER,
            unit=stage.unit,
            team=team,
            from_on=taken - timedelta(days=120),
            by=by,
        )
    with acting_as(stage.membership(Role.LEADER)) as by:
        carried = Assignment.objects.filter(
            user=giver, kind=Assignment.Kind.CONTACT_PERSON, to_on=None, from_on__lt=taken, case__pauses=None
        )
        rows = carried.select_related("case__unit", "case__organisation").order_by("pk")[:LEFT]
        hand_over(gives=[Give(row.case, person, row.pk) for row in rows], on=taken, with_tasks=False, by=by)
    with acting_as(stage.membership(Role.ADMINISTRATOR)) as by:
        close_access(person=person, organisation=stage.organisation, reason=notes.STOPPED, by=by)
