from collections.abc import Callable
from contextlib import contextmanager
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from audit import verification
from audit.verification import verify_history
from tests.audit.rows.models import Book, Shelf
from tests.queries import queries_of


def problems_after(*writes: Callable[[], object]) -> list[str]:
    """What is found after writes that walk past history; they are undone again."""
    with transaction.atomic():
        for write in writes:
            write()
        found = verify_history()
        transaction.set_rollback(True)
    return found


def past_history(model) -> models.QuerySet:
    return models.QuerySet(model)


def test_a_row_that_differs_from_its_history(book):
    found = problems_after(lambda: past_history(Book).update(title="Other", bought_on="2026-01-02"))
    assert found == [f"rows.Book: history differs from the row: {book.id}"]


def test_a_row_without_history(acting):
    key = uuid4()
    found = problems_after(lambda: past_history(Shelf).bulk_create([Shelf(id=key, name="Top")]))
    assert found == [f"rows.Shelf: no history: {key}"]


def test_a_row_that_went_without_a_word(shelf):
    found = problems_after(lambda: past_history(Shelf).all()._raw_delete("default"))
    assert found == [f"rows.Shelf: gone without a deletion in history: {shelf.id}"]


def test_a_row_that_came_back_without_a_word(shelf):
    key = shelf.id
    found = problems_after(shelf.delete, lambda: past_history(Shelf).bulk_create([Shelf(id=key, name="Top")]))
    assert found == [f"rows.Shelf: there, but history says deleted: {key}"]


def test_many_problems_of_a_kind_are_counted(acting):
    many = [Shelf(name=str(number)) for number in range(12)]
    (problem,) = problems_after(lambda: past_history(Shelf).bulk_create(many))
    assert (problem.count(", "), problem.endswith(" and 7 more")) == (4, True)


def test_a_missing_trigger_is_a_problem(db, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(verification, "standing", lambda: ["rows_historicalbook: no trigger"])
        assert verify_history() == ["rows_historicalbook: no trigger"]


def test_whole_history_has_no_problems(book):
    book.title = "Ferries"
    book.save()
    Shelf.objects.all().delete()
    assert verify_history() == []


def test_it_costs_one_query_a_table_and_one_for_redactions_however_many_rows(acting, monkeypatch):
    monkeypatch.setattr(verification, "tracked_models", lambda: [Book, Shelf])
    monkeypatch.setattr(verification, "_scopes", tuple)
    monkeypatch.setattr(verification, "standing", list)
    Shelf.objects.create_many([Shelf(name=str(number)) for number in range(300)])
    assert len(queries_of(verify_history)) <= 3
    assert verify_history() == []


def test_row_level_security_is_looked_through_scope_by_scope(db, monkeypatch):
    entered = []

    @contextmanager
    def scope(name: str):
        entered.append(name)
        yield

    monkeypatch.setattr(verification, "_scopes", tuple)
    verification.register_scopes(lambda: (scope(name) for name in ("one", "two")))
    assert verify_history() == []
    assert entered == (["one", "two"] if connection.vendor == "postgresql" else [])


def test_the_command_says_that_all_is_well(db):
    out = StringIO()
    call_command("verify_history", stdout=out)
    assert out.getvalue() == "History is whole.\n"


def test_the_command_fails_with_the_problems(book):
    def run() -> None:
        with transaction.atomic():
            past_history(Book).update(title="Other")
            call_command("verify_history")

    with pytest.raises(CommandError, match=f"1 problem.*\nrows.Book: history differs from the row: {book.id}"):
        run()
