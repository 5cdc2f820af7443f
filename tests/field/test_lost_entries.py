"""Numbers that a tablet lost: found again by themselves, or ticked off by the leader with what became of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from field.actions.lost_entry import see_as_lost
from field.lost_entries import lost_words
from field.models import DeviceUser, LostEntry
from tests.cast import acting, client_of
from tests.field.tablet import Tablet, contact
from tests.queries import assert_same_queries

TABLETS = reverse("field:devices")
LINE = "Tablet har mistet indtastninger: Tablet, som Oda Lind tog i brug"


def hello(tablet: Tablet, next_number: int, *waiting: int) -> list[int]:
    said = {"next_number": next_number, "waiting_numbers": list(waiting)}
    if waiting:
        said["oldest_at"] = timezone.now().isoformat()
    lost: list[int] = tablet.post("hello", said).json()["lost_numbers"]
    return lost


def part_of(user) -> DeviceUser:
    with acting(user):
        return DeviceUser.objects.get(user=user)


def url(name: str, user) -> str:
    return reverse(f"field:{name}", args=[part_of(user).pk])


def facts(user) -> list[tuple[int, bool, str]]:
    """(number, whether it was found, what became of it)"""
    with acting(user):
        rows = LostEntry.objects.order_by("number")
        return [(row.number, row.found_at is not None, row.note) for row in rows]


def waits(user) -> list[str]:
    lines = client_of(user).get(reverse("cases:unit_overview")).context["waiting"]
    return [line.title for line in lines if line.title.startswith("Tablet har mistet")]


def test_ticked_off_with_a_note_it_is_gone_from_tablet_pages_and_what_waits(tablet, owner, leader):
    assert hello(tablet, 4) == [1, 2, 3]
    assert (waits(leader), waits(owner)) == ([LINE], [])
    client = client_of(leader)

    answer = client.post(url("device_lost_seen", owner), {"numbers": ["1-3"], "note": " Skrevet  igen "}, follow=True)

    assert answer.redirect_chain == [(url("device_lost", owner), 302)]
    page = answer.content.decode()
    assert "3 numre er afklaret." in page
    assert "Intet mangler" in page
    assert "Nr. 1-3 · Lone Vinther, i dag kl." in page
    assert facts(owner) == [(number, False, "Skrevet igen") for number in (1, 2, 3)]
    assert hello(tablet, 5) == [4]
    client.post(url("device_lost_seen", owner), {"numbers": ["4"], "note": "En prøve"})
    assert (hello(tablet, 5), waits(leader)) == ([], [])
    assert "Mangler nr." not in client.get(TABLETS).content.decode()


def test_one_that_turns_up_resolves_itself_and_one_that_goes_again_is_missed_again(tablet, owner, leader, citizen):
    late = tablet.write("contact", contact([citizen.pk]))
    assert hello(tablet, 3) == [1, 2]

    assert hello(tablet, 3, 1) == [2]
    tablet.send(late)
    assert hello(tablet, 3, 2) == []
    assert facts(owner) == [(1, True, ""), (2, True, "")]
    assert waits(leader) == []
    assert hello(tablet, 3) == [2]
    assert facts(owner) == [(1, True, ""), (2, False, "")]
    with acting(owner):
        history = LostEntry.history.filter(number=2).order_by("history_id")
        assert [row.found_at is None for row in history] == [True, False, True]


def test_the_page_says_between_when_and_when_each_was_written(tablet, owner, leader, citizen):
    now = timezone.now()
    for number, hours in ((2, 5), (5, 3), (9, 2)):
        at = (now - timedelta(hours=hours)).isoformat()
        tablet.send(tablet.write("contact", contact([citizen.pk]), number=number, made_at=at))
    hello(tablet, 11, 8)

    spans = client_of(leader).get(url("device_lost", owner)).context["spans"]

    assert [span.key for span in spans] == ["1", "3-4", "6-7", "10"]
    before, between, other, last = (span.when for span in spans)
    clocks = {hours: timezone.localtime(now - timedelta(hours=hours)).strftime("kl. %H.%M") for hours in (5, 3, 2, 0)}
    assert before.startswith("Skrevet før ")
    assert before.endswith(clocks[5].replace("kl. 0", "kl. ")) or clocks[5] in before
    for when, first, second in ((between, 5, 3), (other, 3, 2)):
        assert when.startswith("Skrevet mellem ")
        assert when.index(clocks[first]) < when.rindex(clocks[second])
    # After the last that came, before it was missed.
    assert clocks[2] in last


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"numbers": [], "note": "Skrevet igen"}, "Vælg, hvilke der er afklaret."),
        ({"numbers": ["1-2"], "note": "  "}, "Skriv kort, hvad der blev af det."),
        ({"numbers": ["7"], "note": "Skrevet igen"}, "Marker en gyldig valgmulighed."),
        ({"numbers": ["1-2"], "note": "x" * 301}, "300 tegn ("),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_nothing_is_ticked_off(tablet, owner, leader, data, said):
    hello(tablet, 3)

    page = client_of(leader).post(url("device_lost_seen", owner), data).content.decode()

    assert said in page
    assert data["note"].strip() in page
    assert facts(owner) == [(1, False, ""), (2, False, "")]


def test_only_the_leader_of_the_unit_ticks_off_and_nobody_twice(tablet, owner, leader, other_leader, outside_leader):
    hello(tablet, 2)
    row = part_of(owner)
    for user in (owner, other_leader, outside_leader):
        with acting(user) as by, pytest.raises(PermissionDenied):
            see_as_lost(device_user=row, numbers=[1], note="Skrevet igen", by=by)
    assert facts(owner) == [(1, False, "")]
    assert "Fortæl din leder, hvad det var." in client_of(owner).get(url("device_lost", owner)).content.decode()
    with acting(leader) as by:
        see_as_lost(device_user=row, numbers=[1], note="Skrevet igen", by=by)
    with acting(leader) as by, pytest.raises(ValidationError, match="afklaret eller dukket op imens"):
        see_as_lost(device_user=row, numbers=[1], note="Skrevet to gange", by=by)
    assert facts(owner) == [(1, False, "Skrevet igen")]


def test_any_number_that_is_lost_costs_the_same(tablet, owner, leader, citizen):
    client, page, form = client_of(leader), url("device_lost", owner), url("device_lost_seen", owner)

    def more(numbers: int) -> None:
        for _one in range(numbers):
            tablet.next_number += 1
            tablet.send(tablet.write("contact", contact([citizen.pk])))
        hello(tablet, tablet.next_number)

    more(1)
    for address in (TABLETS, page, form):
        assert_same_queries(lambda address=address: client.get(address), lambda: more(2), lambda: more(12))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([4], "Mangler nr. 4"),
        ([2, 3, 5], "Mangler nr. 2-3 og 5"),
        ([1, 3, 5, 7, 9, 11, 12], "Mangler nr. 1, 3, 5, 7, 9 og flere, i alt 7"),
    ],
)
def test_numbers_in_words(numbers, said):
    assert lost_words(numbers) == said
