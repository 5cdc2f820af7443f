"""Which talks the figures are made of: those of one unit, or of one of its teams, in a period."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Case as Switch
from django.db.models import F, Max, Q, When
from django.utils import timezone

from accounts.models import Membership, User
from cases.dates import local_day
from cases.models import Appointment, CasePause, CasePeriod, Contact
from cases.names import danish_sort_key
from cases.talk_figures import Courses, Gap, Planned, Spoken, Stretch, gaps
from cases.ways import NO_TALK

#: A team of one is a person, and nobody is measured here.
SMALLEST_TEAM = 2


@dataclass(frozen=True)
class Team:
    """A team with who was in it when, as far as the period goes."""

    id: UUID
    name: str
    stays: dict[UUID, list[Stretch]]

    def had(self, user_id: UUID, day: date) -> bool:
        return any(stay.holds(day, day) for stay in self.stays.get(user_id, ()))


@dataclass(frozen=True)
class Talks:
    planned: list[Planned]
    spoken: list[Spoken]
    gaps: list[Gap]


def teams_of(user: User, first: date, last: date) -> list[Team]:
    """The unit's teams with at least two people in the period, by name. One query."""
    rows = (
        Membership.objects.filter(Q(to_on=None) | Q(to_on__gte=first), from_on__lte=last)
        .filter(unit_id=user.membership.unit_id, team__isnull=False)
        .values_list("team_id", "team__name", "user_id", "from_on", "to_on")
    )
    found: dict[UUID, Team] = {}
    for team_id, name, user_id, from_on, to_on in rows:
        team = found.setdefault(team_id, Team(team_id, name, {}))
        team.stays.setdefault(user_id, []).append(Stretch(from_on, to_on))
    large = (team for team in found.values() if len(team.stays) >= SMALLEST_TEAM)
    return sorted(large, key=lambda team: (danish_sort_key(team.name), team.id))


def read_talks(user: User, first: date, last: date, team: Team | None = None) -> Talks:
    """What was planned and what was said in the unit on the days from `first` to `last`. Five queries.

    A team's are those of its people on that day; a gap is the team's that ended it. Nobody is named.
    """
    planned = _planned(user, first, last, team)
    everybody = _spoken(user, first, last)
    citizens = {row.citizen_id for row in everybody}
    found = gaps(everybody, _before(user, citizens, first), _courses(user, first, last))
    if team:
        everybody = [row for row in everybody if team.had(row.author_id, row.day)]
        found = [gap for gap in found if team.had(gap.author_id, gap.until)]
    return Talks(planned, everybody, found)


def _planned(user: User, first: date, last: date, team: Team | None) -> list[Planned]:
    rows = (
        Appointment.objects.visible_to(user)
        .filter(task__unit_id=user.membership.unit_id, task__due_on__range=(first, last))
        # Later today is not without an outcome: it has not been.
        .exclude(task__done_at=None, task__due_on__gte=timezone.localdate())
        .annotate(contact_there=_if_same("contact"), course=_if_same("case"))
        .order_by("task__due_on", "task__due_at", "task_id")
        .values_list(
            "task__owner_id", "contact_there", "task__citizen_id", "course", "task__due_on", "way", "task__outcome",
            "cancelled_by", "wished_way", "away_from_town", "hard_to_come", "benefit",
        )
    )  # fmt: skip
    return [
        Planned(*told, written=contact_id is not None)
        for owner_id, contact_id, *told in rows
        if team is None or team.had(owner_id, told[2])
    ]


def _if_same(name: str) -> Switch:
    """The row that a talk points at, as long as both stand on the same citizen: two may have been split."""
    return Switch(When(**{f"{name}__citizen": F("task__citizen")}, then=F(f"{name}_id")))


def _talked(user: User) -> Q:
    return Q(unit_id=user.membership.unit_id, citizen__isnull=False) & ~Q(way__in=NO_TALK)


def _spoken(user: User, first: date, last: date) -> list[Spoken]:
    rows = (
        Contact.objects.visible_to(user)
        .talked()
        .filter(_talked(user), at__gte=_begin_of(first), at__lte=_end_of(last))
        .values_list("citizen_id", "author_id", "at", "way", "minutes", "occasion")
    )
    return [
        Spoken(citizen_id, author_id, timezone.localdate(at), way, minutes, occasion)
        for citizen_id, author_id, at, way, minutes, occasion in rows
        if citizen_id
    ]


def _before(user: User, citizens: Collection[UUID], first: date) -> dict[UUID, date]:
    """The last day before the period on which each of the citizens was talked with."""
    rows = (
        Contact.objects.talked()
        .filter(_talked(user), citizen__in=citizens, at__lt=_begin_of(first))
        .order_by()
        .values_list("citizen_id")
        .annotate(last=Max("at"))
    )
    return {citizen_id: timezone.localdate(at) for citizen_id, at in rows}


def _courses(user: User, first: date, last: date) -> Courses:
    found, unit = Courses(), Q(case__unit_id=user.membership.unit_id)
    periods = CasePeriod.objects.visible_to(user).filter(
        unit, Q(closed_at=None) | Q(closed_at__gte=_begin_of(first)), opened_at__lte=_end_of(last)
    )
    for citizen_id, opened, closed in periods.values_list("case__citizen_id", "opened_at", "closed_at"):
        found.open[citizen_id].append(Stretch(timezone.localdate(opened), local_day(closed)))
    pauses = CasePause.objects.visible_to(user).filter(unit, paused_at__lte=_end_of(last))
    for citizen_id, paused, resumed in pauses.values_list("case__citizen_id", "paused_at", "resumed_at"):
        found.paused[citizen_id].append(Stretch(timezone.localdate(paused), local_day(resumed)))
    return found


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
