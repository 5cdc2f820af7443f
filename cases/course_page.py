"""What the page of a course shows, ready for the template."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.admissions import since_words
from cases.checklists import checklist_of
from cases.clocks import Clock, last_request_words
from cases.course_parts import load_course_parts
from cases.dates import short_day
from cases.facts import Course, Fact, facts_of
from cases.follower_facts import wishes_of
from cases.models import Assignment, Case, CasePeriod
from cases.pathway import in_words_of
from cases.plan_panels import plan_panel
from cases.progress import Progress, Run, StepProgress, points_done
from cases.relocations import new_url


def course_page(case: Case, user: User, *, step_key: str = "") -> dict[str, Any]:
    """Context of cases/case.html: `course`, `progress`, the chosen `step` with its `checklist`, and what one may do."""
    course = course_of(case)
    progress = course.progress
    for step in progress.steps:
        step.url = step_url(case, step.key)
    chosen = progress.step(step_key) or progress.next_step
    part = step_part(case, course, chosen, user)
    return {
        "course": course,
        "progress": progress,
        "facts": [*_facts(course, progress), *_deadline(case), *_away(case)],
        "carried_by": [_assignment(case, row) for row in course.carried_by(timezone.localdate())],
        "missing": _missing(course),
        "wishes": wishes_of(facts_of(case.citizen), case.pk),
        "carried_earlier": _earlier(case, course, timezone.localdate()),
        "earlier": [_period(row) for row in reversed(course.periods[:-1])],
        "pauses": [_pause(row) for row in reversed(course.pauses) if row.ended],
        "pause": _pause(course.pause) if course.pause else None,
        "closed": None if course.is_open else _period(course.periods[-1]),
        "moved_url": "" if course.is_open else _moved_url(case, course),
        "may_manage": may(user, Can.MANAGE_CASE),
        "own_plan": plan_panel(user, case.citizen),
        "parts": load_course_parts(user, case, step_key=chosen.key, may_work=part["may_work"]),
        **part,
    }


def _moved_url(case: Case, course: Course) -> str:
    """Where an overlevering is sent, when the course ended because the citizen moved; offered, never forced."""
    moved = course.periods[-1].code == CasePeriod.CloseReason.MOVED
    return new_url(case.citizen_id) if moved and not case.citizen.name_hidden else ""


def step_part(case: Case, course: Course, step: StepProgress, user: User) -> dict[str, Any]:
    """Context of cases/case_step.html: one step, its goes and its checklist. Up to three queries."""
    last = step.last
    declared = in_words_of(user.membership.organisation, step.declared)
    checklist = checklist_of(declared, last, case.organisation_id)
    return {
        "case": case,
        "step": step,
        "declared": declared,
        "run": last,
        "goes": [_go(run, number) for number, run in enumerate(step.runs, start=1)],
        "checklist": checklist,
        "points_done": points_done(checklist.ticked, len(checklist.points)),
        "tick_url": reverse("cases:step_tick", args=[case.pk, last.id]) if last else "",
        "may_work": may(user, Can.WORK_PATHWAY) and course.is_open,
        "today": timezone.localdate().isoformat(),
    }


def course_of(case: Case) -> Course:
    """The facts of this course. Raises Http404 when the user sees none of them."""
    for course in facts_of(case.citizen).courses:
        if course.id == case.pk:
            return course
    raise Http404


def step_of(case: Case, run_id: UUID) -> tuple[StepProgress, Run]:
    """The step and the go at it that `run_id` names. Raises Http404 when it is not of this course."""
    for step in course_of(case).progress.steps:
        for run in step.runs:
            if run.id == run_id:
                return step, run
    raise Http404


def step_url(case: Case, step_key: str) -> str:
    return f"{reverse('cases:case', args=[case.pk])}?trin={step_key}#trin"


def _facts(course: Course, progress: Progress) -> list[tuple[str, str]]:
    phase = progress.phase
    return [
        (_("Åbnet"), short_day(timezone.localdate(course.opened_at))),
        (_("Fase"), phase.name if phase else _("Ingen trin er begyndt")),
        (_("I fasen siden"), short_day(progress.since) if progress.since else ""),
        (_("Enhed"), course.periods[-1].place or ""),
    ]


def _deadline(case: Case) -> list[tuple[str, str]]:
    """The 14 days that run for the citizen, or what became of the last ones."""
    facts, today = facts_of(case.citizen), timezone.localdate()
    if (request := facts.open_request) and request.day:
        clock = Clock(request.id, case.citizen_id, request.day, today)
        return [(_("Behandling"), f"{clock.words[:1].upper()}{clock.words[1:]} · {clock.deadline_words}")]
    return [(_("Behandling"), last_request_words(facts))]


def _away(case: Case) -> list[tuple[str, str]]:
    row = facts_of(case.citizen).admission
    return [(_("Ophold"), since_words(row.code or "", row.day))] if row and row.day else []


def _assignment(case: Case, row: Fact) -> dict[str, Any]:
    return {
        "id": row.id,
        "who": row.who,
        "kind": _as_what(row),
        "when": _when(row),
        "chosen_by": str(Assignment.ChosenBy(row.key).label).lower() if row.key else "",
        "reason": row.more or "",
        "ended_why": row.last or "",
        "over_limit": row.text or "",
        # Who follows the citizen is changed, or ended, under *Vælg eller skift*, and one says why.
        "end_url": reverse("cases:assignment_end", args=[case.pk, row.id])
        if row.day_to is None and row.code not in Assignment.ONE_OF
        else "",
    }


def _missing(course: Course) -> list[str]:
    """What an open course ought to have and has not."""
    if not course.is_open:
        return []
    there = {row.code for row in course.carried_by(timezone.localdate())}
    words = {
        Assignment.Kind.CONTACT_PERSON: _("Ingen kontaktperson"),
        Assignment.Kind.BACKUP: _("Ingen bagstopper"),
        Assignment.Kind.COORDINATOR: _("Ingen koordinator"),
    }
    return [said for kind, said in words.items() if kind not in there]


def _as_what(row: Fact) -> str:
    if row.place:
        return _("Vikar for %(name)s") % {"name": row.place}
    return str(Assignment.Kind(row.code or "").label)


def _earlier(case: Case, course: Course, today: date) -> list[dict[str, Any]]:
    """Everybody who carried the course before, or is going to, the newest first."""
    now = {row.id for row in course.carried_by(today)}
    others = [row for row in course.assigned if row.id not in now]
    return [_assignment(case, row) for row in sorted(others, key=lambda row: (row.day or today, row.id), reverse=True)]


def _when(row: Fact) -> str:
    """The days somebody carries the course; `day_to` is the first day they no longer do."""
    first = short_day(row.day) if row.day else ""
    if row.day_to is None:
        return _("siden %(day)s") % {"day": first}
    # Given on within one day: carried on that day all the same.
    last = short_day(max(row.day or row.day_to, row.day_to - timedelta(days=1)))
    return (
        _("kun %(day)s") % {"day": last}
        if last == first
        else _("%(began)s – %(ended)s") % {"began": first, "ended": last}
    )


def _period(row: Fact) -> dict[str, str]:
    return {
        "began": _day(row.began),
        "ended": _day(row.ended),
        "reason": str(CasePeriod.CloseReason(row.code).label) if row.code else "",
        "note": row.text or "",
    }


def _pause(row: Fact) -> dict[str, str]:
    return {
        "began": _day(row.began),
        "ended": _day(row.ended),
        "reason": row.text or "",
    }


def _day(moment: datetime | None) -> str:
    return short_day(timezone.localdate(moment)) if moment else ""


def _go(run: Run, number: int) -> dict[str, Any]:
    """One go at a step in words."""
    began, ended = timezone.localdate(run.began_at), timezone.localdate(run.ended_at) if run.ended_at else None
    if run.skipped_at:
        words = _("Sprunget over %(day)s: %(reason)s") % {"day": short_day(began), "reason": run.skip_reason}
    elif ended is None:
        words = _("Begyndt %(day)s, i gang") % {"day": short_day(began)}
    elif ended == began:
        words = _("Begyndt og afsluttet %(day)s") % {"day": short_day(began)}
    else:
        words = _("%(began)s – %(ended)s") % {"began": short_day(began), "ended": short_day(ended)}
    return {"number": number, "words": words}
