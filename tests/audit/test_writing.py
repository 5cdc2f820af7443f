from contextlib import suppress
from uuid import uuid4

import pytest
from django.db import connection, transaction

from audit import context
from audit.writing import NobodyActs, PartFailed, action
from tests.audit.conftest import Person
from tests.audit.rows.models import Shelf


@action
def rename(*, shelf: Shelf, name: str, by: Person, reason: str = "") -> context.Context:
    shelf.name = name
    shelf.save()
    return context.current()


@action
def rename_twice(*, shelf: Shelf, by: Person, second: Person, reason: str = "", inner: str = "") -> list:
    return [
        rename(shelf=shelf, name="One", by=by, reason=inner),
        rename(shelf=shelf, name="Two", by=second),
        context.current(),
    ]


def seen(contexts) -> list[tuple]:
    return [(c.user_id, c.role, c.reason) for c in contexts]


def test_the_user_and_the_reason_reach_history(shelf):
    clerk = Person(uuid4())
    rename(shelf=shelf, name="Bottom", by=clerk, reason="moved")
    row = shelf.history.latest()
    assert (row.name, row.history_user_id, row.history_change_reason) == ("Bottom", clerk.pk, "moved")


def test_a_nested_action_keeps_the_reason_unless_it_has_its_own(shelf, person):
    kept = rename_twice(shelf=shelf, by=person, second=person, reason="outer")
    own = rename_twice(shelf=shelf, by=person, second=person, reason="outer", inner="inner")
    assert [seen(kept), seen(own)] == [
        [(person.pk, "worker", "outer")] * 3,
        [(person.pk, "worker", "inner"), (person.pk, "worker", "outer"), (person.pk, "worker", "outer")],
    ]


def test_another_user_inside_acts_without_the_outer_ones_role(shelf, person):
    other = Person(uuid4())
    contexts = rename_twice(shelf=shelf, by=person, second=other)
    assert seen(contexts) == [
        (person.pk, "worker", "because"),
        (other.pk, "", "because"),
        (person.pk, "worker", "because"),
    ]


def test_the_context_is_as_before_after_an_action(shelf, person, acting):
    rename(shelf=shelf, name="Bottom", by=Person(uuid4()), reason="moved")
    assert context.current() == acting


def test_an_action_that_fails_leaves_nothing(shelf, person):
    @action
    def fail(*, by: Person) -> None:
        rename(shelf=shelf, name="Bottom", by=by)
        raise LookupError

    with pytest.raises(LookupError):
        fail(by=person)
    shelf.refresh_from_db()
    assert (shelf.name, shelf.history.count()) == ("Top", 1)


@action
def refuse(*, shelf: Shelf, by: Person) -> None:
    shelf.name = "Bottom"
    shelf.save()
    raise LookupError


def test_an_action_goes_on_after_a_part_that_failed_only_behind_a_savepoint(shelf, person):
    @action
    def go_on(*, by: Person, guarded: bool) -> str:
        rename(shelf=shelf, name="Middle", by=by)
        with suppress(LookupError):
            if guarded:
                with transaction.atomic():
                    refuse(shelf=shelf, by=by)
            else:
                refuse(shelf=shelf, by=by)
        return "went on"

    with pytest.raises(PartFailed, match="go_on"):
        go_on(by=person, guarded=False)
    shelf.refresh_from_db()
    assert (shelf.name, shelf.history.count()) == ("Top", 1)

    assert go_on(by=person, guarded=True) == "went on"
    shelf.refresh_from_db()
    assert (shelf.name, shelf.history.count()) == ("Middle", 2)


def test_whoever_calls_an_action_may_go_on_after_it_was_refused(shelf, person):
    with suppress(LookupError):
        refuse(shelf=shelf, by=person)
    shelf.refresh_from_db()
    rename(shelf=shelf, name="Middle", by=person)
    assert shelf.history.count() == 2


def test_an_action_opens_a_transaction(person, db):
    @action
    def depth(*, by: Person) -> int:
        return len(connection.atomic_blocks)

    assert depth(by=person) == len(transaction.get_connection().atomic_blocks) + 1


@pytest.mark.parametrize(
    "function",
    [
        lambda *, shelf: None,
        lambda by: None,
        lambda by, /: None,
        lambda **by: None,
    ],
)
def test_a_function_without_a_keyword_only_by_is_no_action(function):
    with pytest.raises(TypeError, match="by"):
        action(function)


@pytest.mark.parametrize("nobody", [None, Person(None)])
def test_nobody_cannot_act(nobody, db):
    with pytest.raises(NobodyActs):
        rename(shelf=Shelf(), name="New", by=nobody)


def test_an_action_keeps_its_name_and_docstring():
    @action
    def lend(*, by: Person) -> None:
        """Lend it."""

    assert (lend.__name__, lend.__doc__) == ("lend", "Lend it.")
