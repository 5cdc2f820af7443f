"""Stay, homecoming and plan on the course's page and the citizen's. From the one query of `cases.facts`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.course_parts import CoursePart, register_course_part
from cases.dates import short_day
from cases.facts import facts_of
from cases.models import Case, Citizen
from cases.panels import Column, Page, Panel, register_panel
from crisis_center.home_facts import OFFERED, PLANNED, STAYED
from crisis_center.home_page import follow_up_line
from crisis_center.homecomings import Homecoming, homecomings
from crisis_center.pathway import CRISIS

_NEVER = datetime.min.replace(tzinfo=UTC)


def homecoming_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """The newest homecoming of the course."""
    found = next((one for one in homecomings(case.citizen) if one.stay.case_id == case.pk), None)
    return _shown(found, user) if found else None


def homecoming_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """On the citizen's page as long as something is left to do, whatever became of the course."""
    if citizen is None:
        return None
    found = next((one for one in homecomings(citizen) if one.next_one), None)
    return _shown(found, user) if found else None


def _shown(come: Homecoming, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "words": _("%(how)s, %(day)s") % {"how": come.how, "day": short_day(come.left_on)},
        "lines": [follow_up_line(one, today) for one in come.follow_ups],
        "url": come.url if may(user, Can.WORK_PATHWAY) else "",
        "declined": (come.declined.text or "") if come.declined else "",
    }


def plan_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """Beside every step: the plan after SEL § 141, and the stays."""
    facts = facts_of(case.citizen)
    plans = [row for row in facts.of(PLANNED) if row.case_id == case.pk]
    offers = [row for row in facts.of(OFFERED) if row.case_id == case.pk]
    stays = [row for row in facts.of(STAYED) if row.case_id == case.pk]
    words, today = _("Ikke tilbudt endnu"), timezone.localdate()
    if plans:
        newest = max(plans, key=lambda row: int(row.key or 0))
        words = _("Udgave %(number)s, %(day)s") % {"number": newest.key, "day": short_day(newest.day or today)}
    elif offers:
        words = _("Tilbudt %(day)s") % {"day": short_day(max(row.day or today for row in offers))}
    return {
        "facts": [(_("Plan"), words)],
        "url": reverse("crisis_center:plan_141", args=[case.pk]) if may(user, Can.WORK_PATHWAY) else "",
        "stays": [
            (row.place, _stay_words(row), reverse("crisis_center:stay", args=[row.id]))
            for row in sorted(stays, key=lambda row: row.began or _NEVER, reverse=True)
        ],
    }


def _day_words(day: date | None) -> str:
    return short_day(day) if day else ""


def _stay_words(row: Any) -> str:
    begun = short_day(timezone.localdate(row.began))
    if row.ended is None:
        return _("siden %(day)s") % {"day": begun}
    return _("%(first)s til %(last)s") % {"first": begun, "last": short_day(timezone.localdate(row.ended))}


register_course_part(CoursePart("homecoming", CRISIS.key, 8, "crisis_center/homecoming_part.html", homecoming_part))
register_course_part(
    CoursePart("plan_141", CRISIS.key, 12, "crisis_center/plan_141_part.html", plan_part, Column.ASIDE)
)
register_panel(Panel(Page.CITIZEN, "homecoming", 5, "crisis_center/homecoming_panel.html", homecoming_panel))
