"""What the chapters ask the database, each thing once and for everybody at a time.

Nobody is read one by one: the answers come back as counts, of one organisation or unit, so that those of several can
be added.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, ExtractYear

from cases.models import Case, Citizen, StepRun
from cases.models.case import CaseQuerySet
from cases.models.citizen import CitizenQuerySet
from measurements.models import Measurement, Occasion
from measurements.report.scope import Scope
from outreach.models import Affiliation
from outreach.models.affiliation import Service
from outreach.pathway import MOTIVATION, OUTREACH

_MOTIVATION_STEPS = [step.key for step in MOTIVATION.steps]


def begun_courses(scope: Scope) -> CaseQuerySet:
    """Outreach courses whose motivation work was begun in the period: *har modtaget en indsats* (S2 p. 22)."""
    begin, end = scope.moments
    runs = StepRun.objects.filter(case=OuterRef("pk"), step__in=_MOTIVATION_STEPS, started_at__lt=end)
    found: CaseQuerySet = Case.objects.filter(
        Exists(runs.filter(started_at__gte=begin)),
        ~Exists(runs.filter(started_at__lt=begin)),
        pathway=OUTREACH.key,
        **scope.whose(),
    )
    return found


@dataclass(frozen=True)
class People:
    """Who received the effort, each citizen once. `ages`: in whole years, of those whose year of birth is known."""

    citizens: int
    genders: Counter[str]
    ages: Counter[int]


def begun_citizens(scope: Scope) -> CitizenQuerySet:
    """Those of the begun courses, each once, annotated with `age`: in the year in which the work was begun."""
    begin, end = scope.moments
    runs = StepRun.objects.filter(
        case__citizen=OuterRef("pk"), step__in=_MOTIVATION_STEPS, started_at__gte=begin, started_at__lt=end,
        **scope.whose("case__"),
    )  # fmt: skip
    year = Subquery(runs.order_by("started_at").values(year=ExtractYear("started_at"))[:1])
    found: CitizenQuerySet = Citizen.objects.filter(
        Exists(begun_courses(scope).filter(citizen=OuterRef("pk"))), organisation_id=scope.organisation.pk
    ).annotate(age=year - F("birth_year"))
    return found


def people(scope: Scope) -> People:
    """One query."""
    rows = begun_citizens(scope).order_by().values_list("gender", "age").annotate(number=Count("pk"))
    genders: Counter[str] = Counter()
    ages: Counter[int] = Counter()
    for gender, age, number in rows:
        genders[gender] += number
        if age is not None:
            ages[age] += number
    return People(genders.total(), genders, ages)


def answered(scope: Scope, instrument: str, occasion: str) -> QuerySet:
    """Measurements that were answered in the period, corrections in the place of what they correct."""
    return Measurement.objects.answered().filter(
        instrument=instrument, occasion=occasion, answered_on__range=(scope.first, scope.last), **scope.whose("case__")
    )  # fmt: skip


def counted_answers(scope: Scope, instrument: str, occasion: str, keys: Sequence[str]) -> Mapping[str, Counter[str]]:
    """{question: {answer as text: how many}}; of a question with many answers each answer counts. One query.

    Under `""` stands how many measurements there are.
    """
    rows = answered(scope, instrument, occasion)
    whole = rows.order_by().values_list(Value(""), Value("")).annotate(number=Count("pk"))
    queries = [
        rows.annotate(question=Value(key), answer=KeyTextTransform(key, "answers"))
        .filter(answer__isnull=False)
        .order_by()
        .values_list("question", "answer")
        .annotate(number=Count("pk"))
        for key in keys
    ]
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, answer, number in whole.union(*queries, all=True):
        # SQLite hands over a number as a number.
        found[key][str(answer)] += number
    return found


def given(key: str) -> Cast:
    """The answer to one question as text, on both engines."""
    return Cast(KeyTextTransform(key, "answers"), TextField())


def single(answers: Mapping[str, int]) -> Counter[str]:
    """Each of many answers on its own: '["a", "b"]' counts under both; `"*"` is how many answered at all."""
    found: Counter[str] = Counter()
    for text, number in answers.items():
        found["*"] += number
        for one in json.loads(text):
            found[one] += number
    return found


@dataclass(frozen=True)
class Affiliations:
    """{service, with all but drug treatment and substitution together as "other": {status: courses}}."""

    before: Mapping[str, Counter[str]]
    after: Mapping[str, Counter[str]]


#: The strongest first: a course with several other services counts once.
STRONGEST = {"before": ("receives", "earlier", "never"), "after": ("follows", "started", "dropped")}
_OWN = (Service.DRUG_TREATMENT.value, Service.SUBSTITUTION.value)


def affiliations(scope: Scope) -> Affiliations:
    """Two queries."""
    return Affiliations(_statuses(scope, "before"), _statuses(scope, "after"))


def affiliation_rows(scope: Scope, when: str) -> QuerySet:
    """Answers given in the period. `when`: before or after."""
    return Affiliation.objects.filter(
        **{f"{when}_on__range": (scope.first, scope.last)}, **scope.whose("case__")
    ).exclude(**{when: ""})


def _statuses(scope: Scope, when: str) -> Mapping[str, Counter[str]]:
    rows = affiliation_rows(scope, when).order_by()
    own = rows.filter(service__in=_OWN).values_list("service", when).annotate(number=Count("pk"))
    found: dict[str, Counter[str]] = {service: Counter() for service in (*_OWN, "other")}
    others = rows.exclude(service__in=_OWN)
    ranked = [
        others.filter(**{f"{when}__in": STRONGEST[when][: place + 1]})
        .values_list(Value("other"), Value(status))
        .annotate(number=Count("period", distinct=True))
        for place, status in enumerate(STRONGEST[when])
    ]
    for service, status, number in own.union(*ranked, all=True):
        found[service][status] += number
    _each_on_its_own(found["other"], STRONGEST[when])
    return found


def _each_on_its_own(counts: Counter[str], order: Iterable[str]) -> None:
    """From "this or a stronger one" to this one."""
    stronger = 0
    for status in order:
        counts[status], stronger = counts[status] - stronger, counts[status]


#: {(before, after): how many}
Pairs = Counter[tuple[int, int]]


@dataclass(frozen=True)
class Asked:
    """A question, and the instruments that ask it before and after. `key` empty: whichever was answered."""

    key: str
    before: str
    after: str

    @property
    def name(self) -> str:
        return self.key or self.after


def counted_pairs(scope: Scope, asked: Sequence[Asked]) -> Mapping[str, Pairs]:
    """{question: how many went from which answer to which}, of courses with both measurements (S2 p. 52), in the period
    in which the later one was answered. One query for all questions."""
    queries = [_counted(scope, one) for one in asked]
    found: defaultdict[str, Pairs] = defaultdict(Counter)
    for key, before, after, number in queries[0].union(*queries[1:], all=True):
        found[key][before, after] += number
    return found


def paired_courses(scope: Scope, one: Asked) -> CaseQuerySet:
    """Courses with both measurements, annotated `was` and `became` where `one` is a question both of them ask."""
    rows = Case.objects.filter(**scope.whose()).annotate(
        before=_measured(one.before, Occasion.BEFORE), after=_measured(one.after, Occasion.AFTER)
    )
    rows = rows.filter(after__answered_on__range=(scope.first, scope.last), before__isnull=False)
    if not one.key:
        return rows.annotate(was=Value(0), became=Value(0))
    answers: dict[str, Any] = {
        "was": Cast(KeyTextTransform(one.key, "before__answers"), IntegerField()),
        "became": Cast(KeyTextTransform(one.key, "after__answers"), IntegerField()),
    }
    return rows.annotate(**answers).filter(was__isnull=False, became__isnull=False)


def _counted(scope: Scope, one: Asked) -> QuerySet:
    rows = paired_courses(scope, one).annotate(question=Value(one.name)).order_by()
    return rows.values_list("question", "was", "became").annotate(number=Count("*"))


def _measured(instrument: str, occasion: Occasion) -> FilteredRelation:
    condition = Q(
        measurements__instrument=instrument, measurements__occasion=occasion, measurements__replaced_at=None,
        measurements__ended_at__isnull=False, measurements__missing="",
    )  # fmt: skip
    return FilteredRelation("measurements", condition=condition)


@dataclass(frozen=True)
class Attrition:
    """Of the measurements that ended in the period: all, and those that were answered, by reason the others."""

    due: int
    reasons: Counter[str]

    @property
    def answered(self) -> int:
        return self.reasons[""]


def attrition(scope: Scope) -> Mapping[tuple[str, str], Attrition]:
    """{(instrument, occasion): …}. One query."""
    rows = (
        Measurement.objects.current()
        .filter(ended_at__isnull=False, answered_on__range=(scope.first, scope.last), **scope.whose("case__"))
        .order_by()
        .values_list("instrument", "occasion", "missing")
        .annotate(number=Count("pk"))
    )
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for instrument, occasion, missing, number in rows:
        found[instrument, occasion][missing] += number
    return {key: Attrition(counts.total(), counts) for key, counts in found.items()}
