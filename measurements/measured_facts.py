"""What measurements add to the facts of a citizen's courses, for the course's page and the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.course_sources import day_entry, source_of
from cases.facts import Fact, facts_of, register_branch
from cases.models import Case, Citizen
from cases.timeline import Entry, Source, register_source
from measurements.models import Measurement, Occasion, Open

MEASURED = "measured"

register_branch(
    MEASURED,
    Measurement,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": F("occasion"),
        "code": F("missing"),
        "text": F("version__title"),
        "day": F("answered_on"),
        "ended": F("ended_at"),
        "left_out": F("replaced_at"),
        "who": F("begun_by__name"),
    },
)


def measured_in(case: Case) -> list[Fact]:
    """The course's measurements that count, newest first."""
    rows = [row for row in facts_of(case.citizen).of(MEASURED) if row.case_id == case.pk and row.left_out is None]
    return sorted(rows, key=lambda row: (row.day is None, row.day, row.id), reverse=True)


def state_words(row: Fact) -> str:
    """ "Før · besvaret", "Efter · ikke lavet: ønskede ikke", "Før · på pause"."""
    occasion = str(Occasion(row.key or "").label)
    if row.code:
        why = str(Open(row.code).label)
        return _("%(occasion)s · ikke lavet: %(why)s") % {"occasion": occasion, "why": why[:1].lower() + why[1:]}
    said = _("besvaret") if row.ended else _("på pause")
    return f"{occasion} · {said}"


def measured_entries(citizen: Citizen) -> Iterator[Entry]:
    """That the citizen answered; never what: that stands on the measurement's own page."""
    for row in facts_of(citizen).of(MEASURED):
        if row.ended and not row.code and row.left_out is None and row.day:
            title = _("%(title)s, %(occasion)s: besvaret") % {
                "title": row.text, "occasion": str(Occasion(row.key or "").label).lower(),
            }  # fmt: skip
            url = "" if citizen.name_hidden else reverse("measurements:measurement", args=[row.id])
            yield replace(day_entry(MEASURED, row, row.day, title, "chart"), url=url)


register_source(Source(MEASURED, gettext_lazy("Målinger"), source_of(measured_entries), order=70))
