from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from audit.reading import Change, FieldChange, Kind, RowKey, changes, labels_of, pointed_at, records_of
from tests.audit.rows.models import Book, Shelf


def fields_of(change: Change) -> list[tuple[str, str, str]]:
    return [(field.label, field.old, field.new) for field in change.fields]


def told(rows: Iterable[Any]) -> list[Change]:
    keys = [RowKey(type(row), row.history_id, row.history_type) for row in rows]
    records = records_of(keys)
    return changes(records, labels_of(pointed_at(records)))


def newest(book: Book) -> Change:
    return told(book.history.all()[:1])[0]


def test_a_creation_says_what_was_set_who_and_why(book, acting):
    (change,) = told(book.history.all())
    assert change == Change(
        model="bog",
        object_id=book.id,
        kind=Kind.CREATED,
        at=book.history.get().history_date,
        user_id=acting.user_id,
        role="worker",
        reason="because",
        request_id="request-1",
        fields=(
            FieldChange("Hylde", "", "Top"),
            FieldChange("Titel", "", "Bridges"),
            FieldChange("Stand", "", "Ny"),
            FieldChange("Udlånt", "", "Nej"),
            FieldChange("Mærker", "", "colour: red"),
            FieldChange("Nummer", "", "••••"),
        ),
    )


def test_a_change_says_old_and_new_in_words(book):
    book.shelf = Shelf.objects.create(name="Bottom")
    book.state, book.lent, book.bought_on, book.tags = Book.State.WORN, True, date(2026, 3, 1), {}
    book.save()
    assert fields_of(newest(book)) == [
        ("Hylde", "Top", "Bottom"),
        ("Stand", "Ny", "Slidt"),
        ("Udlånt", "Nej", "Ja"),
        ("Mærker", "colour: red", ""),
        ("Købt", "", "1. marts 2026"),
    ]


def test_times_and_amounts_are_written_as_danes_write_them(book):
    book.price, book.due_at = Decimal("1234.5"), time(9, 5)
    book.save()
    assert fields_of(newest(book)) == [("Pris", "", "1234,50"), ("Senest klokken", "", "09.05")]


def test_what_is_confidential_is_masked_and_what_is_technical_left_out(book):
    book.number, book.pages = "0202902345", 7
    book.save()
    assert fields_of(newest(book)) == [("Nummer", "••••", "••••")]


def test_what_is_not_editable_is_shown_too(book, monkeypatch):
    monkeypatch.setattr(Book._meta.get_field("title"), "editable", False)
    book.title = "Ferries"
    book.save()
    assert fields_of(newest(book)) == [("Titel", "Bridges", "Ferries")]


def test_a_deletion_says_no_more_than_that(book):
    key = book.id
    book.delete()
    change = told(Book.history.filter(id=key)[:1])[0]
    assert (change.kind, change.fields) == (Kind.DELETED, ())


def test_each_row_is_compared_with_the_one_before_even_when_that_is_not_asked_for(book):
    for title in ("One", "Two", "Three"):
        book.title = title
        book.save()
    third, second = told(book.history.all()[:2])
    assert [fields_of(third), fields_of(second)] == [[("Titel", "Two", "Three")], [("Titel", "One", "Two")]]


def test_a_link_to_what_is_gone_says_so(book, shelf):
    shelf.delete()
    assert fields_of(newest(book)) == [("Hylde", "slettet eller uden for adgang", "")]


def test_a_row_tells_what_the_row_before_it_did_not_in_whatever_order_one_asks(book):
    for title in ("One", "Two", "Three"):
        book.title = title
        book.save()
    newest_first = list(book.history.all())
    mixed = [newest_first[place] for place in (2, 0, 3, 1)]
    assert [fields_of(one)[0] for one in told(mixed)] == [
        ("Titel", "Bridges", "One"),
        ("Titel", "Two", "Three"),
        ("Hylde", "", "Top"),
        ("Titel", "One", "Two"),
    ]


@pytest.mark.parametrize("books", [1, 30])
def test_any_number_of_changes_of_any_kinds_costs_two_queries(shelf, books, django_assert_num_queries):
    for number in range(books):
        book = Book.objects.create(title=str(number), shelf=shelf, part_of=Book.objects.create(title="whole"))
        book.title, book.shelf = "new", Shelf.objects.create(name=str(number))
        book.save()
    rows = [*Book.history.all(), *Shelf.history.all()]
    with django_assert_num_queries(2):
        told(rows)


def test_nothing_costs_nothing(acting, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert told([]) == []
