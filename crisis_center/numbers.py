"""Stays in numbers, by half-year and home municipality; each number is the count of rows one can see.

The centre's leader sees all who send citizens, the municipality's its own. What is home's alone the centre has no
numbers of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from crisis_center.models import CentreReferral, HealthCheck, HomecomingFollowUp, MidwayMeeting, Readiness, Stay
from crisis_center.models.referral import refusal_label

#: A return so soon after the homecoming counts.
RETURN = timedelta(days=91)
_CHECKED_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class StayRow:
    """One stay as the numbers see it."""

    id: UUID
    citizen_id: UUID
    called: str
    home_id: UUID
    home: str
    asked_at: datetime
    decided_at: datetime
    arrived_at: datetime
    left_at: datetime | None
    midway: bool
    agreed: bool
    unready: bool
    ready_at: datetime | None
    met_on: date | None
    back_at: datetime | None
    checked_on: date | None = None

    @property
    def arrived_on(self) -> date:
        return timezone.localdate(self.arrived_at)

    @property
    def left_on(self) -> date | None:
        return timezone.localdate(self.left_at) if self.left_at else None

    def met_within(self, days: int) -> bool:
        return bool(self.met_on and self.left_on and self.met_on <= self.left_on + timedelta(days=days))


@dataclass(frozen=True)
class Measure:
    """`base`: the rows it is asked of; `counts`: those of them that count, or with `value` all that have one."""

    key: str
    label: str
    base: Callable[[StayRow], bool]
    counts: Callable[[StayRow], bool]
    value: Callable[[StayRow], float] | None = None
    unit: str = ""
    at_home: bool = False


def measures() -> list[Measure]:
    def left(row: StayRow) -> bool:
        return row.left_at is not None

    def every(row: StayRow) -> bool:
        return True

    def known(days: int) -> Callable[[StayRow], bool]:
        """Left so long ago that one can tell."""
        return lambda row: bool(row.left_on and row.left_on + timedelta(days=days) <= timezone.localdate())

    hours = _("timer")
    return [
        Measure("ophold", _("Ophold"), every, every),
        Measure("svartid", _("Fra spurgt til svar, median"), every, every, _hours("asked_at", "decided_at"), hours),
        Measure("vej", _("Fra svar til ankomst, median"), every, every, _hours("decided_at", "arrived_at"), hours),
        Measure("laengde", _("Længde af ophold, median"), left, left, _days, _("dage")),
        Measure("sundhedstjek", _("Sundhedstjek inden for 14 dage"), _check_is_known, _checked_in_time),
        Measure("midtvejs", _("Midtvejsmøde holdt"), left, lambda row: row.midway),
        Measure("beredskab", _("Støtteberedskab på plads ved hjemkomst"), left, _was_ready),
        Measure("dag1", _("Kontakt senest dag 1"), known(1), lambda row: row.met_within(1), at_home=True),
        Measure("uge1", _("Kontakt inden for en uge"), known(7), lambda row: row.met_within(7), at_home=True),
        Measure("retur", _("Tilbage inden for tre måneder"), left, _came_back),
    ]


def _hours(first: str, last: str) -> Callable[[StayRow], float]:
    return lambda row: (getattr(row, last) - getattr(row, first)).total_seconds() / 3600


def _days(row: StayRow) -> float:
    left_on = row.left_on
    return (left_on - timezone.localdate(row.arrived_at)).days if left_on else 0


def _was_ready(row: StayRow) -> bool:
    """What was agreed was all in place on the day the citizen left."""
    ready_on = timezone.localdate(row.ready_at) if row.ready_at else None
    return row.agreed and not row.unready and bool(ready_on and row.left_on and ready_on <= row.left_on)


def _came_back(row: StayRow) -> bool:
    return bool(row.back_at and row.left_at and row.back_at <= row.left_at + RETURN)


def _check_is_known(row: StayRow) -> bool:
    """Checked, or the fortnight is over: whoever has just arrived is not late."""
    over = timezone.localdate() > timezone.localdate(row.arrived_at) + _CHECKED_WITHIN
    return over or row.checked_on is not None


def _checked_in_time(row: StayRow) -> bool:
    return bool(row.checked_on and row.checked_on <= timezone.localdate(row.arrived_at) + _CHECKED_WITHIN)


@dataclass(frozen=True)
class HalfYear:
    year: int
    half: int

    @classmethod
    def read(cls, text: str, today: date) -> HalfYear:
        """ "2026-2"; this half-year for anything else."""
        year, _dash, half = text.partition("-")
        if year.isdecimal() and 2000 <= int(year) <= 2200 and half in ("1", "2"):
            return cls(int(year), int(half))
        return cls(today.year, 1 if today.month < 7 else 2)

    @property
    def first(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def after(self) -> date:
        return date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)

    @property
    def before(self) -> HalfYear:
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)

    def __str__(self) -> str:
        return f"{self.year}-{self.half}"

    @property
    def title(self) -> str:
        words = _("1. halvår %(year)s") if self.half == 1 else _("2. halvår %(year)s")
        return words % {"year": self.year}


def stay_rows(user: User, half: HalfYear) -> list[StayRow]:
    """Stays that began in the half-year, the newest first. One query."""
    return stay_rows_between(user, half.first, half.after)


def stay_rows_between(user: User, first: date, after: date) -> list[StayRow]:
    """Stays that began from `first` and before `after`, the newest first. One query."""
    seen = Stay.objects.visible_to(user)
    later = seen.filter(case__citizen_id=OuterRef("case__citizen_id"), arrived_at__gt=OuterRef("left_at"))
    met = HomecomingFollowUp.objects.visible_to(user).filter(
        stay=OuterRef("pk"), found__in=[one.value for one in HomecomingFollowUp.CONTACT]
    )
    ready = Readiness.objects.filter(stay=OuterRef("pk"))
    checks = HealthCheck.objects.filter(stay=OuterRef("pk"))
    rows = seen.filter(arrived_at__date__gte=first, arrived_at__date__lt=after).annotate(
        midway=Exists(MidwayMeeting.objects.held().filter(stay=OuterRef("pk"))),
        agreed=Exists(ready),
        unready=Exists(ready.filter(settled_at=None)),
        ready_at=Subquery(ready.filter(settled_at__isnull=False).order_by("-settled_at").values("settled_at")[:1]),
        met_on=Subquery(met.order_by("found_on").values("found_on")[:1]),
        back_at=Subquery(later.order_by("arrived_at").values("arrived_at")[:1]),
        checked_on=Subquery(checks.order_by("done_on").values("done_on")[:1]),
    )
    columns: list[Any] = [
        "pk",
        "case__citizen_id",
        "referral__called",
        "organisation_id",
        "organisation__name",
        "referral__asked_at",
        "referral__decided_at",
        "arrived_at",
        "left_at",
        "midway",
        "agreed",
        "unready",
        "ready_at",
        "met_on",
        "back_at",
        "checked_on",
    ]
    return [StayRow(*row) for row in rows.order_by("-arrived_at", "-pk").values_list(*columns)]


@dataclass(frozen=True)
class Refusal:
    id: UUID
    citizen_id: UUID
    called: str
    home_id: UUID
    home: str
    asked_at: datetime
    #: The centre's and the municipality's; empty of the one that did not say no.
    refusal: str
    denial: str

    @property
    def reasons(self) -> set[str]:
        """Under which the question is counted: once under each, also where both gave the same."""
        return {self.refusal, self.denial} - {""}

    @property
    def words(self) -> str:
        """ "Centret: Situationen er ikke akut · Kommunen: Et andet tilbud passer bedre"."""
        said = ((_("Centret: %(why)s"), self.refusal), (_("Kommunen: %(why)s"), self.denial))
        return " · ".join(words % {"why": refusal_label(reason)} for words, reason in said if reason)


def refusals(user: User, half: HalfYear) -> list[Refusal]:
    """Questions of the half-year that were refused, the newest first. One query."""
    rows = CentreReferral.objects.visible_to(user).filter(
        ~Q(refusal="", denial=""), asked_at__date__gte=half.first, asked_at__date__lt=half.after
    )
    columns = ("pk", "case__citizen_id", "called", "organisation_id", "organisation__name", "asked_at", "refusal",
               "denial")  # fmt: skip
    return [Refusal(*row) for row in rows.order_by("-asked_at", "-pk").values_list(*columns)]


def rows_of(measure: Measure, rows: list[StayRow]) -> list[StayRow]:
    """The rows that the number counts."""
    return [row for row in rows if measure.base(row) and measure.counts(row)]


def number_words(measure: Measure, rows: list[StayRow]) -> str:
    """ "4", "3 af 4", "31 timer (4)"; a dash where there is nobody to ask of."""
    base = [row for row in rows if measure.base(row)]
    counted = rows_of(measure, rows)
    if measure.key == "ophold":
        return str(len(counted))
    if not base:
        return "–"
    if measure.value:
        middle = round(median(measure.value(row) for row in counted))
        return _("%(middle)s %(unit)s (%(count)s ophold)") % {
            "middle": middle, "unit": measure.unit, "count": len(counted),
        }  # fmt: skip
    return _("%(count)s af %(all)s") % {"count": len(counted), "all": len(base)}
