"""A spotter tells what was seen, to those who can act, and sees nothing of anybody."""

import pytest
import uuid6

from accounts.policy import Role
from cases.models import Contact
from cases.sightings import receiving_units
from directory.models import Place
from tests.cast import acting, client_of, hired
from tests.factories import PlaceFactory

SEEN = {"when": "now", "place_words": "Ved søen", "described_as": "Kvinde med rød cykel", "result": "seen", "note": ""}


def seen(**data):
    return {"entry_id": str(uuid6.uuid7()), **SEEN, **data}


def test_it_lands_with_the_treatment_centre_for_the_unit_to_read(spotter, owner, centre, place):
    response = client_of(spotter).post("/set/", seen(place=str(place.pk), note="Virkede syg"))

    assert response.url == "/set/"
    with acting(owner):
        row = Contact.objects.get()
    assert (row.unit_id, row.citizen_id, row.author_id, row.place_id, row.way, row.visibility) == (
        centre.pk, None, spotter.pk, place.pk, "street", "unit",
    )  # fmt: skip
    assert (row.described_as, row.note) == ("Kvinde med rød cykel", "Hvor: Ved søen\n\nVirkede syg")


def test_the_spotters_own_unit_gets_it_when_workers_are_there(spotter, owner, drop_in, founder):
    hired("Vera Bo", Role.SOCIAL_MENTOR, unit=drop_in, by=founder)

    with acting(spotter) as by:
        assert receiving_units(by) == [drop_in]


def test_with_several_centres_the_spotter_chooses(spotter, owner, stranger, centre, other_unit):
    client = client_of(spotter)
    missing = client.post("/set/", seen()).context["form"]
    client.post("/set/", seen(unit=str(other_unit.pk)))

    assert dict(missing.errors) == {"unit": ["Vælg, hvem der skal have det."]}
    with acting(stranger):
        assert Contact.objects.get().unit_id == other_unit.pk


def test_without_anybody_to_act_the_page_says_so(spotter):
    response = client_of(spotter).get("/set/")

    assert "Ingen kan tage imod endnu" in response.content.decode()
    assert client_of(spotter).post("/set/", seen()).status_code == 200


def test_a_home_is_not_among_the_places(spotter, owner, centre, place):
    with acting(owner) as by:
        home = PlaceFactory(unit=centre, kind=Place.Kind.HOME, name="Hos Karla Zornfeldt", by=by)
    client = client_of(spotter)

    body = client.get("/set/").content.decode()
    assert ("Banegårdspladsen" in body, home.name in body) == (True, False)
    assert list(client.post("/set/", seen(place=str(home.pk))).context["form"].errors) == ["place"]


def test_nothing_of_any_citizen_is_shown(spotter, owner, citizen, unknown_contact):
    client = client_of(spotter)
    client.post("/set/", seen())
    body = client.get("/set/").content.decode()

    assert "Du har sendt 1 melding i dag." in body
    assert [word for word in ("xq", "Zornfeldt", "rød cykel") if word in body] == []


def test_sent_twice_it_is_written_once(spotter, owner):
    client, data = client_of(spotter), seen()
    for _time in range(2):
        client.post("/set/", data)

    with acting(owner):
        assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [({"described_as": ""}, "described_as"), ({"place_words": ""}, "place_words"), ({"result": "not_met"}, "result")],
)
def test_what_is_missing_is_told_and_the_text_stays(spotter, owner, data, field):
    form = client_of(spotter).post("/set/", seen(note="Hjælp æøå", **data)).context["form"]

    assert list(form.errors) == [field]
    assert form["note"].value() == "Hjælp æøå"


@pytest.mark.parametrize("who", ["owner", "leader", "dpo", "administrator"])
def test_only_spotters_have_the_page(request, who):
    assert client_of(request.getfixturevalue(who)).get("/set/").status_code == 403
