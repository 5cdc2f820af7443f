"""A citizen arrives in a few taps, and two never get the same room."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.stay import leave
from crisis_center.models import RoomUse, Stay
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House, agreed, arrived, referred
from tests.crisis_center.duty_factories import BOARD, at, body, posted

pytestmark = pytest.mark.django_db


def typed(**changed):
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {"arrived_at": now, "room": "", "expected_until": ""} | changed


def test_arrived_now_in_a_free_room_and_on_the_board(citizen: Citizen, owner: User, any_house: House):
    row = agreed(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    assert at("admit", row.pk) in body(client.get(BOARD))
    until = timezone.localdate() + timedelta(days=30)

    answer = posted(client, "admit", row.pk, **typed(room=any_house.rooms[1].pk, expected_until=until))

    with acting(any_house.worker):
        stay = Stay.objects.get(referral=row)
        given = RoomUse.objects.get(stay=stay).room_id
    assert (answer.url, given, stay.expected_until) == (stay.get_absolute_url(), any_house.rooms[1].pk, until)
    assert stay.get_absolute_url() in body(client.get(BOARD))


def test_no_room_yet_is_enough(citizen: Citizen, owner: User, house: House):
    row = agreed(citizen, house, by=owner)

    posted(client_of(house.worker), "admit", row.pk, **typed())

    with acting(house.worker):
        assert (Stay.objects.filter(referral=row).count(), RoomUse.objects.count()) == (1, 0)


def test_who_gives_a_taken_room_is_told_so_and_keeps_what_was_typed(
    citizen: Citizen, alias_citizen: Citizen, owner: User, any_house: House
):
    row = agreed(alias_citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    client.get(at("admit", row.pk))
    arrived(citizen, any_house, by=owner, room=0)

    page = body(posted(client, "admit", row.pk, **typed(room=any_house.rooms[0].pk, expected_until="2031-02-03")))

    assert "Værelset er lige blevet optaget. Vælg et andet." in page
    assert 'value="2031-02-03"' in page
    assert (f'value="{any_house.rooms[0].pk}"' in page, f'value="{any_house.rooms[1].pk}"' in page) == (False, True)
    with acting(any_house.worker):
        assert not Stay.objects.filter(referral=row).exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"arrived_at": ""}, "Skal udfyldes."),
        ({"arrived_at": "2999-01-01T10:00"}, "Tidspunktet ligger i fremtiden."),
        ({"arrived_at": "2001-01-01T10:00"}, "Ankomsten ligger før henvendelsen."),
        ({"expected_until": "2001-01-01"}, "Dagen ligger før ankomsten."),
        ({"room": "0193b3a0-0000-7000-8000-000000000000"}, "gyldig"),
    ],
)
def test_a_bad_arrival_is_said_at_the_field(citizen: Citizen, owner: User, house: House, changed: dict, said: str):
    row = agreed(citizen, house, by=owner)

    page = body(posted(client_of(house.worker), "admit", row.pk, **typed(**changed)))

    assert said in page


def test_nobody_arrives_twice(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)

    answer = posted(client_of(house.worker), "admit", stay.referral_id, **typed())

    assert answer.url == stay.get_absolute_url()


def test_before_all_have_said_yes_the_reason_is_told(citizen: Citizen, owner: User, house: House):
    with acting(owner) as by:
        row = referred(citizen, house.centre, by=by)

    answer = client_of(house.worker).get(at("admit", row.pk))

    assert (answer.status_code, "Der er ikke sagt ja til opholdet endnu." in body(answer)) == (403, True)


def test_home_admits_nobody(citizen: Citizen, owner: User, any_house: House):
    row = agreed(citizen, any_house, by=owner)

    assert posted(client_of(owner), "admit", row.pk, **typed()).status_code == 403


def test_another_room_and_another_day(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    until = timezone.localdate() + timedelta(days=10)

    refused = body(posted(client, "stay_room", stay.pk, room=any_house.rooms[1].pk, expected_until="2001-01-01"))
    with acting(any_house.worker):
        unmoved = RoomUse.objects.going().get(stay=stay).room_id
    posted(client, "stay_room", stay.pk, room=any_house.rooms[1].pk, expected_until=until)

    with acting(any_house.worker):
        moved = RoomUse.objects.going().get(stay=stay).room_id
        stay.refresh_from_db()
    assert "Dagen ligger før ankomsten." in refused
    assert (unmoved, moved, stay.expected_until) == (any_house.rooms[0].pk, any_house.rooms[1].pk, until)


def test_a_room_is_free_again_for_the_next(citizen: Citizen, alias_citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner, room=0)
    with acting(house.worker) as by:
        leave(stay=stay, how="planned", by=by)
    row = agreed(alias_citizen, house, by=owner)

    posted(client_of(house.worker), "admit", row.pk, **typed(room=house.rooms[0].pk))

    with acting(house.worker):
        assert RoomUse.objects.going().get().room_id == house.rooms[0].pk
