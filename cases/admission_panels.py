"""What admissions add to the citizen's page and timeline. All from the one query of `cases.facts`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.policy import Can
from cases.admissions import began_words, ended_words, expected_words, place_words, since_words
from cases.course_sources import day_entry, source_of
from cases.facts import Fact, facts_of
from cases.models import Citizen
from cases.panels import Column, Page, Panel, register_panel
from cases.reach import reaches
from cases.timeline import Entry, Source, register_source


def admission_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """Since when, where, when they come out, and what is agreed before. Nothing while the citizen is at large."""
    if citizen is None or (row := facts_of(citizen).admission) is None or row.day is None:
        return None
    today, kind = timezone.localdate(), row.code or ""
    may_manage = reaches(user, Can.MANAGE_CASE, citizen) and not citizen.name_hidden
    late = row.planned is not None and row.planned < today
    return {
        "title": since_words(kind, row.day, today),
        "expected": expected_words(kind, row.planned, today),
        "tone": "wait" if late or row.planned is None else "",
        "facts": [(_("Hvor"), _place(row, citizen)), (_("Plan"), "" if citizen.name_hidden else row.text)],
        "edit_url": reverse("cases:admission_edit", args=[row.id]) if may_manage else "",
        "end_url": reverse("cases:admission_end", args=[row.id]) if may_manage else "",
    }


def lists_panel(user: User, citizen: Citizen | None) -> dict[str, Any]:
    """The ways to *Frister* and *Indlagt eller fængslet*, also when nothing is on them. No query."""
    return {}


def admission_entries(citizen: Citizen) -> Iterator[Entry]:
    """In and out; an earlier one leads to where its days can be mended."""
    for row in facts_of(citizen).of("admission"):
        if row.day is None:
            continue
        kind = row.code or ""
        url = "" if citizen.name_hidden else reverse("cases:admission_edit", args=[row.id])
        yield replace(
            day_entry("admission", row, row.day, began_words(kind), "hospital"), body=_place(row, citizen), url=url
        )
        if row.day_to:
            # In and out on one day: out stands above in.
            yield day_entry("admission", row, row.day_to, ended_words(kind), "out", after=row.day)


def _place(row: Fact, citizen: Citizen) -> str:
    """Where a protected citizen can be found is for those on the course."""
    return place_words(row.code or "", "" if citizen.name_hidden else row.place or "")


register_panel(Panel(Page.CITIZEN, "admission", 1, "cases/admission_panel.html", admission_panel))
register_panel(Panel(Page.UNIT, "lists", 60, "cases/unit_lists_panel.html", lists_panel, Column.ASIDE))
register_source(Source("admission", gettext_lazy("Indlæggelser"), source_of(admission_entries), order=55))
