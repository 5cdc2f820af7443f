"""Who is told by mail that a visit is not back (S2 p. 13, safety of workers). A mail holds a time and no name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, User
from cases.models import Absence
from cases.workers import ROLES
from outreach.models import Visit, VisitAlert, VisitWorker
from outreach.visit_list import at_time


@dataclass(frozen=True)
class Due:
    """A visit that is not back at the time it promised last, of which nobody has been told."""

    visit: Visit
    expected_back_at: datetime
    unit: str
    people: tuple[User, ...]


@dataclass(frozen=True)
class Letter:
    to: User
    due: Due
    now: datetime

    @property
    def subject(self) -> str:
        return _("Brobyg: kolleger er ikke tilbage")

    @property
    def text(self) -> str:
        told = {"name": self.to.name, "unit": self.due.unit, "time": at_time(self.due.expected_back_at, self.now)}
        return render_to_string("outreach/mail/visit_alert.txt", told)


def due_alerts(organisation: Organisation, now: datetime) -> list[Due]:
    """The organisation's overdue visits, each with those of the unit who are on duty and not out on it themselves,
    the leader among them. Four queries at most."""
    told = VisitAlert.objects.filter(visit=OuterRef("pk"), expected_back_at=OuterRef("expected_back_at"))
    overdue = Visit.objects.filter(~Exists(told), organisation=organisation).overdue(now)
    visits = list(overdue.select_related("unit").order_by("expected_back_at", "pk"))
    if not visits:
        return []
    staff = _on_duty({visit.unit_id for visit in visits}, now)
    out: dict[UUID, set[UUID]] = defaultdict(set)
    for visit_id, user_id in VisitWorker.objects.filter(visit__in=visits).values_list("visit_id", "user_id"):
        out[visit_id].add(user_id)
    return [_due(visit, [user for user in staff[visit.unit_id] if user.pk not in out[visit.pk]]) for visit in visits]


def letters_of(due: list[Due], now: datetime) -> list[Letter]:
    """One for each person and visit."""
    return [Letter(person, one, now) for one in due for person in one.people]


def _due(visit: Visit, people: list[User]) -> Due:
    assert visit.expected_back_at is not None
    return Due(visit, visit.expected_back_at, visit.unit.name, tuple(people))


def _on_duty(units: set[UUID], now: datetime) -> dict[UUID, list[User]]:
    """The people of each unit who are not away today."""
    today = timezone.localdate(now)
    away = Absence.objects.current(today).filter(user=OuterRef("user"), unit=OuterRef("unit"))
    rows = Membership.objects.active(today).filter(~Exists(away), unit__in=units, role__in=ROLES)
    found: dict[UUID, dict[UUID, User]] = defaultdict(dict)
    for row in rows.select_related("user").order_by("user__name", "pk"):
        if row.unit_id:
            found[row.unit_id][row.user_id] = row.user
    return defaultdict(list, {unit: list(people.values()) for unit, people in found.items()})
