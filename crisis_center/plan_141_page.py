"""The plan after SEL § 141 and what stands beside it, ready for the template."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cases.course_page import course_of
from cases.dates import short_day
from cases.facts import Fact, facts_of
from cases.models import Case
from crisis_center.home_facts import FUTURE, HANDED, NO, OFFERED, YES
from crisis_center.home_page import agreement_lines
from crisis_center.models import ActionPlan141, FutureEntry


def plan_page(case: Case, versions: list[ActionPlan141]) -> dict[str, Any]:
    newest, earlier = (versions[0], versions[1:]) if versions else (None, [])
    return {
        "case": case,
        "citizen": case.citizen,
        "may_work": course_of(case).is_open,
        "newest": _version(newest) if newest else None,
        "earlier": [_version(row) for row in earlier],
        "offers": [_offer(row) for row in _of(case, OFFERED)],
        "handed": [_handed(row) for row in _of(case, HANDED)],
        "wishes": future_lines(case),
        "agreements": agreement_lines(case.citizen, case.pk),
    }


def future_lines(case: Case) -> list[tuple[str, str]]:
    """(theme, words) of what holds of the future plan, newest first."""
    return [
        (str(FutureEntry.Theme(row.code or "").label), row.more or "") for row in _of(case, FUTURE) if row.ended is None
    ]


def _of(case: Case, kind: str) -> list[Fact]:
    rows = [row for row in facts_of(case.citizen).of(kind) if row.case_id == case.pk]
    return sorted(rows, key=lambda row: (row.day, row.id), reverse=True)


def _version(row: ActionPlan141) -> dict[str, Any]:
    made = _("Udgave %(number)s, %(day)s") % {"number": row.number, "day": short_day(row.made_on)}
    with_citizen = _("lavet sammen med borgeren") if row.with_citizen else _("lavet uden borgeren")
    return {
        "title": made,
        "meta": f"{with_citizen} · {row.written_by}",
        "follow_up": short_day(row.follow_up_on) if row.follow_up_on else "",
        "parts": [
            (label, words)
            for label, words in (
                (_("Formål"), row.purpose),
                (_("Nødvendig indsats"), row.effort),
                (_("Forventet varighed"), row.duration),
                (_("Særlige forhold"), row.circumstances),
            )
            if words
        ],
    }


def _offer(row: Fact) -> dict[str, str]:
    answers = {YES: _("Ja tak"), NO: _("Nej tak")}
    return {
        "title": _("Tilbudt %(day)s: %(answer)s") % {
            "day": short_day(row.day) if row.day else "",
            "answer": answers.get(row.code or "", _("Borgeren tænker over det")).lower(),
        },
        "words": row.text or "",
        "who": row.who or "",
    }  # fmt: skip


def _handed(row: Fact) -> dict[str, str]:
    names = {
        "purpose": _("formål"), "effort": _("nødvendig indsats"), "duration": _("forventet varighed"),
        "circumstances": _("særlige forhold"),
    }  # fmt: skip
    parts = [names[key] for key in (row.key or "").split(",") if key in names]
    return {
        "title": _("%(to)s, %(day)s") % {"to": row.place, "day": short_day(row.day) if row.day else ""},
        "words": ", ".join(parts),
        "who": row.who or "",
    }
