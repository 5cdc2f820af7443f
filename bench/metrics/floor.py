"""Statements that several floors share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg2.extras import execute_values

from bench.desk import Desk

#: What a user may call a citizen, as `CitizenQuerySet.labelled` has it; %(hidden)s: may not see protected names.
LABEL = """
CASE WHEN z.protected AND %(hidden)s AND NOT EXISTS (
       SELECT 1 FROM cases_assignment m JOIN cases_case mc ON mc.id = m.case_id
       WHERE mc.citizen_id = z.id AND m.user_id = %(user)s AND m.from_on <= %(today)s
         AND (m.to_on IS NULL OR m.to_on > %(today)s)) THEN 'Beskyttet borger'
     WHEN z.identity = 'named' THEN z.name
     WHEN z.alias <> '' THEN z.alias
     WHEN z.description <> '' THEN z.description
     ELSE 'Ukendt borger' END
"""
#: The last talk of citizen z.
TALKED = """
LATERAL (SELECT t.at FROM cases_contact t WHERE t.citizen_id = z.id AND t.result = 'talked'
         AND NOT EXISTS (SELECT 1 FROM cases_contact n WHERE n.corrects_id = t.id) ORDER BY t.at DESC LIMIT 1)
"""
_LOG = """
INSERT INTO audit_accesslog (at, organisation_id, unit_id, user_id, role, citizen_id, action, view_name, object_type,
                             purpose, request_id, detail) VALUES %s
"""


def log(desk: Desk, user_id: UUID, citizens: Iterable[UUID | None], action: str = "list") -> None:
    """The rows of the access log that the page must write, in one statement."""
    told = (desk.organisation, desk.unit, user_id)
    rows = [(*told, "outreach_worker", citizen, action, "bench", "", "", "bench", "") for citizen in citizens]
    with connection.cursor() as cursor:
        execute_values(
            cursor.cursor, _LOG, rows, template="(now(), %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", page_size=1000
        )


def rows(sql: str, values: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
