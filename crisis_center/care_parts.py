"""Parts of the stay's page that both sides read: alerts first, what is missing, problems, doctor and authority."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import near_day, short_day
from crisis_center.checks import seen_words
from crisis_center.models import AcuteProblem, Stay, StayAlert
from crisis_center.stay_facts import StayFact, StayFacts
from crisis_center.stay_gaps import gaps_of
from crisis_center.stay_parts import StayPart, register_stay_part


def works_on(stay: Stay, user: User) -> bool:
    return stay.is_going and may(user, Can.WORK_PATHWAY)


def url(name: str, key: object) -> str:
    return reverse(f"crisis_center:{name}", args=[key])


def alerts(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    rows = facts.of("alert", stay.pk)
    works = works_on(stay, user)
    if not rows and not works:
        return None
    return {
        "current": [_alert(row) for row in rows if row.day_to is None],
        "earlier": [_alert(row) for row in rows if row.day_to],
        "may_work": works,
        "new_url": url("alert_new", stay.pk) if works else "",
    }


def _alert(row: StayFact) -> dict[str, Any]:
    since = _("siden %(day)s, skrevet af %(who)s") % {"day": short_day(row.day), "who": row.who} if row.day else ""
    ended = _("slut %(day)s, %(who)s") % {"day": short_day(row.day_to), "who": row.more} if row.day_to else ""
    return {
        "kind": str(StayAlert.Kind(row.code or "").label),
        "words": row.text,
        "meta": " · ".join(part for part in (since, ended) if part),
        "end_url": url("alert_end", row.id),
    }


def gaps(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    """For the centre: its people settle them."""
    if not stay.at_centre:
        return None
    found = gaps_of(stay, facts, timezone.localdate())
    return {"gaps": found, "may_work": works_on(stay, user)} if found else None


def problems(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    rows = facts.of("problem", stay.pk)
    works = works_on(stay, user)
    if not rows and not works:
        return None
    open_rows = sorted((row for row in rows if row.day_to is None), key=lambda row: row.day or timezone.localdate())
    return {
        "open": [_problem(row) for row in open_rows],
        "solved": [_problem(row) for row in rows if row.day_to],
        "may_settle": may(user, Can.WORK_PATHWAY),
        "new_url": url("problem_new", stay.pk) if works else "",
    }


def _problem(row: StayFact) -> dict[str, Any]:
    side = str(AcuteProblem.Side(row.code or "").label)
    due = _("senest %(day)s") % {"day": near_day(row.day)} if row.day else ""
    solved = _("løst %(day)s af %(who)s") % {"day": short_day(row.day_to), "who": row.more} if row.day_to else ""
    return {
        "what": row.text,
        "meta": f"{side}: {row.who} · {solved or due}",
        "settle_url": url("problem_settle", row.id),
    }


def care(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    """The doctor, the municipality, the health check: what was done and when."""
    works = works_on(stay, user)
    informed = ""
    if stay.informed_at:
        informed = short_day(timezone.localdate(stay.informed_at))
    elif stay.inform_by:
        informed = _("endnu ikke, senest %(day)s") % {"day": short_day(stay.inform_by)}
    rows = facts.of("authority", stay.pk)
    return {
        "delegations": [_delegation(row) for row in facts.of("delegation", stay.pk)],
        "delegation_url": url("delegation_new", stay.pk) if works else "",
        "informed": informed,
        "inform_url": url("inform", stay.pk) if works and stay.at_centre and not stay.informed_at else "",
        "authority": [f"{seen_words(row.at)}: {row.who}{f' · {row.text}' if row.text else ''}" for row in rows],
        "authority_url": url("authority_new", stay.pk) if works else "",
        "health_checks": [_health_check(row) for row in facts.of("health_check", stay.pk)],
        "health_check_url": url("health_check_new", stay.pk) if works and stay.at_centre else "",
    }


def _delegation(row: StayFact) -> dict[str, str]:
    address = url("delegation", row.id)
    if not row.text:
        return {"words": _("spurgt %(day)s, ikke givet endnu") % {"day": _day(row.day)}, "url": address}
    told = {"doctor": row.text, "from": _day(row.day), "to": _day(row.day_to)}
    words = _("%(doctor)s, %(from)s til %(to)s") if row.day_to else _("%(doctor)s, fra %(from)s")
    return {"words": words % told, "url": address}


def _health_check(row: StayFact) -> str:
    done = _("%(day)s af %(who)s") % {"day": _day(row.day), "who": row.who}
    if not row.text:
        return done
    return _("%(done)s. Følges op: %(what)s (%(owner)s)") % {"done": done, "what": row.text, "owner": row.more}


def _day(day: date | None) -> str:
    return short_day(day) if day else ""


register_stay_part(StayPart("alerts", "crisis_center/part_alerts.html", "top", 10, alerts))
register_stay_part(StayPart("gaps", "crisis_center/part_gaps.html", "top", 20, gaps))
register_stay_part(StayPart("problems", "crisis_center/part_problems.html", "main", 20, problems))
register_stay_part(StayPart("care", "crisis_center/part_care.html", "aside", 20, care))
