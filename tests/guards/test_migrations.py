"""Migrating is what everybody waits for: the first start of the demo, each run of the tests, an upgrade at night."""

from __future__ import annotations

from django.db.migrations.loader import MigrationLoader

from audit.created_together import CreateTogether
from tests.guards.walk import FLOORS

#: After each operation of its own Django renders every model that hangs together with the one that changed.
FEW = 30


def test_tables_are_made_together_so_that_migrating_is_quick():
    """New tables stand in one `CreateTogether`, with their constraints and indexes in their options."""
    ours = [migration for (room, _name), migration in MigrationLoader(None).disk_migrations.items() if room in FLOORS]
    alone = [
        operation.describe()
        for migration in ours
        for operation in migration.operations
        if not isinstance(operation, CreateTogether)
    ]

    assert {"cases", "intake"} <= {migration.app_label for migration in ours}
    assert len(alone) <= FEW, alone
