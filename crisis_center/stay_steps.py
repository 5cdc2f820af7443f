"""The steps of a stay as the centre works on them: in any order, again, or left out with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.checklists import checklist_of
from cases.dates import short_day
from cases.models import StepRun
from cases.pathway import Step, in_words_of
from cases.progress import Run, points_done
from crisis_center.models import Stay
from crisis_center.pathway import STAY
from crisis_center.stay_facts import StayFact, StayFacts


@dataclass(frozen=True)
class StayStep:
    """For the component `progress`. States: open, current, done, skipped."""

    declared: Step
    state: str
    note: str
    url: str

    @property
    def name(self) -> str:
        return str(self.declared.title)


def stay_steps(stay: Stay, facts: StayFacts) -> list[StayStep]:
    return [
        _told(stay, step, [row for row in facts.of("step", stay.pk) if row.code == step.key]) for step in STAY.steps
    ]


def step_of(stay: Stay, facts: StayFacts, key: str) -> StayStep:
    """Raises Http404 for a step of another phase."""
    for step in stay_steps(stay, facts):
        if step.declared.key == key:
            return step
    raise Http404


def _told(stay: Stay, step: Step, goes: list[StayFact]) -> StayStep:
    going = [row for row in goes if not row.text and row.day_to is None]
    last = going[-1] if going else goes[-1] if goes else None
    if last is None:
        state, day = "open", None
    elif going:
        state, day = "current", last.at
    else:
        state, day = ("skipped" if last.text else "done"), last.at
    words = short_day(timezone.localdate(day)) if day else ""
    if state == "done" and last and last.day_to:
        words = short_day(last.day_to)
    if len(goes) > 1:
        words = _("%(number)s. gang, %(when)s") % {"number": len(goes), "when": words}
    if last and last.text:
        words = f"{words}: {last.text}"
    return StayStep(step, state, words, reverse("crisis_center:stay_step", args=[stay.pk, step.key]))


def going_run(stay: Stay, key: str) -> StepRun | None:
    """The go at a step of this stay that has not ended."""
    runs = StepRun.objects.going().filter(case=stay.case_id, step=key, started_at__gte=stay.arrived_at)
    return runs.first()


def last_run(stay: Stay, key: str) -> Run | None:
    """What is ticked, or was: the go begun last."""
    rows = StepRun.objects.filter(case=stay.case_id, step=key, started_at__gte=stay.arrived_at)
    if stay.left_at:
        rows = rows.filter(started_at__lte=stay.left_at)
    row = rows.order_by("-started_at", "-pk").first()
    return Run(row.pk, row.step, row.started_at, row.ended_at) if row else None


def step_context(stay: Stay, step: StayStep, user: User) -> dict[str, Any]:
    """Context of crisis_center/stay_step.html, in the centre's own wording. Four queries."""
    organisation = user.membership.organisation
    declared = in_words_of(organisation, step.declared)
    checklist = checklist_of(declared, last_run(stay, declared.key), organisation.pk)
    return {
        "stay": stay,
        "step": step,
        "declared": declared,
        "checklist": checklist,
        "points_done": points_done(checklist.ticked, len(checklist.points)),
        "may_work": may(user, Can.WORK_PATHWAY) and stay.is_going,
        "tick_url": step.url,
    }


def item_id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
