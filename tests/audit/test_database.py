"""What the database refuses by itself, on both engines."""

import pytest
from django.db import DatabaseError, connection, models, transaction

from audit import database
from audit.access import log_access
from audit.models import AccessLog
from tests.audit.rows.models import Book


@pytest.fixture
def logged(book):
    log_access(action="view", citizen_id=book.pk)


@pytest.mark.parametrize("model", [Book.history.model, AccessLog])
@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(**{rows.model._meta.pk.name: 7}),
        lambda rows: rows.delete(),
        lambda rows: rows.first().delete(),
        lambda rows: rows.first().save(force_update=True),
        lambda rows: models.QuerySet(rows.model)._raw_delete("default"),
    ],
)
def test_history_and_access_log_can_only_grow(logged, model, write):
    rows = model._base_manager.all()
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        write(rows)
    assert rows.count() == 1


def test_everything_stands(db):
    assert database.standing() == []


def test_every_tracked_model_of_the_house_is_guarded(db):
    tables = {table.name: table for table in database.tracked_tables()}
    assert tables["rows_book"] == database.TrackedTable("rows_book", "rows_historicalbook", ("secret",))
    assert {"accounts_user", "accounts_membership"} <= set(tables)
    assert {table.history for table in tables.values()} < set(database.append_only_tables())


def test_other_rooms_add_tables_and_standings(db, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(database, "_append_only", {"audit_accesslog"})
        patch.setattr(database, "_standings", [])
        patch.setattr(database, "installers", [])
        database.append_only("rows_shelf")
        database.register_installer(lambda _: None, standing=lambda connection: [f"{connection.alias}: no wall"])
        missing = database.standing()
    assert (missing[-1], any("rows_shelf" in fault for fault in missing)) == ("default: no wall", True)


def test_a_migration_before_all_tables_are_there_installs_what_it_can(db, monkeypatch):
    """`migrate audit` alone runs the installer too."""
    seen = []
    monkeypatch.setattr(connection.introspection, "table_names", lambda: ["audit_accesslog", "rows_book"])
    monkeypatch.setattr(database, "installers", [])
    module = database.postgres if connection.vendor == "postgresql" else database.sqlite
    monkeypatch.setattr(module, "install", lambda cursor, *tables: seen.extend(tables))
    database.install(connection)
    assert seen[-1] == ["audit_accesslog"]
    assert seen[:-1] == ([[], []] if connection.vendor == "postgresql" else [{}])
