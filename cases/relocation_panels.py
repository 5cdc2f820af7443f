"""What overleveringer to and from other municipalities add to the citizen's page and timeline. From the one query of
`cases.facts`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.policy import Can
from cases.course_sources import source_of
from cases.dates import local_day, short_day
from cases.facts import Fact, facts_of, register_branch
from cases.models import CasePeriod, Citizen, ReceivedRelocation, Relocation
from cases.models.consent import covered
from cases.panels import Column, Page, Panel, register_panel
from cases.reach import reaches
from cases.relocations import Standing, new_url, relocation_url
from cases.timeline import Entry, Key, Source, register_source

SENT, RECEIVED = "moved_away", "moved_here"

register_branch(
    SENT,
    Relocation,
    "citizen",
    {
        "key": F("kinds"),
        "more": F("kinds_words"),
        "text": F("receipt__refusal"),
        "began": F("sent_at"),
        "ended": F("receipt__answered_at"),
        "left_out": F("taken_back_at"),
        "day": F("moved_on"),
        "day_to": F("consent_to_on"),
        "planned": F("consent__withdrawn_on"),
        "who": F("sent_by__name"),
        "place": F("receiver__name"),
    },
)
register_branch(
    RECEIVED,
    ReceivedRelocation,
    "citizen",
    {
        "key": F("kinds"),
        "more": F("kinds_words"),
        "began": F("receipt__answered_at"),
        "day": F("moved_on"),
        "who": F("receipt__answered_by__name"),
        "place": F("sender__name"),
    },
)


@dataclass(frozen=True)
class Sent:
    fact: Fact
    standing: Standing


def sent_of(citizen: Citizen) -> list[Sent]:
    """The newest first. No query besides that of the page."""
    told = [
        Sent(
            row,
            Standing(
                local_day(row.began),  # type: ignore[arg-type]  # it was sent
                row.day_to,  # type: ignore[arg-type]
                local_day(row.ended),
                row.text or "",
                local_day(row.left_out),
                row.planned,
            ),
        )
        for row in facts_of(citizen).of(SENT)
    ]
    return sorted(told, key=lambda one: (one.standing.sent_on, one.fact.id), reverse=True)


def moved_without_telling(citizen: Citizen) -> bool:
    """The last course ended because the citizen moved, and nothing was sent since."""
    facts = facts_of(citizen)
    courses = facts.courses
    if not courses or any(course.is_open for course in courses):
        return False
    periods = [course.periods[-1] for course in courses]
    ended, code = max((period.ended, period.code) for period in periods if period.ended)
    if code != CasePeriod.CloseReason.MOVED:
        return False
    since = timezone.localdate(ended)
    return not any(one.standing.taken_back_on is None and one.standing.sent_on >= since for one in sent_of(citizen))


def relocation_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """What was sent and what came, and the offer to send one when the citizen has moved."""
    if citizen is None or citizen.name_hidden:
        return None
    today = timezone.localdate()
    rows = [
        {
            "title": _("Til %(where)s") % {"where": one.fact.place},
            "url": relocation_url(one.fact.id),
            "meta": _("sendt %(day)s") % {"day": short_day(one.standing.sent_on, today)},
            "badges": [one.standing.badge(today)],
        }
        for one in sent_of(citizen)
    ]
    came = sorted(facts_of(citizen).of(RECEIVED), key=lambda row: row.id, reverse=True)
    rows += [
        {
            "title": _("Fra %(where)s") % {"where": row.place},
            "url": reverse("cases:relocation_received", args=[row.id]),
            "meta": covered(row.key, row.more),
        }
        for row in came
    ]
    moved = moved_without_telling(citizen)
    if not rows and not moved:
        return None
    return {
        "rows": rows,
        "moved": moved,
        "new_url": new_url(citizen.pk) if reaches(user, Can.MANAGE_CASE, citizen) else "",
    }


def relocation_entries(citizen: Citizen) -> Iterator[Entry]:
    """Sent, answered, taken back; and what came from elsewhere. Of a protected citizen nothing: it tells where."""
    if citizen.name_hidden:
        return
    for one in sent_of(citizen):
        row, where, url = one.fact, {"where": one.fact.place}, relocation_url(one.fact.id)
        answered = _("%(where)s tager ikke imod overleveringen") if row.text else _("Overlevering modtaget: %(where)s")
        told = (
            (row.began, _("Overlevering sendt til %(where)s"), covered(row.key, row.more), row.who or "", "switch"),
            (row.ended, answered, row.text or "", "", "flag" if row.text else "check"),
            (row.left_out, _("Overlevering til %(where)s taget tilbage"), "", "", "close"),
        )
        for at, title, body, who, icon in told:
            if at:
                yield Entry(Key(at, row.id), SENT, title % where, who=who, body=body, url=url, icon=icon)
    for row in facts_of(citizen).of(RECEIVED):
        if row.began:
            title = _("Overlevering modtaget fra %(where)s") % {"where": row.place}
            url, body = reverse("cases:relocation_received", args=[row.id]), covered(row.key, row.more)
            yield Entry(Key(row.began, row.id), SENT, title, who=row.who or "", body=body, url=url, icon="switch")


register_panel(Panel(Page.CITIZEN, "relocation", 26, "cases/relocation_panel.html", relocation_panel, Column.ASIDE))
register_source(Source(SENT, gettext_lazy("Overlevering til anden kommune"), source_of(relocation_entries), order=58))
