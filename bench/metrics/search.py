"""Finding a citizen by the beginning of the name, and by a surname."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from bench.desk import Desk
from bench.metrics import Metric
from bench.metrics.floor import LABEL, TALKED, log, rows
from cases.models import Citizen
from cases.search import LIMIT, find_citizens

#: The commonest beginning of a name, the commonest surname.
BEGINNING, SURNAME = "anders", "vestergaard"

PREFIX = f"""
SELECT z.id, {LABEL}, z.identity, z.alias, z.birth_year, pl.name, pl.area, talked.at, (
  SELECT u.name FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id JOIN accounts_user u ON u.id = a.user_id
  WHERE c.citizen_id = z.id AND a.kind = 'contact_person' AND a.from_on <= %(today)s
    AND (a.to_on IS NULL OR a.to_on > %(today)s) ORDER BY a.from_on LIMIT 1)
FROM (SELECT * FROM cases_citizen WHERE organisation_id = %(organisation)s AND unit_id = %(unit)s
      AND search_key >= %(text)s AND search_key < %(after)s AND NOT protected AND merged_into_id IS NULL
      ORDER BY sort_key, id LIMIT {LIMIT}) z
LEFT JOIN directory_place pl ON pl.id = z.usual_place_id
LEFT JOIN {TALKED} talked ON true
ORDER BY z.sort_key, z.id
"""


def metrics(desk: Desk) -> list[Metric]:
    user = desk.worker
    values: dict[str, Any] = {
        "user": user.pk, "today": timezone.localdate(), "hidden": True, "organisation": desk.organisation,
        "unit": desk.unit, "text": BEGINNING, "after": BEGINNING[:-1] + chr(ord(BEGINNING[-1]) + 1),
    }  # fmt: skip

    def sql() -> list[tuple]:
        found = rows(PREFIX, values)
        log(desk, user.pk, [None, *(row[0] for row in found)], "search")
        return found

    def our_rows() -> list[tuple]:
        with desk.acting(user):
            return [(hit.id, hit.shown, hit.contact_person, hit.last_talked) for hit in find_citizens(user, BEGINNING)]

    def find(text: str) -> list[Any]:
        with desk.acting(user):
            return find_citizens(user, text)

    calls = {
        "ours": lambda: find(BEGINNING),
        "sql": sql,
        "naive": lambda: naive(desk, BEGINNING),
        "admin": lambda: desk.as_worker.get(f"/admin/cases/citizen/?q={BEGINNING}"),
        "surname": lambda: find(SURNAME),
    }
    same = {"ours": our_rows, "sql": lambda: [(row[0], row[1], row[8] or "", row[7]) for row in sql()]}
    return [Metric("search", calls, same)]


def naive(desk: Desk, text: str) -> list[tuple]:
    """Contains, without regard to case, and each hit's own questions."""
    found = Citizen.objects.filter(unit_id=desk.unit, name__icontains=text).order_by("name")[:LIMIT]
    return [
        (row.label, row.usual_place, row.contacts.filter(result="talked").order_by("-at").first(), row.cases.first())
        for row in found
    ]
