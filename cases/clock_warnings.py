"""Who is told by mail that a 14-day clock has reached day 7, 10 or 13 (L-01). A mail holds numbers and no name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import ngettext

from accounts.models import Membership, Organisation, User
from accounts.policy import Role
from cases.clocks import WARN_ON, Clock
from cases.models import Assignment, ClockWarning, TreatmentRequest
from cases.models.task import GUARANTEE_DAYS

#: Who carries a course to the citizen: the contact person, and whoever stands in today.
_CARRIERS = (Assignment.Kind.CONTACT_PERSON, Assignment.Kind.COVER)


@dataclass(frozen=True)
class Due:
    """A clock with days of warning of which nobody has been told yet."""

    clock: Clock
    reached: tuple[int, ...]
    unit: str
    people: frozenset[UUID]


@dataclass
class Letter:
    """One mail: to whom, and on which day the clocks are that it tells of."""

    to: User
    clocks: list[Clock] = field(default_factory=list)

    @property
    def subject(self) -> str:
        number = len(self.clocks)
        told = ngettext("%(number)s frist for behandling", "%(number)s frister for behandling", number)
        return f"Brobyg: {told % {'number': number}}"

    @property
    def text(self) -> str:
        return render_to_string("cases/mail/clock_warnings.txt", {"name": self.to.name, "lines": self.lines})

    @property
    def lines(self) -> list[str]:
        """ "2 frister er på dag 13 af 14", the most urgent first."""
        days = Counter(min(clock.day, GUARANTEE_DAYS + 1) for clock in self.clocks)
        return [_line(day, number) for day, number in sorted(days.items(), reverse=True)]


def _line(day: int, number: int) -> str:
    if day > GUARANTEE_DAYS:
        return ngettext("%(number)s frist er overskredet", "%(number)s frister er overskredet", number) % {
            "number": number
        }
    return ngettext(
        "%(number)s frist er på dag %(day)s af %(days)s", "%(number)s frister er på dag %(day)s af %(days)s", number
    ) % {"number": number, "day": day, "days": GUARANTEE_DAYS}


def due_warnings(organisation: Organisation, today: date) -> list[Due]:
    """The organisation's running clocks with a day nobody was told of, also one that was missed. Five queries."""
    running = TreatmentRequest.objects.filter(organisation=organisation, ended_on=None, citizen__merged_into=None)
    rows = running.order_by("requested_on", "pk").values_list(
        "pk", "citizen_id", "requested_on", "citizen__unit_id", "citizen__unit__name", "contact__author_id"
    )
    clocks = [
        (Clock(pk, citizen_id, asked_on, today), unit_id, unit, heard_by)
        for pk, citizen_id, asked_on, unit_id, unit, heard_by in rows
        if (today - asked_on).days >= min(WARN_ON)
    ]
    told = _told(clock.id for clock, *_rest in clocks)
    carriers = _carriers({clock.citizen_id for clock, *_rest in clocks}, today)
    staff, leaders = _staff(organisation, today)
    due = []
    for clock, unit_id, unit, heard_by in clocks:
        reached = tuple(day for day in WARN_ON if day <= clock.day and (clock.id, day) not in told)
        if reached:
            workers = carriers[clock.citizen_id] & staff or {heard_by} & staff
            due.append(Due(clock, reached, unit, frozenset(workers | leaders[unit_id])))
    return due


def letters_of(due: Iterable[Due]) -> list[Letter]:
    """One for each person, however many clocks. One query."""
    by_person: dict[UUID, list[Clock]] = defaultdict(list)
    for one in due:
        for person_id in one.people:
            by_person[person_id].append(one.clock)
    people = User.objects.filter(pk__in=by_person).order_by("pk")
    return [Letter(person, by_person[person.pk]) for person in people]


def _told(request_ids: Iterable[UUID]) -> set[tuple[UUID, int]]:
    return set(ClockWarning.objects.filter(request__in=list(request_ids)).values_list("request_id", "day"))


def _carriers(citizen_ids: Iterable[UUID], today: date) -> dict[UUID, set[UUID]]:
    rows = Assignment.objects.current(today).filter(case__citizen__in=citizen_ids, kind__in=_CARRIERS)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for citizen_id, user_id in rows.values_list("case__citizen_id", "user_id"):
        found[citizen_id].add(user_id)
    return found


def _staff(organisation: Organisation, today: date) -> tuple[set[UUID], dict[UUID | None, set[UUID]]]:
    """Who may sign in here today, and the leaders by unit."""
    staff: set[UUID] = set()
    leaders: dict[UUID | None, set[UUID]] = defaultdict(set)
    active = Membership.objects.active(today).filter(organisation=organisation)
    for user_id, unit_id, role in active.values_list("user_id", "unit_id", "role"):
        staff.add(user_id)
        if role == Role.LEADER:
            leaders[unit_id].add(user_id)
    return staff, leaders
