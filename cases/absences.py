"""Who is away, who stands in, and what nobody stands in for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.dates import dates_words, short_day
from cases.models import Absence, Assignment, Case
from cases.names import danish_sort_key
from cases.workers import workers_of

DAY = timedelta(days=1)


@dataclass(frozen=True)
class AbsenceRow:
    """One present or coming absence in words."""

    id: UUID
    user_id: UUID
    who: str
    dates: str
    url: str
    is_now: bool
    courses: int
    #: Courses that nobody stands in for: today, or on the first day of what is to come.
    uncovered: int
    stand_ins: tuple[str, ...]

    @property
    def cover_words(self) -> str:
        if not self.courses:
            return _("Ingen åbne forløb som kontaktperson")
        return _("Vikar: %(names)s") % {"names": ", ".join(self.stand_ins)} if self.stand_ins else _("Ingen vikar")

    @property
    def uncovered_words(self) -> str:
        """ "2 forløb uden vikar", or nothing."""
        if not self.uncovered:
            return ""
        return ngettext("%(n)s forløb uden vikar", "%(n)s forløb uden vikar", self.uncovered) % {"n": self.uncovered}


@dataclass(frozen=True)
class CoverRow:
    """A course that somebody stands in on."""

    case_id: UUID
    citizen_id: UUID
    words: str


@dataclass(frozen=True)
class _Held:
    kind: str
    case_id: UUID
    user_id: UUID
    name: str
    absence_id: UUID | None
    from_on: date
    to_on: date | None
    works_here: bool

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or self.to_on > on)


def absences_of_unit(user: User, today: date) -> list[AbsenceRow]:
    """Who of the unit is away now or is going to be, the first to begin first. Two queries, one when nobody is."""
    unit_id = user.membership.unit_id
    found = list(
        Absence.objects.visible_to(user)
        .filter(unit_id=unit_id)
        .not_over(today)
        .select_related("user")
        .order_by("from_on", "pk")
    )
    held = _held(unit_id, found, today) if found else []
    return [_row(absence, found, held, today) for absence in found]


def _held(unit_id: UUID | None, absences: list[Absence], today: date) -> list[_Held]:
    """The courses of those who are away, and who stands in on them. One query."""
    own = Q(kind=Assignment.Kind.CONTACT_PERSON, to_on=None, user_id__in=[absence.user_id for absence in absences])
    covers = Q(absence__in=absences, to_on__gt=today)
    here = Exists(workers_of(unit_id).filter(pk=OuterRef("user_id")).order_by())
    rows = (
        Assignment.objects.filter(own | covers, case__in=Case.objects.open().filter(unit_id=unit_id))
        .annotate(works_here=here)
        .values_list("kind", "case_id", "user_id", "user__name", "absence_id", "from_on", "to_on", "works_here")
    )
    return [_Held(*row) for row in rows]


def _row(absence: Absence, absences: list[Absence], held: list[_Held], today: date) -> AbsenceRow:
    day = max(today, absence.from_on)
    away = {one.user_id for one in absences if one.from_on <= day <= one.to_on}
    carried = {row.case_id for row in held if row.user_id == absence.user_id and row.absence_id is None}
    covers = [
        row
        for row in held
        if row.absence_id == absence.pk and row.holds(day) and row.works_here and row.user_id not in away
    ]
    return AbsenceRow(
        id=absence.pk,
        user_id=absence.user_id,
        who=absence.user.name,
        dates=dates_words(absence.from_on, absence.to_on),
        url=reverse("cases:absence", args=[absence.pk]),
        is_now=absence.from_on <= today,
        courses=len(carried),
        uncovered=len(carried - {row.case_id for row in covers}),
        stand_ins=tuple(sorted({row.name for row in covers}, key=danish_sort_key)),
    )


def covers_of(user: User, worker_id: UUID, today: date) -> list[CoverRow]:
    """The open courses of the reader's unit on which this worker stands in now or is going to. One query."""
    rows = (
        Assignment.objects.filter(
            user_id=worker_id,
            kind=Assignment.Kind.COVER,
            to_on__gt=today,
            case__in=Case.objects.visible_to(user).open().filter(unit_id=user.membership.unit_id),
        )
        .order_by("from_on", "pk")
        .values_list("case_id", "case__citizen_id", "absence__user__name", "from_on", "to_on")
    )
    return [
        CoverRow(case_id, citizen_id, _cover_words(name, first, last, today))
        for case_id, citizen_id, name, first, last in rows
        if last
    ]


def _cover_words(name: str, first: date, last: date, today: date) -> str:
    words = {"name": name, "day": short_day(last - DAY, today), "first": short_day(first, today)}
    if first <= today:
        return _("Vikar for %(name)s til og med %(day)s") % words
    return _("Vikar for %(name)s fra %(first)s til og med %(day)s") % words


def stand_ins_of(absence: Absence, today: date) -> dict[UUID, UUID]:
    """{course: who stands in} today, or when it begins. One query."""
    day = max(today, absence.from_on)
    rows: Iterable = absence.covers.filter(from_on__lte=day, to_on__gt=day).values_list("case_id", "user_id")
    return dict(rows)


def covered_courses(absence: Absence) -> list[Case]:
    """The open courses of which the one who is away is contact person."""
    carried = Assignment.objects.filter(user_id=absence.user_id, kind=Assignment.Kind.CONTACT_PERSON, to_on=None)
    return list(Case.objects.open().filter(unit_id=absence.unit_id, pk__in=carried.values("case_id")).order_by("pk"))
