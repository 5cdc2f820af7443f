"""*Kontakter* of the largest unit: the first page, and the page in the middle."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from bench.desk import Desk
from bench.metrics import Metric
from bench.metrics.floor import LABEL, log, rows
from cases.contact_list import PAGE, contact_page
from cases.models import Contact
from cases.timeline import Key

LIST = f"""
SELECT t.id, t.at, t.citizen_id, coalesce({LABEL}, ''), t.described_as, t.way, t.result, pl.name, u.name
FROM cases_contact t
JOIN accounts_user u ON u.id = t.author_id
LEFT JOIN cases_citizen z ON z.id = t.citizen_id
LEFT JOIN directory_place pl ON pl.id = t.place_id
WHERE t.organisation_id = %(organisation)s AND t.unit_id = %(unit)s AND z.merged_into_id IS NULL
  AND t.at <= %(at)s AND (t.at < %(at)s OR t.id < %(key)s)
  AND NOT EXISTS (SELECT 1 FROM cases_contact n WHERE n.corrects_id = t.id)
ORDER BY t.at DESC, t.id DESC LIMIT 51
"""
WORKERS = """
SELECT m.user_id, u.name FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
WHERE m.unit_id = %(unit)s ORDER BY u.name
"""
#: No filter chosen.
EVERYTHING = {"worker": None, "place": None, "result": None}
PLACES = "SELECT id, name FROM directory_place WHERE unit_id = %(unit)s ORDER BY name"


def metrics(desk: Desk) -> list[Metric]:
    middle = _middle(desk)
    return [_at(desk, "contacts", None), _at(desk, "contacts_half", middle)]


def _middle(desk: Desk) -> Key:
    """Half way down the list."""
    of_unit = Contact.objects.filter(organisation_id=desk.organisation, unit_id=desk.unit).order_by("-at", "-pk")
    at, pk = of_unit.values_list("at", "pk")[of_unit.count() // 2]
    return Key(at, pk)


def _at(desk: Desk, name: str, before: Key | None) -> Metric:
    user = desk.leader
    start = before or Key(timezone.now(), desk.organisation)
    values: dict[str, Any] = {
        "user": user.pk, "today": timezone.localdate(), "hidden": False, "organisation": desk.organisation,
        "unit": desk.unit, "at": start.at, "key": start.id,
    }  # fmt: skip

    def sql() -> list[tuple]:
        found = rows(LIST, values)[:PAGE]
        rows(WORKERS, values)
        rows(PLACES, values)
        log(desk, user.pk, [None, *dict.fromkeys(row[2] for row in found if row[2])])
        return found

    def our_rows() -> list[tuple]:
        page = contact_page(user, EVERYTHING, before=before)
        return [(line.url, line.who) for line in page.lines]

    def sql_rows() -> list[tuple]:
        return [(f"/kontakter/{row[0]}/", row[3] if row[2] else row[4] or "Ukendt person") for row in sql()]

    address = reverse("cases:contacts") + (f"?{urlencode({'foer': str(before)})}" if before else "")
    page = _pages(desk) // 2 if before else 0
    peer = f"/admin/cases/contact/?unit__id__exact={desk.unit}" + (f"&p={page}" if page else "")
    calls = {
        "ours": lambda: desk.as_leader.get(address),
        "sql": sql,
        "naive": lambda: naive(desk, page + 1),
        "admin": lambda: desk.as_leader.get(peer),
    }
    return Metric(name, calls, {"ours": our_rows, "sql": sql_rows})


def _pages(desk: Desk) -> int:
    return Contact.objects.filter(organisation_id=desk.organisation, unit_id=desk.unit).count() // PAGE


def naive(desk: Desk, number: int) -> list[tuple]:
    """Django's Paginator over whole rows, and what each row knows asked from it."""
    whole = Contact.objects.filter(unit_id=desk.unit).order_by("-at", "-pk")
    page = Paginator(whole, PAGE).page(number)
    return [(row.citizen and row.citizen.label, row.author.name, row.place and row.place.name) for row in page]
