"""How often one talks with a citizen on a course, and when it is *længe siden kontakt*. The one definition of it.

Only a talk counts (`ContactQuerySet.talked`), whoever had it. The citizen's own agreement goes before the rhythm of the
phase, that before the organisation's. Nobody is chased who said "ikke nu" or "nej" (`CitizenQuerySet.with_rest`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import Organisation
from cases.pathway import Pathway, Phase, pathways


def phase_key(declared: Pathway, phase: Phase) -> str:
    """How `Organisation.phase_rhythms` names a phase: "outreach.motivation"."""
    return f"{declared.key}.{phase.key}"


@dataclass(frozen=True)
class Rhythms:
    """The organisation's days between talks, ready to be asked for many courses."""

    usual: int
    by_step: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, organisation: Organisation) -> Rhythms:
        own = organisation.phase_rhythms
        by_step = {
            step.key: own[key]
            for declared in pathways()
            for phase in declared.phases
            if (key := phase_key(declared, phase)) in own
            for step in phase.steps
        }
        return cls(organisation.rhythm_days, by_step)

    def days(self, agreed: int | None, step: str | None) -> int:
        """`agreed` with the citizen, else that of the phase `step` is in, else the organisation's."""
        return agreed or self.by_step.get(step or "", self.usual)


def is_long_since(
    *,
    talked_on: date | None,
    opened_on: date,
    days: int,
    today: date,
    paused: bool = False,
    rest_until: date | None = None,
    is_dead: bool = False,
    in_stay: bool = False,
) -> bool:
    """Whether an open course has gone without a talk for more than the rhythm's `days`.

    A course that was opened after the last talk counts from its opening. A course on pause, a citizen who wants to be
    left in peace, one in a stay and one who died are not waited for.
    """
    if paused or is_dead or in_stay or is_resting(rest_until, today):
        return False
    return max(talked_on or opened_on, opened_on) < today - timedelta(days=days)


def is_resting(rest_until: date | None, today: date) -> bool:
    """Whether an "ikke nu" or "nej" still holds: on the day itself one may ask again."""
    return rest_until is not None and today < rest_until
