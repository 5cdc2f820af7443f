"""Pathways: phases, steps and checklists, declared as data by the rooms above.

The order is ideal, never a lock: every step may be skipped, repeated or reopened (S2 p. 34). This room knows how, and
knows nothing of any particular model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from accounts.models import Organisation

Text = str | Promise


@dataclass(frozen=True)
class Item:
    """One point of a checklist: a stable key and its wording in version 1."""

    key: str
    text: Text


@dataclass(frozen=True)
class Step:
    key: str
    title: Text
    aim: Text
    checklist: tuple[Item, ...] = ()
    #: Where the checklist's wording comes from, shown with it; anything that becomes text when shown.
    source: object = ""


@dataclass(frozen=True)
class Phase:
    key: str
    title: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Pathway:
    key: str
    title: Text
    phases: tuple[Phase, ...]

    def steps(self) -> list[Step]:
        return [step for phase in self.phases for step in phase.steps]

    def phase_of(self, step_key: str) -> Phase:
        """The phase that holds the step. Raises KeyError for a step that is not of this pathway."""
        for phase in self.phases:
            if any(step.key == step_key for step in phase.steps):
                return phase
        raise KeyError(step_key)


def in_words_of(organisation: Organisation, step: Step) -> Step:
    """The step in the organisation's own words, where its texts leave room for them: {centre}, {therapist} …"""
    points = tuple(replace(item, text=organisation.say(item.text)) for item in step.checklist)
    return replace(step, aim=organisation.say(step.aim), checklist=points)


_pathways: dict[str, Pathway] = {}
#: What the unit does before and beside its courses: steps with checklists that belong to no citizen.
_unit_phases: dict[str, Phase] = {}


def register_pathway(declared: Pathway) -> None:
    """Raises ValueError when a key is used twice, within the pathway or by another one."""
    keys = [step.key for step in declared.steps()]
    taken = {step.key for other in _pathways.values() if other.key != declared.key for step in other.steps()}
    if len(keys) != len(set(keys)) or taken & set(keys):
        raise ValueError(f"Step keys of {declared.key} are not unique.")
    _pathways[declared.key] = declared


def register_unit_phase(declared: Phase) -> None:
    _unit_phases[declared.key] = declared


def unit_phases() -> list[Phase]:
    return list(_unit_phases.values())


def declared_steps() -> list[Step]:
    """Every step there is: of the pathways, and of the unit's own work."""
    unit = [step for phase in _unit_phases.values() for step in phase.steps]
    return [*unit, *(step for declared in _pathways.values() for step in declared.steps())]


def pathways() -> list[Pathway]:
    return list(_pathways.values())


def pathway(key: str) -> Pathway:
    return _pathways[key]


def step(key: str) -> Step:
    """The declared step of that key, in whichever pathway. Raises KeyError."""
    for candidate in declared_steps():
        if candidate.key == key:
            return candidate
    raise KeyError(key)
