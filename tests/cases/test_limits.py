"""*Grænser og rytme*: what the administrator sets, what is refused, who changed what."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import Organisation
from tests.cast import client_of
from tests.queries import assert_same_queries

LIMITS = reverse("cases:limits")

CHOSEN = {
    "caseload_limit": "12",
    "caseload_warn_from": "10",
    "stay_weight": "0,5",
    "rhythm_days": "14",
    "rytme-outreach.contact": "",
    "rytme-outreach.motivation": "7",
    "rytme-outreach.bridging": "30",
    "forget_after_days": "90",
}


def numbers(organisation: Organisation) -> tuple:
    row = Organisation.objects.get(pk=organisation.pk)
    return (
        row.caseload_limit, row.caseload_warn_from, row.stay_weight, row.rhythm_days, row.phase_rhythms,
        row.forget_after_days,
    )  # fmt: skip


def test_the_administrator_sets_limit_weight_rhythm_and_deadline(administrator, municipality, elsewhere):
    client_of(administrator).post(LIMITS, CHOSEN)

    set_ = (12, 10, Decimal("0.5"), 14, {"outreach.motivation": 7, "outreach.bridging": 30}, 90)
    assert (numbers(municipality), numbers(elsewhere)) == (set_, (15, 13, Decimal(1), 14, {}, 180))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("caseload_warn_from", "13", "Det kommer efter grænsen: vælg 12 eller mindre."),
        ("rytme-outreach.motivation", "0", "større end eller lig"),
        ("rhythm_days", "", "Skal udfyldes."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept(administrator, municipality, field, typed, said):
    before = numbers(municipality)

    page = client_of(administrator).post(LIMITS, {**CHOSEN, field: typed}).content.decode()

    assert said in page
    assert 'value="30"' in page
    assert numbers(municipality) == before


def test_an_empty_phase_follows_the_organisation(administrator, municipality):
    client = client_of(administrator)
    client.post(LIMITS, CHOSEN)
    client.post(LIMITS, {**CHOSEN, "rytme-outreach.motivation": ""})

    assert numbers(municipality)[4] == {"outreach.bridging": 30}


def test_the_page_says_who_changed_what(administrator, municipality):
    client = client_of(administrator)
    client.post(LIMITS, CHOSEN)

    page = client.get(LIMITS).content.decode()

    for text in (
        "i snit: 12, før 15",
        "Motivationsarbejde: 7, før som de andre",
        "tæller som: 0,5, før 1",
        "Asger Beck",
    ):
        assert text in page


def test_many_changes_cost_what_one_does(administrator):
    client = client_of(administrator)
    client.post(LIMITS, CHOSEN)

    def more() -> None:
        for limit in range(20, 40):
            client.post(LIMITS, {**CHOSEN, "caseload_limit": str(limit)})

    assert_same_queries(lambda: client.get(LIMITS), more)
