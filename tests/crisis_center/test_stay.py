"""A stay is home's and shared with the centre; the citizen stays at home."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import inside
from accounts.models import User
from audit.models import AccessLog
from cases.models import Case, Citizen, Contact, StepRun
from crisis_center.actions.referral import decide, grant, refer, withdraw
from crisis_center.actions.stay import admit, give_room, leave
from crisis_center.models import CentreReferral, Room, RoomUse, Stay
from tests.cast import SURNAMES, acting, client_of
from tests.crisis_center.crisis_factories import House, agreed, arrived, consented, crisis_course, referred

pytestmark = pytest.mark.django_db


def test_a_stay_is_homes_and_shared_with_the_operator(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)

    operator = house.centre.operator
    with acting(owner):
        steps = StepRun.objects.filter(case=stay.case, step="crisis_stay.arrival")
        whose = [(row.organisation_id, row.shared_with_id) for row in (stay, stay.referral, stay.case, steps.get())]
    assert whose == [(citizen.organisation_id, operator.pk)] * 4


def test_in_ones_own_house_nothing_is_shared(citizen: Citizen, owner: User, own_house: House):
    stay = arrived(citizen, own_house, by=owner)

    assert (stay.organisation_id, stay.shared_with_id) == (citizen.organisation_id, None)


def test_both_sides_see_the_stay_and_nobody_else(
    citizen: Citizen, owner: User, stranger: User, outsider: User, any_house: House
):
    stay = arrived(citizen, any_house, by=owner)

    sees = {}
    for name, who in {"home": owner, "centre": any_house.worker, "unit": stranger, "other": outsider}.items():
        with acting(who):
            sees[name] = (
                list(Stay.objects.visible_to(who)) == [stay], list(CentreReferral.objects.visible_to(who)) != [],
            )  # fmt: skip
    assert sees == {
        "home": (True, True), "centre": (True, True), "unit": (False, False), "other": (False, False),
    }  # fmt: skip


def test_the_centre_never_gets_the_citizen_and_home_never_the_room(citizen: Citizen, owner: User, any_house: House):
    arrived(citizen, any_house, by=owner)

    worker = any_house.worker
    with acting(worker):
        seen = [rows.objects.visible_to(worker).count() for rows in (Citizen, Case, Contact, RoomUse)]
    with acting(owner):
        at_home = [rows.objects.visible_to(owner).count() for rows in (RoomUse, Room)]
    assert (seen, at_home) == ([0, 0, 0, 1], [0, 0])


@pytest.mark.parametrize("side", ["home", "centre"])
def test_the_page_of_a_stay_is_logged_on_each_side(citizen: Citizen, owner: User, any_house: House, side: str):
    stay = arrived(citizen, any_house, by=owner)
    who = owner if side == "home" else any_house.worker

    answer = client_of(who).get(stay.get_absolute_url())

    page = answer.content.decode()
    assert answer.status_code == 200
    assert ("Bodil fra kajen" in page, SURNAMES["citizen"] in page) == (side == "centre", side == "home")
    organisation = citizen.organisation if side == "home" else any_house.centre.operator
    with inside(organisation):
        looks = AccessLog.objects.filter(citizen_id=citizen.pk, user_id=who.pk, view_name="crisis_center:stay")
        assert [look.organisation_id for look in looks] == [organisation.pk]


def test_another_organisations_centre_is_told_nothing_without_consent(citizen: Citizen, owner: User, house: House):
    with acting(owner) as by:
        case = crisis_course(citizen, by=by)

        with pytest.raises(ValidationError) as refused:
            refer(case=case, centre=house.centre, called="Bo", why="Livsfare", by=by)

    assert list(refused.value.message_dict) == ["consent"]


def test_ones_own_centre_may_be_asked_without(citizen: Citizen, owner: User, own_house: House):
    with acting(owner) as by:
        row = refer(case=crisis_course(citizen, by=by), centre=own_house.centre, called="Bo", why="Livsfare", by=by)

    assert (row.shared_with_id, row.is_open, row.may_arrive) == (None, True, False)


def test_a_consent_of_another_citizen_covers_nothing(
    citizen: Citizen, alias_citizen: Citizen, owner: User, house: House
):
    with acting(owner) as by:
        case, consent = crisis_course(citizen, by=by), consented(alias_citizen, by=by)

        with pytest.raises(ValidationError, match="samtykke"):
            refer(case=case, centre=house.centre, consent=consent, called="Bo", why="Livsfare", by=by)


def test_under_sel_107_the_municipality_decides_beside_the_centre(citizen: Citizen, owner: User, own_house: House):
    with acting(owner) as by:
        row = referred(citizen, own_house.centre, by=by)
    with acting(own_house.leader) as leader:
        row = decide(referral=row, accepted=True, by=leader)
        before = row.may_arrive
    with acting(owner) as by:
        row = grant(referral=row, granted=True, by=by)

    assert (before, row.may_arrive) == (False, True)


def test_a_refusal_says_why_and_what_is_done_instead(citizen: Citizen, owner: User, house: House):
    with acting(owner) as by:
        row = referred(citizen, house.centre, by=by)
    with acting(house.leader) as leader:
        with pytest.raises(ValidationError) as first:
            decide(referral=row, accepted=False, by=leader)
        with pytest.raises(ValidationError) as second:
            decide(referral=row, accepted=False, refusal="not_acute", by=leader)
        said = decide(referral=row, accepted=False, refusal="not_acute", instead="Værestedet i morgen", by=leader)

    assert [list(one.value.message_dict) for one in (first, second)] == [["refusal"], ["instead"]]
    assert (said.is_open, said.instead) == (False, "Værestedet i morgen")


def test_a_centre_that_first_said_no_may_say_yes(citizen: Citizen, owner: User, house: House):
    with acting(owner) as by:
        row = referred(citizen, house.centre, by=by)
    with acting(house.leader) as leader:
        decide(referral=row, accepted=False, refusal="no_room", instead="Vi ringer, når der er plads", by=leader)
        row = decide(referral=row, accepted=True, by=leader)

    assert (row.refusal, row.instead, row.may_arrive) == ("", "", True)


def test_what_was_withdrawn_is_decided_no_more(citizen: Citizen, owner: User, house: House):
    with acting(owner) as by:
        row = withdraw(referral=referred(citizen, house.centre, by=by), because="Borgeren ville ikke alligevel", by=by)
    with acting(house.leader) as leader, pytest.raises(ValidationError, match="trukket tilbage"):
        decide(referral=row, accepted=True, by=leader)


def test_of_two_in_the_same_room_one_gets_it(citizen: Citizen, alias_citizen: Citizen, owner: User, house: House):
    arrived(citizen, house, by=owner, room=0)
    second = arrived(alias_citizen, house, by=owner, room=None)

    with acting(house.worker) as worker:
        with pytest.raises(ValidationError) as taken:
            give_room(stay=second, room=house.rooms[0], by=worker)
        with pytest.raises(IntegrityError), transaction.atomic():
            RoomUse(stay=second, room=house.rooms[0], from_at=timezone.now()).save()
        give_room(stay=second, room=house.rooms[1], by=worker)
        free = list(Room.objects.visible_to(worker).free())

    assert (list(taken.value.message_dict), free) == (["room"], [])


def test_one_stay_at_a_time(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)

    with acting(owner) as by:
        again = referred(citizen, house.centre, by=by, days_ago=2)
    with acting(house.leader) as leader:
        decide(referral=again, accepted=True, by=leader)
    with acting(house.worker) as worker:
        with pytest.raises(ValidationError, match="ophold i gang"):
            admit(referral=again, by=worker)
        leave(stay=stay, how="without_word", by=worker)
        second = admit(referral=again, by=worker)

    assert second.is_going


def test_whoever_leaves_frees_the_room_and_ends_the_steps_of_the_stay(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)

    with acting(any_house.worker) as worker:
        left = leave(stay=stay, how="own_wish", to="Hjem", by=worker)
        free = Room.objects.visible_to(worker).free().count()
    with acting(owner):
        going = list(StepRun.objects.going().filter(case=stay.case))

    assert (left.is_going, free, going) == (False, 2, [])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"how": ""}, "left_how"),
        ({"how": "leaders_decision"}, "left_because"),
        ({"how": "planned", "at": timezone.now() + timedelta(hours=1)}, "left_at"),
        ({"how": "planned", "at": timezone.now() - timedelta(days=300)}, "left_at"),
    ],
)
def test_bad_ends_are_refused_at_the_field(citizen: Citizen, owner: User, house: House, given: dict, field: str):
    stay = arrived(citizen, house, by=owner)

    with acting(house.worker) as worker, pytest.raises(ValidationError) as refused:
        leave(stay=stay, by=worker, **given)

    assert list(refused.value.message_dict) == [field]


def test_nobody_arrives_before_all_have_said_yes(citizen: Citizen, owner: User, house: House):
    with acting(owner) as by:
        row = referred(citizen, house.centre, by=by)
    with acting(house.worker) as worker, pytest.raises(ValidationError, match="sagt ja"):
        admit(referral=row, by=worker)


def test_three_weekdays_to_tell_the_municipality(citizen: Citizen, owner: User, house: House, own_house: House):
    row = agreed(citizen, house, by=owner, days_ago=20)
    with acting(house.worker) as worker:
        stay = admit(referral=row, at=row.asked_at + timedelta(hours=1), by=worker)

    days = [stay.inform_by - timedelta(days=back) for back in range(1, 4)]
    begun = timezone.localdate(stay.arrived_at)
    weekdays = [day for n in range(1, 8) if (day := begun + timedelta(days=n)).weekday() < 5][:3]
    assert (stay.inform_by, max(days) < stay.inform_by) == (weekdays[-1], True)
