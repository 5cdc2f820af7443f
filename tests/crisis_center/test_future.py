"""The future plan grows in the citizen's words, on both sides, and nothing of it is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.future import put_aside, say_future, take_up
from crisis_center.models import FutureEntry
from tests.cast import SURNAMES, acting, client_of
from tests.crisis_center.crisis_factories import House, arrived
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def test_both_sides_write_in_the_same_plan(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    for who, theme, words in (
        (any_house.worker, "housing", "Min egen nøgle"), (owner, "family", "Ringe til min søster"),
    ):  # fmt: skip
        url = reverse("crisis_center:future", args=[stay.pk])
        client_of(who).post(url, {"theme": theme, "words": words, "said_on": timezone.localdate()})

    pages = [client_of(who).get(url).content.decode() for who in (any_house.worker, owner)]

    assert ["Min egen nøgle" in page and "Ringe til min søster" in page for page in pages] == [True, True]
    assert ["på centret" in page and "derhjemme" in page for page in pages] == [True, True]
    assert SURNAMES["citizen"] not in pages[0]
    with acting(owner):
        rows = FutureEntry.objects.order_by("pk").values_list("at_centre", "organisation_id")
        assert list(rows) == [(True, citizen.organisation_id), (False, citizen.organisation_id)]


def test_what_is_put_aside_is_kept_and_can_hold_again(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.worker) as worker:
        entry = say_future(stay=stay, theme="housing", words="Min egen nøgle", by=worker)
    url = reverse("crisis_center:future_aside", args=[entry.pk])

    client_of(owner).post(url)
    read = client_of(owner).get(reverse("crisis_center:future_read", args=[stay.pk])).content.decode()
    whole = client_of(owner).get(reverse("crisis_center:future", args=[stay.pk])).content.decode()
    client_of(any_house.worker).post(url, {"fortryd": "1"})

    assert ("nøgle" in read, "Lagt til side" in whole and "nøgle" in whole) == (False, True)
    with acting(owner):
        assert FutureEntry.objects.get().put_aside_at is None


def test_the_page_for_the_citizen_names_nobody_and_no_professional(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)
    with acting(house.worker) as worker:
        say_future(stay=stay, theme="housing", words="Min egen nøgle", by=worker)

    page = client_of(house.worker).get(reverse("crisis_center:future_read", args=[stay.pk])).content.decode()
    main = page[page.index("<main") : page.index("</main>")]

    assert "Min egen nøgle" in main
    assert [word for word in ("Bodil", "Worker", "spot", "målgruppe", "SEL", "indsats") if word in main] == []


@pytest.mark.parametrize(("given", "field"), [({"words": " "}, "words"), ({"theme": "moon"}, "theme")])
def test_a_wish_has_words_and_a_theme(citizen: Citizen, owner: User, house: House, given: dict, field: str):
    stay = arrived(citizen, house, by=owner)

    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        say_future(stay=stay, by=by, **{"theme": "housing", "words": "En nøgle", **given})

    assert list(refused.value.message_dict) == [field]


def test_putting_aside_twice_is_once(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)
    with acting(owner) as by:
        entry = say_future(stay=stay, theme="other", words="Sejle", by=by)
        first = put_aside(entry=entry, by=by)
        second = put_aside(entry=entry, by=by)
        third = take_up(entry=entry, by=by)

    assert (first.put_aside_at == second.put_aside_at, third.put_aside_at) == (True, None)


def test_any_number_of_wishes_costs_the_same(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for at in range(number):
                say_future(stay=stay, theme="other", words=f"Ønske {at}", by=by)

    more(1)
    for who in (owner, any_house.worker):
        client = client_of(who)
        for name in ("future", "future_read", "stay"):
            url = reverse(f"crisis_center:{name}", args=[stay.pk])
            assert_same_queries(lambda url=url, client=client: client.get(url), lambda: more(2), lambda: more(20))
