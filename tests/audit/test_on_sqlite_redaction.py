"""On SQLite a file is all there is: what was changed behind the triggers is at least found."""

import pytest
from django.db import connection, transaction

from audit import redaction_sqlite
from audit.database import clear, install, standing
from audit.redaction import redact
from audit.verification import verify_history


@pytest.mark.parametrize("change", ["pages = 8", "title = 'Bridges'", "history_user_id = NULL"])
def test_history_that_was_changed_behind_the_trigger_is_not_called_redacted(book, change):
    book.title, book.number, book.shelf, book.pages = "", None, None, 7
    book.save()
    redact(type(book), book.pk, reason="why")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "audit_no_update_rows_historicalbook"')
        cursor.execute(f"UPDATE rows_historicalbook SET {change} WHERE history_type = '+'")
        found = verify_history()
        transaction.set_rollback(True)
    assert found == [
        "rows_historicalbook: no trigger against UPDATE",
        f"rows_book: history of a redacted row was changed: {book.pk}",
    ]


def test_before_a_migration_the_triggers_that_read_the_records_step_aside_and_come_back(db):
    clear(connection)
    with connection.cursor() as cursor:
        redaction_sqlite.clear(cursor)
    aside = "rows_historicalbook: no trigger against UPDATE" in standing()
    install(connection)
    assert (aside, standing()) == (True, [])
