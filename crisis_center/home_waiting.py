"""What of stays and homecomings waits at home: for the contact person, on *Enheden* for everybody in the unit.

The centre runs these queries too and finds nothing in them: nothing here joins with the citizen.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Case as Switch
from django.db.models import (
    CharField,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, NullIf, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import near_day, short_day
from cases.models import Assignment, CasePeriod
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from crisis_center.homecomings import LEADER_AFTER
from crisis_center.midways import NOTICE, WITHOUT_END
from crisis_center.models import (
    ActionPlan141,
    HomecomingDeclined,
    HomecomingFollowUp,
    MidwayMeeting,
    PlanOffered,
    Readiness,
    Stay,
)

Occasion = HomecomingFollowUp.Occasion
_PERSON = Assignment.Kind.CONTACT_PERSON


def homecomings(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """The first follow-up of each homecoming that is not done: one line, until it is. For the leader some days later,
    at once where nobody is the contact person any more."""
    if not may(user, Can.WORK_PATHWAY):
        return None
    newer = Stay.objects.filter(case__citizen_id=OuterRef("case__citizen_id"), arrived_at__gt=OuterRef("arrived_at"))
    dead = CasePeriod.objects.filter(
        case__citizen_id=OuterRef("case__citizen_id"), close_reason=CasePeriod.CloseReason.DEAD
    )
    ended = Stay.objects.visible_to(user).filter(
        ~Exists(newer), ~Exists(dead), ~Exists(HomecomingDeclined.objects.filter(stay=OuterRef("pk"))),
        left_at__isnull=False,
    )  # fmt: skip
    rows = _whose(ended, user, mine).annotate(occasion=_first_open()).exclude(occasion=None).annotate(due=_due())
    late = Q(due__lte=today)
    if not mine:
        late = Q(due__lte=today - timedelta(days=LEADER_AFTER)) | Q(due__lte=today) & ~_has_contact_person()
    return waiting_rows(
        rows.filter(late), "homecoming", day=F("due"), title=F("occasion"), citizen_id=F("case__citizen_id")
    )


def _last(occasion: str) -> QuerySet:
    return HomecomingFollowUp.objects.filter(stay=OuterRef("pk"), occasion=occasion).order_by("-noted_at", "-pk")


def _first_open() -> Switch:
    """Key of the first of the four that is not over."""
    over = HomecomingFollowUp.objects.filter(stay=OuterRef("pk"), again_on=None)
    first = (When(~Exists(over.filter(occasion=one.value)), then=Value(one.value)) for one in Occasion)
    return Switch(*first, output_field=CharField())


def _due() -> Switch:
    planned = {
        one: ExpressionWrapper(TruncDate("left_at") + Value(after), output_field=DateField())
        for one, after in HomecomingFollowUp.AFTER.items()
    }
    moved = {one: Subquery(_last(one.value).values("again_on")[:1]) for one in Occasion}
    return Switch(
        *(When(occasion=one.value, then=Coalesce(moved[one], Cast(planned[one], DateField()))) for one in Occasion),
        output_field=DateField(),
    )


def unplanned_midways(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """About midway within a week or past, and no time is fixed."""
    if not may(user, Can.WORK_PATHWAY):
        return None
    soon = today + timedelta(days=NOTICE)
    going = Stay.objects.visible_to(user).going().filter(
        ~Exists(MidwayMeeting.objects.filter(stay=OuterRef("pk"), missed_at=None))
    )  # fmt: skip
    # Midway has come when as many days have gone as are left: databases halve days each in their own way.
    at = Value(soon, output_field=DateField())
    gone = ExpressionWrapper(at - TruncDate("arrived_at"), output_field=DurationField())
    left = ExpressionWrapper(F("expected_until") - at, output_field=DurationField())
    near = Q(gone__gte=F("left")) | Q(expected_until=None, arrived_at__date__lte=soon - timedelta(days=WITHOUT_END))
    rows = _whose(going, user, mine).annotate(gone=gone, left=left).filter(near)
    return waiting_rows(rows, "midway_plan", day=Value(today), citizen_id=F("case__citizen_id"))


def unsettled_midways(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """Fixed, its day is over, and nobody has said how it went."""
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = MidwayMeeting.objects.visible_to(user).planned().filter(planned_at__date__lt=today)
    mine_or_all = _whose(rows, user, mine, "stay__")
    return waiting_rows(
        mine_or_all, "midway_went", id=F("stay_id"), day=TruncDate("planned_at"), citizen_id=F("stay__case__citizen_id")
    )


def unready(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """What home has promised to have in place, from its day on."""
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = Readiness.objects.visible_to(user).open().filter(side=Readiness.Side.HOME, due_on__lte=today)
    more = NullIf(F("what"), Value(""))
    return waiting_rows(
        _whose(rows, user, mine, "stay__"), "readiness", id=F("stay_id"), day=F("due_on"), title=F("area"), more=more,
        citizen_id=F("stay__case__citizen_id"),
    )  # fmt: skip


def plans_not_offered(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """A stay has begun, and no plan after SEL § 141 was ever offered or made in its course."""
    if not may(user, Can.WORK_PATHWAY):
        return None
    in_course = {"case": OuterRef("case")}
    going = Stay.objects.visible_to(user).going().filter(
        ~Exists(PlanOffered.objects.filter(**in_course)), ~Exists(ActionPlan141.objects.filter(**in_course))
    )  # fmt: skip
    rows = _whose(going, user, mine)
    return waiting_rows(
        rows, "plan_141", id=F("case_id"), day=TruncDate("arrived_at"), citizen_id=F("case__citizen_id")
    )


def _whose(rows: QuerySet, user: User, mine: bool, path: str = "") -> QuerySet:
    """Of the courses whose contact person the user is, or of the unit's."""
    if not mine:
        return rows.filter(**{f"{path}case__unit_id": user.membership.unit_id})
    carried = Assignment.objects.current().filter(user=user, kind=_PERSON, case=OuterRef(f"{path}case_id"))
    return rows.filter(Q(Exists(carried)))


def _has_contact_person() -> Q:
    return Q(Exists(Assignment.objects.current().filter(kind=_PERSON, case=OuterRef("case_id"))))


def show_homecoming(row: WaitingRow, today: date) -> WaitingLine:
    occasion = Occasion(row.title or "")
    return WaitingLine(
        _("Hjemkomst: %(name)s") % {"name": row.label},
        reverse("crisis_center:homecoming_found", args=[row.id, occasion.value]),
        _("%(occasion)s · %(when)s") % {"occasion": occasion.label, "when": near_day(row.day, today)},
        icon="home",
        mark=_("Følg op"),
        tone="wait",
    )


def show_midway_plan(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Aftal midtvejsmøde: %(name)s") % {"name": row.label},
        reverse("crisis_center:midway_plan", args=[row.id]),
        _("Opholdet er ved at være halvvejs"),
        icon="people",
    )


def show_midway_went(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Blev midtvejsmødet holdt? %(name)s") % {"name": row.label},
        reverse("crisis_center:midway", args=[row.id]),
        _("aftalt til %(day)s") % {"day": short_day(row.day, today)},
        icon="people",
    )


def show_readiness(row: WaitingRow, today: date) -> WaitingLine:
    what = row.more or str(Readiness.Area(row.title or "").label)
    return WaitingLine(
        _("Støtteberedskab: %(name)s") % {"name": row.label},
        reverse("crisis_center:readiness", args=[row.id]),
        f"{what} · {near_day(row.day, today)}",
        icon="hand",
    )


def show_plan_141(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Tilbyd handleplan efter SEL § 141: %(name)s") % {"name": row.label},
        reverse("crisis_center:plan_141_offer", args=[row.id]),
        _("ophold siden %(day)s") % {"day": short_day(row.day, today)},
        icon="document",
    )


register_waiting(WaitingKind("homecoming", homecomings, show_homecoming))
register_waiting(WaitingKind("midway_plan", unplanned_midways, show_midway_plan))
register_waiting(WaitingKind("midway_went", unsettled_midways, show_midway_went))
register_waiting(WaitingKind("readiness", unready, show_readiness))
register_waiting(WaitingKind("plan_141", plans_not_offered, show_plan_141))
