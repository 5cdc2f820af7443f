"""What the outreach adds to a course's page: who referred, the prescreening, guidance, what was noticed on the way."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.course_parts import CoursePart, register_course_part
from cases.dates import short_day
from cases.facts import Fact
from cases.models import Case
from cases.panels import Column
from outreach.course_facts import (
    GUIDED,
    OBSERVED,
    REFERRED,
    Screening,
    alliance_words,
    day_words,
    of_course,
    referrer_words,
    screenings,
    stage_words,
)
from outreach.models import Guidance
from outreach.models.prescreening import Decision
from outreach.pathway import OUTREACH

#: Observations before the older ones are folded away.
SHOWN = 4


def screening_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """Who referred and what the prescreening says, in a word each; the rest folded."""
    found, referred = screenings(case), next(iter(of_course(case, REFERRED)), None)
    begun = next((one for one in found if one.decided_on is None), None)
    decided = [one for one in found if one.decided_on]
    guided = of_course(case, GUIDED)
    if not (found or referred or guided or may_work):
        return None
    is_out = bool(decided) and decided[0].decision == Decision.OUT
    return {
        "facts": _facts(referred, decided, begun),
        "reason": decided[0].reason if decided else "",
        "earlier": [_earlier(one) for one in decided[1:]],
        "guided": [_guided(case, row, may_work) for row in guided],
        "guide_url": _url("guidance_new", case) if may_work and (is_out or guided) else "",
        "referral_url": _url("referral", case) if may_work else "",
        "is_referred": referred is not None,
        "screen_url": _url("prescreening", case) if may_work else "",
        "screen_label": _screen_label(begun, decided),
    }


def begin_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """On the step itself: the way into the form."""
    if not may_work:
        return None
    found = screenings(case)
    begun = next((one for one in found if one.decided_on is None), None)
    decided = next((one for one in found if one.decided_on), None)
    words = ""
    if decided and decided.decided_on:
        words = _("%(decision)s, afgjort %(day)s") % {"decision": decided.words, "day": short_day(decided.decided_on)}
    elif begun:
        words = _("Begyndt %(day)s, ikke afgjort endnu") % {"day": short_day(begun.begun_on)}
    return {
        "url": _url("prescreening", case),
        "words": words,
        "label": _screen_label(begun, [decided] if decided else []),
    }


def motivation_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """What was noticed, newest first, and where the citizen was in the change cycle from first to last."""
    rows = of_course(case, OBSERVED)
    if not (rows or may_work):
        return None
    lines = [_observed(row, may_work) for row in rows]
    stages = [{"stage": stage_words(row), "day": day_words(row.day)} for row in reversed(rows) if row.code]
    return {
        "stages": stages if len(stages) > 1 else [],
        "lines": lines[:SHOWN],
        "older": lines[SHOWN:],
        "new_url": _url("observation_new", case) if may_work else "",
    }


def _facts(referred: Fact | None, decided: list[Screening], begun: Screening | None) -> list[tuple[str, str]]:
    facts = [(_("Henvist af"), _referred(referred) if referred else _("Ikke oplyst"))]
    if referred and referred.more:
        facts.append((_("Ud over aftalen, fordi"), referred.more))
    if decided:
        newest = decided[0]
        words = {"decision": newest.words, "day": day_words(newest.decided_on), "who": newest.who}
        facts.append((_("Forscreening"), _("%(decision)s · %(day)s, %(who)s") % words))
        if newest.ask_again_on:
            facts.append((_("Tages op igen"), short_day(newest.ask_again_on)))
    if begun:
        facts.append((_("Forscreening i gang"), _("Begyndt %(day)s") % {"day": short_day(begun.begun_on)}))
    if not (decided or begun):
        facts.append((_("Forscreening"), _("Ikke begyndt")))
    return facts


def _referred(row: Fact) -> str:
    return f"{referrer_words(row)} · {day_words(row.day)}"


def _screen_label(begun: Screening | None, decided: list[Screening]) -> str:
    if begun:
        return _("Skriv videre på forscreeningen")
    return _("Forscreen igen") if decided else _("Begynd forscreeningen")


def _earlier(one: Screening) -> dict[str, str]:
    return {"decision": one.words, "reason": one.reason, "meta": f"{day_words(one.decided_on)}, {one.who}"}


def _guided(case: Case, row: Fact, may_work: bool) -> dict[str, str]:
    return {
        "kind": str(Guidance.Kind(row.code or "").label),
        "meta": " · ".join(part for part in (day_words(row.day), row.text or "") if part),
        "remove_url": reverse("outreach:guidance_remove", args=[case.pk, row.id]) if may_work else "",
    }


def _observed(row: Fact, may_work: bool) -> dict[str, Any]:
    return {
        "day": day_words(row.day),
        "who": row.who,
        "stage": stage_words(row),
        "alliance": alliance_words(row),
        "words": row.more,
        "small_step": row.text,
        "url": reverse("outreach:observation_edit", args=[row.id]) if may_work else "",
    }


def _url(name: str, case: Case) -> str:
    return reverse(f"outreach:{name}", args=[case.pk])


register_course_part(
    CoursePart(
        "begin_prescreening", OUTREACH.key, 10, "outreach/prescreening_begin.html", begin_part,
        steps=("contact.prescreening",),
    )
)  # fmt: skip
register_course_part(CoursePart("motivation", OUTREACH.key, 20, "outreach/motivation_part.html", motivation_part))
register_course_part(
    CoursePart("prescreening", OUTREACH.key, 10, "outreach/prescreening_part.html", screening_part, Column.ASIDE)
)
