"""*Borgere*: search first, results live, nothing typed in an address."""

from __future__ import annotations

import pytest
from django.urls import reverse

from audit.models import AccessLog
from tests.cast import SURNAMES, acting, client_of

URL = "/borgere/"
HTMX = {"HX-Request": "true"}


def logged(user) -> list[tuple]:
    with acting(user):
        return list(AccessLog.objects.order_by("id").values_list("action", "citizen_id", "detail"))


def test_own_citizens_stand_there_before_anything_is_typed(citizen, unit_citizen, owner):
    page = client_of(owner).get(URL).content.decode()
    assert SURNAMES["citizen"] in page
    assert SURNAMES["unit_citizen"] not in page
    assert logged(owner) == [("list", citizen.pk, "")]


def test_nobody_of_ones_own_says_what_to_do(mentor):
    assert "Søg ovenfor" in client_of(mentor).get(URL).content.decode()


def test_live_results_are_a_part_of_the_page(citizen, owner):
    response = client_of(owner).post(URL, {"q": "zornfelt"}, headers=HTMX)
    assert response.templates[0].name == "cases/citizen_results.html"
    assert SURNAMES["citizen"] in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_without_script_the_whole_page_comes(citizen, owner):
    page = client_of(owner).post(URL, {"q": "zornfelt"}).content.decode()
    assert "<h1" in page
    assert SURNAMES["citizen"] in page


def test_an_address_finds_nobody(citizen, unit_citizen, owner):
    assert client_of(owner).get(f"{URL}?q={SURNAMES['unit_citizen']}").context["hits"] == []


def test_nothing_found_carries_what_was_typed_into_the_new_form(owner):
    page = client_of(owner).post(URL, {"q": "Ukendt <Person>"}).content.decode()
    assert "Ingen fundet" in page
    assert '<input type="hidden" name="searched" value="Ukendt &lt;Person&gt;">' in page


@pytest.mark.parametrize("who", ["spotter", "dpo", "administrator"])
def test_roles_without_citizens_may_not_search(who, request):
    client = client_of(request.getfixturevalue(who))
    assert [client.get(URL).status_code, client.post(reverse("cases:citizen_find")).status_code] == [403, 403]


def test_picker_offers_hits_to_choose(citizen, owner):
    page = client_of(owner).post(reverse("cases:citizen_find"), {"q": "zorn", "picker": "one"}).content.decode()
    assert f'<input type="radio" name="citizen" value="{citizen.pk}">' in page


def test_list_costs_the_same_for_one_and_for_many(citizen, owner, centre, django_assert_max_num_queries):
    from tests.cast import met, with_course

    client = client_of(owner)
    client.get(URL)
    with django_assert_max_num_queries(14) as one:
        client.get(URL)
    with acting(owner) as by:
        for number in range(3):
            with_course(met("more", unit=centre, by=by, name=f"Ny {number}", alias=""), contact_person=owner, by=by)
    with django_assert_max_num_queries(14) as many:
        client.get(URL)
    assert len(one) == len(many)
