"""What of own plans waits: an evaluation whose day has come, an offer on which nobody has decided yet, and a place that
is free for whoever has waited longest.

On *Min dag* stands what waits for citizens whose course one carries, on *Enheden* everything.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago, short_day
from cases.models import Case, ChosenBlock, Evaluation, Goal
from cases.models.citizen import on_the_course
from cases.models.evaluation import FIRST_AFTER_DAYS
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows

#: Days after which a wish for what needs visitation is asked for: it follows the week that a handover may take.
DECIDE_DAYS = 7


def due_evaluations(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """The day that the last evaluation set has come."""
    if not may(user, Can.WRITE_PLAN):
        return None
    rows = _of_open_courses(Evaluation.objects.visible_to(user).newest().filter(next_on__lte=today), user, mine)
    return waiting_rows(rows, "evaluation", day=F("next_on"), id=F("citizen_id"), citizen_id=F("citizen_id"))


def first_evaluations(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """The first open goal was set long ago, and nobody has looked at the plan since."""
    if not may(user, Can.WRITE_PLAN):
        return None
    earlier = Goal.objects.filter(citizen=OuterRef("citizen"), ended_on=None)
    earlier = earlier.filter(Q(set_on__lt=OuterRef("set_on")) | Q(set_on=OuterRef("set_on"), pk__lt=OuterRef("pk")))
    rows = Goal.objects.visible_to(user).open().filter(set_on__lte=today - timedelta(days=FIRST_AFTER_DAYS))
    rows = rows.filter(~Exists(earlier), ~Exists(Evaluation.objects.filter(citizen=OuterRef("citizen"))))
    due = _of_open_courses(rows, user, mine)
    return waiting_rows(due, "first_evaluation", day=F("set_on"), id=F("citizen_id"), citizen_id=F("citizen_id"))


def undecided_choices(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WRITE_PLAN):
        return None
    rows = ChosenBlock.objects.visible_to(user).undecided(today)
    due = _of_open_courses(rows.filter(chosen_on__lte=today - timedelta(days=DECIDE_DAYS)), user, mine)
    return _choices(due, "undecided")


def free_places(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """A place that somebody waits for is free now: the longest waiting are told first, one for each place."""
    if not may(user, Can.WRITE_PLAN):
        return None
    rows = ChosenBlock.objects.visible_to(user).with_place_now(today)
    return _choices(rows.filter(on_the_course(user, "citizen")) if mine else rows, "place")


def _choices(rows: QuerySet, kind: str) -> QuerySet:
    title = Coalesce(NullIf(F("block__name"), Value("")), F("block__offer__name"))
    return waiting_rows(rows, kind, day=F("chosen_on"), title=title, citizen_id=F("citizen_id"))


def _of_open_courses(rows: QuerySet, user: User, mine: bool) -> QuerySet:
    rows = rows.filter(Exists(Case.objects.open().filter(citizen=OuterRef("citizen"))))
    return rows.filter(on_the_course(user, "citizen")) if mine else rows


def show_evaluation(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        title=_("Evaluér planen med %(citizen)s") % {"citizen": row.label},
        url=reverse("cases:evaluation_new", args=[row.id]),
        meta=_("Aftalt til %(when)s") % {"when": ago(row.day, today)},
        icon="talk",
    )


def show_first_evaluation(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        title=_("Evaluér planen med %(citizen)s") % {"citizen": row.label},
        url=reverse("cases:evaluation_new", args=[row.id]),
        meta=_("Det første mål blev sat %(when)s, og planen er ikke evalueret") % {"when": ago(row.day, today)},
        icon="talk",
    )


def show_undecided(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        title=_("%(citizen)s venter på visitation: %(offer)s") % {"citizen": row.label, "offer": row.title},
        url=reverse("cases:choice_decide", args=[row.id]),
        meta=_("Valgt %(when)s") % {"when": ago(row.day, today)},
        icon="clock",
    )


def show_place(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        title=_("Der er plads til %(citizen)s nu: %(offer)s") % {"citizen": row.label, "offer": row.title},
        url=f"{reverse('cases:choice', args=[row.id])}?begynd",
        meta=_("Har ventet siden %(day)s") % {"day": short_day(row.day, today)},
        icon="check",
    )


register_waiting(WaitingKind("evaluation", due_evaluations, show_evaluation))
register_waiting(WaitingKind("first_evaluation", first_evaluations, show_first_evaluation))
register_waiting(WaitingKind("undecided", undecided_choices, show_undecided))
register_waiting(WaitingKind("place", free_places, show_place))
