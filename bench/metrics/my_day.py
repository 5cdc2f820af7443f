"""*Min dag* of a worker with thirteen open courses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from bench.desk import Desk
from bench.metrics import Metric
from bench.metrics.floor import LABEL, TALKED, log, rows
from bench.metrics.waits import WAITS
from cases.agenda import task_rows
from cases.caseload import citizens_by_id, my_courses
from cases.models import Assignment, Contact, Task
from cases.views.my_day import LIMIT

COURSES = f"""
SELECT c.id, z.id, {LABEL} AS label, z.sort_key, pl.name, talked.at, said.rest_until, agreed.due_on, c.pathway,
       step.step, p.opened_at, z.rhythm_days, away.kind, away.since,
       EXISTS (SELECT 1 FROM cases_caseperiod d JOIN cases_case dc ON dc.id = d.case_id
               WHERE dc.citizen_id = z.id AND d.close_reason = 'dead')
FROM cases_assignment a
JOIN cases_case c ON c.id = a.case_id
JOIN cases_caseperiod p ON p.case_id = c.id AND p.closed_at IS NULL
JOIN cases_citizen z ON z.id = c.citizen_id AND z.merged_into_id IS NULL
LEFT JOIN directory_place pl ON pl.id = z.usual_place_id
LEFT JOIN {TALKED} talked ON true
LEFT JOIN LATERAL (SELECT t.rest_until FROM cases_contact t WHERE t.citizen_id = z.id AND NOT t.wish = ''
         AND NOT EXISTS (SELECT 1 FROM cases_contact n WHERE n.corrects_id = t.id)
         ORDER BY t.at DESC LIMIT 1) said ON true
LEFT JOIN LATERAL (SELECT t.due_on FROM cases_task t WHERE t.citizen_id = z.id AND t.done_at IS NULL
         AND t.kind = 'agreement' AND t.due_on >= %(today)s ORDER BY t.due_on LIMIT 1) agreed ON true
LEFT JOIN LATERAL (SELECT s.step FROM cases_steprun s WHERE s.case_id = c.id
         ORDER BY (s.started_at IS NULL OR s.ended_at IS NOT NULL),
                  coalesce(s.ended_at, s.skipped_at, s.started_at) DESC, s.id DESC LIMIT 1) step ON true
LEFT JOIN LATERAL (SELECT m.kind, m.since FROM cases_admission m
         WHERE m.citizen_id = z.id AND m.since <= %(today)s AND (m.ended_on IS NULL OR m.ended_on > %(today)s)
         LIMIT 1) away ON true
WHERE a.user_id = %(user)s AND a.from_on <= %(today)s AND (a.to_on IS NULL OR a.to_on > %(today)s)
  AND NOT EXISTS (SELECT 1 FROM cases_casepause w WHERE w.case_id = c.id AND w.resumed_at IS NULL)
ORDER BY c.id LIMIT 50
"""
TASKS = f"""
SELECT t.id, t.kind, t.title, t.due_on, t.due_at, pl.name, t.citizen_id, {LABEL}
FROM cases_task t
LEFT JOIN cases_citizen z ON z.id = t.citizen_id
LEFT JOIN directory_place pl ON pl.id = t.place_id
WHERE t.owner_id = %(user)s AND t.done_at IS NULL AND t.due_on <= %(today)s AND z.merged_into_id IS NULL
ORDER BY t.due_on, t.id LIMIT 50
"""
CLOCKS = """
SELECT r.id, r.citizen_id, r.requested_on FROM cases_treatmentrequest r JOIN cases_citizen z ON z.id = r.citizen_id
LEFT JOIN cases_contact h ON h.id = r.contact_id
WHERE r.ended_on IS NULL AND r.organisation_id = %(organisation)s AND z.unit_id = %(unit)s
  AND z.merged_into_id IS NULL AND (h.author_id = %(user)s OR r.citizen_id IN (
    SELECT c.citizen_id FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
    WHERE a.user_id = %(user)s AND a.from_on <= %(today)s AND (a.to_on IS NULL OR a.to_on > %(today)s))
  OR NOT EXISTS (SELECT 1 FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
    WHERE c.citizen_id = r.citizen_id AND a.from_on <= %(today)s AND (a.to_on IS NULL OR a.to_on > %(today)s)))
ORDER BY r.requested_on, r.id LIMIT 20
"""
JOURNAL = """
SELECT count(*) FROM cases_contact t JOIN cases_citizen z ON z.id = t.citizen_id AND z.merged_into_id IS NULL
WHERE t.author_id = %(user)s AND t.at >= %(since)s AND (t.note <> '' OR t.citizens_words <> '' OR t.asks_for_treatment)
  AND NOT EXISTS (SELECT 1 FROM cases_contact n WHERE n.corrects_id = t.id)
  AND NOT EXISTS (SELECT 1 FROM cases_journalmark j WHERE j.contact_id = t.id)
"""
UNKNOWN = """
SELECT t.id, t.at, t.described_as, t.result, pl.name, u.name FROM cases_contact t
JOIN accounts_user u ON u.id = t.author_id LEFT JOIN directory_place pl ON pl.id = t.place_id
WHERE t.organisation_id = %(organisation)s AND t.unit_id = %(unit)s AND t.citizen_id IS NULL
  AND NOT (t.result = 'not_met' AND t.described_as = '')
  AND NOT EXISTS (SELECT 1 FROM cases_contact n WHERE n.corrects_id = t.id)
ORDER BY t.at DESC, t.id DESC LIMIT 6
"""


def metric(desk: Desk) -> Metric:
    user, today = desk.worker, timezone.localdate()
    values: dict[str, Any] = {
        "user": user.pk, "today": today, "since": timezone.now() - timedelta(days=14), "hidden": True,
        "organisation": desk.organisation, "unit": desk.unit,
    }  # fmt: skip

    def sql() -> tuple[list[tuple], list[tuple]]:
        courses, tasks, clocks = rows(COURSES, values), rows(TASKS, values), rows(CLOCKS, values)
        rows(JOURNAL, values)
        rows(UNKNOWN, values)
        rows(WAITS, values)
        log(desk, user.pk, dict.fromkeys([*(row[1] for row in courses), *(row[6] for row in tasks),
                                          *(row[1] for row in clocks)]))  # fmt: skip
        return courses, tasks

    def sql_rows() -> list[tuple]:
        courses, tasks = sql()
        shown = [(row[1], row[2], row[5], row[6], row[7]) for row in courses]
        return sorted(shown, key=str) + [(row[0], row[2], row[3]) for row in tasks]

    def our_rows() -> list[tuple]:
        courses = my_courses(user, LIMIT)
        known = citizens_by_id(user, [row.citizen_id for row in courses], today)
        at = dict(Contact.objects.talked().filter(citizen__in=known).order_by("at").values_list("citizen_id", "at"))
        shown = [(row.id, row.label, at.get(row.id), row.rest_until, row.next_on) for row in known.values()]
        due = task_rows(Task.objects.visible_to(user).open().filter(owner=user, due_on__lte=today), LIMIT)
        return sorted(shown, key=str) + [(row.id, row.title, row.due_on) for row in due]

    address = reverse("cases:my_day")
    peer = f"/admin/cases/assignment/?user__id__exact={user.pk}&to_on__isnull=1"
    calls = {
        "ours": lambda: desk.as_worker.get(address),
        "sql": sql,
        "naive": lambda: naive(user.pk),
        "admin": lambda: desk.as_worker.get(peer),
    }
    return Metric("my_day", calls, {"ours": our_rows, "sql": sql_rows})


def naive(user_id: UUID) -> list[tuple]:
    """As one writes it first: a course at a time, and from it whatever is asked."""
    today, lines = timezone.localdate(), []
    for assignment in Assignment.objects.current(today).filter(user_id=user_id):
        case = assignment.case
        if case.periods.filter(closed_at=None).exists() and not case.pauses.filter(resumed_at=None).exists():
            citizen = case.citizen
            contacts = citizen.contacts.order_by("-at")
            talked = next((row for row in contacts if row.result == "talked"), None)
            wish = next((row for row in contacts if row.wish), None)
            agreed = citizen.tasks.filter(done_at=None, kind="agreement", due_on__gte=today).order_by("due_on").first()
            step = case.steps.order_by("-started_at").first()
            place = citizen.usual_place
            lines.append((citizen.label, talked and talked.at, wish and wish.rest_until, agreed, step, place))
    due = Task.objects.filter(owner_id=user_id, done_at=None, due_on__lte=today).order_by("due_on")
    return [*lines, *((task.title, task.citizen and task.citizen.label, task.place) for task in due)]
