"""What the timeline tells of courses, steps, finished tasks and requests. All from the one query of `cases.facts`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cases.clocks import kept_words
from cases.dates import short_day
from cases.facts import Course, Fact, facts_of
from cases.models import Assignment, CasePeriod, Citizen, Task, TreatmentRequest
from cases.pathway import step as declared_step
from cases.talk_facts import outcome_words, planned_words, reason_words, talks_of
from cases.timeline import Entry, Key, Source, register_source

#: The template of entries of which only the day is known.
_DAY = "cases/timeline_day_entry.html"

Load = Callable[[Citizen, User, Key | None, int], list[Entry]]


def source_of(entries: Callable[[Citizen], Iterator[Entry]]) -> Load:
    """A citizen's courses are few: all entries are made, and the page cut out of them."""

    def load(citizen: Citizen, user: User, before: Key | None, limit: int) -> list[Entry]:
        now = timezone.now()
        found = [entry for entry in entries(citizen) if entry.key.at <= now and (before is None or entry.key < before)]
        return sorted(found, key=lambda entry: entry.key, reverse=True)[:limit]

    return load


def course_entries(citizen: Citizen) -> Iterator[Entry]:
    """Opened, carried, paused, closed."""
    for course in facts_of(citizen).courses:
        url = reverse("cases:case", args=[course.id])
        for number, period in enumerate(course.periods):
            yield from _period(course, period, number, url)
        for pause in course.pauses:
            yield _entry("course", pause, pause.began, _("Forløbet holder pause"), pause.text, url, "clock")
            if pause.ended and pause.ended != course.periods[-1].ended:
                yield _entry("course", pause, pause.ended, _("Forløbet er genoptaget"), "", url, "path")
        yield from _assignments(course, url)


def _period(course: Course, period: Fact, number: int, url: str) -> Iterator[Entry]:
    opened = _("Forløb åbnet igen") if number else _("Forløb åbnet")
    carriers = [row.who or "" for row in course.assigned if row.day == _day(period.began)]
    entry = _entry("course", period, period.began, opened, "", url, "path")
    yield replace(entry, facts=carriers)
    if period.ended:
        reason = str(CasePeriod.CloseReason(period.code).label) if period.code else ""
        text = f"{reason}: {period.text}" if period.text else reason
        yield _entry("course", period, period.ended, _("Forløb afsluttet"), text, url, "flag")


def _assignments(course: Course, url: str) -> Iterator[Entry]:
    """Those who came along later; who was there from the opening stands with it."""
    opened, today = {_day(period.began) for period in course.periods}, timezone.localdate()
    for row in course.assigned:
        if row.day and row.day not in opened and row.day <= today:
            kind = _cover_words(row) if row.place else str(Assignment.Kind(row.code or "").label)
            text = _("%(who)s, %(kind)s") % {"who": row.who, "kind": kind[:1].lower() + kind[1:]}
            title = _("Vikar") if row.place else _("Forløbet er tildelt")
            entry = day_entry("course", row, row.day, title, "people")
            yield replace(entry, body=text, url=url)


def _cover_words(row: Fact) -> str:
    return _("Vikar for %(name)s") % {"name": row.place}


def step_entries(citizen: Citizen) -> Iterator[Entry]:
    """Begun, ended, skipped; begun and ended in one moment is one entry."""
    for row in facts_of(citizen).of("step"):
        title, url = _step_title(row.key or ""), _step_url(row)
        if row.left_out:
            yield _entry(
                "step", row, row.left_out, _("Sprunget over: %(step)s") % {"step": title}, row.text, url, "skip"
            )
            continue
        if row.ended:
            yield _entry("step", row, row.ended, _("Trin afsluttet: %(step)s") % {"step": title}, "", url, "check")
        if row.began != row.ended:
            yield _entry("step", row, row.began, _("Trin begyndt: %(step)s") % {"step": title}, "", url, "half")


def task_entries(citizen: Citizen) -> Iterator[Entry]:
    """Finished ones; those still open stand in a panel of the page."""
    facts_known = facts_of(citizen)
    talks = talks_of(facts_known)
    for row in facts_known.of("task"):
        if row.ended is None:
            continue
        talk = talks.get(row.id)
        kind, outcome = str(Task.Kind(row.key or "").label), outcome_words(row.code or "", talk)
        entry = _entry(
            "task", row, row.ended, f"{kind}: {outcome}", row.text, reverse("cases:task", args=[row.id]), "task"
        )
        due = _("Til %(day)s") % {"day": short_day(row.day)} if row.day else ""
        facts = [fact for fact in (due, planned_words(talk), row.place or "", reason_words(talk)) if fact]
        yield replace(entry, who=row.who or "", facts=facts)


def request_entries(citizen: Citizen) -> Iterator[Entry]:
    """The request that starts the 14 days, and how it ended."""
    for row in facts_of(citizen).of("request"):
        if row.day is None:
            continue
        yield day_entry("request", row, row.day, _("Anmodning om behandling"), "flag")
        if row.day_to:
            words = str(TreatmentRequest.Outcome(row.code or "").label)
            title = _("Anmodningen er afgjort: %(how)s") % {"how": words}
            entry = day_entry("request", row, row.day_to, title, "flag", after=row.day)
            kept = kept_words(row.day, row.day_to, row.code or "")
            yield replace(entry, body=row.text or "", facts=[kept] if kept else [])


def day_entry(kind: str, row: Fact, day: date, title: str, icon: str, *, after: date | None = None) -> Entry:
    """An entry of which only the day is known. `after`: it ended what began on that day, so it stands above it."""
    at = _start_of(day) if after is None else max(_start_of(day), _start_of(after).replace(minute=1))
    return replace(_entry(kind, row, at, title, "", "", icon), template=_DAY)


def _entry(kind: str, row: Fact, at: datetime | None, title: str, body: str | None, url: str, icon: str) -> Entry:
    return Entry(
        key=Key(at or _start_of(row.day or date.min), row.id),
        kind=kind,
        title=title,
        body=body or "",
        url=url,
        icon=icon,
    )


def _step_title(key: str) -> str:
    try:
        return str(declared_step(key).title)
    except KeyError:
        return key


def _step_url(row: Fact) -> str:
    return f"{reverse('cases:case', args=[row.case_id])}?trin={row.key}#trin"


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _start_of(day: date) -> datetime:
    """Of what has only a day: its first moment."""
    return timezone.make_aware(datetime.combine(day, time.min))


register_source(Source("course", gettext_lazy("Forløb"), source_of(course_entries), order=20))
register_source(Source("step", gettext_lazy("Trin"), source_of(step_entries), order=30))
register_source(Source("task", gettext_lazy("Opgaver"), source_of(task_entries), order=40))
register_source(Source("request", gettext_lazy("Anmodninger"), source_of(request_entries), order=50))
