"""Tests that only one of the engines can run."""

from tests.engines import on_postgresql

collect_ignore_glob = ["test_on_sqlite_*.py" if on_postgresql() else "test_on_postgres_*.py"]
