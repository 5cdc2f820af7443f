"""When the motivation work of a course has ended: read from its steps, stored nowhere.

It was begun, and its last step was ended, or bridging was begun, or the course was closed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case as Switch
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from cases.models import Case, CasePeriod, StepRun
from outreach.pathway import BRIDGING, MOTIVATION, OUTREACH

if TYPE_CHECKING:
    from cases.facts import Course
    from cases.models.case import CaseQuerySet

_STEPS = [step.key for step in MOTIVATION.steps]
_LAST = _STEPS[-1]
_AFTER = [step.key for step in BRIDGING.steps]


def motivation_ended_at(course: Course) -> datetime | None:
    """Of one course whose facts are loaded; None while the work goes on, or was never begun. No query."""
    if not any(run.step in _STEPS and run.started_at for run in course.runs):
        return None
    ends = [run.ended_at for run in course.runs if run.step == _LAST and run.ended_at]
    ends += [run.started_at for run in course.runs if run.step in _AFTER and run.started_at]
    if ends:
        return min(ends)
    return course.periods[-1].ended


def ended_within(begin: datetime, end: datetime) -> tuple[Q, Q]:
    """Which courses, of `begun_outreach`, ended their motivation work from `begin` and before `end`: by a step, and by
    being closed. What `with_motivation_ended` says, so that all courses are read at once; no moment is told."""
    runs = StepRun.objects.filter(case=OuterRef("pk"))
    later = CasePeriod.objects.filter(case=OuterRef("case"), opened_at__gt=OuterRef("opened_at"))
    closed = CasePeriod.objects.filter(~Exists(later), case=OuterRef("pk"), closed_at__gte=begin, closed_at__lt=end)
    by_a_step = Q(Exists(runs.filter(_an_end(gte=begin, lt=end)))) & ~Q(Exists(runs.filter(_an_end(lt=begin))))
    by_the_close = Q(Exists(closed)) & ~Q(Exists(runs.filter(_an_end(isnull=False))))
    return by_a_step, by_the_close


def begun_outreach() -> CaseQuerySet:
    """Outreach courses whose motivation work was begun, at any time."""
    begun = StepRun.objects.filter(case=OuterRef("pk"), step__in=_STEPS, started_at__isnull=False)
    found: CaseQuerySet = Case.objects.filter(Exists(begun), pathway=OUTREACH.key)
    return found


def _an_end(**when: object) -> Q:
    """A step that ends the work, at such a moment."""
    last = {f"ended_at__{how}": moment for how, moment in when.items()}
    after = {f"started_at__{how}": moment for how, moment in when.items()}
    return Q(step=_LAST, **last) | Q(step__in=_AFTER, **after)


def with_motivation_ended(courses: CaseQuerySet | None = None) -> CaseQuerySet:
    """The outreach courses (among `courses`) whose motivation work has ended, with `motivation_ended_at`."""
    asked = Case.objects.all() if courses is None else courses
    runs = StepRun.objects.filter(case=OuterRef("pk"))
    ends = runs.filter(Q(step=_LAST, ended_at__isnull=False) | Q(step__in=_AFTER, started_at__isnull=False))
    at = Switch(When(step=_LAST, then=F("ended_at")), default=F("started_at"), output_field=DateTimeField())
    first = Subquery(ends.annotate(moment=at).order_by("moment").values("moment")[:1])
    periods = CasePeriod.objects.filter(case=OuterRef("pk")).order_by("-opened_at")
    begun = runs.filter(step__in=_STEPS, started_at__isnull=False)
    return (
        asked.filter(Exists(begun), pathway=OUTREACH.key)
        .annotate(motivation_ended_at=Coalesce(first, Subquery(periods.values("closed_at")[:1])))
        .filter(motivation_ended_at__isnull=False)
    )
