"""The map: points in the order of the list, coordinates typed, one host for its pictures."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from config import environment
from directory.actions.place import Mapping
from directory.models import Place
from tests.cast import acting, client_of
from tests.factories import PlaceFactory
from tests.queries import assert_same_queries

MAP = reverse("directory:places_map")


def test_points_are_numbered_and_what_is_not_on_the_map_is_named(owner, centre, stranger, other_unit):
    with acting(stranger) as by:
        PlaceFactory(unit=other_unit, name="Fremmed", mapping=Mapping(latitude=55.1, longitude=10.1), by=by)
    with acting(owner) as by:
        PlaceFactory(unit=centre, name="Åen", mapping=Mapping(latitude=55.4, longitude=10.4), by=by)
        first = Mapping(latitude=55.5, longitude=10.5, priority=1)
        PlaceFactory(unit=centre, name="Torvet", mapping=first, by=by)
        PlaceFactory(unit=centre, name="Ukendt sted", by=by)

    page = client_of(owner).get(MAP)

    assert [(point.number, point.label, point.latitude) for point in page.context["points"]] == [
        (1, "Torvet", "55.5"),
        (2, "Åen", "55.4"),
    ]
    assert [line.name for line in page.context["elsewhere"]] == ["Ukendt sted"]


def test_coordinates_are_typed_with_comma_or_point(owner, place):
    client = client_of(owner)
    whole = {"name": place.name, "kind": place.kind, "area": place.area}
    client.post(f"{place.get_absolute_url()}ret/", {**whole, "latitude": "55,4038", "longitude": "10.4024"})

    with acting(owner):
        assert Place.objects.values_list("latitude", "longitude").get() == (55.4038, 10.4024)


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [
        ("55,4", "", "Skriv begge tal, eller lad begge felter stå tomme."),
        ("nord", "10", "Skriv et tal, fx 55,4038."),
        ("inf", "10", "Skriv et tal, fx 55,4038."),
        ("91", "10", "Tallet er højst 90."),
    ],
)
def test_what_is_no_point_on_the_earth_is_said_and_kept(owner, place, latitude, longitude, said):
    whole = {"name": place.name, "kind": place.kind, "latitude": latitude, "longitude": longitude}

    page = client_of(owner).post(f"{place.get_absolute_url()}ret/", whole).content.decode()

    assert said in page
    assert f'value="{latitude}"' in page
    with acting(owner):
        assert Place.objects.get().latitude is None


def test_a_place_is_taken_off_the_map_and_history_knows_where_it_was(owner, centre):
    with acting(owner) as by:
        place = PlaceFactory(unit=centre, mapping=Mapping(latitude=55.4, longitude=10.4), by=by)

    client_of(owner).post(f"{place.get_absolute_url()}ret/", {"name": place.name, "kind": place.kind})

    with acting(owner):
        assert list(Place.history.order_by("history_id").values_list("latitude", flat=True)) == [55.4, None]


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("", ""),
        ("https://tiles.example.dk/{z}/{x}/{y}.png", "https://tiles.example.dk"),
        ("https://tiles.example.dk:8443/{z}/{x}/{y}.png?key=1", "https://tiles.example.dk:8443"),
    ],
)
def test_one_host_is_read_from_the_environment(monkeypatch, address, origin):
    monkeypatch.setenv("BROBYG_MAP_TILES", address)

    assert environment.map_tiles() == (address, origin)


@pytest.mark.parametrize(
    "address",
    [
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://*/{z}/{x}/{y}.png",
        "https://a.example;script-src https://b.example/{z}/{x}/{y}.png",
        "ftp://tiles.example/{z}/{x}/{y}.png",
        "tiles.example/{z}/{x}/{y}.png",
    ],
)
def test_an_address_that_names_no_single_host_stops_the_start(monkeypatch, address):
    monkeypatch.setenv("BROBYG_MAP_TILES", address)

    with pytest.raises(ImproperlyConfigured, match="BROBYG_MAP_TILES cannot be used"):
        environment.map_tiles()


def test_the_map_and_the_form_cost_the_same_for_any_number_of_places(owner, centre, place):
    client = client_of(owner)

    def grow(number: int) -> None:
        with acting(owner) as by:
            PlaceFactory.create_batch(number, unit=centre, mapping=Mapping(latitude=55.0, longitude=10.0), by=by)

    grow(1)
    assert_same_queries(lambda: client.get(MAP), lambda: grow(2), lambda: grow(97))
    assert_same_queries(lambda: client.get(f"{place.get_absolute_url()}ret/"), lambda: grow(2))
