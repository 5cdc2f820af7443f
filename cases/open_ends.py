"""What still goes on when a course is closed, of what this room knows: tasks, the 14 days, an admission, points."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.admissions import since_words
from cases.clocks import Clock
from cases.closing_parts import OpenEnd, register_open_ends
from cases.dates import short_day
from cases.facts import facts_of
from cases.models import Case, Task
from cases.plan_facts import CHOSEN, WAITS, is_open
from cases.relocation_panels import sent_of
from cases.relocations import relocation_url
from cases.warm_handover_panels import handovers_of
from cases.warm_handovers import handover_url


def open_of_citizen(case: Case) -> Iterator[OpenEnd]:
    """No query of its own."""
    facts, today = facts_of(case.citizen), timezone.localdate()
    if (request := facts.open_request) and request.day:
        clock = Clock(request.id, case.citizen_id, request.day, today)
        url = reverse("cases:request_end", args=[request.id])
        yield OpenEnd(_("Anmodning om behandling"), url, f"{clock.words}, {clock.deadline_words}", "clock")
    for task in facts.open_tasks:
        meta = " · ".join(
            part for part in (str(Task.Kind(task.key or "").label), _day(task.day), task.who or "") if part
        )
        yield OpenEnd(task.text or "", reverse("cases:task", args=[task.id]), meta, "task")
    if (away := facts.admission) and away.day:
        url = reverse("cases:admission_end", args=[away.id])
        yield OpenEnd(since_words(away.code or "", away.day), url, "", "calendar")
    if not getattr(case.citizen, "name_hidden", False):
        for one in handovers_of(case.citizen):
            if one.is_open:
                title = _("Overlevering til %(who)s") % {"who": one.receiver}
                yield OpenEnd(title, handover_url(one.begun.id), one.days.badge(today)[0], "bridge")
        for sent in sent_of(case.citizen):
            if sent.standing.is_open:
                title = _("Overlevering til %(who)s") % {"who": sent.fact.place}
                yield OpenEnd(title, relocation_url(sent.fact.id), sent.standing.badge(today)[0], "switch")
        plan_url = reverse("cases:own_plan", args=[case.citizen_id])
        for row in facts.of(CHOSEN):
            if is_open(row, today):
                yield OpenEnd(row.text or "", plan_url, str(WAITS.get(row.code or "", _("Valgt tilbud"))), "plus")
    for point in facts.open_points:
        yield OpenEnd(point.text or "", reverse("cases:conference"), _("Tag op"), "talk")


def _day(day: object) -> str:
    return short_day(day) if day else ""  # type: ignore[arg-type]


register_open_ends(open_of_citizen)
