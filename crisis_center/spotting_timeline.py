"""What the timeline tells of spottings and screenings. No query of its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.course_sources import source_of
from cases.dates import short_day
from cases.facts import facts_of
from cases.models import Citizen
from cases.timeline import Entry, Key, Source, register_source
from crisis_center.models import Screening
from crisis_center.spotting_facts import SCREENED, SPOTTED, conclusion_words, urgency_words


def spotting_entries(citizen: Citizen) -> Iterator[Entry]:
    """Told and taken over; without where, which could betray a protected citizen."""
    for row in facts_of(citizen).of(SPOTTED):
        if row.began is None:
            continue
        facts = [urgency_words(row)]
        if row.ended:
            words = {"who": row.who, "day": short_day(timezone.localdate(row.ended))}
            facts.append(_("overtaget af %(who)s, %(day)s") % words)
        yield Entry(
            Key(row.began, row.id),
            "spotting",
            _("Bekymring for borgeren"),
            who=row.key or "",
            body="\n".join(part for part in (row.more, row.text) if part),
            facts=facts,
            url=reverse("crisis_center:spotting", args=[row.id]),
            icon="eye",
        )


def screening_entries(citizen: Citizen) -> Iterator[Entry]:
    for row in facts_of(citizen).of(SCREENED):
        if row.ended is None:
            continue
        acute = [_("Livstruende")] if row.key == Screening.Answer.YES else []
        yield Entry(
            Key(row.ended, row.id),
            "crisis_screening",
            _("Screening: %(conclusion)s") % {"conclusion": conclusion_words(row)},
            who=row.who or "",
            body=row.text or "",
            facts=acute,
            url=reverse("crisis_center:screening", args=[row.case_id]),
            icon="flag",
        )


register_source(Source("spotting", gettext_lazy("Spotning"), source_of(spotting_entries), order=57))
register_source(Source("crisis_screening", gettext_lazy("Screening"), source_of(screening_entries), order=58))
