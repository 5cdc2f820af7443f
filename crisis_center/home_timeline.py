"""What the timeline at home tells of stays, plans and the homecoming. No query of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.course_sources import day_entry, source_of
from cases.facts import Fact, facts_of
from cases.models import Citizen
from cases.timeline import Entry, Key, Source, register_source
from crisis_center.home_facts import AGREED, DECLINED, FOLLOWED, FUTURE, HANDED, MIDWAY, OFFERED, PLANNED, STAYED
from crisis_center.models import FutureEntry, HomecomingFollowUp, Stay

KIND = "homecoming"


def stay_entries(citizen: Citizen) -> Iterator[Entry]:
    """Arrived, left, met midway, what the citizen wants."""
    facts = facts_of(citizen)
    for row in facts.of(STAYED):
        assert row.began is not None
        url = reverse("crisis_center:stay", args=[row.id])
        if row.began:
            title = _("Ankommet til akutkrisecenter")
            yield Entry(Key(row.began, row.id), KIND, title, "", row.place or "", url=url, icon="bed")
        if row.ended:
            title = _("Rejst fra akutkrisecenter: %(how)s") % {"how": str(Stay.Left(row.code or "").label)}
            body = " · ".join(part for part in (row.text, row.more) if part)
            yield Entry(Key(row.ended, row.id), KIND, title, "", body, url=url, icon="home")
    for row in facts.of(MIDWAY):
        at, url = row.ended or row.left_out, reverse("crisis_center:midway", args=[row.who_id])
        if at:
            title = _("Midtvejsmøde holdt") if row.ended else _("Midtvejsmøde ikke holdt")
            body = (row.more if row.ended else row.text) or ""
            yield Entry(Key(at, row.id), KIND, title, row.who or "", body, url=url, icon="people")
    for row in facts.of(FUTURE):
        theme = str(FutureEntry.Theme(row.code or "").label)
        entry = _of_day(row, _("Fremtidsplan: %(theme)s") % {"theme": theme.lower()}, "heart")
        yield replace(entry, body=f"»{row.more}«", url=reverse("crisis_center:future", args=[row.who_id]))


def home_entries(citizen: Citizen) -> Iterator[Entry]:
    """What was found, declined, planned and agreed."""
    facts = facts_of(citizen)
    for row in facts.of(FOLLOWED):
        which = str(HomecomingFollowUp.Occasion(row.key or "").label).lower()
        if row.day and row.code:
            found = str(HomecomingFollowUp.Found(row.code).label).lower()
            entry = _of_day(row, _("Hjemkomst, %(which)s: %(found)s") % {"which": which, "found": found}, "home")
            yield replace(entry, body=row.more or "", url=reverse("crisis_center:homecoming", args=[row.who_id]))
    for row in facts.of(DECLINED):
        entry = _of_day(row, _("Ønsker ikke opfølgning efter hjemkomsten"), "home")
        yield replace(entry, body=f"»{row.text}«", url=reverse("crisis_center:homecoming", args=[row.who_id]))
    titles = {
        OFFERED: _("Handleplan efter SEL § 141 tilbudt"),
        PLANNED: _("Handleplan efter SEL § 141"),
        HANDED: _("Dele af handleplanen givet videre"),
    }
    for kind, title in titles.items():
        for row in facts.of(kind):
            told = {OFFERED: row.text, PLANNED: row.more, HANDED: row.place}[kind]
            numbered = (
                _("%(plan)s, udgave %(number)s") % {"plan": title, "number": row.key} if kind == PLANNED else title
            )
            yield replace(_of_day(row, numbered, "document"), body=told or "", url=_plan_url(row))
    for row in facts.of(AGREED):
        assert row.began is not None
        title = _("Aftale ved hjemkomst: %(who)s") % {"who": row.place}
        yield Entry(Key(row.began, row.id), KIND, title, row.who or "", row.text or "", url=_plan_url(row), icon="hand")


def _of_day(row: Fact, title: str, icon: str) -> Entry:
    assert row.day is not None
    entry = day_entry(KIND, row, row.day, title, icon)
    return replace(entry, facts=[row.who] if row.who else [])


def _plan_url(row: Fact) -> str:
    return reverse("crisis_center:plan_141", args=[row.case_id])


def all_entries(citizen: Citizen) -> Iterator[Entry]:
    yield from stay_entries(citizen)
    yield from home_entries(citizen)


register_source(Source(KIND, gettext_lazy("Ophold og hjemkomst"), source_of(all_entries), order=57))
