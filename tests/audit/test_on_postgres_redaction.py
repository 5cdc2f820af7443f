"""What the service role cannot do past the function that blanks, and what even its owner leaves behind."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.acting import set_tenant
from audit import context
from audit.database import install, standing
from audit.models import Redaction
from audit.redaction import redact
from audit.verification import verify_history
from tests import engines
from tests.audit.rows.models import Book
from tests.cast import acting

CALL = "SELECT audit_redact(%s, %s, %s, 'why', %s, '', '')"


def one(statement: str, *values: object):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0] if cursor.description else cursor.rowcount


def refused(statement: str, *values: object, match: str) -> None:
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        one(statement, *values)


def test_only_registered_columns_of_registered_tables(book, person):
    for table, columns in (
        ("rows_book", ["pages"]),
        ("rows_book", ["title", "pages"]),
        ("rows_book", []),
        ("rows_shelf", ["name"]),
        ("audit_accesslog", ["purpose"]),
        ("rows_book t; --", ["title"]),
    ):
        refused(CALL, table, book.pk, columns, person.pk, match="may not be redacted|could not determine")


def test_nobody_s_organisation_is_nobody(book, person):
    set_tenant(None)
    refused(CALL, "rows_book", book.pk, ["title"], person.pk, match="nobody acts")


def test_the_service_role_can_neither_write_a_record_nor_use_a_forged_one(book, acting):
    columns = (
        "id, at, organisation_id, table_name, row_id, columns, reason, user_id, source, request_id, "
        "rows, up_to, digests"
    )
    values = "1, now(), %s, 'rows_book', %s, '[\"title\"]', '', %s, '', '', 1, 99999, '{}'"
    insert = f"INSERT INTO audit_redaction ({columns}) VALUES ({values})"
    refused(insert, acting.organisation_id, book.pk, acting.user_id, match="permission denied")
    one("CREATE TEMP TABLE audit_redaction (LIKE audit_redaction)")
    one(insert, acting.organisation_id, book.pk, acting.user_id)
    refused("UPDATE rows_historicalbook SET title = ''", match="permission denied")
    # Nor does the function write into a table of the same name.
    book.title, book.number, book.shelf = "", None, None
    book.save()
    assert one(CALL, "rows_book", book.pk, ["title", "number"], acting.user_id) == 1
    one("DROP TABLE pg_temp.audit_redaction")
    assert Redaction.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DROP FUNCTION audit_redact(text, uuid, text[], text, uuid, text, text)",
        "ALTER FUNCTION audit_redact(text, uuid, text[], text, uuid, text, text) SECURITY INVOKER",
        "CREATE OR REPLACE FUNCTION audit_digests(text, uuid, bigint, jsonb) RETURNS jsonb LANGUAGE sql AS 'SELECT $4'",
        "SET ROLE brobyg_owner",
    ],
)
def test_the_service_role_cannot_change_the_function(db, statement):
    refused(statement, match=r"must be owner|permission denied|input parameter")


def test_a_citizen_of_another_organisation_is_not_there(foreign_citizen, owner, outsider):
    with acting(owner) as by:
        found = one(CALL, "cases_citizen", foreign_citizen.pk, ["alias", "description"], by.pk)
    with acting(outsider):
        aliases = set(foreign_citizen.history.values_list("alias", flat=True))
    assert (found, aliases) == (0, {foreign_citizen.alias})


def test_the_wall_hides_another_organisation_s_records(foreign_citizen, alias_citizen, owner, outsider):
    with acting(owner) as by:
        alias_citizen.alias, alias_citizen.description, alias_citizen.forgotten_on = "", "", "2026-01-02"
        alias_citizen.contact_wishes = ""
        alias_citizen.save()
        redact(type(alias_citizen), alias_citizen.pk, reason="why")
        mine = Redaction.objects.count()
    with acting(outsider):
        theirs = Redaction.objects.count()
    assert (by.pk is not None, mine, theirs) == (True, 1, 0)


def committed() -> Book:
    with transaction.atomic(), context.use(user_id=uuid4(), organisation_id=uuid4()) as now:
        set_tenant(now.organisation_id)
        book = Book.objects.create(title="Bridges")
        book.title, book.pages = "", 7
        book.save()
        redact(Book, book.pk, reason="why")
    return book


def seen_by_all() -> list[str]:
    """Row-level security shows the records of one organisation at a time; here the owner's policy is taken away."""
    with engines.as_owner():
        one("ALTER TABLE audit_redaction DISABLE ROW LEVEL SECURITY")
        return verify_history()


def test_the_owner_leaves_a_record_or_is_refused(committed_db):
    committed()
    with engines.as_owner():
        refused("UPDATE rows_historicalbook SET pages = 8", match="append-only")
        refused("UPDATE rows_historicalbook SET title = 'Forged'", match="append-only")


def test_history_that_was_changed_behind_the_triggers_is_not_called_redacted(committed_db):
    book = committed()
    assert [one for one in seen_by_all() if "redacted" in one] == []
    for change in ("pages = 8", "title = 'Bridges'", "history_user_id = NULL"):
        with engines.as_owner(), transaction.atomic():
            one("ALTER TABLE rows_historicalbook DISABLE TRIGGER audit_append_only")
            one(f"UPDATE rows_historicalbook SET {change} WHERE history_type = '+'")
            found = verify_history()
            transaction.set_rollback(True)
        assert f"rows_book: history of a redacted row was changed: {book.pk}" in found


def test_what_was_taken_down_is_reported(committed_db):
    with engines.as_owner():
        one("ALTER FUNCTION audit_redact(text, uuid, text[], text, uuid, text, text) SECURITY INVOKER")
        one("GRANT INSERT ON audit_redaction TO PUBLIC")
    missing = standing()
    with engines.as_owner():
        one("REVOKE INSERT ON audit_redaction FROM PUBLIC")
        install(connection)
    assert (missing, standing()) == (
        ["audit_redact: not there, or not the owner's", "audit_redaction: the service role may change it"],
        [],
    )
