"""Throw the demo's data away: the SQLite file, or everything in the schema of the PostgreSQL database."""

from __future__ import annotations

import sys
from pathlib import Path

from config import environment

ROOT = Path(__file__).resolve().parent.parent


def main(*, sure: bool) -> None:
    """Ask (unless `sure`), then empty the database that `make demo` uses. Raises SystemExit when told no.

    The environment says whom to connect as: on PostgreSQL only the owner may do this.
    """
    database = environment.database(ROOT)
    where = database["NAME"] if is_sqlite(database) else f"{database['NAME']} on {database['HOST'] or 'this machine'}"
    if not sure and not confirmed(f"Everything in {where} is deleted. Type 'yes' to go on: "):
        sys.exit("Nothing was deleted.")
    if is_sqlite(database):
        remove_file(Path(database["NAME"]))
    else:
        empty_schema()
    print(f"{where} is empty. 'make demo' begins anew.")


def is_sqlite(database: dict) -> bool:
    return database["ENGINE"] == "django.db.backends.sqlite3"


def confirmed(question: str) -> bool:
    try:
        return input(question).strip().lower() == "yes"
    except EOFError:
        return False


def remove_file(path: Path) -> None:
    """The database with its write-ahead log, which would otherwise be replayed into the next one."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def empty_schema() -> None:
    """Drop and make the schema, so that tables, functions, triggers and types go in one step."""
    import django
    from django.db import connection, transaction

    django.setup()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
        cursor.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
