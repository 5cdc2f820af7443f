"""One new contact through the action, with its history and its row of the access log; rolled back each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import uuid6
from django.db import connection, models
from django.utils import timezone

from audit.access import log_access
from audit.models import AccessLog
from audit.models.history import history_model
from bench.desk import Desk, unit_of
from bench.metrics import Metric
from bench.metrics.floor import log
from cases.actions.contact import log_contact
from cases.models import Case, Citizen, Contact

NOTE = "Mødt ved bænkene. Vi talte om ugen og om søvn. Vil gerne ses igen."


def metric(desk: Desk) -> Metric:
    user = desk.worker
    mine = Case.objects.carried_by(user.pk).filter(unit_id=desk.unit).open().order_by("pk")
    citizen = Citizen.objects.get(pk=mine.values_list("citizen_id", flat=True)[0])
    told: dict[str, Any] = {"way": "street", "result": "talked", "note": NOTE, "minutes": 30}
    insert = inserting(Contact, user.pk)

    def ours() -> list[Contact]:
        at = timezone.now() - timedelta(minutes=5)
        written = log_contact(unit=unit_of(user), citizens=[citizen], at=at, by=user, **told)
        log_access(action=AccessLog.Action.EDIT, citizen_id=citizen.pk)
        return written

    def filled() -> Contact:
        moment, key = timezone.now(), uuid6.uuid7()
        return Contact(
            id=key, occasion=key, unit_id=desk.unit, citizen_id=citizen.pk, at=moment - timedelta(minutes=5),
            written_at=moment, author_id=user.pk, **told,
        )  # fmt: skip

    #: What the floor writes: the values that the action's row has, with keys and moments of their own.
    with desk.acting(user):
        pattern = columns(filled())

    def sql() -> None:
        moment, key = timezone.now(), uuid6.uuid7()
        values = {
            **pattern, "id": key, "occasion": key, "written_at": moment, "at": moment - timedelta(minutes=5),
        }  # fmt: skip
        insert([values])
        log(desk, user.pk, [citizen.pk], "edit")

    def naive() -> None:
        row = filled()
        row.full_clean()
        row.save()
        log_access(action=AccessLog.Action.EDIT, citizen_id=citizen.pk)

    def written(write: Callable[[], Any]) -> Callable[[], list[tuple]]:
        def run() -> list[tuple]:
            with desk.nothing_stays(user):
                write()
                row = Contact.objects.filter(citizen=citizen).latest("written_at")
                past = history_model(Contact).objects.filter(id=row.pk)
                same = [name for name in pattern if name not in ("id", "occasion", "at", "written_at")]
                return [tuple(getattr(one, name) for name in same) for one in (row, *past)]

        return run

    calls = {"ours": desk.undone(user, ours), "sql": desk.undone(user, sql), "naive": desk.undone(user, naive)}
    return Metric("contact", calls, {"ours": written(ours), "sql": written(sql)})


def columns(row: models.Model) -> dict[str, Any]:
    """{column: value as the database takes it} of an unsaved row."""
    fields = row._meta.concrete_fields
    return {field.column: field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields}


def inserting(model: Any, user_id: Any) -> Callable[[list[dict[str, Any]]], None]:
    """Many rows and their history by two plain statements, built once."""
    from psycopg2.extras import execute_values

    kept = [field.column for field in model._meta.concrete_fields]
    history = history_model(model)._meta.db_table
    tracked = [field.column for field in history_model(model).tracked_fields]
    signed = "history_date, history_type, history_user_id, history_role, history_change_reason, history_request_id"
    into = f"INSERT INTO {model._meta.db_table} ({', '.join(kept)}) VALUES %s"
    into_history = f"INSERT INTO {history} ({', '.join(tracked)}, {signed}) VALUES %s"

    def insert(rows: list[dict[str, Any]]) -> None:
        values = [tuple(row[name] for name in kept) for row in rows]
        now = timezone.now()
        signs = (now, "+", user_id, "outreach_worker", "", "bench")
        past = [(*(row[name] for name in tracked), *signs) for row in rows]
        with connection.cursor() as cursor:
            execute_values(cursor.cursor, into, values, page_size=500)
            execute_values(cursor.cursor, into_history, past, page_size=500)

    return insert
