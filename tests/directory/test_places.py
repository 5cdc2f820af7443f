"""Places: found by area and name, added, corrected, taken out of use; who sees which contacts there."""

import pytest

from directory.models import Place
from tests.cast import acting, client_of, token
from tests.factories import ContactFactory, PlaceFactory
from tests.queries import assert_same_queries


def names(response) -> list[tuple[str, list[str]]]:
    return [(area.name, [line.name for line in area.lines]) for area in response.context["areas"]]


def test_places_stand_by_area_those_without_last(owner, centre, place, stranger, other_unit):
    with acting(owner) as by:
        PlaceFactory(unit=centre, name="Ågade", area="Havnen", by=by)
        PlaceFactory(unit=centre, name="Uden", by=by)
    with acting(stranger) as by:
        PlaceFactory(unit=other_unit, name="Fremmed", by=by)

    assert names(client_of(owner).get("/steder/")) == [
        ("Havnen", ["Ågade"]),
        ("Midtbyen", ["Banegårdspladsen"]),
        ("", ["Uden"]),
    ]


@pytest.mark.parametrize(("typed", "found"), [("BANEGÅRDS midt", 1), ("park", 0)])
def test_a_place_is_found_by_every_word_in_any_case(owner, place, typed, found):
    assert len(names(client_of(owner).get("/steder/", {"q": typed}))) == found


def test_nothing_but_danish_words_is_offered(owner):
    choices = client_of(owner).get("/steder/nyt/").context["form"].fields["kind"].choices
    assert choices[0] == ("", "Vælg art")


def test_a_place_is_made_once(owner, place):
    client = client_of(owner)
    for name in ("Åparken", " åparken ", "Banegårdspladsen"):
        client.post("/steder/nyt/", {"name": name, "kind": "park", "area": "Midtbyen"})

    with acting(owner):
        assert sorted(Place.objects.values_list("name", flat=True)) == ["Banegårdspladsen", "Åparken"]


def test_a_place_without_a_name_is_told_and_the_rest_stays(owner):
    form = client_of(owner).post("/steder/nyt/", {"kind": "park", "description": "Bænkene"}).context["form"]

    assert (list(form.errors), form["description"].value()) == (["name"], "Bænkene")


def test_two_places_cannot_get_one_name(owner, centre, place):
    with acting(owner) as by:
        other = PlaceFactory(unit=centre, area="Midtbyen", by=by)

    sent = {"name": "Banegårdspladsen", "kind": "street", "area": "Midtbyen"}
    response = client_of(owner).post(f"{other.get_absolute_url()}ret/", sent)

    assert response.context["form"].non_field_errors() == ["Stedet findes allerede."]


def test_a_place_out_of_use_keeps_its_history_and_leaves_the_list(owner, place):
    client = client_of(owner)
    client.post(f"{place.get_absolute_url()}ret/", {"name": place.name, "kind": place.kind, "closed": "on"})

    with acting(owner):
        row = Place.objects.get()
        assert (row.closed_on is not None, row.history.first().history_user_id) == (True, owner.pk)
    assert names(client.get("/steder/")) == []
    assert names(client.get("/steder/", {"closed": "on"})) == [("", ["Banegårdspladsen"])]
    assert list(client.get("/kontakter/ny/").context["form"].places) == []


def test_a_place_shows_the_contacts_one_may_see_without_notes(owner, place, citizen, unknown_contact):
    body = client_of(owner).get(place.get_absolute_url()).content.decode()

    assert ["Karla Zornfeldt" in body, token("unknown_contact", "described") in body] == [True, True]
    assert token("citizen", "note") not in body


def test_a_protected_name_is_not_shown_at_a_place(owner, unit_mate, place, protected_citizen):
    with acting(owner) as by:
        ContactFactory(citizens=[protected_citizen], unit=place.unit, place=place, by=by)

    body = client_of(unit_mate).get(place.get_absolute_url()).content.decode()
    assert ["Beskyttet borger" in body, "Quistorff" in body] == [True, False]


def test_a_place_is_its_units(place, unit_mate, stranger, outsider, spotter, dpo):
    users = (unit_mate, stranger, outsider, spotter, dpo)
    pages = (place.get_absolute_url(), f"{place.get_absolute_url()}ret/")

    assert [[client_of(user).get(page).status_code for page in pages] for user in users] == [
        [200, 200], [404, 404], [404, 404], [404, 404], [404, 404],
    ]  # fmt: skip


def test_those_without_the_right_have_no_places(dpo, spotter, administrator):
    for user in (dpo, spotter, administrator):
        client = client_of(user)
        assert [client.get(page).status_code for page in ("/steder/", "/steder/nyt/")] == [403, 403]


def test_the_pages_cost_the_same_for_any_number_of_rows(owner, centre, place):
    client = client_of(owner)

    def grow(number: int) -> None:
        with acting(owner) as by:
            PlaceFactory.create_batch(number, unit=centre, by=by)
            ContactFactory.create_batch(number, unit=centre, place=place, described_as="En mand", by=by)

    grow(1)
    assert_same_queries(lambda: client.get("/steder/"), lambda: grow(2))
    assert_same_queries(lambda: client.get(place.get_absolute_url()), lambda: grow(2))
