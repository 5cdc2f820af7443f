"""The month's list as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.dates import short_day
from measurements.smdb.events import Event, Gap, Line, MonthList, What

#: Told as facts with deadlines of their own, beside the four of the month.
SOCIAL = (What.REQUEST, What.START, What.OFFER, What.END)


@dataclass(frozen=True)
class Due:
    """Something that is to be reported by a day."""

    title: str
    meta: str
    tone: str


@dataclass(frozen=True)
class Shown:
    label: str
    url: str
    #: "2 forløb, vist som ét"
    joined: str
    #: (what, day, further words, where the outcome that was said is corrected)
    events: list[tuple[str, str, str, str]]
    gaps: list[Gap]


def shown_lines(lines: Sequence[Line], today: date) -> Iterator[Shown]:
    for line in lines:
        yield Shown(
            label=line.person.label,
            url=reverse("cases:citizen", args=[line.person.id]),
            joined=_joined_words(line.joins) if line.joins > 1 else "",
            events=[
                (str(one.what.label), short_day(one.day, today), _words(one, today), _correct_url(one))
                for one in line.events
            ],
            gaps=line.all_gaps,
        )


def _correct_url(event: Event) -> str:
    if event.what != What.END or event.course is None or not event.course.last.outcome:
        return ""
    return reverse("measurements:outcome", args=[event.course.last.period_id])


def _joined_words(joins: int) -> str:
    return _("%(joins)s forløb med højst ti dage imellem, vist som ét") % {"joins": joins}


def _words(event: Event, today: date) -> str:
    said: list[Any] = []
    if event.what in (What.REQUEST, What.START) and event.guarantee:
        said.append(_("garantien %(kept)s") % {"kept": str(event.guarantee.label).lower()})
    if event.what == What.OFFER and event.way:
        said += [event.way.offer, event.way.therapist]
    if event.what == What.END:
        said += [event.status.label if event.status else "", event.outcome.label if event.outcome else ""]
        if event.is_provisional:
            said.append(_("begynder der et nyt inden ti dage, er det det samme forløb"))
    if event.what == What.MEDICAL:
        said.append(_("frist %(day)s") % {"day": short_day(event.due, today)})
    if event.what == What.SUBSTITUTION:
        said.append(_("ordinationer indberettes af lægen, frist %(day)s") % {"day": short_day(event.due, today)})
    return ", ".join(str(one) for one in said if one)


def dues(found: MonthList, today: date) -> list[Due]:
    """What is to be reported by when, the first deadline first; nothing of what there is none of."""
    social = sum(found.number(what) for what in SOCIAL)
    medical = [event for line in found.lines for event in line.events if event.what == What.MEDICAL]
    substitution = found.number(What.SUBSTITUTION)
    found_dues = []
    if social:
        words = ngettext(
            "Social behandling: %(number)s hændelse", "Social behandling: %(number)s hændelser", social
        ) % {"number": social}
        found_dues.append((found.month.deadline, words))
    if medical:
        first = min(event.due for event in medical)
        words = ngettext(
            "Lægelig behandling: %(number)s begyndt",
            "Lægelig behandling: %(number)s begyndt, her den første frist",
            len(medical),
        ) % {"number": len(medical)}
        found_dues.append((first, words))
    if substitution:
        words = ngettext(
            "Substitution: %(number)s borger, ordinationerne indberettes af lægen",
            "Substitution: %(number)s borgere, ordinationerne indberettes af lægen",
            substitution,
        ) % {"number": substitution}
        found_dues.append((found.month.substitution_deadline, words))
    return [Due(words, due_words(day, today), due_tone(day, today)) for day, words in sorted(found_dues)]


def due_words(day: date, today: date) -> str:
    """ "senest 15. november, om 4 dage"."""
    left, written = (day - today).days, date_format(day, "j. F Y")
    if left < 0:
        return _("skulle være indberettet %(day)s") % {"day": written}
    if left == 0:
        return _("senest i dag, %(day)s") % {"day": written}
    near = ngettext("om %(left)s dag", "om %(left)s dage", left) % {"left": left}
    return _("senest %(day)s, %(near)s") % {"day": written, "near": near}


def due_tone(day: date, today: date) -> str:
    """Whether it was reported is not known here: a day that has passed is only told."""
    return "wait" if 0 <= (day - today).days <= 3 else ""


def left_out_words(found: MonthList) -> str:
    if not found.left_out:
        return ""
    return ngettext(
        "%(number)s anonym borger er ikke med (SEL § 101 a og § 99).",
        "%(number)s anonyme borgere er ikke med (SEL § 101 a og § 99).",
        found.left_out,
    ) % {"number": found.left_out}
