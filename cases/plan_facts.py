"""What the own plan adds to the facts of a citizen, read back by kind: no query of its own (`cases.facts`)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Case as Switch
from django.db.models import CharField, F, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy

from cases.changes import register_naming
from cases.facts import Fact, Facts, register_branch
from cases.models import (
    Attendance,
    Block,
    ChosenBlock,
    EvaluatedBlock,
    Evaluation,
    Goal,
    GoalStep,
    GoodThing,
    ServedGoal,
)
from cases.models.evaluation import FIRST_AFTER_DAYS

GOAL, GOOD, CHOSEN, EVALUATED = "goal", "good", "chosen", "evaluated"
REFUSED, UNDECIDED, IN_LINE = "refused", "undecided", "in_line"
#: What a chosen offer waits for.
WAITS = {UNDECIDED: gettext_lazy("Venter på visitation"), IN_LINE: gettext_lazy("Venter på en plads")}

_TITLE = Coalesce(NullIf(F("block__name"), Value("")), F("block__offer__name"))
_DECISION = Switch(
    When(granted=False, then=Value(REFUSED)),
    When(block__kind=Block.Kind.MAYBE, decided_on=None, from_on=None, to_on=None, then=Value(UNDECIDED)),
    When(from_on=None, to_on=None, then=Value(IN_LINE)),
    default=Value(""),
    output_field=CharField(),
)

register_branch(
    GOAL,
    Goal,
    "citizen",
    {
        "code": F("ended_how"), "text": F("words"), "day": F("set_on"), "day_to": F("ended_on"),
    },
)  # fmt: skip
register_branch(GOOD, GoodThing, "citizen", {"text": F("words"), "day": F("said_on")})
register_branch(
    CHOSEN,
    ChosenBlock,
    "citizen",
    {
        "key": F("whose"),
        "code": _DECISION,
        "text": _TITLE,
        "more": F("decision_reason"),
        "day": F("from_on"),
        "day_to": F("to_on"),
        "planned": F("chosen_on"),
        "place": F("block__times"),
    },
)
register_branch(
    EVALUATED,
    Evaluation,
    "citizen",
    {"text": F("citizens_words"), "more": F("professional_words"), "day": F("held_on"), "planned": F("next_on")},
)

# What somebody wants and where they are to be met when tells who they are.
register_naming(Goal, "words", "professional_words")
register_naming(GoalStep, "what")
register_naming(GoodThing, "words")
register_naming(ChosenBlock, "block", "from_on", "to_on", "decision_reason")
register_naming(ServedGoal, "goal")
register_naming(Attendance, "held_on", "how")
register_naming(Evaluation, "citizens_words", "professional_words")
register_naming(EvaluatedBlock, "chosen", "words")


def is_open(row: Fact, today: date) -> bool:
    """Of a chosen offer: wished or going on."""
    return row.code != REFUSED and (row.day_to is None or row.day_to >= today)


def evaluate_on(facts: Facts) -> date | None:
    """When the plan is to be looked at next; `cases.plan_reading.OwnPlan.evaluate_on` says the same."""
    evaluations = sorted(facts.of(EVALUATED), key=lambda row: (row.day, row.id))
    if evaluations:
        return evaluations[-1].planned
    first = min((row.day for row in facts.of(GOAL) if row.day and row.day_to is None), default=None)
    return first + timedelta(days=FIRST_AFTER_DAYS) if first else None
