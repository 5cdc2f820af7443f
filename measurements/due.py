"""Which measurement is due on which course, told by the course itself: nothing is planned, so nothing is forgotten.

Tool 1 at the start and at the end of motivation work, tool 2 at enrolment, tool 3 three months after (S2 p. 20, 78).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, Exists, ExpressionWrapper, OuterRef, Subquery, Value
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CasePeriod, StepRun
from cases.models.case import CaseQuerySet
from measurements.models import Measurement, Occasion
from measurements.motivation_ended import with_motivation_ended
from outreach.models import Enrolment
from outreach.pathway import OUTREACH

#: Tool 3 is asked for from so long before its day.
AHEAD = timedelta(days=14)
#: "Tre måneder efter".
AFTER_ENROLMENT = timedelta(days=91)
#: So long it stands among what waits; after that on the course's own page, where it stays.
WAITS = timedelta(days=120)
_DAY = DateField()


@dataclass(frozen=True)
class Due:
    """One occasion of one instrument."""

    instrument: str
    occasion: Occasion
    words: object

    @property
    def key(self) -> str:
        return f"{self.instrument}-{self.occasion}"


MOTIVATION_BEFORE = Due("motivation", Occasion.BEFORE, _("Motivation, før"))
MOTIVATION_AFTER = Due("motivation", Occasion.AFTER, _("Motivation, efter"))
TREATMENT_START = Due("treatment_start", Occasion.BEFORE, _("Ved indskrivning i behandling"))
TREATMENT_FOLLOW_UP = Due("treatment_follow_up", Occasion.AFTER, _("Tre måneder efter indskrivning"))
ALL = (MOTIVATION_BEFORE, MOTIVATION_AFTER, TREATMENT_START, TREATMENT_FOLLOW_UP)


def due_courses(courses: CaseQuerySet, what: Due, today: date) -> CaseQuerySet:
    """Those of the courses on which it is due and not ended, annotated with `due_on`. A measurement that was begun
    waits like one that was not; of whoever died nothing is asked."""
    of_course = Measurement.objects.current().filter(case=OuterRef("pk"))
    ended = of_course.filter(instrument=what.instrument, occasion=what.occasion, ended_at__isnull=False)
    dead = CasePeriod.objects.filter(case__citizen=OuterRef("citizen"), close_reason=CasePeriod.CloseReason.DEAD)
    rows = _told_by_the_course(courses.filter(~Exists(ended), ~Exists(dead), pathway=OUTREACH.key), what)
    if baseline := _BASELINE.get(what):
        # A pair needs both: where there was no measurement before, none is asked for after.
        rows = rows.filter(Exists(of_course.answered().filter(instrument=baseline, occasion=Occasion.BEFORE)))
    ahead = AHEAD if what is TREATMENT_FOLLOW_UP else timedelta(0)
    return rows.filter(due_on__lte=today + ahead)


_BASELINE = {MOTIVATION_AFTER: "motivation", TREATMENT_FOLLOW_UP: "treatment_start"}


def _told_by_the_course(rows: CaseQuerySet, what: Due) -> CaseQuerySet:
    if what is MOTIVATION_BEFORE:
        return rows.annotate(due_on=_first_step("motivation."))
    if what is MOTIVATION_AFTER:
        return with_motivation_ended(rows).annotate(due_on=TruncDate("motivation_ended_at"))
    enrolled = Enrolment.objects.filter(case=OuterRef("pk"), enrolled_on__isnull=False).order_by("enrolled_on")
    on = Subquery(enrolled.values("enrolled_on")[:1], output_field=_DAY)
    if what is TREATMENT_START:
        return rows.annotate(due_on=on)
    return rows.annotate(due_on=Cast(ExpressionWrapper(on + Value(AFTER_ENROLMENT), output_field=_DAY), _DAY))


def _first_step(prefix: str) -> Subquery:
    runs = StepRun.objects.filter(case=OuterRef("pk"), step__startswith=prefix, started_at__isnull=False)
    return Subquery(runs.order_by("started_at").values(day=TruncDate("started_at"))[:1], output_field=_DAY)


def due_of(case: Case, today: date) -> list[tuple[Due, date]]:
    """What is due on one course, the longest due first. One query for each occasion."""
    rows = Case.objects.filter(pk=case.pk)
    found: Iterable[tuple[Due, date | None]] = (
        (what, due_courses(rows, what, today).values_list("due_on", flat=True).first()) for what in ALL
    )
    return sorted(((what, on) for what, on in found if on), key=lambda one: one[1])
