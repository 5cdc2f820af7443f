"""What the timeline tells of the own plan: goals, what goes well, offers chosen and decided on, evaluations.

Each attendance and each small step stands in the plan: here they would hide the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.course_sources import day_entry, source_of
from cases.facts import Fact, facts_of
from cases.models import ChosenBlock, Citizen, Goal
from cases.plan_facts import CHOSEN, EVALUATED, GOAL, GOOD
from cases.timeline import Entry, Source, register_source


def plan_entries(citizen: Citizen) -> Iterator[Entry]:
    """Nothing of a protected citizen whom the reader may not know."""
    if citizen.name_hidden:
        return
    facts, url = facts_of(citizen), reverse("cases:own_plan", args=[citizen.pk])
    for row in facts.of(GOAL):
        yield from _goal(row, url)
    for row in facts.of(GOOD):
        if row.day:
            yield replace(day_entry("own_plan", row, row.day, _("Det går godt"), "check"), body=row.text or "", url=url)
    for row in facts.of(CHOSEN):
        yield from _chosen(row, url)
    for row in facts.of(EVALUATED):
        if row.day:
            said = f"»{row.text}«" if row.text else row.more or ""
            yield replace(day_entry("own_plan", row, row.day, _("Planen evalueret"), "talk"), body=said, url=url)


def _goal(row: Fact, url: str) -> Iterator[Entry]:
    if row.day is None:
        return
    said = f"»{row.text}«"
    yield replace(day_entry("own_plan", row, row.day, _("Mål sat"), "flag"), body=said, url=url)
    if row.day_to:
        title = _("Mål: %(how)s") % {"how": str(Goal.Ended(row.code or "").label).lower()}
        yield replace(day_entry("own_plan", row, row.day_to, title, "flag", after=row.day), body=said, url=url)


def _chosen(row: Fact, url: str) -> Iterator[Entry]:
    if row.planned is None:
        return
    whose = str(ChosenBlock.Whose(row.key or "").label)
    entry = day_entry("own_plan", row, row.planned, _("Tilbud valgt"), "plus")
    yield replace(entry, body=row.text or "", facts=[whose], url=url)
    if row.day_to:
        entry = day_entry("own_plan", row, row.day_to, _("Tilbud sluttet"), "flag", after=row.day or row.planned)
        yield replace(entry, body=row.text or "", url=url)


register_source(Source("own_plan", gettext_lazy("Egen plan"), source_of(plan_entries), order=56))
