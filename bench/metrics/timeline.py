"""A citizen's page: who it is, what goes on, and the first entries of the timeline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from bench.desk import Desk
from bench.metrics import Metric
from bench.metrics.floor import LABEL, log, rows
from cases.models import Case, Citizen, Contact
from cases.sources import contact_entries
from cases.views.citizen import FIRST

CITIZEN = f"""
SELECT z.*, {LABEL} AS shown, pl.name, u.name FROM cases_citizen z JOIN accounts_unit u ON u.id = z.unit_id
LEFT JOIN directory_place pl ON pl.id = z.usual_place_id
WHERE z.id = %(citizen)s AND z.merged_into_id IS NULL
"""
CONTACTS = """
SELECT t.id, t.at, t.written_at, t.result, t.way, t.minutes, t.initiative, t.wish, t.rest_until, t.asks_for_treatment,
       t.visibility, t.corrects_id, t.read_along_at, pl.name, u.name, m.name, t.note <> '',
       CASE WHEN t.author_id = %(user)s OR t.visibility IN ('unit', 'team') THEN t.note ELSE '' END,
       CASE WHEN t.author_id = %(user)s OR t.visibility IN ('unit', 'team') THEN t.citizens_words ELSE '' END,
       ARRAY(SELECT c.name FROM cases_contactcolleague k JOIN accounts_user c ON c.id = k.user_id
             WHERE k.contact_id = t.id ORDER BY c.name)
FROM cases_contact t JOIN accounts_user u ON u.id = t.author_id LEFT JOIN accounts_user m ON m.id = t.corrected_by_id
LEFT JOIN directory_place pl ON pl.id = t.place_id
WHERE t.citizen_id = %(citizen)s AND NOT EXISTS (SELECT 1 FROM cases_contact n WHERE n.corrects_id = t.id)
ORDER BY t.at DESC, t.id DESC LIMIT %(limit)s
"""
FACTS = """
SELECT 'period', p.id, p.case_id, c.pathway, p.close_reason, p.close_note, p.opened_at, p.closed_at, NULL::date,
       NULL::date, u.name FROM cases_caseperiod p JOIN cases_case c ON c.id = p.case_id
       JOIN accounts_unit u ON u.id = c.unit_id WHERE c.citizen_id = %(citizen)s
UNION ALL SELECT 'pause', p.id, p.case_id, '', '', p.reason, p.paused_at, p.resumed_at, NULL, NULL, ''
       FROM cases_casepause p JOIN cases_case c ON c.id = p.case_id WHERE c.citizen_id = %(citizen)s
UNION ALL SELECT 'assigned', a.id, a.case_id, a.kind, '', '', NULL, NULL, a.from_on, a.to_on, u.name
       FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id JOIN accounts_user u ON u.id = a.user_id
       WHERE c.citizen_id = %(citizen)s
UNION ALL SELECT 'step', s.id, s.case_id, s.step, '', s.skip_reason, s.started_at, s.ended_at, NULL, NULL, ''
       FROM cases_steprun s JOIN cases_case c ON c.id = s.case_id WHERE c.citizen_id = %(citizen)s
UNION ALL SELECT 'task', t.id, NULL, t.kind, t.outcome, t.title, NULL, t.done_at, t.due_on, NULL, u.name
       FROM cases_task t JOIN accounts_user u ON u.id = t.owner_id WHERE t.citizen_id = %(citizen)s
UNION ALL SELECT 'request', r.id, NULL, '', r.outcome, r.note, NULL, NULL, r.requested_on, r.ended_on, ''
       FROM cases_treatmentrequest r WHERE r.citizen_id = %(citizen)s
"""
MADE = """
SELECT h.history_date, h.identity, EXISTS (SELECT 1 FROM cases_contact t WHERE t.citizen_id = %(citizen)s
       AND t.at < h.history_date - interval '1 day')
FROM cases_historicalcitizen h WHERE h.id = %(citizen)s AND h.history_type = '+' ORDER BY h.history_id LIMIT 1
"""
AROUND = (
    "SELECT * FROM cases_speaksfor WHERE citizen_id = %(citizen)s ORDER BY name, id",
    "SELECT b.*, p.name FROM cases_bestmet b LEFT JOIN directory_place p ON p.id = b.place_id "
    "WHERE b.citizen_id = %(citizen)s ORDER BY b.weekday, b.day_of_month, b.id",
    "SELECT id, name FROM directory_place WHERE unit_id = %(unit)s AND closed_on IS NULL ORDER BY name",
)


def metric(desk: Desk) -> Metric:
    user = desk.worker
    mine = Case.objects.carried_by(user.pk).filter(unit_id=desk.unit).open().order_by("pk")
    citizen_id = mine.values_list("citizen_id", flat=True)[0]
    values: dict[str, Any] = {
        "user": user.pk, "today": timezone.localdate(), "hidden": True, "citizen": citizen_id, "unit": desk.unit,
        "limit": FIRST + 1,
    }  # fmt: skip

    def sql() -> list[tuple]:
        rows(CITIZEN, values)
        found = rows(CONTACTS, values)
        for statement in (FACTS, MADE, *AROUND):
            rows(statement, values)
        log(desk, user.pk, [citizen_id], "view")
        return found

    def our_rows() -> list[tuple]:
        citizen = Citizen.objects.labelled(user).get(pk=citizen_id)
        entries = contact_entries(citizen, user, None, FIRST + 1)
        return [(entry.key.id, entry.key.at, entry.body, entry.who) for entry in entries]

    def sql_rows() -> list[tuple]:
        return [(row[0], row[1], row[17], ", ".join([row[14], *row[19]])) for row in sql()]

    address = reverse("cases:citizen", args=[citizen_id])
    calls = {
        "ours": lambda: desk.as_worker.get(address),
        "sql": sql,
        "naive": lambda: naive(citizen_id),
        "admin": lambda: desk.as_worker.get(f"/admin/cases/citizen/{citizen_id}/change/"),
    }
    return Metric("timeline", calls, {"ours": our_rows, "sql": sql_rows})


def naive(citizen_id: UUID) -> list[tuple]:
    """Everything that ever happened, sorted in Python, cut afterwards."""
    citizen = Citizen.objects.get(pk=citizen_id)
    found: list[tuple] = []
    for contact in Contact.objects.filter(citizen=citizen):
        there = [row.user.name for row in contact.colleagues.all()]
        corrected = Contact.objects.filter(corrects=contact).exists()
        found.append((contact.at, contact.author.name, contact.place and contact.place.name, there, corrected))
    for case in citizen.cases.all():
        found += [(row.opened_at, row.case.pathway) for row in case.periods.all()]
        found += [(row.started_at, row.step) for row in case.steps.all()]
        found += [(row.history_date, row.user_id) for row in _assigned(case)]
    found += [(task.done_at, task.title, task.owner.name) for task in citizen.tasks.exclude(done_at=None)]
    return sorted(found, key=lambda row: row[0], reverse=True)[:FIRST]


def _assigned(case: Case) -> list[Any]:
    return [row.history.first() for row in case.assignments.all()]
