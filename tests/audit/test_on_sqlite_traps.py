"""Two ways in which SQLite loses append-only triggers, and what is done about them."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField

from audit.database import install, standing
from tests.audit.rows.models import Book


def test_insert_or_replace_does_not_walk_past_the_triggers(book):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO rows_historicalbook SELECT * FROM rows_historicalbook")


def test_a_setting_that_lets_it_is_reported(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
        missing = standing()
        cursor.execute("PRAGMA recursive_triggers = ON")
    assert missing == ["PRAGMA recursive_triggers is off: REPLACE would walk past the triggers"]


def test_a_rebuilt_table_loses_its_triggers_until_they_are_installed_again(committed_db):
    history = Book.history.model
    old, new = history._meta.get_field("title"), CharField(max_length=60)
    new.set_attributes_from_name("title")
    new.model = history
    with connection.schema_editor() as editor:
        editor.alter_field(history, old, new)
    lost = standing()
    install(connection)
    install(connection)
    assert (lost, standing()) == (
        ["rows_historicalbook: no trigger against UPDATE", "rows_historicalbook: no trigger against DELETE"],
        [],
    )
