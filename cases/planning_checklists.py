"""The checklists of the planning: the unit's, not a citizen's. Versioned like those of steps (S2 p. 35-39)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.dates import short_day
from cases.models import ChecklistItem, ChecklistVersion
from cases.pathway import Step, in_words_of, unit_phases
from directory.models import PlanningMark
from directory.tabs import Tab, register_tab


@dataclass(frozen=True)
class Point:
    key: str
    text: str
    ticked: bool = False
    #: Who ticked it, and which day.
    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class UnitList:
    """One list as the unit sees it. `number`: the version of the wording that holds."""

    step: Step
    points: list[Point]
    number: int = 1

    @property
    def ticked(self) -> int:
        return sum(point.ticked for point in self.points)


def unit_lists(user: User) -> list[UnitList]:
    """Two queries; the declared points where the organisation has no version yet."""
    organisation = user.membership.organisation
    steps = [in_words_of(organisation, step) for phase in unit_phases() for step in phase.steps]
    newest = ChecklistVersion.objects.visible_to(user).newest().filter(step__in=[step.key for step in steps])
    written: dict[str, list[tuple[str, str]]] = {}
    numbers: dict[str, int] = {}
    rows = ChecklistItem.objects.filter(version__in=newest).order_by("position")
    for step_key, number, key, text in rows.values_list("version__step", "version__number", "key", "text"):
        written.setdefault(step_key, []).append((key, text))
        numbers[step_key] = number
    marks = _marks(user)
    lists = []
    for step in steps:
        points = written.get(step.key) or [(item.key, str(item.text)) for item in step.checklist]
        shown = [_point(marks, step.key, key, text) for key, text in points]
        lists.append(UnitList(step, shown, numbers.get(step.key, 1)))
    return lists


def _marks(user: User) -> dict[tuple[str, str], tuple[str, str]]:
    """{(list, point): (who, day)} of what is done."""
    rows = PlanningMark.objects.visible_to(user).filter(ticked=True)
    return {
        (step, key): (who, short_day(timezone.localdate(at)))
        for step, key, who, at in rows.values_list("step", "key", "ticked_by__name", "ticked_at")
    }


def _point(marks: dict[tuple[str, str], tuple[str, str]], step: str, key: str, text: str) -> Point:
    if (step, key) not in marks:
        return Point(key, text)
    who, day = marks[step, key]
    return Point(key, text, ticked=True, by=who, on=day)


register_tab(Tab("cases:planning_checklists", _("Tjeklister"), order=70))
