"""*Hvem har ændret hvad* of what a house keeps for itself about a stay."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.database import case_models
from accounts.models import User
from audit.models import AccessLog
from audit.reading import MASK
from cases.models import Citizen
from crisis_center.actions.check import note_check, undo_check, watch
from crisis_center.actions.need import note_need
from crisis_center.actions.note import write_note
from crisis_center.actions.stay import give_room
from crisis_center.models import CentreNote, Check, Need, RoomUse, Stay, Watch
from crisis_center.stay_history import tables
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House, arrived
from tests.crisis_center.duty_factories import at, body
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def told(stay: Stay, user: User) -> list[tuple[Any, ...]]:
    """(what, kind, who, fields) of the page, newest first."""
    answer = client_of(user).get(at("stay_history", stay.pk))
    lines = [(line.change, line.who) for line in answer.context["page"].lines]
    return [(one.model, one.kind.value, who, {f.label: (f.old, f.new) for f in one.fields}) for one, who in lines]


def test_every_inner_row_of_a_stay_is_told():
    assert set(tables()) == {RoomUse, Check, Watch, CentreNote, Need}
    assert {model for model in case_models() if model.inner} == set(tables())


def test_the_leader_reads_who_changed_what(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.worker) as by:
        give_room(stay=stay, room=any_house.rooms[1], by=by)
        undo_check(check=note_check(stay=stay, words="sover", by=by), by=by)

    rows = told(stay, any_house.leader)

    who = str(any_house.worker)
    assert [(what, kind, by) for what, kind, by, _fields in rows] == [
        ("tilsyn", "changed", who),
        ("tilsyn", "created", who),
        ("værelse i brug", "created", who),
        ("værelse i brug", "changed", who),
        ("værelse i brug", "created", who),
    ]
    assert rows[1][3]["Hvad du så"] == ("", "sover")
    assert [rows[number][3]["Værelse"] for number in (2, 4)] == [("", "2"), ("", "1")]
    assert [list(rows[number][3]) for number in (0, 3)] == [["Fortrudt"], ["Til"]]


def test_a_health_note_is_read_by_those_who_may(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.health) as by:
        write_note(stay=stay, kind="health", text="Byld på armen", by=by)
    with acting(any_house.worker) as by:
        write_note(stay=stay, kind="shift", text="Sov til ti", by=by)

    pages = [told(stay, who)[:2] for who in (any_house.leader, any_house.worker, any_house.health)]

    assert [rows[0][3]["Notat"] for rows in pages] == [("", "Sov til ti")] * 3
    assert [rows[1][3]["Notat"] for rows in pages] == [("", MASK), ("", MASK), ("", "Byld på armen")]
    assert [rows[1][3]["Hvad slags"] for rows in pages] == [("", "Helbred")] * 3


def test_only_at_the_centre(citizen: Citizen, owner: User, colleague: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    everybody = (any_house.leader, any_house.worker, owner, colleague)

    answers = [client_of(user).get(at("stay_history", stay.pk)).status_code for user in everybody]
    pages = [body(client_of(user).get(stay.get_absolute_url())) for user in everybody]

    assert answers == [200, 200, 403, 403]
    assert [at("stay_history", stay.pk) in page for page in pages] == [True, True, False, False]


def test_another_stay_is_not_told(citizen: Citizen, alias_citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    other = arrived(alias_citizen, any_house, by=owner, room=1)
    with acting(any_house.worker) as by:
        write_note(stay=other, kind="shift", text="Om en anden", by=by)

    assert [row[0] for row in told(stay, any_house.leader)] == ["værelse i brug"]


def test_the_look_is_logged(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)

    told(stay, any_house.leader)

    with acting(any_house.leader):
        looks = AccessLog.objects.filter(view_name="crisis_center:stay_history")
        assert [(look.action, look.citizen_id) for look in looks] == [("view", citizen.pk)]


def test_any_number_of_changes_costs_the_same_and_the_older_are_a_page_away(
    citizen: Citizen, owner: User, any_house: House
):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.leader)

    def more(number: int) -> None:
        with acting(any_house.worker) as by:
            for _each in range(number):
                write_note(stay=stay, kind="shift", text="Sov", by=by)
                note_check(stay=stay, by=by)
                note_need(stay=stay, area="food", doing="Morgenmad", by=by)
                watch(stay=stay, on=True, by=by)

    more(1)
    assert_same_queries(lambda: client.get(at("stay_history", stay.pk)), lambda: more(2), lambda: more(33))
    first = client.get(at("stay_history", stay.pk))
    older = client.get(first.context["older_url"])

    assert len({line.change.object_id for page in (first, older) for line in page.context["page"].lines}) == 50
