"""Answers before and after of the same course, counted in the database: how many went from which number to which.

Only courses with both measurements count (S2 p. 52), in the period in which the later one was answered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, FilteredRelation, IntegerField, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from accounts.models import User
from cases.models import Case
from measurements.models import Measurement, Occasion

#: {(before, after): how many}
Pairs = Counter[tuple[int, int]]


@dataclass(frozen=True)
class Asked:
    """A question, and the instruments that ask it before and after."""

    key: str
    before: str
    after: str


def counted_pairs(user: User, asked: Sequence[Asked], first: date, last: date) -> Mapping[str, Pairs]:
    """Of the courses the user sees, by the questions' keys. One query for all questions."""
    queries = [_counted(user, one, first, last) for one in asked]
    found: defaultdict[str, Pairs] = defaultdict(Counter)
    for key, before, after, number in queries[0].union(*queries[1:], all=True):
        found[key][before, after] += number
    return found


def _counted(user: User, one: Asked, first: date, last: date) -> QuerySet:
    period = Q(after__answered_on__range=(first, last))
    rows = Case.objects.visible_to(user).annotate(
        before=_measured(one.before, Occasion.BEFORE), after=_measured(one.after, Occasion.AFTER)
    )
    answers = {
        "was": Cast(KeyTextTransform(one.key, "before__answers"), IntegerField()),
        "became": Cast(KeyTextTransform(one.key, "after__answers"), IntegerField()),
    }
    both = rows.filter(period, before__isnull=False).annotate(question=Value(one.key), **answers)
    answered = both.filter(was__isnull=False, became__isnull=False).order_by()
    return answered.values_list("question", "was", "became").annotate(number=Count("*"))


def _measured(instrument: str, occasion: Occasion) -> FilteredRelation:
    condition = Q(
        measurements__instrument=instrument, measurements__occasion=occasion, measurements__replaced_at=None,
        measurements__ended_at__isnull=False, measurements__missing="",
    )  # fmt: skip
    return FilteredRelation("measurements", condition=condition)


@dataclass(frozen=True)
class Attrition:
    """How many were due, how many answered (appendix 1, figure 3): what is lost on the way is printed beside."""

    due: int
    answered: int


def attrition(user: User, instrument: str, occasion: str, first: date, last: date) -> Attrition:
    """Of the measurements of one occasion that ended in the period: all, and those that were answered. One query."""
    rows = Measurement.objects.visible_to(user).current().filter(
        instrument=instrument, occasion=occasion, ended_at__isnull=False, answered_on__range=(first, last)
    )  # fmt: skip
    told = rows.aggregate(due=Count("*"), answered=Count("pk", filter=Q(missing="")))
    return Attrition(told["due"], told["answered"])
