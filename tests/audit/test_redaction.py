"""Blanking in history: what may be blanked, what it leaves, and that nothing else of history can change."""

import json
from collections import Counter
from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from audit import context, redaction
from audit.models import Redaction
from audit.redaction import redact, register_redactable
from audit.verification import redacted, verify_history
from audit.writing import NobodyActs, OutsideAction
from tests.audit.conftest import commit_checks
from tests.audit.rows.models import Book, Shelf

WHY = "Nobody agreed"


def raw(statement: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def blanked(book: Book) -> Book:
    book.title, book.number, book.lent, book.shelf = "", None, False, None
    book.save()
    return book


@pytest.fixture
def told_twice(book: Book) -> Book:
    """A book whose title and number stand in two history rows, and whose row holds nothing of them any more."""
    book.pages, book.lent = 7, True
    book.save()
    return blanked(book)


def told(book: Book) -> list[tuple]:
    rows = Book.history.filter(id=book.pk).order_by("history_id")
    return list(rows.values_list("history_type", "title", "number", "lent", "shelf_id", "pages"))


def refused(statement: str, *values: object, match: str = "append-only|permission denied") -> None:
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        raw(statement, *values)


def test_every_history_row_is_blank_in_these_columns_and_as_it_was_in_the_others(told_twice):
    assert redact(Book, told_twice.pk, reason=WHY) == 2
    assert told(told_twice) == [
        ("+", "", None, False, None, 0),
        ("~", "", None, False, None, 7),
        ("~", "", None, False, None, 7),
    ]
    commit_checks()


def test_it_leaves_a_record_of_what_why_when_and_by_whom(told_twice, acting):
    with context.use(view_name="forget"):
        redact(Book, told_twice.pk, reason=WHY)
    one = Redaction.objects.get()
    assert (one.table_name, one.row_id, one.rows, one.columns, one.reason) == (
        "rows_book", told_twice.pk, 2, ["title", "number", "lent", "shelf_id"], WHY,
    )  # fmt: skip
    assert (one.user_id, one.organisation_id, one.source, one.request_id) == (
        acting.user_id, acting.organisation_id, "forget", "request-1",
    )  # fmt: skip
    assert "Bridges" not in json.dumps(one.digests)


def test_verification_says_redacted_and_finds_nothing_wrong(told_twice):
    before = (verify_history(), redacted())
    redact(Book, told_twice.pk, reason=WHY)
    out = StringIO()
    call_command("verify_history", stdout=out)
    assert (before, verify_history(), redacted()) == (([], Counter()), [], Counter({"rows.Book": 1}))
    assert out.getvalue() == "History is whole.\nrows.Book: redacted in 1 row(s), each with its record.\n"


def test_a_second_time_changes_nothing(told_twice):
    redact(Book, told_twice.pk, reason=WHY)
    first = (told(told_twice), list(Redaction.objects.values()))
    assert redact(Book, told_twice.pk, reason=WHY) == 0
    assert (told(told_twice), list(Redaction.objects.values())) == first


def test_a_row_that_still_holds_something_keeps_its_history(book):
    with pytest.raises(DatabaseError, match="still holds"), transaction.atomic():
        redact(Book, book.pk, reason=WHY)
    assert (told(book)[0][1], Redaction.objects.count()) == ("Bridges", 0)


def test_a_row_that_is_gone_can_be_blanked(book):
    key = book.pk
    book.delete()
    redact(Book, key, reason=WHY)
    gone = Book.history.filter(id=key).order_by("history_id")
    assert list(gone.values_list("history_type", "title")) == [("+", ""), ("-", "")]
    commit_checks()


def test_what_was_written_afterwards_is_kept_and_may_be_blanked_again(told_twice):
    redact(Book, told_twice.pk, reason=WHY)
    told_twice.title = "Ferries"
    told_twice.save()
    assert (told(told_twice)[-1][1], verify_history()) == ("Ferries", [])
    blanked(told_twice)
    assert (redact(Book, told_twice.pk, reason=WHY), verify_history()) == (1, [])


@pytest.mark.parametrize("change", ["pages = 9", "history_role = 'x'", "title = 'Forged'", "history_user_id = NULL"])
def test_beside_a_redaction_history_is_as_closed_as_before(told_twice, change):
    refused(f"UPDATE rows_historicalbook SET {change} WHERE id = %s", key_of(told_twice))
    redact(Book, told_twice.pk, reason=WHY)
    refused(f"UPDATE rows_historicalbook SET {change} WHERE id = %s", key_of(told_twice))
    refused("DELETE FROM rows_historicalbook WHERE id = %s", key_of(told_twice))


@pytest.mark.parametrize("statement", ["UPDATE audit_redaction SET reason = ''", "DELETE FROM audit_redaction"])
def test_the_record_itself_can_neither_be_changed_nor_deleted(told_twice, statement):
    redact(Book, told_twice.pk, reason=WHY)
    refused(statement)


def test_another_row_is_not_opened_by_it(told_twice, shelf):
    other = blanked(Book.objects.create(title="Quays", shelf=shelf))
    redact(Book, told_twice.pk, reason=WHY)
    refused("UPDATE rows_historicalbook SET title = '' WHERE id = %s", key_of(other))


def test_only_what_a_room_has_registered(shelf):
    with pytest.raises(LookupError, match=r"rows\.Shelf"):
        redact(Shelf, shelf.pk, reason=WHY)


def test_a_column_that_cannot_be_blank_is_refused_when_django_starts(monkeypatch):
    monkeypatch.setattr(redaction, "_registered", {})
    with pytest.raises(ImproperlyConfigured, match=r"rows\.Book\.pages"):
        register_redactable(Book, "pages")


def test_somebody_does_it_inside_an_action(committed_db):
    with pytest.raises(NobodyActs):
        redact(Book, uuid4(), reason=WHY)
    with context.use(user_id=uuid4(), organisation_id=uuid4()), pytest.raises(OutsideAction):
        redact(Book, uuid4(), reason=WHY)


def key_of(book: Book) -> object:
    """As the engine keeps it."""
    return book.pk if connection.vendor == "postgresql" else book.pk.hex
