import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import F, OuterRef, Subquery
from django.forms import modelform_factory
from django.test.utils import isolate_apps

from audit.encryption import EncryptedTextField, Unreadable, decrypt, encrypt
from audit.models import Tracked
from tests.audit.rows.models import Book

OLD, NEW = os.urandom(64), os.urandom(64)


@pytest.fixture(autouse=True)
def _keys(settings):
    settings.FIELD_KEYS = {1: OLD}


@pytest.fixture
def rotated(settings):
    """Switch to a new key, keeping the old one for reading."""

    def rotate() -> None:
        settings.FIELD_KEYS = {2: NEW, 1: OLD}

    return rotate


def stored(table: str = "rows_book") -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {table}")
        return [bytes(value) for (value,) in cursor.fetchall()]


def test_the_database_never_sees_the_text_and_history_holds_the_same_bytes(book):
    assert (Book.objects.get().number, Book.history.get().number) == ("0101901234", "0101901234")
    assert stored() == stored("rows_historicalbook") == [encrypt("0101901234", bound_to="rows.book.number")]
    assert b"0101901234" not in stored()[0]


def test_exact_in_and_isnull_look_ups(book):
    other = Book.objects.create(title="No number")
    found = [
        set(Book.objects.filter(number="0101901234")),
        set(Book.objects.filter(number__in=["0101901234", "1", None])),
        set(Book.objects.filter(number__in=[])),
        set(Book.objects.filter(number=None)),
        set(Book.objects.filter(number__isnull=False)),
        set(Book.objects.exclude(number="0101901234")),
        set(Book.objects.filter(number=F("number"))),
        set(Book.objects.filter(number=Subquery(Book.objects.filter(pk=OuterRef("pk")).values("number")))),
        set(Book.objects.filter(number__in=Book.objects.values("number"))),
    ]
    assert found == [{book}, {book}, set(), {other}, {book}, {other}, {book}, {book}, {book}]


def test_look_ups_find_rows_under_old_keys(book, rotated):
    rotated()
    new = Book.objects.create(title="New", number="0101901234")
    assert {row[0] for row in stored()} == {1, 2}
    assert set(Book.objects.filter(number="0101901234")) == {book, new}
    assert {row.number for row in Book.objects.all()} == {"0101901234"}


@pytest.mark.parametrize("lookup", ["contains", "icontains", "startswith", "gt", "iexact", "regex"])
def test_other_look_ups_are_refused(lookup):
    with pytest.raises(FieldError, match="exact, in and isnull"):
        Book.objects.filter(**{f"number__{lookup}": "01"})


@pytest.mark.parametrize("text", ["", " ", "æøå 🙂", "x" * 5000])
def test_text_comes_back_as_it_was(text):
    assert decrypt(encrypt(text, bound_to="a.b.c"), bound_to="a.b.c") == text


def test_the_same_text_differs_between_fields():
    assert encrypt("1", bound_to="a.b.c") != encrypt("1", bound_to="a.b.d")


@pytest.mark.parametrize(
    "damage",
    [
        lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed: bytes([9]) + sealed[1:],
        lambda sealed: sealed[:5],
        lambda sealed: sealed[:1],
        lambda sealed: b"0101901234",
    ],
)
def test_what_was_tampered_with_is_an_error_and_never_a_text(damage):
    with pytest.raises(Unreadable):
        decrypt(damage(encrypt("0101901234", bound_to="a.b.c")), bound_to="a.b.c")


def test_bytes_moved_from_another_field_are_an_error():
    with pytest.raises(Unreadable):
        decrypt(encrypt("1", bound_to="a.b.c"), bound_to="a.b.d")


def test_a_wrong_key_is_an_error(book, settings):
    settings.FIELD_KEYS = {1: NEW}
    with pytest.raises(Unreadable):
        Book.objects.get()
    settings.FIELD_KEYS = {1: OLD}


def test_bytes_are_never_encrypted_again():
    with pytest.raises(TypeError):
        encrypt(encrypt("1", bound_to="a.b.c"), bound_to="a.b.c")


def test_empty_and_nothing_stay_apart(acting):
    empty, nothing = Book.objects.create(number=""), Book.objects.create(number=None)
    assert (Book.objects.get(number=""), Book.objects.get(number=None)) == (empty, nothing)
    assert [Book.objects.get(pk=row.pk).number for row in (empty, nothing)] == ["", None]


def test_a_form_takes_and_shows_text(book):
    form_class = modelform_factory(Book, fields=["number"])
    form = form_class({"number": " 0202902345 "}, instance=book)
    assert (form.initial["number"], form.is_valid(), form.cleaned_data["number"]) == ("0101901234", True, "0202902345")
    assert [form_class({"number": number}).errors.get("number") is None for number in ("1" * 20, "1" * 21)] == [
        True,
        False,
    ]
    assert form_class({"number": ""}).fields["number"].clean("") is None


def test_threads_never_see_ciphertext():
    sealed = encrypt("0101901234", bound_to="a.b.c")
    with ThreadPoolExecutor(8) as pool:
        texts = set(pool.map(lambda _: decrypt(sealed, bound_to="a.b.c"), range(4000)))
        seals = set(pool.map(lambda _: encrypt("0101901234", bound_to="a.b.c"), range(4000)))
    assert (texts, seals) == ({"0101901234"}, {sealed})


@isolate_apps("tests.audit.rows")
def test_a_renamed_field_reads_what_the_old_one_wrote():
    class Renamed(Tracked):
        cpr = EncryptedTextField(bound_to="rows.book.number")

        class Meta(Tracked.Meta):
            app_label = "rows"

        def __str__(self) -> str:
            return ""

    sealed = encrypt("1", bound_to="rows.book.number")
    for model in (Renamed, Renamed.history.model):
        assert model._meta.get_field("cpr").from_db_value(sealed, None, connection) == "1"
    assert Renamed._meta.get_field("cpr").deconstruct()[3]["bound_to"] == "rows.book.number"
