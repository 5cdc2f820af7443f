"""What the timeline tells of the third phase: the way into treatment, treatment followed, services. No query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.course_sources import day_entry, source_of
from cases.dates import short_day
from cases.facts import Fact, facts_of
from cases.models import Citizen
from cases.timeline import Entry, Key, Source, register_source
from outreach.bridging_facts import AFFILIATED, ENROLLED, REFUSED, TREATED, Contacted, contacted, ways
from outreach.course_facts import course_url
from outreach.models import Enrolment, TreatmentNote
from outreach.models.affiliation import Service, status_words

KIND = "bridging"


def bridging_entries(citizen: Citizen) -> Iterator[Entry]:
    yield from _enrolments(citizen)
    yield from _treatment(citizen)
    yield from _services(citizen)
    for row in facts_of(citizen).of(REFUSED):
        if row.day:
            entry = day_entry(KIND, row, row.day, _("Ønsker ikke opfølgning efter afslutningen"), "flag")
            yield replace(entry, body=row.text or "", url=course_url(row))


def _enrolments(citizen: Citizen) -> Iterator[Entry]:
    """Each day of a way into treatment is one entry."""
    rows = {row.id: row for row in facts_of(citizen).of(ENROLLED)}
    for way in ways(citizen):
        row = rows[way.id]
        direct = _("Direkte visitation") if way.visitation == Enrolment.Visitation.DIRECT else ""
        told: list[tuple[date | None, str, str, list[str]]] = [
            (way.motivation_on, _("Motivation vist"), "flag", []),
            (way.decided_on, _("Visitation afgjort"), "check", [way.decided_by, direct]),
            (way.enrolled_on, _("Indskrevet i behandling"), "path", [way.offer, way.therapist]),
            (way.doctor_contacted_on, _("Lægen kontaktet"), "talk", []),
            (way.doctor_talk_on, _("Lægesamtale"), "talk", []),
            (way.home_visit_on, _("Lægen på hjemmebesøg"), "hand", []),
            (way.substitution_on, _("Substitutionsbehandling begyndt"), "hand", [way.dose_note]),
        ]
        for number, (day, title, icon, facts) in enumerate(told):
            if day:
                entry = _at(day_entry(KIND, row, day, title, icon), number)
                yield replace(entry, facts=[fact for fact in facts if fact], url=course_url(row))


def _treatment(citizen: Citizen) -> Iterator[Entry]:
    for row in facts_of(citizen).of(TREATED):
        if row.day:
            entry = day_entry(KIND, row, row.day, str(TreatmentNote.Kind(row.code or "").label), "hand")
            facts = [_until(row), str(TreatmentNote.ToldBy(row.key).label) if row.key else ""]
            entry = replace(entry, facts=[fact for fact in facts if fact], url=course_url(row))
            yield replace(entry, body=row.text or "", who=row.who or "")


def _until(row: Fact) -> str:
    return _("Til og med %(day)s") % {"day": short_day(row.day_to)} if row.day_to else ""


def _services(citizen: Citizen) -> Iterator[Entry]:
    """What was asked on one day is one entry, however many services it was about."""
    facts, found = {row.id: row for row in facts_of(citizen).of(AFFILIATED)}, contacted(citizen)
    for row in found:
        bridged = ((row.accompanied_on, _("Fulgt til %(service)s")), (row.stable_on, _("Stabil kontakt: %(service)s")))
        for number, (day, title) in enumerate(bridged, start=1):
            if day:
                entry = day_entry(KIND, facts[row.id], day, title % {"service": _lower(row.service)}, "people")
                yield replace(_at(entry, number), url=course_url(facts[row.id]))
    yield from _asked(_("Tilbud før indsatsen"), [(row.before_on, row, row.before) for row in found], facts, 0)
    yield from _asked(_("Tilbud efter indsatsen"), [(row.after_on, row, row.after) for row in found], facts, 3)


def _asked(
    title: str, said: list[tuple[date | None, Contacted, str]], facts: dict[UUID, Fact], number: int
) -> Iterator[Entry]:
    by_day: dict[date, list[tuple[Contacted, str]]] = {}
    for day, row, code in said:
        if day:
            by_day.setdefault(day, []).append((row, code))
    for day, rows in by_day.items():
        first = facts[min(row.id for row, _code in rows)]
        entry = _at(day_entry(KIND, first, day, title, "people"), number)
        yield replace(entry, facts=[_answer(row, code) for row, code in rows], url=course_url(first))


def _at(entry: Entry, number: int) -> Entry:
    """Several things of one row may fall on one day: each has a place of its own, or a page would end between two."""
    return replace(entry, key=Key(entry.key.at + timedelta(minutes=number), entry.key.id))


def _answer(row: Contacted, code: str) -> str:
    return f"{Service(row.service).label}: {status_words(row.service, code)}"


def _lower(service: str) -> str:
    words = str(Service(service).label)
    return words[:1].lower() + words[1:]


register_source(Source(KIND, gettext_lazy("Indskrivning og behandling"), source_of(bridging_entries), order=57))
