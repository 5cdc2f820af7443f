"""What plan and assessment add to a course's page: a card on their steps, and both in a word beside all of them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.course_parts import CoursePart, register_course_part
from cases.dates import short_day
from cases.facts import Fact
from cases.models import Case
from cases.panels import Column
from outreach.models import PlanStep
from outreach.models.assessment import THEMES
from outreach.pathway import OUTREACH
from outreach.plan_facts import agreed_in, assessment_of, number_of, plans_of

#: Agreements of a plan on the course's page; the plan has them all.
SHOWN = 5


def plan_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """The newest version and what it agrees."""
    plans = plans_of(case)
    if not (plans or may_work):
        return None
    newest = plans[0] if plans else None
    return {
        "words": (newest.text or "") if newest else "",
        "state": plan_words(newest) if newest else "",
        "agreed": [agreed_line(row) for row in agreed_in(case)[:SHOWN]],
        "url": plan_url(case, newest),
        "label": _("Åbn planen") if newest else _("Begynd planen"),
    }


def assessment_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    row = assessment_of(case)
    if not (row or may_work):
        return None
    return {
        "words": assessment_words(row) if row else "",
        "reason": (row.text or "") if row else "",
        "url": _assessment_url(case, row),
        "label": _("Åbn udredningen") if row else _("Begynd udredningen"),
    }


def both_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """An assessment is made wherever one meets, and so is a plan: the way to both stands beside every step."""
    plans, row = plans_of(case), assessment_of(case)
    if not (plans or row or may_work):
        return None
    facts = [
        (_("Plan"), plan_words(plans[0]) if plans else _("Ikke begyndt")),
        (_("Udredning"), assessment_words(row) if row else _("Ikke begyndt")),
    ]
    return {
        "facts": facts,
        "plan_url": plan_url(case, plans[0] if plans else None) if plans or may_work else "",
        "plan_label": _("Planen") if plans else _("Begynd planen"),
        "assessment_url": _assessment_url(case, row) if row or may_work else "",
        "assessment_label": _("Udredningen") if row else _("Begynd udredningen"),
    }


def plan_words(row: Fact) -> str:
    if row.day:
        return _("Udgave %(number)s, givet til borgeren %(day)s") % {
            "number": number_of(row),
            "day": short_day(row.day),
        }
    return _("Udgave %(number)s, begyndt %(day)s") % {
        "number": number_of(row),
        "day": short_day(row.planned) if row.planned else "",
    }


def assessment_words(row: Fact) -> str:
    if row.day:
        words = _("Kunne ikke gøres færdig, %(day)s") if row.text else _("Afsluttet %(day)s")
        return words % {"day": short_day(row.day)}
    touched = number_of(row)
    return ngettext("%(touched)s af %(all)s emne skrevet", "%(touched)s af %(all)s emner skrevet", len(THEMES)) % {
        "touched": touched,
        "all": len(THEMES),
    }


def agreed_line(row: Fact) -> dict[str, str]:
    who = row.who or row.place or str(PlanStep.Who.CITIZEN.label)
    when = short_day(row.planned) if row.planned else ""
    return {"what": row.text or "", "meta": " · ".join(part for part in (who, when) if part)}


def plan_url(case: Case, newest: Fact | None) -> str:
    if newest:
        return reverse("outreach:plan", args=[newest.id])
    return reverse("outreach:plan_new", args=[case.pk])


def _assessment_url(case: Case, row: Fact | None) -> str:
    return reverse("outreach:assessment" if row else "outreach:assessment_write", args=[case.pk])


register_course_part(
    CoursePart("plan", OUTREACH.key, 15, "outreach/plan_part.html", plan_part, steps=("motivation.onward_plan",))
)
register_course_part(
    CoursePart(
        "assessment", OUTREACH.key, 15, "outreach/assessment_part.html", assessment_part, steps=("bridging.enrolment",)
    )
)
register_course_part(
    CoursePart("plan_and_assessment", OUTREACH.key, 15, "outreach/plan_aside.html", both_part, Column.ASIDE)
)
