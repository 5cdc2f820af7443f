"""What the leader's page of a unit with 125 workers is made from: every open course, and who carries it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone

from bench.desk import Desk
from bench.metrics import Metric
from bench.metrics.floor import TALKED, rows
from bench.sizes import LARGEST
from cases.dates import local_day
from cases.models import Assignment, Contact
from cases.unit_courses import read_unit
from cases.workers import workers_of

COURSES = f"""
SELECT c.id, z.id, c.pathway, p.opened_at, p.closed_at, z.rhythm_days, carried.user_id,
       EXISTS (SELECT 1 FROM cases_assignment v WHERE v.case_id = c.id AND v.kind = 'cover' AND v.from_on <= %(today)s
               AND (v.to_on IS NULL OR v.to_on > %(today)s)),
       EXISTS (SELECT 1 FROM cases_casepause w WHERE w.case_id = c.id AND w.resumed_at IS NULL),
       EXISTS (SELECT 1 FROM cases_admission m WHERE m.citizen_id = z.id AND m.since <= %(today)s
               AND (m.ended_on IS NULL OR m.ended_on > %(today)s)),
       talked.at, step.step, step.since
FROM cases_case c
JOIN cases_caseperiod p ON p.case_id = c.id AND (p.closed_at IS NULL OR p.closed_at >= %(first)s)
JOIN cases_citizen z ON z.id = c.citizen_id AND z.merged_into_id IS NULL
LEFT JOIN LATERAL (SELECT a.user_id FROM cases_assignment a WHERE a.case_id = c.id AND a.kind = 'contact_person'
     AND a.from_on <= %(today)s AND (a.to_on IS NULL OR a.to_on > %(today)s)
     ORDER BY a.from_on DESC, a.id DESC LIMIT 1) carried ON true
LEFT JOIN {TALKED} talked ON true
LEFT JOIN LATERAL (SELECT s.step, coalesce(s.started_at, s.skipped_at) AS since FROM cases_steprun s
     WHERE s.case_id = c.id ORDER BY (s.started_at IS NULL OR s.ended_at IS NOT NULL),
     coalesce(s.ended_at, s.skipped_at, s.started_at) DESC, s.id DESC LIMIT 1) step ON true
WHERE c.organisation_id = %(organisation)s AND c.unit_id = %(unit)s
"""
PEOPLE = """
SELECT u.id, u.name, m.team_id, t.name, m.role, m.to_on,
       (SELECT count(*) FROM cases_task k WHERE k.owner_id = u.id AND k.done_at IS NULL AND k.due_on < %(today)s
        AND k.unit_id = %(unit)s),
       EXISTS (SELECT 1 FROM cases_absence b WHERE b.user_id = u.id AND b.from_on <= %(today)s
               AND b.to_on > %(today)s)
FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id LEFT JOIN accounts_team t ON t.id = m.team_id
WHERE m.unit_id = %(unit)s AND m.from_on <= %(today)s AND (m.to_on IS NULL OR m.to_on >= %(today)s) AND u.is_active
"""


def metric(desk: Desk) -> Metric:
    user, today = desk.leader, timezone.localdate()
    first = timezone.make_aware(datetime.combine(today.replace(day=1), time.min))
    values: dict[str, Any] = {
        "today": today, "first": first, "organisation": desk.organisation, "unit": desk.unit,
    }  # fmt: skip

    def sql() -> list[tuple]:
        rows(PEOPLE, values)
        return rows(COURSES, values)

    def our_rows() -> list[tuple]:
        courses = read_unit(user, today).open
        return sorted((str(row.id), row.worker_id, row.step, row.talked_on, row.paused) for row in courses)

    def sql_rows() -> list[tuple]:
        return sorted((str(row[0]), row[6], row[11], local_day(row[10]), row[8]) for row in sql() if row[4] is None)

    address = reverse("cases:unit_overview")
    calls = {
        "ours": lambda: read_unit(user, today),
        "sql": sql,
        "page": lambda: desk.as_leader.get(address),
        "naive": lambda: naive(desk),
    }
    return Metric("unit", calls, {"ours": our_rows, "sql": sql_rows})


def naive(desk: Desk) -> list[tuple]:
    """A worker at a time, and of each course the questions the page answers; a fifth of the workers must do."""
    today, lines = timezone.localdate(), []
    for worker in workers_of(desk.unit)[: LARGEST // 5]:
        for row in Assignment.objects.current(today).filter(user=worker, kind="contact_person"):
            talked = Contact.objects.talked().filter(citizen=row.case.citizen).order_by("-at").first()
            step = row.case.steps.order_by("-started_at").first()
            lines.append((worker.name, talked and talked.at, row.case.pauses.filter(resumed_at=None).exists(), step))
    return lines
