"""The second wall: as the service role, with raw SQL, nothing of another organisation is there."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts import database
from tests.cast import acting
from tests.engines import as_owner

pytestmark = pytest.mark.django_db


def rows(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


def test_raw_sql_sees_the_own_organisation_only(citizen, foreign_citizen, owner, outsider):
    seen = []
    for user in (owner, outsider):
        with acting(user):
            seen.append({pk for (pk,) in rows("SELECT id FROM cases_citizen")})
    assert seen == [{citizen.pk}, {foreign_citizen.pk}]


@pytest.mark.parametrize("table", ["cases_citizen", "cases_historicalcitizen", "cases_contact", "cases_task"])
def test_without_an_organisation_there_is_nothing(citizen, foreign_citizen, task, table):
    assert rows(f"SELECT count(*) FROM {table}") == [(0,)]


def test_what_is_written_for_another_organisation_is_refused(citizen, elsewhere, owner):
    with (
        acting(owner),
        pytest.raises(DatabaseError, match=r"row-level security|another organisation"),
        transaction.atomic(),
    ):
        rows("UPDATE cases_citizen SET organisation_id = %s WHERE id = %s", elsewhere.pk, citizen.pk)


def test_a_foreign_row_cannot_be_changed_or_deleted(foreign_citizen, owner):
    with acting(owner):
        changed = [
            rows("UPDATE cases_citizen SET alias = 'x' WHERE id = %s", foreign_citizen.pk),
            rows("DELETE FROM cases_citizen WHERE id = %s", foreign_citizen.pk),
        ]
    assert changed == [[(0,)], [(0,)]]


def test_a_raw_update_without_history_is_refused_at_commit(citizen, owner):
    statement = "UPDATE cases_citizen SET alias = 'x' WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE"
    with (
        acting(owner),
        pytest.raises(IntegrityError, match=r"without history|history of .* differs"),
        transaction.atomic(),
    ):
        rows(statement, citizen.pk)


@pytest.mark.parametrize("table", ["cases_historicalcitizen", "accounts_historicaluser", "audit_accesslog"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_history_and_access_log_are_append_only(citizen, owner, table, statement):
    column = "id" if table == "audit_accesslog" else "history_id"
    with acting(owner), pytest.raises(DatabaseError, match=r"permission denied|append-only"), transaction.atomic():
        rows(statement.format(table, column, column))


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE cases_citizen DISABLE ROW LEVEL SECURITY",
        "DROP POLICY brobyg_organisation ON cases_citizen",
        "ALTER TABLE cases_citizen DISABLE TRIGGER audit_guard",
        "DROP TRIGGER audit_append_only ON cases_historicalcitizen",
        "SET session_replication_role = replica",
        "UPDATE django_migrations SET name = 'x'",
    ],
)
def test_the_service_role_cannot_take_the_walls_down(db, statement):
    with pytest.raises(DatabaseError, match=r"must be owner|permission denied"), transaction.atomic():
        rows(statement)


def test_the_setting_does_not_outlive_the_act(owner):
    with acting(owner):
        inside = rows("SELECT current_setting('brobyg.organisation', true)")
    outside = rows("SELECT coalesce(current_setting('brobyg.organisation', true), '')")
    assert (inside != [("",)], outside) == (True, [("",)])


def test_a_fallen_wall_is_reported(committed_db):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_citizen NO FORCE ROW LEVEL SECURITY")
    assert database.standing(connection) == ["row-level security on cases_citizen"]
