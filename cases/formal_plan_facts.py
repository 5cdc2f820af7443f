"""What the plans of the law add to a citizen's facts and timeline: no query of their own (`cases.facts`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.changes import register_naming
from cases.course_sources import day_entry, source_of
from cases.facts import facts_of, register_branch
from cases.models import Citizen, Effort, FormalPlan
from cases.timeline import Entry, Source, register_source

FORMAL = "formal"

register_branch(
    FORMAL,
    FormalPlan,
    "citizen",
    {"key": F("kind"), "day": F("made_on"), "day_to": F("given_on"), "planned": F("offered_on")},
)
register_naming(FormalPlan, "duration", "circumstances")
register_naming(Effort, "chosen", "what", "actor", "responsible")


def formal_entries(citizen: Citizen) -> Iterator[Entry]:
    """Offered, made, given. Nothing of a protected citizen whom the reader may not know."""
    if citizen.name_hidden:
        return
    for row in facts_of(citizen).of(FORMAL):
        what = str(FormalPlan.Kind(row.key or "").label)
        url = reverse("cases:formal_plan", args=[citizen.pk, row.key])
        told = (
            (row.planned, None, _("%(plan)s tilbudt")),
            (row.day, row.planned, _("%(plan)s lavet")),
            (row.day_to, row.day, _("%(plan)s givet til borgeren")),
        )
        for day, after, words in told:
            if day:
                entry = day_entry("formal_plan", row, day, words % {"plan": what}, "flag", after=after)
                yield replace(entry, url=url)


register_source(Source("formal_plan", gettext_lazy("Planer efter loven"), source_of(formal_entries), order=57))
