"""A new citizen comes after a search, and after a look at those who may be the same."""

from __future__ import annotations

import pytest
import uuid6

from audit.models import AccessLog
from cases.actions.citizen import add_citizen
from cases.models import Citizen
from tests.cast import SURNAMES, acting, client_of

URL = "/borgere/ny/"


def sent(**fields) -> dict:
    return {"searched": "Bo", "entry_id": str(uuid6.uuid7()), "identity": "named", "name": "Bo Nyborg", **fields}


def made(user) -> list[tuple]:
    with acting(user) as by:
        return list(Citizen.objects.visible_to(by).order_by("pk").values_list("identity", "name", "alias"))


@pytest.mark.parametrize("data", [None, {}, {"searched": " "}])
def test_without_a_search_one_is_sent_to_search(data, owner):
    client = client_of(owner)
    response = client.get(URL) if data is None else client.post(URL, data)
    assert (response.status_code, response.url) == (302, "/borgere/")


def test_what_was_searched_for_is_filled_in(owner):
    page = client_of(owner).post(URL, {"searched": "bo nyborg"}).content.decode()
    assert 'value="Bo Nyborg"' in page


@pytest.mark.parametrize(("text", "field"), [("010190-1234", "cpr"), ("20304050", "phone")])
def test_a_number_is_filled_in_where_it_is_encrypted(text, field, owner):
    form = client_of(owner).post(URL, {"searched": text}).context["form"]
    assert {name: form.initial.get(name) for name in ("name", "cpr", "phone")} == {
        **dict.fromkeys(("name", "cpr", "phone")),
        field: text,
    }


def test_named_citizen_of_ones_unit(owner, centre):
    response = client_of(owner).post(URL, sent())
    with acting(owner):
        row = Citizen.objects.get()
        history = row.history.get()
    assert (response.url, row.name, row.unit) == (row.get_absolute_url(), "Bo Nyborg", centre)
    assert (history.history_type, history.history_user_id) == ("+", owner.pk)


def test_a_double_click_makes_one(owner):
    client, data = client_of(owner), sent()
    first, second = client.post(URL, data), client.post(URL, data)
    assert first.url == second.url
    assert made(owner) == [("named", "Bo Nyborg", "")]


def test_alias_citizen_has_no_name(owner):
    client_of(owner).post(URL, sent(identity="alias", alias="Røde Per"))
    assert made(owner) == [("alias", "", "Røde Per")]


def test_anonymous_citizen_keeps_nothing_that_names(owner):
    data = sent(identity="anonymous", anonymous_basis="sel_101a", alias="Kode 7", cpr="0101901234", address="Gaden 1")
    client_of(owner).post(URL, data | {"phone": "20304050"})
    with acting(owner):
        row = Citizen.objects.get()
    assert (row.label, row.name, row.cpr, row.address, row.phone) == ("Kode 7", "", None, "", None)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name": ""}, {"name": ["Skriv navnet, eller vælg »Kun kaldenavn eller kendetegn«."]}),
        ({"identity": "alias"}, {"alias": ["Skriv et kaldenavn eller et kendetegn."]}),
        (
            {"identity": "anonymous", "alias": "Kode 7"},
            {"anonymous_basis": ["Vælg den bestemmelse, der gælder."]},
        ),
        ({"cpr": "3113901234"}, {"cpr": ["De første seks cifre er ikke en dato. Se efter, om de står rigtigt."]}),
        ({"cpr": "01019012"}, {"cpr": ["Et CPR-nummer er ti tegn: dag, måned, år og fire til, fx 010190-1234."]}),
        ({"phone": "123"}, {"phone": ["Et telefonnummer er otte cifre, eller + og landekode."]}),
        (
            {"cpr": "0101901234", "birth_year": "1980"},
            {"birth_year": ["Passer ikke med CPR-nummeret, som siger 1990."]},
        ),
    ],
)
def test_an_error_stands_at_its_field_and_the_text_stays(fields, errors, owner):
    response = client_of(owner).post(URL, sent(contact_wishes="Helst onsdag", **fields))
    assert (response.status_code, dict(response.context["form"].errors)) == (200, errors)
    assert 'value="Helst onsdag"' in response.content.decode()
    assert made(owner) == []


def test_cpr_gives_the_birth_year_and_a_failing_check_digit_is_a_hint(owner):
    response = client_of(owner).post(URL, sent(cpr="010190-1234"), follow=True)
    with acting(owner):
        row = Citizen.objects.get()
    assert (row.cpr, row.birth_year, row.gender) == ("0101901234", 1990, "")
    assert "kontrolcifferet" in response.content.decode()


def test_a_replacement_number_with_letters_is_saved_with_a_hint(owner):
    response = client_of(owner).post(URL, sent(cpr="010190-4ab1"), follow=True)
    with acting(owner):
        assert Citizen.objects.get().cpr == "0101904AB1"
    assert "erstatnings-CPR-nummer" in response.content.decode()


def test_a_cpr_in_use_leads_to_its_citizen(citizen, owner):
    response = client_of(owner).post(URL, sent(cpr="0101901234"))
    assert response.context["form"].errors["cpr"] == ["En anden borger har allerede dette CPR-nummer."]
    assert f'<a href="{citizen.get_absolute_url()}">Se Karla {SURNAMES["citizen"]}</a>' in response.content.decode()
    with acting(owner):
        assert AccessLog.objects.filter(citizen_id=citizen.pk, action="search", detail="cpr").exists()


def test_a_cpr_in_use_in_another_unit_shows_nobody(citizen, stranger):
    response = client_of(stranger).post(URL, sent(cpr="0101901234"))
    assert response.context["form"].errors["cpr"] == [
        "En borger i en anden enhed har allerede dette CPR-nummer. Tal med din leder."
    ]
    assert SURNAMES["citizen"] not in response.content.decode()


def test_the_same_cpr_may_stand_in_another_organisation(citizen, outsider):
    client_of(outsider).post(URL, sent(cpr="0101901234"))
    assert made(outsider) == [("named", "Bo Nyborg", "")]


def test_a_likely_double_is_asked_about_and_then_made(owner, centre):
    with acting(owner) as by:
        known = add_citizen(unit=centre, name="Bo Nyeborg", by=by)
    client, data = client_of(owner), sent()
    asked = client.post(URL, data)
    assert (asked.status_code, asked.context["asks"], asked.context["seen"]) == (200, True, str(known.pk))
    assert "Ingen af disse – opret ny" in asked.content.decode()
    assert made(owner) == [("named", "Bo Nyeborg", "")]
    client.post(URL, data | {"not_these": str(known.pk)})
    assert made(owner) == [("named", "Bo Nyeborg", ""), ("named", "Bo Nyborg", "")]


def test_no_is_said_to_those_that_were_shown_only(owner, centre):
    with acting(owner) as by:
        first = add_citizen(unit=centre, name="Bo Nyeborg", by=by)
        add_citizen(unit=centre, name="Bo Nybborg", by=by)
    response = client_of(owner).post(URL, sent(not_these=str(first.pk)))
    assert response.context["asks"] is True


@pytest.mark.parametrize("who", ["spotter", "dpo", "administrator"])
def test_roles_without_citizens_make_none(who, request):
    client = client_of(request.getfixturevalue(who))
    assert client.post(URL, sent()).status_code == 403
