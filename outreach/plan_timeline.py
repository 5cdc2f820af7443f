"""What the timeline tells of plans and assessments: given, read along, begun, ended. No query of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.course_sources import day_entry, source_of
from cases.dates import local_day
from cases.facts import facts_of
from cases.models import Citizen
from cases.timeline import Entry, Key, Source, register_source
from outreach.plan_facts import AGREED, ASSESSED, PLANNED, number_of


def plan_entries(citizen: Citizen) -> Iterator[Entry]:
    """A version begun, given, and read along; an agreement that was done."""
    facts = facts_of(citizen)
    for row in facts.of(PLANNED):
        number, url = {"number": number_of(row)}, reverse("outreach:plan", args=[row.id])
        if row.planned and row.planned != row.day:
            title = _("Plan for det videre forløb begyndt") if number_of(row) == 1 else _("Ny udgave af planen")
            entry = day_entry("plan", row, row.planned, title, "document")
            yield replace(entry, url=url)
        if row.day:
            entry = day_entry("plan", row, row.day, _("Planen givet til borgeren"), "hand")
            said = f"»{row.text}«" if row.text else ""
            yield replace(entry, body=said, facts=[_("Udgave %(number)s") % number, row.who or ""], url=url)
        if row.began and local_day(row.began) != row.day:
            title = _("Planen læst sammen med borgeren")
            yield Entry(Key(row.began, row.id), "plan", title, "", "", url=url, icon="eye")
    for row in facts.of(AGREED):
        if row.day:
            entry = day_entry("plan", row, row.day, _("Aftale i planen gjort"), "check")
            yield replace(entry, body=row.text or "")


def assessment_entries(citizen: Citizen) -> Iterator[Entry]:
    for row in facts_of(citizen).of(ASSESSED):
        url = reverse("outreach:assessment", args=[row.case_id])
        if row.planned and row.planned != row.day:
            yield replace(day_entry("assessed", row, row.planned, _("Udredning begyndt"), "document"), url=url)
        if row.day:
            title = _("Udredningen kunne ikke gøres færdig") if row.text else _("Udredning afsluttet")
            entry = day_entry("assessed", row, row.day, title, "check")
            yield replace(entry, body=row.text or "", facts=[row.who or ""], url=url)


register_source(Source("plan", gettext_lazy("Plan"), source_of(plan_entries), order=57))
register_source(Source("assessed", gettext_lazy("Udredning"), source_of(assessment_entries), order=58))
