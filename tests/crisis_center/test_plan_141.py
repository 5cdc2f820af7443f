"""The plan after SEL § 141 is offered when a stay begins, made anew as versions, and handed on in parts."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Citizen, Consent
from cases.waiting import read_waiting
from crisis_center.actions.future import say_future
from crisis_center.actions.plan_141 import hand_plan, offer_plan, write_plan
from crisis_center.models import ActionPlan141, PlanHanded, PlanOffered
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House
from tests.crisis_center.home_factories import stayed
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def url(name: str, case: Case) -> str:
    return reverse(f"crisis_center:{name}", args=[case.pk])


def waits(user: User, *, mine: bool = True) -> int:
    with acting(user) as by:
        rows = read_waiting(by, mine=mine, today=timezone.localdate())
    return [row.kind for row in rows].count("plan_141")


def test_the_mentor_is_reminded_when_a_stay_begins_until_it_is_offered(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner)
    before = (waits(owner), waits(any_house.leader, mine=False))
    client_of(owner).post(
        url("plan_141_offer", stay.case), {"offered_on": timezone.localdate(), "accepted": "no", "words": "Ikke nu"}
    )

    assert (before, waits(owner)) == ((1, 0), 0)
    page = client_of(owner).get(url("plan_141", stay.case)).content.decode()
    assert ("nej tak" in page, "»Ikke nu«" in page) == (True, True)


def test_an_adjustment_is_a_new_version_beside_the_old(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner)
    with acting(any_house.worker) as worker:
        say_future(stay=stay, theme="housing", words="Min egen nøgle", by=worker)
    client = client_of(owner)
    for purpose in ("Et hjem", "Et hjem og en læge"):
        form = client.get(url("plan_141_write", stay.case)).context["form"]
        typed = {"purpose": purpose, "made_on": timezone.localdate(), "seen": form["seen"].value()}
        client.post(url("plan_141_write", stay.case), typed)

    page = client.get(url("plan_141", stay.case)).content.decode()
    with acting(owner):
        assert list(ActionPlan141.objects.order_by("number").values_list("number", "purpose", "with_citizen")) == [
            (1, "Et hjem", False), (2, "Et hjem og en læge", False),
        ]  # fmt: skip
    assert [words in page for words in ("Et hjem og en læge", "Udgave 1,", "Min egen nøgle")] == [True] * 3


def test_of_two_who_write_at_once_the_second_is_told_and_keeps_the_words(citizen: Citizen, owner: User, house: House):
    case = stayed(citizen, house, by=owner).case
    with acting(owner) as by:
        write_plan(case=case, purpose="Mit", by=by)

    page = client_of(owner).post(
        url("plan_141_write", case), {"purpose": "Dit", "made_on": timezone.localdate(), "seen": 0}
    )

    assert "En anden har skrevet udgave 1 imens" in page.content.decode()
    assert page.context["form"]["purpose"].value() == "Dit"


def test_what_was_handed_on_says_which_parts_to_whom_under_which_consent(citizen: Citizen, owner: User, house: House):
    case = stayed(citizen, house, by=owner).case
    with acting(owner) as by:
        write_plan(case=case, purpose="Et hjem", effort="Bostøtte", by=by)
        consent = Consent.objects.get(citizen=citizen)
    typed = {
        "parts": ["purpose", "duration"], "to": "Åhuset", "handed_on": timezone.localdate(), "consent": consent.pk,
    }  # fmt: skip
    client_of(owner).post(url("plan_141_hand", case), typed)

    page = client_of(owner).get(url("plan_141", case)).content.decode()
    assert ("Åhuset" in page, "formål, forventet varighed" in page) == (True, True)
    with acting(owner):
        assert list(PlanHanded.objects.values_list("purpose", "effort", "consent_id")) == [(True, False, consent.pk)]


def test_nothing_is_handed_before_there_is_a_plan(citizen: Citizen, owner: User, house: House):
    case = stayed(citizen, house, by=owner).case

    assert client_of(owner).get(url("plan_141_hand", case)).status_code == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [({}, "purpose"), ({"purpose": "x", "made_on": timezone.localdate().replace(year=2199)}, "made_on")],
)
def test_bad_plans_are_refused_at_the_field(citizen: Citizen, owner: User, house: House, given: dict, field: str):
    case = stayed(citizen, house, by=owner).case

    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        write_plan(case=case, by=by, **given)

    assert list(refused.value.message_dict) == [field]


def test_the_plan_is_homes_alone(citizen: Citizen, owner: User, any_house: House):
    case = stayed(citizen, any_house, by=owner).case
    with acting(owner) as by:
        plan = write_plan(case=case, purpose="hemmeligt", by=by)
        offer_plan(case=case, accepted=True, by=by)
        hand_plan(plan=plan, parts=["purpose"], to="Egen læge", by=by)

    with acting(any_house.worker) as worker:
        counts = [rows.objects.visible_to(worker).count() for rows in (ActionPlan141, PlanOffered, PlanHanded)]
    assert (counts, client_of(any_house.worker).get(url("plan_141", case)).status_code) == ([0, 0, 0], 404)


def test_any_number_of_versions_costs_the_same(citizen: Citizen, owner: User, any_house: House):
    case = stayed(citizen, any_house, by=owner).case
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _time in range(number):
                plan = write_plan(case=case, purpose="Et hjem", by=by)
                offer_plan(case=case, by=by)
                hand_plan(plan=plan, parts=["purpose"], to="Egen læge", by=by)

    more(1)
    for name in ("plan_141", "plan_141_write", "plan_141_hand", "agreement_new"):
        assert_same_queries(lambda name=name: client.get(url(name, case)), lambda: more(2), lambda: more(20))
