"""The steps of a stay with the centre's own checklists."""

import pytest

from accounts.models import User
from cases.actions.pathway import rewrite_checklist
from cases.models import ChecklistTick, Citizen, StepRun
from crisis_center.actions.stay import leave
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House, arrived
from tests.crisis_center.duty_factories import at, body, posted
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
ARRIVAL, HEALTH, MIDWAY = "crisis_stay.arrival", "crisis_stay.health_check", "crisis_stay.midway"


def points(client, stay, step=ARRIVAL):
    return client.get(at("stay_step", stay.pk, step)).context["checklist"].points


def test_checklist_a_is_ticked_by_the_centre_in_its_own_wording(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.leader) as by:
        items = [("welcome", "Velkommen med kaffe"), ("doctor", "Vagtlægen er ringet op")]
        rewrite_checklist(organisation=by.membership.organisation, step_key=ARRIVAL, items=items, by=by)
    client = client_of(any_house.worker)
    first = points(client, stay)[0]

    posted(client, "stay_step", stay.pk, ARRIVAL, tick=first.id)

    assert [(one.text, one.ticked) for one in points(client, stay)] == [
        ("Velkommen med kaffe", True), ("Vagtlægen er ringet op", False),
    ]  # fmt: skip
    with acting(any_house.worker):
        assert ChecklistTick.objects.get().organisation_id == any_house.centre.operator.pk
    posted(client, "stay_step", stay.pk, ARRIVAL, untick=first.id)
    assert [one.ticked for one in points(client, stay)] == [False, False]


def test_home_ticks_a_list_of_its_own(citizen: Citizen, owner: User, house: House, checklists):
    stay = arrived(citizen, house, by=owner)
    client = client_of(house.worker)
    posted(client, "stay_step", stay.pk, ARRIVAL, tick=points(client, stay)[0].id)

    page = client_of(owner).get(at("stay_step", stay.pk, ARRIVAL), follow=True)

    assert [one.ticked for one in page.context["checklist"].points] == [False] * 7
    item = page.context["checklist"].points[1].id
    client_of(owner).post(page.context["tick_url"], {"tick": item})
    assert [one.ticked for one in points(client, stay)] == [True] + [False] * 6


def test_steps_are_taken_in_any_order_again_and_left_out(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)

    for told in ({"start": 1}, {"end": 1}, {"start": 1}):
        posted(client, "stay_step", stay.pk, MIDWAY, **told)
    posted(client, "stay_step", stay.pk, ARRIVAL, end=1)
    posted(client, "stay_step_skip", stay.pk, HEALTH, reason="Gjort på sygehuset", on=stay.arrived_at.date())

    page = body(client.get(stay.get_absolute_url()))
    states = {
        one.declared.key: one.state
        for template, part in client.get(stay.get_absolute_url()).context["parts"]["aside"]
        if template.endswith("part_steps.html")
        for one in part["steps"]
    }
    assert (states[ARRIVAL], states[MIDWAY], states[HEALTH]) == ("done", "current", "skipped")
    assert ("2. gang" in page, "Gjort på sygehuset" in page) == (True, True)
    with acting(owner):
        assert StepRun.objects.filter(case=stay.case, step=MIDWAY).count() == 2


@pytest.mark.parametrize("told", [{"end": 1}, {"tick": "x"}, {}])
def test_what_cannot_be_done_is_said(citizen: Citizen, owner: User, house: House, told: dict):
    stay = arrived(citizen, house, by=owner)

    answer = client_of(house.worker).post(at("stay_step", stay.pk, HEALTH), told, follow=True)

    assert "Trinnet er ikke begyndt." in body(answer)


def test_after_the_stay_nothing_is_started(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)
    with acting(house.worker) as by:
        leave(stay=stay, how="planned", by=by)

    answer = client_of(house.worker).post(at("stay_step", stay.pk, HEALTH), {"start": 1}, follow=True)

    assert "Borgeren er rejst." in body(answer)
    with acting(owner):
        assert not StepRun.objects.filter(step=HEALTH).exists()


@pytest.mark.parametrize("step", ["crisis_home.plans", "contact.first_contact", "x"])
def test_steps_of_other_phases_are_not_here(citizen: Citizen, owner: User, house: House, step: str):
    stay = arrived(citizen, house, by=owner)

    assert client_of(house.worker).get(at("stay_step", stay.pk, step)).status_code == 404


def test_any_number_of_goes_costs_the_same(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)

    def more(number: int) -> None:
        for _go in range(number):
            posted(client, "stay_step", stay.pk, MIDWAY, start=1)
            posted(client, "stay_step", stay.pk, MIDWAY, end=1)

    more(1)
    assert_same_queries(lambda: client.get(at("stay_step", stay.pk, MIDWAY)), lambda: more(2), lambda: more(10))
