"""Files that are about one engine are named for it, and belong to that engine's run."""

from __future__ import annotations

from tests.engines import on_postgresql

collect_ignore_glob = ["test_on_sqlite_*.py" if on_postgresql() else "test_on_postgres_*.py"]
