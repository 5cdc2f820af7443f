"""What of the plans of the law waits: treatment has begun and no treatment plan is made; a coordinating plan whose next
meeting has come, or was never set and the six months are over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago
from cases.models import Case, Citizen, FormalPlan, TreatmentRequest
from cases.models.citizen import on_the_course
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows

#: A treatment plan belongs to the beginning (SEL § 101 stk. 8); so long after it, somebody is told.
PLAN_DAYS = 14
#: Six months in days: the longest that six months are.
MEET_DAYS = 184

_TREATMENT, _COORDINATED = FormalPlan.Kind.TREATMENT, FormalPlan.Kind.COORDINATED


def without_plan(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """Treatment began 14 days ago. Anonymous treatment has no plan with a name on it (SEL § 101 a)."""
    if not may(user, Can.WRITE_PLAN):
        return None
    later = TreatmentRequest.objects.filter(citizen=OuterRef("citizen"), ended_on__gt=OuterRef("ended_on"))
    made = FormalPlan.objects.holding().filter(citizen=OuterRef("citizen"), kind=_TREATMENT, made_on__isnull=False)
    rows = TreatmentRequest.objects.visible_to(user).filter(
        ~Exists(later), ~Exists(made), outcome=TreatmentRequest.Outcome.STARTED,
        ended_on__lte=today - timedelta(days=PLAN_DAYS),
    )  # fmt: skip
    rows = rows.exclude(citizen__anonymous_basis=Citizen.AnonymousBasis.SEL_101A)
    due = _of_open_courses(rows, user, mine)
    return waiting_rows(due, "no_plan", day=F("ended_on"), id=F("citizen_id"), citizen_id=F("citizen_id"))


def due_meetings(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WRITE_PLAN):
        return None
    since = Coalesce("met_on", "made_on")
    rows = FormalPlan.objects.visible_to(user).holding().filter(kind=_COORDINATED).annotate(since=since)
    over = Q(next_meeting_on=None, since__lte=today - timedelta(days=MEET_DAYS))
    rows = rows.filter(Q(next_meeting_on__lte=today) | over)
    due = _of_open_courses(rows, user, mine)
    day = Coalesce("next_meeting_on", "met_on", "made_on")
    return waiting_rows(due, "plan_meeting", day=day, id=F("citizen_id"), citizen_id=F("citizen_id"))


def _of_open_courses(rows: QuerySet, user: User, mine: bool) -> QuerySet:
    rows = rows.filter(Exists(Case.objects.open().filter(citizen=OuterRef("citizen"))))
    return rows.filter(on_the_course(user, "citizen")) if mine else rows


def show_without_plan(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        title=_("Lav behandlingsplan med %(citizen)s") % {"citizen": row.label},
        url=reverse("cases:formal_plan", args=[row.id, _TREATMENT]),
        meta=_("Behandlingen begyndte %(when)s") % {"when": ago(row.day, today)},
        icon="flag",
    )


def show_meeting(row: WaitingRow, today: date) -> WaitingLine:
    is_set = row.day > today - timedelta(days=MEET_DAYS)
    meta = _("Aftalt til %(when)s") if is_set else _("Sidst set igennem %(when)s, og intet møde er aftalt")
    return WaitingLine(
        title=_("Møde om den koordinerende indsatsplan for %(citizen)s") % {"citizen": row.label},
        url=reverse("cases:formal_plan", args=[row.id, _COORDINATED]),
        meta=meta % {"when": ago(row.day, today)},
        icon="people",
    )


register_waiting(WaitingKind("no_plan", without_plan, show_without_plan))
register_waiting(WaitingKind("plan_meeting", due_meetings, show_meeting))
