"""*Samarbejdsaftale*: written by the municipality's leader, read by both, and never in anybody's way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.units import add_unit
from accounts.models import User
from crisis_center.actions.agreement import agree, change_agreement, end_agreement, name_spotter
from crisis_center.models import AgreementSpotter, CentreAgreement
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House, opened, operator_of
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

CENTRES = reverse("crisis_center:centres")


def new_url(house: House) -> str:
    return reverse("crisis_center:centre_agreement_new", args=[house.centre.pk])


def made(leader: User, house: House, **agreed: Any) -> CentreAgreement:
    with acting(leader) as by:
        return agree(centre=house.centre, by=by, **agreed)


def at(name: str, row: CentreAgreement | AgreementSpotter) -> str:
    return reverse(f"crisis_center:{name}", args=[row.pk])


def typed(**more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    terms = {"plan_work": "on", "from_on": today, "review_on": today + timedelta(days=365)}
    return {**terms, "note": "Ring om natten", **more}


def test_the_leader_makes_it_and_both_sides_read_it(leader: User, owner: User, mentor: User, any_house: House):
    answer = client_of(leader).post(new_url(any_house), typed(mentor=mentor.pk, deputy=owner.pk))

    with acting(leader):
        row = CentreAgreement.objects.get()
    operator = any_house.centre.operator
    shared_with = operator.pk if operator.pk != row.organisation_id else None
    assert (answer.url, row.shared_with_id, row.mentor_id, row.deputy_id) == (
        row.get_absolute_url(), shared_with, mentor.pk, owner.pk,
    )  # fmt: skip
    pages = [client_of(who).get(row.get_absolute_url()) for who in (leader, owner, any_house.leader, any_house.worker)]
    assert ["Ring om natten" in page.content.decode() for page in pages] == [True] * 4
    assert [page.context["may_change"] for page in pages] == [True, False, False, False]


def test_the_centre_does_not_write_it(leader: User, any_house: House):
    row = made(leader, any_house)
    client = client_of(any_house.leader)

    asked = [client.get(at(name, row)) for name in ("centre_agreement_edit", "centre_agreement_end", "spotter_new")]

    assert [answer.status_code for answer in [*asked, client.get(new_url(any_house))]] == [403] * 4
    assert "Aftalen skrives af kommunens leder." in asked[0].content.decode()


def test_another_municipality_sees_nothing_of_it(leader: User, outside_leader: User, house: House):
    row = made(leader, house)

    answers = [
        client_of(outside_leader).get(at(name, row)).status_code
        for name in ("centre_agreement", "centre_agreement_edit")
    ]

    assert answers == [404, 404]
    assert "Ingen aftale" in client_of(outside_leader).get(CENTRES).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"), [({"from_on": ""}, "from_on"), ({"note": "x" * 1001}, "note"), ({"deputy": "same"}, "deputy")]
)
def test_bad_input_is_said_at_the_field(leader: User, mentor: User, house: House, wrong: dict, field: str):
    wrong = {name: mentor.pk if value == "same" else value for name, value in wrong.items()}

    form = client_of(leader).post(new_url(house), typed(mentor=mentor.pk, **wrong)).context["form"]

    assert (list(form.errors), form["plan_work"].value()) == ([field], True)


def test_a_second_one_leads_to_the_first(leader: User, house: House):
    row = made(leader, house)
    with acting(leader) as by, pytest.raises(ValidationError, match="allerede en aftale"):
        agree(centre=house.centre, by=by)

    assert client_of(leader).get(new_url(house)).url == row.get_absolute_url()


def test_it_is_changed_ended_and_begun_anew(leader: User, house: House):
    today = timezone.localdate()
    row = made(leader, house, from_on=today - timedelta(days=30))
    client = client_of(leader)
    client.post(at("centre_agreement_edit", row), typed(fast_delegation="on", from_on=row.from_on))
    early = client.post(at("centre_agreement_end", row), {"to_on": today - timedelta(days=60)})
    client.post(at("centre_agreement_end", row), {"to_on": today - timedelta(days=1)})
    client.post(new_url(house), typed())

    with acting(leader) as by:
        rows = list(CentreAgreement.objects.order_by("pk").values_list("fast_delegation", "to_on"))
        assert rows == [(True, today - timedelta(days=1)), (False, None)]
        with pytest.raises(ValidationError, match="afsluttet"):
            change_agreement(agreement=row, note="For sent", by=by)
        with pytest.raises(ValidationError, match="afsluttet"):
            end_agreement(agreement=row, on=today, by=by)
    assert list(early.context["form"].errors) == ["to_on"]


def test_spotters_are_named_and_end(leader: User, house: House):
    row = made(leader, house)
    client = client_of(leader)
    client.post(at("spotter_new", row), {"name": "Poul Strandhede", "where": "Værestedet"})
    with acting(leader):
        spotter = AgreementSpotter.objects.get()
    shown = client_of(house.worker).get(row.get_absolute_url()).content.decode()
    forbidden = client_of(house.leader).post(at("spotter_end", spotter)).status_code
    client.post(at("spotter_end", spotter))

    after = client.get(row.get_absolute_url()).content.decode()
    listed = ["Poul Strandhede</div>" in page for page in (shown, after)]
    assert (listed, forbidden) == ([True, False], 403)


def test_the_centres_page_lists_who_has_agreed(leader: User, house: House):
    made(leader, house)

    assert "Odense Kommune" in client_of(house.leader).get(reverse("crisis_center:own_centre")).content.decode()


def test_no_agreement_is_said_plainly(owner: User, leader: User, house: House):
    seen = [client_of(who).get(CENTRES).content.decode() for who in (owner, leader)]

    assert ["Ingen samarbejdsaftale endnu. I kan spørge alligevel." in page for page in seen] == [True, True]
    assert [new_url(house) in page for page in seen] == [False, True]


def test_any_number_of_centres_and_spotters_costs_the_same(leader: User, founder: User, house: House):
    row = made(leader, house)
    client = client_of(leader)

    def more(number: int) -> None:
        for one in range(number):
            operator = operator_of(founder, f"Fond {number}-{one}")
            unit = add_unit(organisation=operator, name=f"Hus {number}{one}", kind="crisis_centre", by=founder)
            made(leader, opened(unit, by=founder))
            with acting(leader) as by:
                name_spotter(agreement=row, name="Poul", by=by)

    for page in (CENTRES, row.get_absolute_url()):
        assert_same_queries(lambda: client.get(page), lambda: more(2 if page == CENTRES else 3))  # noqa: B023
