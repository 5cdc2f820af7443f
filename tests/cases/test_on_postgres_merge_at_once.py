"""Two become one while somebody writes on one of them, in transactions that really commit and wait for each other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection, connections
from django.urls import reverse

from accounts.models import User
from cases.actions.citizen import edit_citizen
from cases.actions.identity import CannotMove, merge_citizens
from cases.models import Citizen, Contact, RowMove
from tests.cases.moved import fresh
from tests.cast import acting, client_of, met_on_the_street, token


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]


def meanwhile(first: AbstractContextManager[User], act: Callable[[User], Any], second: Callable[[], Any]) -> Any:
    """`act` in the transaction `first`, which commits when `second`, in a thread of its own, waits for it.

    Returns what `second` did, or the refusal it got.
    """
    answers: list[Any] = []

    def other() -> None:
        try:
            answers.append(second())
        except CannotMove as refusal:
            answers.append(refusal)
        finally:
            connections.close_all()

    thread = threading.Thread(target=other)
    with first as by:
        act(by)
        thread.start()
        while thread.is_alive() and not somebody_waits():
            pass
        assert thread.is_alive(), f"It did not wait: {answers}"
    thread.join()
    return answers[0]


@pytest.fixture
def pair(committed_db: None, citizen: Citizen, unit_citizen: Citizen) -> tuple[Citizen, Citizen]:
    """The one who stays, the one who goes."""
    return citizen, unit_citizen


def proposal(client: Any, address: str) -> dict:
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_contact_written_during_the_merge_lands_on_the_one_who_stays(pair, owner, unit_mate):
    keep, gone = pair
    client = client_of(unit_mate)
    entry = client.get(f"{reverse('cases:contact_new')}?borger={gone.pk}").context["form"]["entry_id"].value()
    answers = {"entry_id": entry, "citizens": [gone.pk], "result": "talked", "way": "street", "note": "Ved havnen"}

    response = meanwhile(
        acting(owner),
        lambda by: merge_citizens(keep=keep, gone=gone, by=by),
        lambda: client.post(reverse("cases:contact_new"), answers),
    )

    with acting(owner):
        assert (response.status_code, Contact.objects.get(note="Ved havnen").citizen_id) == (302, keep.pk)


def test_a_contact_written_just_before_goes_along(pair, owner, unit_mate):
    keep, gone = pair

    def merge() -> RowMove:
        with acting(owner) as by:
            return merge_citizens(keep=keep, gone=gone, by=by)

    move = meanwhile(
        acting(unit_mate), lambda by: met_on_the_street(gone, "late", days_ago=0, note="Ved havnen", by=by), merge
    )

    with acting(owner):
        contact = Contact.objects.get(note="Ved havnen")
        assert (contact.citizen_id, str(contact.pk) in move.rows["cases.Contact"]) == (keep.pk, True)


@pytest.mark.parametrize("other_way_round", [False, True])
def test_the_same_two_are_merged_once(pair, owner, leader, other_way_round):
    keep, gone = pair

    def merge() -> RowMove:
        with acting(leader) as by:
            one, other = (gone, keep) if other_way_round else (keep, gone)
            return merge_citizens(keep=one, gone=other, by=by)

    second = meanwhile(acting(owner), lambda by: merge_citizens(keep=keep, gone=gone, by=by), merge)

    with acting(owner):
        assert isinstance(second, CannotMove) == other_way_round
        assert [move.moved_by_id for move in RowMove.objects.all()] == [owner.pk]


def test_what_was_edited_meanwhile_is_taken_along(pair, owner, unit_mate):
    keep, gone = pair

    def merge() -> RowMove:
        with acting(owner) as by:
            return merge_citizens(keep=keep, gone=gone, choices={"contact_wishes": "gone"}, by=by)

    meanwhile(
        acting(unit_mate), lambda by: edit_citizen(citizen=fresh(gone), contact_wishes="Ring først", by=by), merge
    )

    with acting(owner):
        assert (fresh(keep).contact_wishes, fresh(gone).merged_into_id) == ("Ring først", keep.pk)


def test_an_edit_that_waited_for_the_merge_undoes_nothing_and_loses_no_text(pair, owner, unit_mate):
    keep, gone = pair
    client = client_of(unit_mate)
    address = reverse("cases:citizen_edit", args=[gone.pk])
    answers = proposal(client, address) | {"alias": "Kalle"}

    response = meanwhile(
        acting(owner),
        lambda by: merge_citizens(keep=keep, gone=gone, by=by),
        lambda: client.post(address, answers),
    )

    with acting(owner):
        assert (response.status_code, response.context["form"]["alias"].value()) == (200, "Kalle")
        assert (fresh(gone).merged_into_id, fresh(gone).alias) == (keep.pk, token("unit_citizen", "alias"))
