"""What the timeline tells: who referred, what was decided, guidance, observations. No query of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.course_sources import day_entry, source_of
from cases.facts import facts_of
from cases.models import Citizen
from cases.timeline import Entry, Source, register_source
from outreach.course_facts import (
    GUIDED,
    OBSERVED,
    REFERRED,
    SCREENED,
    alliance_words,
    course_url,
    referrer_words,
    stage_words,
)
from outreach.models import Guidance
from outreach.models.prescreening import Decision


def screening_entries(citizen: Citizen) -> Iterator[Entry]:
    """Referred, decided, guided."""
    facts = facts_of(citizen)
    for row in facts.of(REFERRED):
        if row.day:
            entry = day_entry("screening", row, row.day, _("Henvist til os"), "inbox")
            facts_ = [referrer_words(row)]
            yield replace(entry, body=row.text or "", facts=facts_, url=course_url(row))
    for row in facts.of(SCREENED):
        if row.day:
            title = _("Forscreening: %(decision)s") % {"decision": _lower(str(Decision(row.code or "").label))}
            entry = day_entry("screening", row, row.day, title, "flag")
            yield replace(entry, body=row.text or "", facts=[row.who or ""], url=course_url(row))
    for row in facts.of(GUIDED):
        if row.day:
            entry = day_entry("screening", row, row.day, _("Vejledt og rådgivet"), "hand")
            yield replace(entry, body=row.text or "", facts=[str(Guidance.Kind(row.code or "").label)])


def observation_entries(citizen: Citizen) -> Iterator[Entry]:
    for row in facts_of(citizen).of(OBSERVED):
        if row.day is None:
            continue
        stage = stage_words(row)
        title = _("Observation: %(stage)s") % {"stage": _lower(stage)} if stage else _("Observation")
        rated = [f"{label}: {_lower(rating)}" for label, rating in alliance_words(row)]
        step = _("Et lille skridt: %(step)s") % {"step": row.text} if row.text else ""
        said = f"»{row.more}«" if row.more else ""
        entry = day_entry("observed", row, row.day, title, "eye")
        body = "\n".join(part for part in (step, said) if part)
        yield replace(entry, facts=[row.who or "", *rated], body=body, url=course_url(row))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


register_source(Source("screening", gettext_lazy("Forscreening"), source_of(screening_entries), order=55))
register_source(Source("observed", gettext_lazy("Observationer"), source_of(observation_entries), order=56))
