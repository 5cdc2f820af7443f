"""What courses, tasks and requests add to the citizen's page. All from the one query of `cases.facts`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can
from cases.clocks import Clock, last_request_words
from cases.dates import at_clock, near_day, short_day
from cases.facts import Course, Fact, facts_of
from cases.models import Assignment, CasePeriod, Citizen, Task
from cases.panels import Column, Page, Panel, register_panel
from cases.reach import reaches
from cases.talk_facts import planned_words, talks_of


def clock_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """The 14 days that run; where none do, nothing (a button stands with the courses)."""
    if citizen is None or (request := facts_of(citizen).open_request) is None or request.day is None:
        return None
    clock = Clock(request.id, citizen.pk, request.day, timezone.localdate())
    return {
        "clock": clock,
        "title": _("Anmodning om behandling %(day)s") % {"day": near_day(request.day)},
        "end_url": reverse("cases:request_end", args=[request.id]) if reaches(user, Can.MANAGE_CASE, citizen) else "",
    }


def courses_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """Open courses with their phase; earlier ones folded."""
    if citizen is None:
        return None
    facts, may_manage = facts_of(citizen), reaches(user, Can.MANAGE_CASE, citizen)
    today = timezone.localdate()
    return {
        "open": [_open(course, today) for course in facts.courses if course.is_open],
        "doubled": facts.doubled,
        "earlier": [_closed(course) for course in facts.courses if not course.is_open],
        "open_url": reverse("cases:case_open", args=[citizen.pk]) if may_manage else "",
        "request_url": (
            reverse("cases:request_new", args=[citizen.pk]) if may_manage and facts.open_request is None else ""
        ),
        "last_request": last_request_words(facts),
        "admission_url": (
            reverse("cases:admission_new", args=[citizen.pk])
            if may_manage and facts.admission is None and not citizen.name_hidden
            else ""
        ),
    }


def tasks_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """Open tasks and agreements, the earliest first, and what stands on the list for the conference."""
    if citizen is None:
        return None
    today = timezone.localdate()
    talks = talks_of(facts_of(citizen))
    new_url = f"{reverse('cases:task_new')}?borger={citizen.pk}"
    return {
        "tasks": [_task(row, talks.get(row.id), today) for row in facts_of(citizen).open_tasks],
        "points": [_point(row, today) for row in facts_of(citizen).open_points],
        "new_url": new_url if reaches(user, Can.MANAGE_TASK, citizen) else "",
        "raise_url": (
            f"{reverse('cases:conference_new')}?borger={citizen.pk}" if reaches(user, Can.MANAGE_TASK, citizen) else ""
        ),
    }


def _beside(row: Fact) -> str:
    words = {
        Assignment.Kind.COVER.value: _("%(who)s (vikar)"),
        Assignment.Kind.BACKUP.value: _("%(who)s (bagstopper)"),
        Assignment.Kind.COORDINATOR.value: _("%(who)s (koordinator)"),
    }
    return words.get(row.code or "", "%(who)s") % {"who": row.who or ""}


def _open(course: Course, today: date) -> dict[str, Any]:
    carried = course.carried_by(today)
    contact_person = [row.who for row in carried if row.code == Assignment.Kind.CONTACT_PERSON]
    others = [_beside(row) for row in carried if row.code != Assignment.Kind.CONTACT_PERSON]
    pause = course.pause
    return {
        "title": course.title,
        "url": reverse("cases:case", args=[course.id]),
        "phase": course.progress.summary,
        "people": ", ".join([*(name or "" for name in contact_person), *(name or "" for name in others)]),
        "opened": _("Åbnet %(day)s") % {"day": short_day(timezone.localdate(course.opened_at), today)},
        "pause": _("Pause: %(reason)s") % {"reason": pause.text} if pause else "",
        "phases": course.progress.phases,
    }


def _closed(course: Course) -> dict[str, str]:
    last = course.periods[-1]
    ended = short_day(timezone.localdate(last.ended)) if last.ended else ""
    reason = str(CasePeriod.CloseReason(last.code).label) if last.code else ""
    return {
        "title": course.title,
        "url": reverse("cases:case", args=[course.id]),
        "meta": _("Afsluttet %(day)s: %(reason)s") % {"day": ended, "reason": reason},
    }


def _task(row: Fact, talk: Fact | None, today: date) -> dict[str, Any]:
    due = row.day or today
    when = " ".join(part for part in (near_day(due, today), at_clock(row.clock)) if part)
    return {
        "title": row.text,
        "url": reverse("cases:task", args=[row.id]),
        "icon": "calendar" if row.key == Task.Kind.AGREEMENT else "task",
        "meta": " · ".join(part for part in (when, planned_words(talk), row.place or "", row.who or "") if part),
        "badges": [(_("Over tiden"), "wait", "")] if due < today else [],
    }


def _point(row: Fact, today: date) -> dict[str, Any]:
    day = near_day(timezone.localdate(row.began), today) if row.began else ""
    return {
        "title": row.text,
        "url": reverse("cases:conference_decide", args=[row.id]),
        "icon": "talk",
        "meta": _("Tages op på konferencen · %(who)s, %(day)s") % {"who": row.who, "day": day},
    }


register_panel(Panel(Page.CITIZEN, "clock", 0, "cases/course_clock_panel.html", clock_panel))
register_panel(Panel(Page.CITIZEN, "courses", 10, "cases/course_panel.html", courses_panel))
register_panel(Panel(Page.CITIZEN, "tasks", 10, "cases/task_panel.html", tasks_panel, Column.ASIDE))
