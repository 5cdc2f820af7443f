"""The centre's own pages: opened by its leader, with rooms and the people one calls."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.actions.units import add_unit
from accounts.models import Organisation, User
from accounts.policy import Role
from cases.models import Citizen
from crisis_center.models import Centre, CentrePerson, Room
from tests.cast import acting, client_of, hired
from tests.crisis_center.crisis_factories import House, arrived, operator_of
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

OWN = reverse("crisis_center:own_centre")
OPEN = reverse("crisis_center:centre_open")
TOLD = {"legal_basis": "sel_110", "kind": "private", "phone": "66112233", "about": "Hunde er velkomne"}


def at(name: str, row: Room | CentrePerson) -> str:
    return reverse(f"crisis_center:{name}", args=[row.pk])


def room(house: House, number: int = 0) -> Room:
    with acting(house.leader):
        return Room.objects.get(pk=house.rooms[number].pk)


def test_a_leader_whose_unit_is_no_centre_yet_is_led_to_open_it(founder: User):
    unit = add_unit(organisation=operator_of(founder), name="Åhuset", kind="crisis_centre", by=founder)
    client = client_of(hired("Lis Åkær", Role.LEADER, unit=unit, by=founder))

    led = [client.get(reverse("crisis_center:centres")).url, client.get(OWN).url]
    without = client.post(OPEN, TOLD | {"legal_basis": ""})
    opened = client.post(OPEN, TOLD)

    assert led == [OWN, OPEN]
    assert (list(without.context["form"].errors), without.context["form"]["about"].value()) == (
        ["legal_basis"], "Hunde er velkomne",
    )  # fmt: skip
    assert (opened.url, client.get(OPEN).url) == (OWN, OWN)
    assert Centre.objects.values_list("unit", "legal_basis").get() == (unit.pk, "sel_110")
    assert "Begynd med lægen på vagt." in client.get(OWN).content.decode()


def test_no_other_unit_becomes_a_centre(leader: User, owner: User, house: House):
    asked = [client_of(leader).post(OPEN, TOLD), client_of(owner).get(OPEN), client_of(house.worker).get(OWN)]

    assert [answer.status_code for answer in asked] == [403, 403, 403]


def test_rooms_are_added_renamed_and_never_twice_the_same(house: House):
    client = client_of(house.leader)
    client.post(reverse("crisis_center:room_new"), {"name": "12", "note": "Plads til hund"})
    taken = client.post(reverse("crisis_center:room_new"), {"name": "1"})
    client.post(at("room_edit", house.rooms[0]), {"name": "1A"})
    again = client.post(at("room_edit", house.rooms[1]), {"name": "12"})

    with acting(house.leader):
        names = sorted(Room.objects.values_list("name", flat=True))
    assert names == ["12", "1A", "2"]
    assert [list(answer.context["form"].errors) for answer in (taken, again)] == [["name"], ["name"]]


def test_a_room_goes_out_of_service_and_comes_back(house: House):
    client = client_of(house.leader)

    client.post(at("room_out", house.rooms[0]), {"note": "Vandskade"})
    out = room(house)
    client.post(at("room_back", house.rooms[0]))

    assert (out.out_of_service_on is not None, out.note, room(house).out_of_service_on) == (True, "Vandskade", None)


def test_nobodys_room_is_taken_from_them(citizen: Citizen, owner: User, any_house: House):
    arrived(citizen, any_house, by=owner)

    page = client_of(any_house.leader).post(at("room_out", any_house.rooms[0]), {"note": "Vandskade"}).content.decode()

    assert ("Der bor en borger på værelset" in page, "Vandskade" in page) == (True, True)
    assert room(any_house).out_of_service_on is None


def test_people_to_call_come_and_go(house: House):
    client = client_of(house.leader)
    client.post(reverse("crisis_center:person_new"), {"duty": "doctor", "name": "Ida Mosbæk", "phone": "20111213"})
    with acting(house.leader):
        person = CentrePerson.objects.get()
    shown = client.get(OWN).content.decode()
    bad = client.post(at("person_edit", person), {"duty": "doctor", "name": "Ida Mosbæk", "to_on": "2001-01-01"})
    client.post(at("person_edit", person), {"duty": "doctor", "name": "Ida Mosbæk", "phone": "20111214"})

    with acting(house.leader):
        person.refresh_from_db()
    assert ("Læge på vagt" in shown, "20111213" in shown) == (True, True)
    assert (list(bad.context["form"].errors), person.phone) == (["to_on"], "20111214")


def test_what_is_said_about_the_centre_is_what_mentors_read(house: House, owner: User):
    client_of(house.leader).post(reverse("crisis_center:centre_edit"), TOLD | {"about": "Par kan få plads"})

    assert "Par kan få plads" in client_of(owner).get(reverse("crisis_center:centres")).content.decode()


def test_rooms_and_people_are_the_centres_alone(municipality: Organisation, house: House, leader: User):
    client = client_of(leader)

    found = [client.get(at("room_edit", house.rooms[0])), client.post(at("room_back", house.rooms[0]))]

    assert [answer.status_code for answer in found] == [404, 404]


def test_any_number_of_rooms_costs_the_same(house: House):
    client = client_of(house.leader)
    numbers = iter(range(10, 200))

    def more(number: int) -> None:
        for _one in range(number):
            client.post(reverse("crisis_center:room_new"), {"name": f"Nr. {next(numbers)}"})
            client.post(reverse("crisis_center:person_new"), {"duty": "other", "name": "Ida"})

    assert_same_queries(lambda: client.get(OWN), lambda: more(1), lambda: more(10))
