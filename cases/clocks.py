"""The 14-day clocks that run: social treatment starts at latest 14 days after the first request (SEL § 101)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.caseload import CitizenRow
from cases.dates import days_long, short_day
from cases.models import Assignment, Citizen, TreatmentRequest
from cases.models.task import GUARANTEE_DAYS

#: The days on which a running clock becomes more urgent (L-01).
SOON, URGENT = 7, 13


@dataclass(frozen=True)
class Clock:
    id: UUID
    citizen_id: UUID
    requested_on: date
    today: date

    @property
    def day(self) -> int:
        return (self.today - self.requested_on).days

    @property
    def deadline(self) -> date:
        return self.requested_on + timedelta(days=GUARANTEE_DAYS)

    @property
    def is_late(self) -> bool:
        return self.day > GUARANTEE_DAYS

    @property
    def words(self) -> str:
        """ "dag 3 af 14", or by how much the deadline is passed."""
        if self.is_late:
            return _("fristen er overskredet med %(days)s") % {"days": days_long(self.day - GUARANTEE_DAYS)}
        return _("dag %(day)s af %(days)s") % {"day": self.day, "days": GUARANTEE_DAYS}

    @property
    def deadline_words(self) -> str:
        return _("frist %(day)s") % {"day": short_day(self.deadline, self.today)}

    @property
    def tone(self) -> str:
        if self.day >= URGENT:
            return "bad"
        return "wait" if self.day >= SOON else "water"

    @property
    def notice_tone(self) -> str:
        """A notice knows no tone for what is as it should be."""
        return "" if self.tone == "water" else self.tone


def clocks_of_unit(user: User, today: date, limit: int) -> list[Clock]:
    """Those of the unit's citizens, the oldest first. One query."""
    requests = TreatmentRequest.objects.visible_to(user).filter(citizen__unit_id=user.membership.unit_id)
    return _running(requests, today, limit)


def my_clocks(user: User, today: date, limit: int) -> list[Clock]:
    """Those of one's own citizens, those one heard oneself, and those of citizens whom nobody carries. One query."""
    carried = Assignment.objects.current(today).filter(case__citizen=OuterRef("citizen"))
    requests = TreatmentRequest.objects.visible_to(user).filter(
        Q(citizen__in=Citizen.objects.own(user)) | Q(contact__author=user) | ~Exists(carried)
    )
    return _running(requests, today, limit)


def _running(requests: QuerySet, today: date, limit: int) -> list[Clock]:
    rows = requests.filter(ended_on=None).order_by("requested_on", "pk").values_list("pk", "citizen_id", "requested_on")
    return [Clock(pk, citizen_id, requested_on, today) for pk, citizen_id, requested_on in rows[:limit]]


def clock_row(clock: Clock, citizens: Mapping[UUID, CitizenRow]) -> dict[str, str]:
    """A clock as cases/clock_rows.html shows it."""
    return {
        "label": citizens[clock.citizen_id].label,
        "url": reverse("cases:citizen", args=[clock.citizen_id]),
        "words": clock.words,
        "deadline": clock.deadline_words,
        "tone": clock.tone,
    }
