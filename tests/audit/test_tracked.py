"""What a tracked row writes to its history, and what it refuses."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.core import serializers
from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone

from audit import context
from audit.models import UnsavedChanges
from audit.writing import OutsideAction
from tests.audit.conftest import commit_checks, kinds
from tests.audit.rows.models import Book, Shelf
from tests.queries import queries_of


def test_history_says_who_why_in_which_role_and_request(book, acting):
    row = book.history.get()
    assert (
        row.history_type,
        row.history_user_id,
        row.history_change_reason,
        row.history_role,
        row.history_request_id,
    ) == ("+", acting.user_id, "because", "worker", "request-1")


def test_history_believes_the_context_and_not_the_instance(shelf, acting):
    shelf._history_user = object()
    shelf._change_reason = "another"
    shelf.name = "Bottom"
    shelf.save()
    row = shelf.history.latest()
    assert (row.history_user_id, row.history_change_reason) == (acting.user_id, "because")


def test_history_cannot_be_switched_off(shelf, settings):
    settings.SIMPLE_HISTORY_ENABLED = False
    shelf.skip_history_when_saving = True
    shelf.name = "Bottom"
    shelf.save()
    key = shelf.id
    shelf.delete()
    assert kinds(Shelf(id=key)) == "+~-"
    assert not hasattr(shelf, "save_without_historical_record")


def test_each_save_and_the_delete_leave_a_row(book):
    book.title = "Ferries"
    book.save()
    key = book.id
    book.delete()
    rows = Book.history.filter(id=key).order_by("history_id").values_list("history_type", "title")
    assert list(rows) == [("+", "Bridges"), ("~", "Ferries"), ("-", "Ferries")]


def test_a_save_that_changes_nothing_writes_nothing(book, django_assert_num_queries):
    loaded = Book.objects.get(pk=book.pk)
    loaded.pages, loaded.bought_on = "0", None
    with django_assert_num_queries(0):
        book.save()
        loaded.save()
        loaded.save(update_fields=["title"])


def test_a_change_inside_a_json_value_is_seen(book):
    loaded = Book.objects.get(pk=book.pk)
    loaded.tags["colour"] = "blue"
    loaded.save()
    loaded.tags["colour"] = "green"
    loaded.save()
    assert list(book.history.values_list("tags", flat=True)) == [{"colour": c} for c in ("green", "blue", "red")]


def test_the_excluded_field_is_saved_but_not_kept(book):
    book.secret = "hush"
    book.save()
    book.refresh_from_db()
    assert (book.secret, kinds(book)) == ("hush", "+")
    assert "secret" not in {field.name for field in Book.history.model._meta.fields}
    commit_checks()


def test_update_fields_refuses_to_leave_a_change_behind(book):
    book.title, book.pages = "Ferries", 7
    with pytest.raises(UnsavedChanges, match="pages"):
        book.save(update_fields=["title"])


def test_update_fields_keeps_in_history_what_another_has_written_meanwhile(book):
    stale = Book.objects.get(pk=book.pk)
    book.pages = 7
    book.save()
    stale.title = "Ferries"
    stale.save(update_fields=["title"])
    row = book.history.latest()
    assert (row.title, row.pages, stale.pages) == ("Ferries", 7, 7)
    commit_checks()


def test_a_row_loaded_in_part_is_kept_whole_and_read_once(book, django_assert_num_queries):
    part = Book.objects.only("title").get(pk=book.pk)
    part.title = "Ferries"
    with django_assert_num_queries(3):
        part.save()
    row = book.history.latest()
    assert (row.title, row.tags, row.number) == ("Ferries", {"colour": "red"}, "0101901234")
    commit_checks()


def test_deleting_a_row_loaded_in_part_keeps_it_whole(book):
    Book.objects.only("title").get(pk=book.pk).delete()
    assert Book.history.filter(id=book.id).latest().tags == {"colour": "red"}


def test_an_expression_is_refused(book):
    book.pages = F("pages") + 1
    with pytest.raises(TypeError, match="update"):
        book.save()


def test_a_changed_row_saved_after_refresh_writes_what_it_read(book):
    book.title = "Ferries"
    book.refresh_from_db()
    book.save()
    assert kinds(book) == "+"


def test_dates_given_as_text_are_no_change(book):
    book.bought_on = date(2026, 1, 2)
    book.save()
    book.bought_on = "2026-01-02"
    assert book.changed_fields() == set()


def test_loading_a_fixture_writes_history(book):
    book.title = "Ferries"
    (written,) = serializers.deserialize("json", serializers.serialize("json", [book]))
    written.save()
    assert kinds(book) == "+~"
    commit_checks()


def test_a_row_is_written_as_django_would_write_it(shelf, person, time_machine):
    """`save` writes the row and its history by statements of the house's own, `create_many` by Django's."""
    time_machine.move_to(timezone.now(), tick=False)
    told = {
        "shelf": shelf, "title": "50 % broer; \"Øst\"", "state": Book.State.WORN, "lent": True, "pages": 7,
        "tags": {"farve": ["rød", None]}, "bought_on": date(2026, 1, 2), "price": Decimal("12.50"),
        "lent_at": timezone.now(), "due_at": time(12, 30), "number": "0101011234", "secret": "x",
    }  # fmt: skip
    Book(**told).save()
    Book.objects.create_many([Book(**told)])

    for rows in (Book.objects, Book.history):
        saved, made = ({**row, "id": None, "history_id": None} for row in rows.order_by("id").values())
        assert saved == made
    assert Book.objects.order_by("id")[0].number == "0101011234"
    commit_checks()


def test_a_new_row_and_its_history_are_one_trip_to_the_database(shelf):
    queries = queries_of(Book(shelf=shelf, title="Bridges").save)
    assert len(queries) == (1 if connection.vendor == "postgresql" else 2)


def test_a_row_that_the_database_fills_in_is_refused(shelf):
    with pytest.raises(TypeError, match="Shelf"):
        shelf._do_insert(None, "default", [], [Shelf._meta.pk], False)


def test_history_rows_have_bigint_keys_and_no_index_but_their_own():
    fields = {field.name: field for field in Book.history.model._meta.fields}
    indexed = [name for name, field in fields.items() if getattr(field, "db_index", False)]
    assert isinstance(fields["history_id"], models.BigAutoField)
    assert (indexed, [index.fields for index in Book.history.model._meta.indexes]) == (
        [],
        [["id", "-history_id"], ["shelf", "history_date"]],
    )


def test_the_newest_of_two_changes_in_one_moment_is_one(book, time_machine):
    time_machine.move_to(book.history.get().history_date, tick=False)
    for title in ("Ferries", "Roads"):
        book.title = title
        book.save()
    assert [row.title for row in Book.history.latest_of_each()] == ["Roads"]
    assert [row.title for row in Book.history.as_of(timezone.now())] == ["Roads"]


def test_keys_are_uuid7_and_sort_by_time(acting):
    first, second = Shelf.objects.create(name="1"), Shelf.objects.create(name="2")
    first.refresh_from_db()
    assert (first.id.version, first.id < second.id, first == Shelf.objects.get(pk=str(first.id))) == (7, True, True)


class TestOutsideATransaction:
    """A plain autocommit save would keep the change when writing its history fails."""

    @pytest.fixture(autouse=True)
    def _outside(self, monkeypatch):
        class Autocommit:
            in_atomic_block = False

        monkeypatch.setattr(transaction, "get_connection", lambda using=None: Autocommit())

    @pytest.mark.parametrize(
        "write",
        [
            lambda shelf: shelf.save(),
            lambda shelf: shelf.delete(),
            lambda shelf: Shelf(name="New").save(),
            lambda shelf: Shelf.objects.update(name="New"),
            lambda shelf: Shelf.objects.all().delete(),
            lambda shelf: Shelf.objects.create_many([Shelf(name="New")]),
        ],
    )
    def test_nothing_is_written(self, write):
        with pytest.raises(OutsideAction):
            write(Shelf(name="Top"))


def test_nobody_in_the_context_leaves_the_user_open(db):
    with context.use(user_id=None, role="system"):
        shelf = Shelf.objects.create(name="Top")
    row = shelf.history.get()
    assert (row.history_user_id, row.history_role) == (None, "system")


class Undone(Exception):
    pass


def test_a_save_that_was_rolled_back_is_written_when_saved_again(book):
    def save_and_undo() -> None:
        with transaction.atomic():
            book.title = "Ferries"
            book.save()
            raise Undone

    with pytest.raises(Undone):
        save_and_undo()
    book.save()
    assert list(Book.history.values_list("title", flat=True)) == ["Ferries", "Bridges"]


def test_a_create_that_was_rolled_back_is_written_when_saved_again(acting):
    new = Shelf(name="Top")

    def save_and_undo() -> None:
        with transaction.atomic():
            new.save()
            raise Undone

    with pytest.raises(Undone):
        save_and_undo()
    new.save()
    assert (Shelf.objects.get(), kinds(new)) == (new, "+")


def test_a_save_in_a_nested_block_that_stood_is_known_afterwards(book):
    with transaction.atomic():
        book.title = "Ferries"
        book.save()
    book.save()
    assert kinds(book) == "+~"
