"""Every write path that walks past django-simple-history writes history here, or is refused."""

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Count, F, Value
from django.db.models.functions import Concat

from tests.audit.conftest import commit_checks, kinds
from tests.audit.rows.models import Book, Shelf


def test_queryset_update_writes_history_of_the_rows_as_they_are_now(book, shelf):
    other = Book.objects.create(title="Roads", pages=3)
    assert Book.objects.filter(shelf=shelf).update(pages=F("pages") + 2, title=Concat("title", Value("!"))) == 1
    row = book.history.latest()
    assert (row.history_type, row.title, row.pages, kinds(other)) == ("~", "Bridges!", 2, "+")
    commit_checks()


def test_queryset_update_leaves_no_history_of_rows_it_did_not_change(book):
    assert (Book.objects.update(title="Bridges"), Book.objects.update(secret="hush")) == (1, 1)
    assert kinds(book) == "+"
    commit_checks()


def test_queryset_update_of_many_rows_is_a_few_statements(acting, django_assert_max_num_queries):
    Shelf.objects.create_many([Shelf(name=str(number)) for number in range(600)])
    with django_assert_max_num_queries(30):
        assert Shelf.objects.update(name="All") == 600
    assert Shelf.history.filter(history_type="~", name="All").count() == 600


@pytest.mark.parametrize(
    "narrow",
    [
        lambda books: books.filter(shelf__name="Top").distinct(),
        lambda books: books.annotate(number_of_parts=Count("parts")).filter(number_of_parts=0),
        lambda books: books.select_related("shelf").order_by("shelf__name"),
        lambda books: books.only("title"),
        lambda books: books.filter(shelf__in=Shelf.objects.filter(name="Top")),
    ],
)
def test_queryset_update_takes_any_narrowed_queryset(book, narrow):
    assert narrow(Book.objects.all()).update(pages=9) == 1
    assert book.history.latest().pages == 9
    commit_checks()


def test_reverse_foreign_key_clear_set_and_add(book, shelf):
    shelf.book_set.clear()
    shelf.book_set.set([book])
    Shelf.objects.create(name="New").book_set.add(book)
    assert kinds(book) == "+~~~"
    commit_checks()


def test_deleting_the_target_of_set_null_and_cascading(book, shelf):
    part = Book.objects.create(title="Chapter", part_of=book)
    shelf.delete()
    assert (kinds(book), book.history.latest().shelf_id) == ("+~", None)
    key = book.id
    book.delete()
    assert (kinds(part), kinds(Book(id=key))) == ("+-", "+~-")
    commit_checks()


def test_get_or_create_and_update_or_create(acting):
    book, _ = Book.objects.update_or_create(title="Bridges", defaults={"pages": 1})
    Book.objects.update_or_create(title="Bridges", defaults={"pages": 2})
    Book.objects.get_or_create(title="Bridges")
    assert kinds(book) == "+~"
    commit_checks()


def test_queryset_delete(book):
    Book.objects.all().delete()
    assert kinds(book) == "+-"
    commit_checks()


@pytest.mark.parametrize(
    "write",
    [
        lambda book: Book.objects.bulk_create([Book(title="New")]),
        lambda book: Book.objects.bulk_create([book], update_conflicts=True),
        lambda book: Book.objects.bulk_update([book], ["title"]),
        lambda book: Book.objects.all()._raw_delete("default"),
        lambda book: book.parts.bulk_create([Book(title="New")]),
    ],
)
def test_bulk_writes_name_the_way_that_keeps_history(book, write):
    with pytest.raises(TypeError, match=r"create_many\(\)"):
        write(book)


def test_create_many_writes_rows_and_history_in_few_statements(acting, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        made = Book.objects.create_many(Book(title=str(number), number="1") for number in range(500))
    assert Book.objects.count() == Book.history.filter(history_type="+", history_user_id=acting.user_id).count() == 500
    made[0].save()
    assert kinds(made[0]) == "+"
    commit_checks()


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def plain(model) -> models.QuerySet:
    return models.QuerySet(model)


def save_then(statement: str, book: Book) -> None:
    book.title = "Ferries"
    book.save()
    raw(statement)


@pytest.mark.parametrize(
    "write",
    [
        lambda book: raw("UPDATE rows_book SET title = 'Other'"),
        lambda book: raw('UPDATE rows_book SET tags = \'{"colour": "red", "more": 1}\''),
        lambda book: raw("UPDATE rows_book SET tags = '{}'"),
        lambda book: raw("DELETE FROM rows_book"),
        lambda book: plain(Book).update(title="Other"),
        lambda book: plain(Book).bulk_create([Book(title="New")]),
        lambda book: plain(Book).filter(pk=book.pk)._raw_delete("default"),
        lambda book: save_then("UPDATE rows_book SET title = 'Bridges'", book),
        lambda book: save_then("DELETE FROM rows_book", book),
    ],
)
def test_what_walks_past_python_does_not_reach_a_commit(book, write):
    @transaction.atomic
    def commit() -> None:
        write(book)
        commit_checks()

    commit_checks()
    with pytest.raises(IntegrityError, match="history"):
        commit()


def test_changing_only_excluded_columns_needs_no_history(book):
    raw("UPDATE rows_book SET secret = 'hush'")
    commit_checks()
    assert kinds(book) == "+"
