"""The centre ends a stay; the municipality decides only where the law lets it; a mistake is mended on the same day."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen, StepRun
from crisis_center.actions.leaving import decide_discharge, discharge, reopen_stay
from crisis_center.actions.stay import give_room, leave
from crisis_center.models import HardTimesPlan, MunicipalDischarge, Readiness, RoomUse, Stay
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House, arrived
from tests.crisis_center.home_factories import came_home, stayed

pytestmark = pytest.mark.django_db

MET = {"other_home": True, "support_ready": True, "citizen_heard": True}


def url(name: str, stay: Stay) -> str:
    return reverse(f"crisis_center:{name}", args=[stay.pk])


def now() -> str:
    return timezone.localtime().strftime("%Y-%m-%dT%H:%M")


def test_the_centre_ends_the_stay_and_says_what_is_in_place(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    offered = client.get(url("leave", stay)).content.decode()
    typed = {
        "left_at": now(), "left_how": "planned", "left_to": "Egen lejlighed", "in_place": ["housing", "drop_in"],
        "risk": "Weekender alene", "plan": "Ringer til værestedet",
    }  # fmt: skip

    answer = client.post(url("leave", stay), typed)

    assert ("Værestedet ved besked" in offered, answer.url) == (True, stay.get_absolute_url())
    with acting(owner):
        left = Stay.objects.get()
        assert (left.left_how, left.left_to, left.is_going) == ("planned", "Egen lejlighed", False)
        assert list(Readiness.objects.order_by("area").values_list("area", "outcome")) == [
            ("drop_in", "in_place"), ("housing", "in_place"),
        ]  # fmt: skip
        assert list(HardTimesPlan.objects.values_list("risk", "plan")) == [("Weekender alene", "Ringer til værestedet")]
    page = client_of(owner).get(stay.get_absolute_url()).content.decode()
    assert ("Ringer til værestedet" in page, "Følg op på hjemkomsten" in page) == (True, True)


def test_home_does_not_end_the_stay(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)

    answer = client_of(owner).get(url("leave", stay))

    assert (answer.status_code, "Det er centret, der afslutter opholdet" in answer.content.decode()) == (403, True)


def test_only_a_leader_decides_against_the_citizen_and_says_why(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)
    choices = {
        name: "leaders_decision"
        in dict(client_of(who).get(url("leave", stay)).context["form"].fields["left_how"].choices)
        for name, who in {"worker": house.worker, "leader": house.leader}.items()
    }
    page = client_of(house.leader).post(
        url("leave", stay), {"left_at": now(), "left_how": "leaders_decision", "left_to": "Herberg"}
    )
    with acting(house.worker) as worker, pytest.raises(ValidationError) as refused:
        discharge(stay=stay, how="leaders_decision", because="Vold", by=worker)

    assert choices == {"worker": False, "leader": True}
    assert (list(page.context["form"].errors), page.context["form"]["left_to"].value()) == (["left_because"], "Herberg")
    assert list(refused.value.message_dict) == ["left_how"]


@pytest.mark.parametrize("how", ["leaders_decision", "municipality"])
def test_who_decides_holds_for_every_way_to_the_end(citizen: Citizen, owner: User, any_house: House, how: str):
    stay = arrived(citizen, any_house, by=owner)

    with acting(any_house.worker) as worker, pytest.raises(ValidationError) as refused:
        leave(stay=stay, how=how, because="Vold", by=worker)

    assert list(refused.value.message_dict) == ["left_how"]


def test_the_municipality_discharges_only_when_each_condition_is_met(
    citizen: Citizen, owner: User, leader: User, own_house: House
):
    stay = arrived(citizen, own_house, by=owner)
    client = client_of(leader, purpose_for=[citizen])
    typed = {"conditions": ["other_home", "support_ready"], "reason": "Lejlighed klar", "appeal_told": "on"}

    page = client.post(url("municipal_discharge", stay), typed)
    refused = dict(page.context["form"].errors)
    client.post(url("municipal_discharge", stay), {**typed, "conditions": list(MunicipalDischarge.CONDITIONS)})

    assert list(refused) == ["conditions"]
    shown = client_of(own_house.worker).get(stay.get_absolute_url()).content.decode()
    assert ("Kommunen har afgjort" in shown, "Lejlighed klar" in shown) == (True, True)
    with acting(own_house.worker) as worker:
        assert discharge(stay=stay, how="municipality", by=worker).left_how == "municipality"


def test_without_a_decision_nobody_leaves_by_one(citizen: Citizen, owner: User, own_house: House):
    stay = arrived(citizen, own_house, by=owner)

    with acting(own_house.leader) as by, pytest.raises(ValidationError) as refused:
        discharge(stay=stay, how="municipality", by=by)

    assert list(refused.value.message_dict) == ["left_how"]


def test_under_sel_110_the_municipality_decides_nothing(citizen: Citizen, owner: User, leader: User, house: House):
    stay = arrived(citizen, house, by=owner)

    answer = client_of(leader, purpose_for=[citizen]).get(url("municipal_discharge", stay))
    with acting(leader) as by, pytest.raises(ValidationError, match="SEL § 110"):
        decide_discharge(stay=stay, reason="Klar", appeal_told=True, by=by, **MET)

    assert answer.status_code == 404


def test_a_worker_at_home_does_not_decide(citizen: Citizen, owner: User, own_house: House):
    stay = arrived(citizen, own_house, by=owner)

    assert client_of(owner).get(url("municipal_discharge", stay)).status_code == 403


def test_a_stay_ended_by_mistake_goes_on_in_the_same_room(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.worker) as worker:
        leave(stay=stay, how="without_word", by=worker)

    client_of(any_house.worker).post(url("reopen_stay", stay))

    with acting(any_house.worker):
        rooms = RoomUse.objects.going().filter(stay=stay).values_list("room__name", flat=True)
        assert (Stay.objects.get().is_going, list(rooms)) == (True, ["1"])
        assert StepRun.objects.going().filter(case=stay.case_id).count() == 1


def test_a_room_that_was_taken_meanwhile_is_not_taken_back(
    citizen: Citizen, alias_citizen: Citizen, owner: User, house: House
):
    stay, other = arrived(citizen, house, by=owner), arrived(alias_citizen, house, by=owner, room=None)
    with acting(house.worker) as worker:
        leave(stay=stay, how="without_word", by=worker)
        give_room(stay=other, room=house.rooms[0], by=worker)

    page = client_of(house.worker).post(url("reopen_stay", stay), follow=True).content.decode()

    assert "Værelse 1 er taget af en anden" in page
    with acting(owner):
        assert Stay.objects.get(pk=stay.pk).left_how == "without_word"


def test_another_day_it_is_a_new_stay(citizen: Citizen, owner: User, house: House):
    stay = came_home(citizen, house, by=owner, days_ago=1)

    with acting(house.worker) as worker, pytest.raises(ValidationError, match="en anden dag"):
        reopen_stay(stay=stay, by=worker)


def test_home_does_not_reopen(citizen: Citizen, owner: User, own_house: House):
    stay = arrived(citizen, own_house, by=owner)
    with acting(own_house.worker) as worker:
        leave(stay=stay, how="planned", by=worker)

    assert client_of(owner).post(url("reopen_stay", stay)).status_code == 403


def test_both_sides_may_change_how_long_it_lasts(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner)
    days = [timezone.localdate() + timedelta(days=number) for number in (10, 20)]
    for who, day in zip((owner, any_house.worker), days, strict=True):
        client_of(who).post(url("expect_until", stay), {"expected_until": day})
    page = client_of(owner).post(
        url("expect_until", stay), {"expected_until": timezone.localdate() - timedelta(days=90)}
    )

    assert page.context["form"].errors == {"expected_until": ["Dagen ligger før ankomsten."]}
    with acting(owner):
        assert Stay.objects.get().expected_until == days[1]
