"""What the quality standard is monitored by (L-26): requests, treatments begun, ends that are followed up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.clocks import Outcome as Ended
from cases.clocks import Verdict, verdict_of
from cases.dates import months_after
from cases.models import CasePeriod, Citizen, FormalPlan, Task, TreatmentRequest
from measurements.report.scope import Scope
from outreach.endings import FOLLOW_UPS, is_followed_up
from outreach.models import Enrolment, FollowUpRefusal, OnwardPlan
from outreach.pathway import OUTREACH

#: A treatment begun within the first half of the guarantee.
HALF = 7
_FIRST, _SECOND = FOLLOW_UPS
#: A task due up to here after an end is the first follow-up, whatever day it was moved to.
_BETWEEN = 3


class Waited(models.TextChoices):
    """How a request that has tried the guarantee went. The first two kept it."""

    HALF = "dag-0-7", _("Begyndt dag 0–7")
    IN_TIME = "dag-8-14", _("Begyndt dag 8–14")
    LATE = "efter-dag-14", _("Begyndt efter dag 14")
    NOT_BEGUN = "ikke-begyndt", _("Ikke begyndt, og fristen er gået")


class Planned(models.TextChoices):
    IN_TIME = "ved-start", _("Givet senest den dag, behandlingen begyndte")
    LATER = "senere", _("Givet senere")
    NONE = "ingen", _("Ikke givet endnu")


class Followed(models.TextChoices):
    DONE = "gjort", _("Gjort")
    DECLINED = "fravalgt", _("Borgeren ønskede det ikke")
    OVERDUE = "overskredet", _("Dagen er gået, og det er ikke gjort")
    LATER = "kommer", _("Dagen er ikke kommet endnu")
    NOT_MADE = "ikke-lavet", _("Aflyst, borgeren kom ikke, eller ingen opgave")


@dataclass(frozen=True)
class Request:
    citizen_id: UUID
    waited: Waited
    #: Until treatment began; None where it has not.
    days: int | None


@dataclass(frozen=True)
class Begun:
    citizen_id: UUID
    begun_on: date
    plan_given_on: date | None

    @property
    def planned(self) -> Planned:
        if self.plan_given_on is None:
            return Planned.NONE
        return Planned.IN_TIME if self.plan_given_on <= self.begun_on else Planned.LATER


@dataclass(frozen=True)
class End:
    """`followed`: by months after the end."""

    citizen_id: UUID
    ended_on: date
    followed: Mapping[int, Followed]

    @property
    def is_declined(self) -> bool:
        return self.followed[_FIRST] == Followed.DECLINED


@dataclass(frozen=True)
class Monitored:
    requests: list[Request]
    begun: list[Begun]
    ends: list[End]


def gather(scope: Scope, today: date) -> Monitored:
    """Four queries."""
    return Monitored(list(requests_of(scope, today)), list(_begun(scope)), list(_ends(scope, today)))


def requests_of(scope: Scope, today: date) -> Iterator[Request]:
    """Those made in the period whose guarantee was tried; anonymous treatment has none (SEL § 101 a, L-07)."""
    rows = TreatmentRequest.objects.filter(
        requested_on__range=(scope.first, scope.last), citizen__merged_into=None, **scope.whose("citizen__")
    ).exclude(citizen__anonymous_basis=Citizen.AnonymousBasis.SEL_101A)
    for citizen, asked_on, ended_on, outcome in rows.order_by("pk").values_list(
        "citizen_id", "requested_on", "ended_on", "outcome"
    ):
        verdict = verdict_of(asked_on, ended_on, outcome, today)
        days = (ended_on - asked_on).days if ended_on and outcome == Ended.STARTED else None
        if verdict == Verdict.KEPT:
            yield Request(citizen, Waited.HALF if days is not None and days <= HALF else Waited.IN_TIME, days)
        elif verdict == Verdict.NOT_KEPT:
            yield Request(citizen, Waited.NOT_BEGUN if days is None else Waited.LATE, days)


def _begun(scope: Scope) -> Iterator[Begun]:
    """Periods of a course in which the citizen was enrolled for the first time within the days."""
    earlier = Enrolment.objects.filter(period=OuterRef("period"), enrolled_on__lt=OuterRef("enrolled_on"))
    plans = OnwardPlan.objects.filter(case=OuterRef("case"), given_on__gte=OuterRef("period__opened_at__date"))
    given = plans.order_by().values("case").annotate(first=Min("given_on")).values("first")
    treatment = FormalPlan.objects.filter(
        citizen=OuterRef("case__citizen"), kind=FormalPlan.Kind.TREATMENT,
        given_on__gte=OuterRef("period__opened_at__date"),
    )  # fmt: skip
    by_law = treatment.order_by().values("citizen").annotate(first=Min("given_on")).values("first")
    rows = Enrolment.objects.filter(
        ~Exists(earlier), enrolled_on__range=(scope.first, scope.last), **scope.whose("case__")
    ).annotate(given=Subquery(given[:1]), by_law=Subquery(by_law[:1]))
    told = rows.order_by("pk").values_list("period_id", "case__citizen_id", "enrolled_on", "given", "by_law")
    yield from {
        period: Begun(citizen, day, min((one for one in plans_given if one), default=None))
        for period, citizen, day, *plans_given in told
    }.values()


def _ends(scope: Scope, today: date) -> Iterator[End]:
    """Ends within the days that are followed up (BEK 1477/2019 § 4 stk. 2)."""
    since, before = scope.moments
    reasons = [reason for reason in CasePeriod.CloseReason.values if is_followed_up(reason)]
    periods = CasePeriod.objects.filter(
        closed_at__gte=since, closed_at__lt=before, close_reason__in=reasons, case__pathway=OUTREACH.key,
        **scope.whose("case__"),
    )  # fmt: skip
    tasks = _tasks(periods)
    refused = Exists(FollowUpRefusal.objects.filter(period=OuterRef("pk")))
    told = periods.annotate(refused=refused).order_by("pk")
    for key, citizen, closed_at, declined in told.values_list("pk", "case__citizen_id", "closed_at", "refused"):
        ended_on = timezone.localdate(closed_at)
        yield End(citizen, ended_on, _followed(ended_on, declined, tasks.get(key, []), today))


def _tasks(periods: QuerySet) -> dict[UUID, list[tuple[date, bool, str]]]:
    """{period: (due, done, outcome)}"""
    found: dict[UUID, list[tuple[date, bool, str]]] = {}
    rows: Any = Task.objects.filter(follow_up_of__in=periods.order_by().values("pk")).order_by("due_on", "pk")
    for period, due_on, done_at, outcome in rows.values_list("follow_up_of_id", "due_on", "done_at", "outcome"):
        found.setdefault(period, []).append((due_on, done_at is not None, outcome))
    return found


def _followed(ended_on: date, declined: bool, tasks: list[tuple[date, bool, str]], today: date) -> dict[int, Followed]:
    if declined:
        return dict.fromkeys(FOLLOW_UPS, Followed.DECLINED)
    found = dict.fromkeys(FOLLOW_UPS, Followed.NOT_MADE)
    for due_on, is_done, outcome in tasks:
        which = _FIRST if due_on <= months_after(ended_on, _BETWEEN) else _SECOND
        if not is_done:
            found[which] = Followed.OVERDUE if due_on < today else Followed.LATER
        elif outcome == Task.Outcome.DONE:
            found[which] = Followed.DONE
    return found
