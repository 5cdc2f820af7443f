"""What one query reads of many tables is what each table's own query reads."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.db import models

from audit.mixed import read_together
from tests.audit.rows.models import Book, Crate, Shelf


@pytest.fixture
def full_book(shelf: Shelf) -> Book:
    """A value in every field."""
    return Book.objects.create(
        shelf=shelf,
        part_of=Book.objects.create(title="whole"),
        title="Bridges",
        state=Book.State.WORN,
        lent=True,
        pages=7,
        tags={"colour": ["red", 1, None]},
        bought_on=date(2026, 3, 1),
        price=Decimal("12.50"),
        lent_at=datetime(2026, 3, 2, 9, 5, 0, 123456, tzinfo=UTC),
        due_at=time(9, 5),
        number="0101901234",
        secret="hidden",
    )


def values(row: models.Model) -> dict[str, object]:
    """What was read, each with its type."""
    names = [field.attname for field in row._meta.concrete_fields]
    return {name: (type(row.__dict__[name]), row.__dict__[name]) for name in names if name in row.__dict__}


def test_every_kind_of_value_is_read_as_in_its_own_query(full_book, django_assert_num_queries):
    Crate.objects.create(weight=Decimal("0.125"))
    querysets = [Crate.objects.all(), Book.history.all(), Book.objects.defer("secret"), Shelf.history.all()]
    with django_assert_num_queries(1):
        together = read_together(querysets)
    alone = [{row.pk: values(row) for row in rows} for rows in querysets]
    assert [{row.pk: values(row) for row in rows} for rows in together] == alone
    assert [len(rows) for rows in together] == [1, 2, 2, 1]


def test_it_is_the_same_whichever_comes_first(full_book):
    first, second = read_together([Book.objects.all(), Shelf.objects.all()])
    other_second, other_first = read_together([Shelf.objects.all(), Book.objects.all()])
    assert [{row.pk: values(row) for row in rows} for rows in (first, second)] == [
        {row.pk: values(row) for row in rows} for rows in (other_first, other_second)
    ]


def test_what_history_leaves_out_is_left_unread(full_book):
    (rows,) = read_together([Book.objects.filter(pk=full_book.pk)])
    assert rows[0].get_deferred_fields() == {"secret"}


def test_a_queryset_without_rows_stands_among_the_others(book):
    assert read_together([Shelf.objects.filter(pk__in=[]), Book.objects.all(), Shelf.objects.none()]) == [
        [],
        [book],
        [],
    ]


def test_no_queryset_is_no_query(acting, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read_together([]) == []
