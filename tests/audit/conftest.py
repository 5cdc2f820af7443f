"""Somebody who acts, as ids: this room knows nobody by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection

from accounts.acting import set_tenant
from audit import context
from audit.verification import verify_history
from tests.audit.rows.models import Book, Shelf

ENGINE_ONLY = {"postgresql": "test_on_postgres_*.py", "sqlite": "test_on_sqlite_*.py"}


def pytest_ignore_collect(collection_path, config):
    """A file about one engine belongs to that engine's run."""
    foreign = [pattern for vendor, pattern in ENGINE_ONLY.items() if vendor != connection.vendor]
    return True if any(collection_path.match(pattern) for pattern in foreign) else None


@dataclass(frozen=True)
class Person:
    """As much of a user as an action needs."""

    pk: UUID


@pytest.fixture
def person() -> Person:
    return Person(uuid4())


@pytest.fixture
def acting(person: Person, db) -> Iterator[context.Context]:
    with context.use(
        user_id=person.pk,
        organisation_id=uuid4(),
        unit_id=uuid4(),
        role="worker",
        reason="because",
        request_id="request-1",
    ) as current:
        set_tenant(current.organisation_id)
        yield current


@pytest.fixture
def shelf(acting) -> Shelf:
    return Shelf.objects.create(name="Top")


@pytest.fixture
def book(shelf: Shelf) -> Book:
    return Book.objects.create(title="Bridges", shelf=shelf, number="0101901234", tags={"colour": "red"})


def commit_checks() -> None:
    """What happens at a commit, without one: PostgreSQL's guard; on SQLite what the nightly comparison would say."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    elif problems := verify_history():
        raise IntegrityError("; ".join(problems))


def kinds(row) -> str:
    """The kinds of a row's history, oldest first: '+~~-'."""
    return "".join(type(row).history.filter(id=row.id).order_by("history_id").values_list("history_type", flat=True))
