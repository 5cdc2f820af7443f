"""What the chapters ask the database, each thing once and for everybody at a time.

Nobody is read one by one: the answers come back as counts, of one organisation or unit, so that those of several can
be added.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Switch
from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, ExtractYear

from cases.models import Case, Citizen, StepRun
from cases.models.case import CaseQuerySet
from cases.models.citizen import CitizenQuerySet
from measurements.models import Measurement, Occasion
from measurements.report.grouping import each_answer, once_each
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
    begin, end = scope.moments
    steps = StepRun.objects.filter(
        step__in=_MOTIVATION_STEPS, started_at__lt=end, case__pathway=OUTREACH.key, **scope.whose("case__")
    )
    courses = (
        steps.order_by()
        .values("case_id")
        .annotate(begun=Min("started_at"), year=ExtractYear(Min("started_at")))
        .filter(begun__gte=begin)
        .values(
            "year", whose=F("case__citizen_id"), gender=F("case__citizen__gender"), born=F("case__citizen__birth_year")
        )
    )
    genders: Counter[str] = Counter()
    ages: Counter[int] = Counter()
    for gender, born, year, number in once_each(courses, "whose", ("gender", "born"), "year"):
        genders[gender] += number
        if born is not None:
            ages[int(year) - born] += number
    return People(genders.total(), genders, ages)


def answered(scope: Scope, instrument: str, occasion: str) -> QuerySet:
    """Measurements that were answered in the period, corrections in the place of what they correct."""
    return Measurement.objects.answered().filter(
        instrument=instrument, occasion=occasion, answered_on__range=(scope.first, scope.last), **scope.whose("case__")
    )  # fmt: skip


def counted_answers(scope: Scope, instrument: str, occasion: str, keys: Sequence[str]) -> Mapping[str, Counter[str]]:
    """{question: {answer as text: how many}}, of many answers all of them together. One query."""
    found: dict[str, Counter[str]] = {key: Counter() for key in keys}
    for key, answer, number in each_answer(answered(scope, instrument, occasion).values("answers"), ["answers"], keys):
        if answer is not None:
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
    told = {when: {service: Counter[str]() for service in (*_OWN, "other")} for when in STRONGEST}
    rows = Affiliation.objects.filter(_answered(scope, "before") | _answered(scope, "after"), **scope.whose("case__"))
    rows = rows.order_by().annotate(was=_within(scope, "before"), became=_within(scope, "after"))
    own = rows.filter(service__in=_OWN).values_list("service", "was", "became").annotate(number=Count("pk"))
    for service, was, became, number in own:
        told["before"][service][was] += number
        told["after"][service][became] += number
    strongest = (
        rows.exclude(service__in=_OWN)
        .values("period")
        .annotate(before_rank=_rank("was", "before"), after_rank=_rank("became", "after"))
        .aggregate(
            **{
                f"{when}_{status}": Count("period", filter=Q(**{f"{when}_rank": place}))
                for when, order in STRONGEST.items()
                for place, status in enumerate(order)
            }
        )
    )
    for when, order in STRONGEST.items():
        told[when]["other"].update({status: strongest[f"{when}_{status}"] for status in order})
        for counts in told[when].values():
            counts.pop("", None)
    return Affiliations(told["before"], told["after"])


def _within(scope: Scope, when: str) -> Switch:
    """The answer where it was given in the period; else nothing."""
    return Switch(When(_answered(scope, when), then=F(when)), default=Value(""))


def _answered(scope: Scope, when: str) -> Q:
    return Q(**{f"{when}_on__range": (scope.first, scope.last)})


def _rank(answer: str, when: str) -> Min:
    order = STRONGEST[when]
    ranks = [When(**{answer: status}, then=Value(place)) for place, status in enumerate(order)]
    return Min(Switch(*ranks, default=len(order)))


def affiliation_rows(scope: Scope, when: str) -> QuerySet:
    """Answers given in the period. `when`: before or after."""
    return Affiliation.objects.filter(
        **{f"{when}_on__range": (scope.first, scope.last)}, **scope.whose("case__")
    ).exclude(**{when: ""})


#: {(before, after): how many}
Pairs = Counter[tuple[int, int]]


@dataclass(frozen=True)
class Asked:
    """A question, and the instruments that ask it before and after."""

    key: str
    before: str
    after: str


def counted_pairs(scope: Scope, asked: Sequence[Asked]) -> Mapping[str, Pairs]:
    """{question: how many went from which answer to which}, of courses with both measurements (S2 p. 52), in the period
    in which the later one was answered. Under the later instrument's own name stands how many courses there are. One
    query for all questions of the same two instruments."""
    found: defaultdict[str, Pairs] = defaultdict(Counter)
    for before, after in dict.fromkeys((one.before, one.after) for one in asked):
        keys = [one.key for one in asked if (one.before, one.after) == (before, after)]
        answers = _both(scope, before, after).values(was=F("before__answers"), became=F("after__answers"))
        for key, was, became, number in each_answer(answers, ["was", "became"], [*keys, after]):
            if key == after:
                found[key][0, 0] += number
            elif was is not None and became is not None:
                found[key][int(was), int(became)] += number
    return found


def paired_courses(scope: Scope, one: Asked) -> CaseQuerySet:
    """Courses that answered the question both times, annotated `was` and `became`."""
    answers: dict[str, Any] = {
        "was": Cast(KeyTextTransform(one.key, "before__answers"), IntegerField()),
        "became": Cast(KeyTextTransform(one.key, "after__answers"), IntegerField()),
    }
    rows = _both(scope, one.before, one.after).annotate(**answers)
    return rows.filter(was__isnull=False, became__isnull=False)


def _both(scope: Scope, before: str, after: str) -> CaseQuerySet:
    """Courses with both measurements, joined as `before` and `after`."""
    rows: CaseQuerySet = Case.objects.filter(**scope.whose()).annotate(
        before=_measured(before, Occasion.BEFORE), after=_measured(after, Occasion.AFTER)
    )
    return rows.filter(after__answered_on__range=(scope.first, scope.last), before__isnull=False)


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
