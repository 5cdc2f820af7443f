"""*Mulige dubletter*: who is put beside whom, for whom, and what was decided."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from audit.models import AccessLog
from cases.actions.duplicates import ask_again, tell_apart
from cases.actions.identity import merge_citizens
from cases.duplicates import PAGE, likely_count, likely_pairs
from cases.models import Citizen, NotTheSame
from tests.cast import acting, client_of, met_on_the_street
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries

URL = reverse("cases:duplicates")
DECIDED = reverse("cases:duplicates_decided")


@pytest.fixture
def like(owner, centre):
    """`like(2, name="…")`: so many citizens of the unit with these facts."""

    def make(number: int = 1, **facts) -> list[Citizen]:
        with acting(owner) as by:
            return CitizenFactory.create_batch(number, unit=centre, by=by, **facts)

    return make


@pytest.fixture
def twins(like) -> list[Citizen]:
    return sorted(like(2, name="Sofie Aagaard", birth_year=1980), key=lambda citizen: citizen.pk)


def pairs(user) -> list[tuple]:
    with acting(user) as by:
        return [(pair.first, pair.second) for pair in likely_pairs(by)]


def apart(client, one: Citizen, other: Citizen):
    return client.post(reverse("cases:duplicate_apart", args=[one.pk]), {"other": other.pk})


def test_a_telephone_number_finds_its_other_owner_although_it_is_encrypted(like, owner):
    one, other = like(phone="20 30 40 50")[0], like(phone="20304050")[0]

    assert pairs(owner) == [(one.pk, other.pk)]


def test_the_anonymous_the_merged_and_those_with_two_cpr_numbers_are_no_pair(like, twins, owner):
    like(name="Bo Lind", cpr="0101901234")
    like(name="Bo Lind", cpr="0202901234")
    like(2, name="", identity="anonymous", anonymous_basis="sel_99", alias="Kaptajnen", phone="20304050")
    with acting(owner) as by:
        merge_citizens(keep=twins[0], gone=twins[1], by=by)

    assert pairs(owner) == []


def test_a_protected_name_is_put_beside_others_only_for_whom_it_may_be_seen(like, protected_citizen, owner, unit_mate):
    (double,) = like(name="Karla Quistorff")

    assert pairs(owner) == [(protected_citizen.pk, double.pk)]
    assert pairs(unit_mate) == []
    assert apart(client_of(unit_mate), double, protected_citizen).status_code == 404


def test_other_units_and_organisations_are_not_compared(like, other_citizen, foreign_citizen, owner):
    like(name="Karla Xylander")
    like(name="Karla Ytzenhoff")

    assert pairs(owner) == []


def test_two_are_decided_once_whoever_says_it_in_whichever_order(twins, owner, colleague):
    one, other = twins
    with acting(owner) as by:
        first = tell_apart(one=other, other=one, by=by)
    with acting(colleague) as by:
        assert tell_apart(one=one, other=other, by=by) == first

    assert (first.first_id, first.second_id, first.decided_by_id) == (one.pk, other.pk, owner.pk)
    assert pairs(colleague) == []


def test_nobody_is_told_apart_from_oneself(citizen, owner):
    with acting(owner) as by, pytest.raises(ValidationError), transaction.atomic():
        tell_apart(one=citizen, other=citizen, by=by)


def test_taken_back_they_are_asked_about_again_and_history_knows(twins, owner):
    one, other = twins
    with acting(owner) as by:
        decision = tell_apart(one=one, other=other, by=by)
        ask_again(decision=NotTheSame.objects.get(pk=decision.pk), by=by)
        kept = list(NotTheSame.history.filter(first_id=one.pk).values_list("history_type", "history_user_id"))

    assert pairs(owner) == [(one.pk, other.pk)]
    assert sorted(kept) == [("+", owner.pk), ("-", owner.pk)]


def test_the_page_puts_two_side_by_side_with_what_tells_them_apart(like, place, owner):
    one, other = like(name="Sofie Aagaard", alias="Sofus", usual_place=place)[0], like(name="Sophie Ågård")[0]
    with acting(owner) as by:
        met_on_the_street(other, "citizen", by=by)

    (card,) = client_of(owner).get(URL).context["cards"]

    assert card.signs == "Navne, der lyder ens"
    assert card.rows == [
        ("Kaldenavn", "Sofus", ""),
        ("Plejer at være", "Banegårdspladsen, Midtbyen", ""),
        ("Kendes af", "", "Oda Lind"),
        ("Sidste samtale", "Ikke talt med endnu", "Talt med i går"),
        ("Kontakter", "0", "1"),
    ]
    # The one more is written about stays.
    assert card.merge_url == reverse("cases:merge", args=[other.pk, one.pk])


def test_everybody_on_the_page_is_in_the_access_log(twins, owner):
    client_of(owner).get(URL)

    with acting(owner):
        shown = AccessLog.objects.filter(view_name="cases:duplicates").values_list("citizen_id", flat=True)
        assert set(shown) == {citizen.pk for citizen in twins}


def test_not_the_same_is_said_and_taken_back_on_the_pages(twins, owner):
    client = client_of(owner)

    page = client.get(apart(client, *twins).url)
    decision = page.context["decided"]
    assert page.context["cards"] == []
    (line,) = client.get(DECIDED).context["lines"]
    assert [name for _pk, name in line.citizens] == ["Sofie Aagaard", "Sofie Aagaard"]

    client.post(reverse("cases:duplicate_again", args=[decision.pk]))
    assert len(client.get(URL).context["cards"]) == 1
    assert client.get(DECIDED).context["lines"] == []


@pytest.mark.parametrize("other", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
def test_not_the_same_as_nobody_is_refused(citizen, owner, other):
    answer = client_of(owner).post(reverse("cases:duplicate_apart", args=[citizen.pk]), {"other": other})

    assert answer.status_code == 404


def test_pages_follow_each_other_without_a_gap(like, owner):
    for number in range(PAGE + 1):
        like(2, name="", identity="alias", description="Rød hue", phone=f"203040{number:02}")
    client = client_of(owner)

    first = client.get(URL)
    second = client.get(first.context["more_url"])

    shown = [{card.one.hit.id, card.other.hit.id} for page in (first, second) for card in page.context["cards"]]
    assert [len(page.context["cards"]) for page in (first, second)] == [PAGE, 1]
    assert len({frozenset(pair) for pair in shown}) == PAGE + 1
    assert second.context["more_url"] == ""


@pytest.mark.parametrize("key", ["", "x", "1_2", "-6_x_y", "9" * 5000 + "_1_2"])
def test_a_key_that_is_none_shows_the_first_page(twins, owner, key):
    assert len(client_of(owner).get(URL, {"efter": key, "afgjort": key}).context["cards"]) == 1


def test_borgere_tells_how_many_there_are(twins, owner):
    client = client_of(owner)

    assert client.get("/borgere/").context["likely_count"] == 1
    apart(client, *twins)
    assert client.get("/borgere/").context["likely_count"] == 0


def test_the_number_is_reckoned_once_and_holds_a_while(twins, like, owner):
    with acting(owner) as by:
        before = likely_count(by)
    like(1, name="Sofie Aagaard")
    with acting(owner) as by:
        assert (before, likely_count(by)) == (1, 1)
    client_of(owner).get(URL)
    with acting(owner) as by:
        assert likely_count(by) == 3


def test_nothing_alike_says_what_to_do(owner):
    assert "Ingen ligner hinanden" in client_of(owner).get(URL).content.decode()
    assert "Intet er afgjort endnu" in client_of(owner).get(DECIDED).content.decode()


def test_many_cost_what_few_cost(twins, like, owner):
    client = client_of(owner)

    def more(number: int) -> None:
        for pair in range(number):
            like(2, name="", identity="alias", description="Rød hue", phone=f"{30405000 + 100 * number + pair}")
        with acting(owner) as by:
            for citizen in like(number, name="Bo Lind"):
                tell_apart(one=twins[0], other=citizen, by=by)

    more(1)
    assert_same_queries(lambda: client.get(URL), lambda: more(2), lambda: more(20))
    assert_same_queries(lambda: client.get(DECIDED), lambda: more(3))
    assert_same_queries(lambda: client.get("/borgere/"), lambda: more(4))
