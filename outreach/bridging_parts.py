"""What the third phase adds to a course's page: the way into treatment, treatment followed, other services.

What is of an earlier period stands folded under it: opening a course again hides nothing and mixes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.course_page import course_of
from cases.course_parts import CoursePart, register_course_part
from cases.dates import days_long, short_day
from cases.facts import Course, Fact
from cases.models import Case
from cases.panels import Column
from cases.warm_handover_panels import handover_panel
from outreach.bridging_facts import REFUSED, TREATED, Contacted, Way, contacted_of, in_period, ways_of
from outreach.course_facts import of_course
from outreach.models import TreatmentNote
from outreach.models.affiliation import Service, status_words
from outreach.pace import doctor_facts, hints, stages
from outreach.pathway import OUTREACH

Kind = TreatmentNote.Kind

#: Motivation may show itself at any time from the second phase on.
FROM_MOTIVATION = tuple(step.key for step in OUTREACH.steps() if not step.key.startswith("contact."))
BRIDGING = tuple(step.key for step in OUTREACH.steps() if step.key.startswith("bridging."))
#: Services are asked about once at the start, and bridged to in the end.
SERVICES = ("contact.first_contact", "contact.prescreening", *BRIDGING)
#: Rows before the older ones are folded away.
SHOWN = 6
_ICONS = {
    Kind.MEETING: "people", Kind.TRANSPORT: "path", Kind.THERAPIST: "talk", Kind.ABSENCE: "eye", Kind.LAPSE: "clock",
    Kind.ACTION: "hand",
}  # fmt: skip


def enrolment_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """The ways into treatment of this period, the newest first; those of earlier periods folded."""
    course, found = course_of(case), ways_of(case)
    if not (found or may_work):
        return None
    today = timezone.localdate()
    now = [_way(way, may_work, today) for way in in_period(found, course.periods[-1].id)]
    begun = any(way["enrolled"] is False for way in now)
    return {
        "ways": now,
        "earlier": _earlier(course, found, lambda way: _way(way, False, today)),
        "motivation_url": _url("motivation_shown", case) if may_work and not begun else "",
        "new_url": _url("enrolment_new", case) if may_work else "",
    }


def treatment_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """What was done and heard, the newest first."""
    course, rows = course_of(case), of_course(case, TREATED)
    if not (rows or may_work):
        return None
    today = timezone.localdate()
    began = timezone.localdate(course.opened_at)
    now = [_followed(row, may_work, today) for row in rows if row.day and row.day >= began]
    before = [_followed(row, may_work, today) for row in rows if row.day and row.day < began]
    therapist = next((way.therapist for way in ways_of(case) if way.therapist), "")
    return {
        "therapist": therapist,
        "lines": now[:SHOWN],
        "older": now[SHOWN:],
        "before": before,
        "new_url": _url("treatment_new", case) if may_work else "",
        "quick": _quick(case) if may_work else [],
    }


def services_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """Before and after side by side."""
    course, found = course_of(case), contacted_of(case)
    if not (found or may_work):
        return None
    period = course.periods[-1].id
    now = in_period(found, period)
    return {
        "rows": _services(now, case if may_work else None),
        "earlier": _earlier(course, found, lambda row: row, lambda rows: _services(rows, None)),
        "before_url": _url("affiliation_before", case) if may_work else "",
        # Also of a course that has ended: the answer may come later.
        "after_url": _url("affiliation_after", case) if may(user, Can.WORK_PATHWAY) else "",
        "bridge_url": _url("affiliation_bridge", case) if may_work else "",
        "is_asked": any(row.before for row in now),
    }


def handover_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """To whom the citizen is on the way, and a way to begin with the next. Nothing of a protected citizen."""
    panel = handover_panel(user, case.citizen)
    return {**panel, "new_url": panel["new_url"] if may_work else ""} if panel else None


def standing_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """In the aside, whichever step is chosen: where the citizen is in treatment, and a no to follow-up."""
    course = course_of(case)
    way = next(iter(in_period(ways_of(case), course.periods[-1].id)), None)
    refused = next((row for row in of_course(case, REFUSED) if row.who_id == course.periods[-1].id), None)
    facts = [*(_standing(way) if way else [])]
    if refused:
        facts.append((_("Opfølgning efter afslutningen"), _("Fravalgt af borgeren: %(why)s") % {"why": refused.text}))
    return {"facts": facts} if facts else None


def _standing(way: Way) -> list[tuple[str, str]]:
    where = " · ".join(part for part in (_day(way.enrolled_on), way.offer) if part) if way.enrolled_on else ""
    return [
        (_("Motivation vist"), "" if way.enrolled_on else _day(way.motivation_on)),
        (_("Indskrevet"), where),
        (_("Behandler"), way.therapist),
        (_("Substitution begyndt"), _day(way.substitution_on)),
    ]


def _way(way: Way, may_work: bool, today: date) -> dict[str, Any]:
    found = stages(way)
    return {
        "stages": found,
        "facts": [(_("Behandler"), way.therapist), *doctor_facts(way, today)],
        "hints": hints(way),
        "enrolled": way.enrolled_on is not None,
        "url": reverse("outreach:enrolment", args=[way.id]) if may_work else "",
    }


def _followed(row: Fact, may_work: bool, today: date) -> dict[str, Any]:
    kind = Kind(row.code or "")
    told = str(TreatmentNote.ToldBy(row.key).label) if row.key else ""
    return {
        "title": str(kind.label),
        "icon": _ICONS[kind],
        "when": _when(row, today),
        "told": _("Fortalt af: %(who)s") % {"who": told[:1].lower() + told[1:]} if told else "",
        "note": row.text,
        "who": row.who,
        "url": reverse("outreach:treatment_edit", args=[row.id]) if may_work else "",
        "remove_url": reverse("outreach:treatment_remove", args=[row.id]) if may_work else "",
    }


def _when(row: Fact, today: date) -> str:
    """ "3. november", "1. – 8. november (8 dage)", "siden 1. november"."""
    assert row.day is not None
    if row.code != Kind.LAPSE:
        return short_day(row.day, today)
    if row.day_to is None:
        return _("siden %(day)s") % {"day": short_day(row.day, today)}
    words = {
        "first": short_day(row.day, today), "last": short_day(row.day_to, today),
        "days": days_long((row.day_to - row.day).days + 1),
    }  # fmt: skip
    return _("%(first)s – %(last)s (%(days)s)") % words


def _quick(case: Case) -> list[tuple[str, str]]:
    """(label, address) of what is written most."""
    new = _url("treatment_new", case)
    return [(str(kind.label), f"{new}?hvad={kind}") for kind in (Kind.MEETING, Kind.THERAPIST, Kind.ABSENCE)]


def _services(rows: Sequence[Contacted], case: Case | None) -> list[dict[str, str]]:
    """In the order in which they are asked. With `case` each leads to its bridge."""
    order = list(Service.values)
    bridge = _url("affiliation_bridge", case) if case else ""
    return [
        {
            "service": str(Service(row.service).label),
            "before": status_words(row.service, row.before),
            "after": status_words(row.service, row.after),
            "accompanied": _("Fulgt dertil %(day)s") % {"day": _day(row.accompanied_on)} if row.accompanied_on else "",
            "stable": _("Stabil kontakt siden %(day)s") % {"day": _day(row.stable_on)} if row.stable_on else "",
            "note": row.note,
            "url": f"{bridge}?tilbud={row.service}" if bridge else "",
        }
        for row in sorted(rows, key=lambda row: order.index(row.service))
    ]


def _earlier(
    course: Course,
    rows: Sequence[Any],
    show: Callable[[Any], Any],
    gather: Callable[[list[Any]], list[Any]] = list,
) -> list[dict[str, Any]]:
    """{"title", "rows"} of each earlier period that has any, the newest first."""
    found = []
    for period in reversed(course.periods[:-1]):
        own = in_period(rows, period.id)
        if own:
            title = _("%(began)s – %(ended)s") % {
                "began": _moment_day(period.began),
                "ended": _moment_day(period.ended),
            }
            found.append({"title": title, "rows": gather([show(row) for row in own])})
    return found


def _moment_day(moment: Any) -> str:
    return short_day(timezone.localdate(moment)) if moment else ""


def _day(day: date | None) -> str:
    return short_day(day) if day else ""


def _url(name: str, case: Case) -> str:
    return reverse(f"outreach:{name}", args=[case.pk])


register_course_part(
    CoursePart("enrolment", OUTREACH.key, 12, "outreach/enrolment_part.html", enrolment_part, steps=FROM_MOTIVATION)
)
register_course_part(
    CoursePart("treatment", OUTREACH.key, 14, "outreach/treatment_part.html", treatment_part, steps=BRIDGING)
)
register_course_part(
    CoursePart("services", OUTREACH.key, 16, "outreach/services_part.html", services_part, steps=SERVICES)
)
register_course_part(
    CoursePart(
        "handover", OUTREACH.key, 18, "outreach/handover_part.html", handover_part, steps=("bridging.other_offers",)
    )
)
register_course_part(
    CoursePart("standing", OUTREACH.key, 5, "outreach/standing_part.html", standing_part, Column.ASIDE)
)
