"""What plans and assessments add to the facts of a citizen's courses, read back by kind: no query of its own."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case as Switch
from django.db.models import CharField, F, IntegerField, Value, When
from django.db.models.functions import Cast, Left

from cases.facts import Fact, facts_of, register_branch
from cases.models import Case, Citizen
from outreach.models import Assessment, OnwardPlan, PlanStep
from outreach.models.assessment import THEMES

PLANNED, AGREED, ASSESSED = "plan", "plan_step", "assessed"


def _touched() -> Cast:
    """Of how many themes something is written."""
    ones = (
        Switch(
            When(**{f"{theme}_known": "", f"{theme}_wants": ""}, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        for theme in THEMES
    )
    first, *others = ones
    return Cast(sum(others, start=first), CharField(max_length=30))


register_branch(
    PLANNED,
    OnwardPlan,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "code": Cast("number", CharField(max_length=30)),
        "text": Left("citizens_words", 500),
        "day": F("given_on"),
        "planned": F("begun_on"),
        "began": F("read_along_at"),
        "who": F("given_by__name"),
    },
)
register_branch(
    AGREED,
    PlanStep,
    "plan__case__citizen",
    {
        "case_id": F("plan__case_id"),
        "code": Cast("plan__number", CharField(max_length=30)),
        "key": F("who"),
        "text": F("what"),
        "day": F("done_on"),
        "planned": F("due_on"),
        "who": F("worker__name"),
        "place": F("other"),
    },
)
register_branch(
    ASSESSED,
    Assessment,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "code": _touched(),
        "text": F("unfinished_reason"),
        "day": F("ended_on"),
        "planned": F("begun_on"),
        "who": F("ended_by__name"),
    },
)


def plans_of(case: Case) -> list[Fact]:
    """The versions, the one that counts first."""
    return sorted(_of(case.citizen, case.pk, PLANNED), key=number_of, reverse=True)


def agreed_in(case: Case) -> list[Fact]:
    """What the newest version agrees and nobody has done yet, by day; without a day last."""
    newest = next((number_of(row) for row in plans_of(case)), 0)
    rows = [row for row in _of(case.citizen, case.pk, AGREED) if number_of(row) == newest and row.day is None]
    return sorted(rows, key=lambda row: (row.planned is None, row.planned or row.day, row.id))


def assessment_of(case: Case) -> Fact | None:
    return next(iter(_of(case.citizen, case.pk, ASSESSED)), None)


def number_of(row: Fact) -> int:
    """Of a plan or its row: the version. Of an assessment: how many themes are written of."""
    return int(row.code or 0)


def _of(citizen: Citizen, case_id: UUID, kind: str) -> list[Fact]:
    return [row for row in facts_of(citizen).of(kind) if row.case_id == case_id]
