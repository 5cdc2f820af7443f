"""Fremmøde of a group: all who have a place on one page, said once, and nothing said twice."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import AccessLog
from cases.actions.attendance import note_attendance
from cases.actions.chosen_block import choose_block, end_choice
from cases.actions.group_attendance import note_group_attendance
from cases.models import Attendance
from tests.cases.plan_factories import block, day
from tests.cast import acting, client_of
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries, queries_of

How = Attendance.How


def page_of(group, on=None) -> str:
    here = reverse("cases:block_attendance", args=[group.pk])
    return f"{here}?dag={on.isoformat()}" if on else here


def said_of(group, on=None) -> dict:
    return dict(Attendance.objects.filter(chosen__block=group, held_on=on or day(0)).values_list("chosen_id", "how"))


def drawn(response) -> dict[str, str]:
    form = response.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


@pytest.fixture
def group(owner):
    with acting(owner) as by:
        return block(by)


@pytest.fixture
def two(group, citizen, unit_citizen, owner):
    with acting(owner) as by:
        return [choose_block(citizen=one, block=group, chosen_on=day(-20), by=by) for one in (citizen, unit_citizen)]


def test_a_group_is_noted_at_once_with_one_line_of_history_each(group, two, owner):
    came, missed = (one.pk for one in two)
    with acting(owner) as by:
        for _twice in range(2):
            note_group_attendance(block=group, said={came: How.CAME, missed: How.MISSED}, by=by)
        assert said_of(group) == {came: "came", missed: "missed"}
        assert Attendance.history.count() == 2
        note_group_attendance(block=group, said={missed: How.CALLED_OFF, came: ""}, by=by)
        assert said_of(group) == {missed: "called_off"}
        assert Attendance.history.filter(chosen_id=missed).count() == 2


def test_all_or_nothing_and_never_of_what_did_not_run_that_day(group, two, owner):
    first, second = (one.pk for one in two)
    with acting(owner) as by:
        end_choice(chosen=two[1], on=day(-3), by=by)
        for said, on in (({first: How.CAME, second: How.CAME}, day(0)), ({first: How.CAME}, day(1))):
            with pytest.raises(ValidationError):
                note_group_attendance(block=group, said=said, held_on=on, by=by)
        with pytest.raises(ValidationError):
            note_group_attendance(block=block(by, "NADA"), said={first: How.CAME}, by=by)
        with pytest.raises(ValidationError):
            note_group_attendance(block=group, said={first: "danced"}, by=by)
        assert said_of(group) == {}


def test_the_page_is_filled_in_with_what_is_known_and_overwrites_nothing_one_did_not_touch(
    group, two, owner, unit_mate
):
    one, other = (row.pk for row in two)
    with acting(owner) as by:
        note_attendance(chosen=two[0], how=How.MISSED, by=by)
    client = client_of(owner)
    answers = drawn(client.get(page_of(group)))
    assert (answers[f"how_{one.hex}"], answers[f"how_{other.hex}"]) == ("missed", "")
    # A colleague is quicker, and mends the other one.
    with acting(unit_mate) as by:
        note_attendance(chosen=two[0], how=How.CAME, by=by)
    for _twice in range(2):
        response = client.post(page_of(group), answers | {f"how_{other.hex}": "called_off"})

    assert response.url == page_of(group, day(0))
    with acting(owner):
        assert said_of(group) == {one: "came", other: "called_off"}


def test_another_day_has_those_who_had_a_place_then(group, two, owner):
    with acting(owner) as by:
        end_choice(chosen=two[0], on=day(-5), by=by)
    client = client_of(owner)
    assert len(client.get(page_of(group, day(-5))).context["group"].people) == 2
    assert len(client.get(page_of(group)).context["group"].people) == 1
    assert "Ingen havde en plads den dag" in client.get(page_of(group, day(-40))).content.decode()
    future = client.get(page_of(group, day(1)))
    assert (future.context["search"].errors.keys(), future.context["group"].people) == ({"dag"}, [])

    client.post(page_of(group, day(-5)), {f"how_{two[0].pk.hex}": "came"})
    with acting(owner):
        assert said_of(group, day(-5)) == {two[0].pk: "came"}


def test_nothing_is_lost_when_somebody_is_no_longer_on_the_list(group, two, owner):
    stays, gone = (row.pk.hex for row in two)
    client = client_of(owner)
    answers = drawn(client.get(page_of(group))) | {f"how_{stays}": "came", f"how_{gone}": "missed"}
    with acting(owner) as by:
        end_choice(chosen=two[1], on=day(-1), by=by)
    refused = client.post(page_of(group), answers)
    assert "1 på listen var ikke med den dag" in refused.content.decode()
    assert drawn(refused) == {f"how_{stays}": "came", f"before_{stays}": ""}
    assert client.post(page_of(group), drawn(refused)).status_code == 302

    with acting(owner):
        assert said_of(group) == {two[0].pk: "came"}


def test_only_whom_one_may_know_is_named_and_each_look_is_in_the_log(
    group, citizen, protected_citizen, owner, unit_mate
):
    with acting(owner) as by:
        known, hidden = (choose_block(citizen=one, block=group, by=by) for one in (citizen, protected_citizen))
    client = client_of(unit_mate)
    shown = client.get(page_of(group))
    assert [one.name for one in shown.context["group"].people] == [citizen.label]
    assert "1 borger mere, som du ikke har adgang til" in shown.content.decode()
    assert protected_citizen.label not in shown.content.decode()
    client.post(page_of(group), {f"how_{known.pk.hex}": "came", f"how_{hidden.pk.hex}": "came"})

    with acting(unit_mate):
        assert said_of(group) == {}
        looked = AccessLog.objects.filter(user_id=unit_mate.pk, action=AccessLog.Action.LIST)
        assert set(looked.values_list("citizen_id", flat=True)) == {citizen.pk}


def test_one_and_many_cost_the_same_to_show_and_to_save(group, two, owner, centre):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for one in CitizenFactory.create_batch(number, unit=centre, by=by):
                choose_block(citizen=one, block=group, by=by)

    def save(how: str) -> list[str]:
        names = {name: how for name in drawn(client.get(page_of(group))) if name.startswith("how_")}
        return queries_of(lambda: client.post(page_of(group), names))

    assert_same_queries(lambda: client.get(page_of(group)), lambda: more(1), lambda: more(30))
    few = len(save("came"))
    more(40)
    assert len(save("missed")) <= few + 6  # those that stood there are changed as well, all in one go
    assert len(save("came")) <= few + 6
