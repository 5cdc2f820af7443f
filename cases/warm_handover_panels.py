"""What handovers add to the citizen's page and timeline. From the one query of `cases.facts`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.policy import Can
from cases.course_sources import day_entry, source_of
from cases.facts import Fact, facts_of, register_branch
from cases.models import Citizen, Handover
from cases.panels import Column, Page, Panel, register_panel
from cases.reach import reaches
from cases.timeline import Entry, Key, Source, register_source
from cases.warm_handovers import Reached, handover_url, to_whom

register_branch(
    "handover",
    Handover,
    "citizen",
    {
        "case_id": F("case_id"),
        "key": Concat("level", Value(" "), "other_kind"),
        "code": F("confirmed_how"),
        "text": F("hopes"),
        "more": F("offer__name"),
        "day": F("begun_on"),
        "day_to": F("confirmed_on"),
        "planned": F("meeting_on"),
        "clock": F("meeting_at"),
        "who": F("noted_by__name"),
        "place": Coalesce("partner__name", "other_name"),
    },
)
# Its other facts: a row of the union has three days, and a handover has six.
register_branch(
    "reached",
    Handover,
    "citizen",
    {
        "key": F("ended_reason"),
        "code": F("arrived_how"),
        "text": F("stable_what"),
        "more": F("ended_words"),
        "day": F("arrived_on"),
        "day_to": F("stable_on"),
        "planned": F("ended_on"),
    },
)

#: Those that are over and still on the page: the last ones tell where the citizen has gone.
_OVER = 3


@dataclass(frozen=True)
class Told:
    """One handover as the facts tell it."""

    begun: Fact
    after: Fact
    days: Reached

    @property
    def receiver(self) -> str:
        kind = (self.begun.key or "").partition(" ")[2]
        partner = "" if kind else self.begun.place
        return to_whom(partner, self.begun.more, kind, self.begun.place)

    @property
    def level(self) -> str:
        return str(Handover.Level((self.begun.key or "").partition(" ")[0]).label)

    @property
    def is_open(self) -> bool:
        return self.days.stable_on is None and self.days.ended_on is None


def handovers_of(citizen: Citizen) -> list[Told]:
    """Open ones first, then the newest. No query besides that of the page."""
    facts = facts_of(citizen)
    others = {row.id: row for row in facts.of("reached")}
    told = []
    for row in facts.of("handover"):
        after = others[row.id]
        days = Reached(
            row.day, row.day_to, after.day, after.day_to, after.planned, row.planned, row.clock  # type: ignore[arg-type]
        )  # fmt: skip
        told.append(Told(row, after, days))
    newest = sorted(told, key=lambda one: (one.days.begun_on, one.begun.id), reverse=True)
    return sorted(newest, key=lambda one: not one.is_open)


def handover_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """Where the citizen is on the way to, and what is missing; then where they went lately."""
    if citizen is None or citizen.name_hidden:
        return None
    today = timezone.localdate()
    told = handovers_of(citizen)
    shown = [one for one in told if one.is_open] + [one for one in told if not one.is_open][:_OVER]
    may_manage = reaches(user, Can.MANAGE_CASE, citizen)
    rows = []
    for one in shown:
        meeting = one.days.meeting_words(today) if one.is_open else ""
        parts = [one.level, _("første møde %(when)s") % {"when": meeting} if meeting else ""]
        rows.append(
            {
                "title": one.receiver,
                "url": handover_url(one.begun.id),
                "meta": " · ".join(part for part in parts if part),
                "badges": [one.days.badge(today)],
            }
        )
    urls = ("warm_handover_new", "relocation_new") if may_manage else ()
    new_url, moved_url = [reverse(f"cases:{name}", args=[citizen.pk]) for name in urls] or ("", "")
    return {"rows": rows, "new_url": new_url, "moved_url": moved_url}


def handover_entries(citizen: Citizen) -> Iterator[Entry]:
    """Begun, received, came, holds, ended. Of a protected citizen nothing: it would tell where to find them."""
    if citizen.name_hidden:
        return
    for one in handovers_of(citizen):
        began, days, who = one.days.begun_on, one.days, {"who": one.receiver}
        entry = day_entry("handover", one.begun, began, _("Overlevering til %(who)s") % who, "bridge")
        hopes = one.begun.text or ""
        yield replace(entry, who=one.begun.who or "", facts=[one.level], body=hopes, url=handover_url(one.begun.id))
        ended = str(Handover.EndReason(one.after.key).label) if one.after.key else ""
        told = (
            (days.confirmed_on, _("Modtaget: %(who)s") % who, _how(one.begun.code), "check"),
            (days.arrived_on, _("Mødt op: %(who)s") % who, _how(one.after.code), "walk"),
            (days.stable_on, _("Stabil kontakt: %(who)s") % who, one.after.text or "", "bridge"),
            (days.ended_on, _("Overlevering sluttet: %(who)s") % who, _with(ended, one.after.more), "flag"),
        )
        for number, (day, title, body, icon) in enumerate(told):
            if day:
                entry = day_entry("handover", one.begun, day, title, icon, after=began)
                # Several on one day: each stands above what comes before it, and none has the key of another.
                key = Key(entry.key.at + timedelta(minutes=number), one.begun.id)
                yield replace(entry, key=key, body=body, url=handover_url(one.begun.id))


def _how(told: str | None) -> str:
    return str(Handover.Told(told).label) if told else ""


def _with(reason: str, words: str | None) -> str:
    return f"{reason}: {words}" if words else reason


register_panel(Panel(Page.CITIZEN, "handover", 25, "cases/warm_handover_panel.html", handover_panel, Column.ASIDE))
register_source(Source("handover", gettext_lazy("Overlevering"), source_of(handover_entries), order=57))
