"""How long it took from motivation to treatment, in words (S2 p. 44-45: react fast on motivation)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.dates import at_clock, days_long, short_day
from outreach.bridging_facts import Way
from outreach.models import Enrolment
from outreach.models.enrolment import medical_deadline

#: Fewer hours than this are said in hours, where both times are known.
HOURS = 48


@dataclass(frozen=True)
class Stage:
    """One stage of the way. `when` is empty while it is not known; `gap` says how long after the stage before."""

    name: str
    when: str
    gap: str
    more: str = ""


@dataclass(frozen=True)
class Known:
    day: date | None
    clock: time | None = None


def stages(way: Way) -> list[Stage]:
    """Motivation, decision, enrolment, and substitution where the doctor is in it."""
    found, before = [], Known(None)
    for name, known, more in _asked(way):
        found.append(Stage(name, _when(known), gap_words(before, known), more))
        before = known if known.day else before
    return found


def _asked(way: Way) -> Iterator[tuple[str, Known, str]]:
    yield _("Motivation vist"), Known(way.motivation_on, way.motivation_time), ""
    yield _("Visitation afgjort"), Known(way.decided_on, way.decided_time), _decision(way)
    yield _("Indskrevet"), Known(way.enrolled_on, way.enrolled_time), way.offer
    if way.substitution_on or way.medical_asked_on:
        yield _("Substitution begyndt"), Known(way.substitution_on), way.dose_note


def _decision(way: Way) -> str:
    """ "Anne Holm, direkte visitation"."""
    direct = _("direkte visitation") if way.visitation == Enrolment.Visitation.DIRECT else ""
    return ", ".join(part for part in (way.decided_by, direct) if part)


def gap_words(first: Known, then: Known) -> str:
    """ "5 timer efter", "samme dag", "2 dage efter"; empty where a day is missing or they stand the other way round."""
    if first.day is None or then.day is None or then.day < first.day:
        return ""
    if first.clock and then.clock:
        hours = (_moment(then) - _moment(first)).total_seconds() / 3600
        if hours < 0:
            return ""
        if hours < 1:
            return _("inden for en time")
        if hours < HOURS:
            return ngettext("%(hours)s time efter", "%(hours)s timer efter", int(hours)) % {"hours": int(hours)}
    days = (then.day - first.day).days
    return _("%(days)s efter") % {"days": days_long(days)} if days else _("samme dag")


def hints(way: Way | Enrolment) -> list[str]:
    """What looks odd: said, never refused."""
    order = [
        (_("Motivation vist"), way.motivation_on),
        (_("Visitation afgjort"), way.decided_on),
        (_("Indskrevet"), way.enrolled_on),
    ]
    known = [(name, day) for name, day in order if day]
    odd = [
        _("»%(later)s« står før »%(earlier)s«. Det kan være rigtigt; se efter, om dagene er byttet om.")
        % {"later": later, "earlier": earlier}
        for (earlier, first), (later, then) in pairwise(known)
        if then < first
    ]
    if way.substitution_on and way.doctor_contacted_on and way.substitution_on < way.doctor_contacted_on:
        odd.append(_("Substitutionen står som begyndt, før lægen blev kontaktet."))
    if way.enrolled_on and not way.therapist:
        odd.append(_("Skriv borgerens behandler, så alle ved, hvem der har hovedansvaret."))
    return odd


def medical_words(way: Way, today: date) -> str:
    """The 14 days of medical treatment (SUL § 142): what is left, or how it went; empty where it was not asked for."""
    if way.medical_asked_on is None:
        return ""
    last = medical_deadline(way.medical_asked_on)
    asked = _("Bad om lægelig behandling %(day)s") % {"day": short_day(way.medical_asked_on)}
    if way.substitution_on is None:
        near = _("senest %(day)s (SUL § 142)") % {"day": short_day(last)}
        passed = _("de 14 dage gik %(day)s (SUL § 142)") % {"day": short_day(last)}
        return f"{asked}, {near if today <= last else passed}"
    days = days_long((way.substitution_on - way.medical_asked_on).days)
    return _("%(asked)s, begyndt efter %(days)s") % {"asked": asked, "days": days}


def doctor_facts(way: Way, today: date) -> list[tuple[str, str]]:
    return [
        (_("Lægelig behandling"), medical_words(way, today)),
        (_("Lægen kontaktet"), _day(way.doctor_contacted_on)),
        (_("Lægesamtale"), _day(way.doctor_talk_on)),
        (_("Lægen på hjemmebesøg"), _day(way.home_visit_on)),
    ]


def _when(known: Known) -> str:
    return " ".join(part for part in (_day(known.day), at_clock(known.clock)) if part)


def _day(day: date | None) -> str:
    return short_day(day) if day else ""


def _moment(known: Known) -> datetime:
    assert known.day is not None
    return datetime.combine(known.day, known.clock or time.min)
