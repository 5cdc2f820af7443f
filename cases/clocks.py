"""The 14-day clocks: social treatment starts at latest 14 days after the first personal request (SEL § 101, L-01).

Whether the guarantee was kept is computed from the days, never typed. The days are the law's: a deadline on a Saturday
is that Saturday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.prepared import prepared
from cases.caseload import CitizenRow
from cases.dates import days_long, near_day, short_day
from cases.facts import Facts
from cases.models import Assignment, TreatmentRequest
from cases.models.citizen import on_the_course
from cases.models.task import GUARANTEE_DAYS

#: The days on which worker and leader are told (L-01).
WARN_ON = (7, 10, 13)
SOON, CLOSE, URGENT = WARN_ON

Outcome = TreatmentRequest.Outcome


class Verdict(models.TextChoices):
    """What became of a request, from its days and its outcome."""

    RUNNING = "running", gettext_lazy("Løber")
    KEPT = "kept", gettext_lazy("Holdt")
    NOT_KEPT = "not_kept", gettext_lazy("Ikke holdt")
    OTHER_OFFER = "other_offer", gettext_lazy("Andet tilbud")
    WITHDRAWN = "withdrawn", gettext_lazy("Trukket tilbage")
    #: Stands for itself nowhere: the citizen's first request counts.
    MERGED = "merged", gettext_lazy("Samlet")


_IN_TIME = {
    Outcome.STARTED: Verdict.KEPT,
    Outcome.OTHER_OFFER: Verdict.OTHER_OFFER,
    Outcome.WITHDRAWN: Verdict.WITHDRAWN,
}


def verdict_of(requested_on: date, ended_on: date | None, outcome: str, today: date) -> Verdict:
    """Kept when treatment began within 14 days; only another offer or a withdrawal within them excuses.

    Not kept as soon as the 14 days have passed without either, also while the request still waits.
    """
    if outcome == Outcome.MERGED:
        return Verdict.MERGED
    if (ended_on or today) > requested_on + timedelta(days=GUARANTEE_DAYS):
        return Verdict.NOT_KEPT
    return _IN_TIME[Outcome(outcome)] if ended_on else Verdict.RUNNING


def kept_words(requested_on: date, ended_on: date, outcome: str) -> str:
    """ "Fristen er holdt: 9 af 14 dage", "Fristen er ikke holdt: 3 dage for sent"; empty for one that was merged."""
    verdict, days = verdict_of(requested_on, ended_on, outcome, ended_on), (ended_on - requested_on).days
    if verdict == Verdict.NOT_KEPT:
        return _("Fristen er ikke holdt: %(days)s for sent") % {"days": days_long(days - GUARANTEE_DAYS)}
    if verdict == Verdict.KEPT:
        return _("Fristen er holdt: %(day)s af %(days)s dage") % {"day": days, "days": GUARANTEE_DAYS}
    if verdict == Verdict.MERGED:
        return ""
    return _("Afgjort på dag %(day)s af %(days)s") % {"day": days, "days": GUARANTEE_DAYS}


def last_request_words(facts: Facts) -> str:
    """What became of the request before; nothing while one runs, which then stands on top of the page."""
    last = facts.last_request
    if facts.open_request or last is None or last.day is None or last.day_to is None:
        return ""
    kept = kept_words(last.day, last.day_to, last.code or "")
    day = short_day(last.day)
    return _("Anmodning om behandling %(day)s: %(kept)s.") % {"day": day, "kept": kept[:1].lower() + kept[1:]}


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
        """ "dag 3 af 14", from day 10 with what is left, or by how much the deadline is passed."""
        if self.is_late:
            return _("fristen er overskredet med %(days)s") % {"days": days_long(self.day - GUARANTEE_DAYS)}
        words = _("dag %(day)s af %(days)s") % {"day": self.day, "days": GUARANTEE_DAYS}
        if self.day < CLOSE:
            return words
        left = GUARANTEE_DAYS - self.day
        near = {0: _("frist i dag"), 1: _("frist i morgen")}
        told = near.get(left) or _("%(days)s tilbage") % {"days": days_long(left)}
        return f"{words}, {told}"

    @property
    def deadline_words(self) -> str:
        """ "frist 3. december"; with the weekday when offices are closed on it."""
        day = short_day(self.deadline, self.today)
        if self.deadline.weekday() < 5:
            return _("frist %(day)s") % {"day": day}
        return _("frist %(weekday)s den %(day)s") % {"weekday": date_format(self.deadline, "l"), "day": day}

    @property
    def news(self) -> str:
        """ "Nyt i dag", "Nåede dag 10 i går": a day of warning that came since the last working day."""
        last_seen = self.today - timedelta(days=3 if self.today.weekday() == 0 else 1)
        for day in reversed(WARN_ON):
            reached = self.requested_on + timedelta(days=day)
            if reached == self.today:
                return _("Nyt i dag")
            if last_seen < reached < self.today:
                return _("Nåede dag %(day)s %(when)s") % {"day": day, "when": near_day(reached, self.today)}
        return ""

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
    return [Clock(pk, citizen_id, day, today) for pk, citizen_id, day in _running(requests)[:limit]]


def my_clocks(user: User, today: date, limit: int) -> list[Clock]:
    """Those of one's own citizens, those one heard oneself, and those of citizens whom nobody carries. One query."""
    return [Clock(pk, of, day, today) for pk, of, day in _my_clocks(user, today=today, limit=limit)]


@prepared
def _my_clocks(user: User, today: date, limit: int) -> QuerySet:
    carried = Assignment.objects.current(today).filter(case__citizen=OuterRef("citizen"))
    requests = TreatmentRequest.objects.visible_to(user).filter(
        on_the_course(user, "citizen") | Q(contact__author=user) | ~Exists(carried)
    )
    return _running(requests)[:limit]


def _running(requests: QuerySet) -> QuerySet:
    """(id, citizen, requested on) of those that run, the oldest first."""
    return requests.filter(ended_on=None).order_by("requested_on", "pk").values_list("pk", "citizen_id", "requested_on")


def clock_row(clock: Clock, citizens: Mapping[UUID, CitizenRow]) -> dict[str, str]:
    """A clock as cases/clock_rows.html shows it."""
    return {
        "label": citizens[clock.citizen_id].label,
        "url": reverse("cases:citizen", args=[clock.citizen_id]),
        "words": clock.words,
        "news": clock.news,
        "deadline": clock.deadline_words,
        "tone": clock.tone,
    }
