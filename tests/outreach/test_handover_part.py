"""The step that bridges to other offers shows to whom the citizen is on the way, and leads to the next handover."""

from __future__ import annotations

from django.urls import reverse

from cases.models import Case
from tests.cases.consent_factories import handed
from tests.cast import acting, client_of
from tests.queries import queries_of

STEP = "bridging.other_offers"


def page(client, case: Case, step: str = STEP) -> str:
    return client.get(case.get_absolute_url(), {"trin": step}).content.decode()


def test_the_step_shows_the_handovers_and_leads_to_making_one(case, citizen, owner):
    with acting(owner) as by:
        row = handed(citizen, by=by)
    client = client_of(owner)
    new = reverse("cases:warm_handover_new", args=[citizen.pk])
    shown, elsewhere = page(client, case), page(client, case, "bridging.treatment")

    assert [url in shown for url in (row.get_absolute_url(), new)] == [True, True]
    assert new not in elsewhere


def test_it_costs_no_query(case, citizen, owner):
    client = client_of(owner)
    for step in (STEP, "bridging.treatment"):
        page(client, case, step)
    before = len(queries_of(lambda: page(client, case)))
    with acting(owner) as by:
        for _one in range(3):
            handed(citizen, by=by)

    assert len(queries_of(lambda: page(client, case))) == before


def test_of_a_protected_citizen_it_says_nothing(protected_citizen, unit_mate):
    with acting(unit_mate):
        case = Case.objects.filter(citizen=protected_citizen).first()
    text = page(client_of(unit_mate, purpose_for=[protected_citizen]), case)

    assert reverse("cases:warm_handover_new", args=[protected_citizen.pk]) not in text
