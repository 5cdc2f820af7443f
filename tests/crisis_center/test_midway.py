"""The midway meeting follows the length of the stay until somebody fixes it; readiness says who does what."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen, StepRun
from cases.waiting import read_waiting
from crisis_center.actions.midway import hold_midway, miss_midway, plan_midway
from crisis_center.actions.readiness import make_ready, put_in_place, settle_readiness, unsettle_readiness
from crisis_center.actions.stay import expect_until
from crisis_center.midways import WITHOUT_END, proposed_midway
from crisis_center.models import MidwayMeeting, Readiness, Stay
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House
from tests.crisis_center.home_factories import came_home, stayed
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

EVERYBODY = {"citizen_came": True, "centre_came": True, "home_came": True}


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def url(name: str, stay: Stay) -> str:
    return reverse(f"crisis_center:{name}", args=[stay.pk])


def waiting(user: User, *kinds: str, mine: bool = True) -> list[tuple]:
    with acting(user) as by:
        rows = read_waiting(by, mine=mine, today=timezone.localdate())
    return [(row.kind, row.day) for row in rows if row.kind in kinds]


def test_it_is_proposed_midway_and_moves_with_the_stay(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner, days=8)
    days = [proposed_midway(stay)]
    for until in (20, 4, -8):
        with acting(any_house.worker) as worker:
            stay = expect_until(stay=stay, until=today(until), by=worker)
        days.append(proposed_midway(stay))

    assert days == [today(WITHOUT_END - 8), today(6), today(-2), today(-8)]


def test_a_fixed_time_no_longer_moves(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner)
    at = timezone.now() + timedelta(days=5)
    with acting(any_house.worker) as worker:
        plan_midway(stay=stay, planned_at=at, by=worker)
        expect_until(stay=stay, until=today(60), by=worker)

    page = client_of(owner).get(url("midway", stay)).content.decode()

    assert ("Aftalt" in page, "Midt i opholdet er omkring" in page) == (True, False)


def test_what_is_missing_waits_for_the_mentor_until_a_time_is_fixed(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner, days=8)
    with acting(any_house.worker) as worker:
        expect_until(stay=stay, until=today(60), by=worker)
    far = waiting(owner, "midway_plan")
    with acting(any_house.worker) as worker:
        expect_until(stay=stay, until=today(12), by=worker)
    near = waiting(owner, "midway_plan")
    with acting(any_house.worker) as worker:
        plan_midway(stay=stay, planned_at=timezone.now() + timedelta(days=2), by=worker)

    assert (far, near, waiting(owner, "midway_plan")) == ([], [("midway_plan", today())], [])
    assert waiting(any_house.worker, "midway_plan", mine=False) == []


def test_a_day_that_passed_waits_until_somebody_says_how_it_went(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner)
    with acting(owner) as by:
        plan_midway(stay=stay, planned_at=timezone.now() - timedelta(days=2), by=by)
    before = waiting(owner, "midway_went")
    with acting(any_house.worker) as worker:
        miss_midway(stay=stay, because="Borgeren sov", by=worker)

    assert (before, waiting(owner, "midway_went")) == ([("midway_went", today(-2))], [])
    for who in (owner, any_house.worker):
        assert "Borgeren sov" in client_of(who).get(url("midway", stay)).content.decode()


def test_it_is_planned_and_held_through_the_pages(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner)
    at = timezone.localtime() - timedelta(hours=2)
    typed = {"planned_at": at.strftime("%Y-%m-%dT%H:%M"), "where": "Mødelokalet", "asked": ["citizen", "home"]}
    client_of(any_house.worker).post(url("midway_plan", stay), typed)
    held = {
        "held_at": at.strftime("%Y-%m-%dT%H:%M"), "citizen_came": "on", "home_came": "on", "status": "Sover igen",
        "change": "Vil gerne hjem", "plan_adjusted": "Bostøtte to gange om ugen",
    }  # fmt: skip
    answer = client_of(owner).post(url("midway_held", stay), held)

    assert answer.url == url("readiness", stay)
    with acting(owner):
        row = MidwayMeeting.objects.get()
        said = (row.where, row.citizen_asked, row.centre_asked, row.centre_came, row.status, row.organisation_id)
        assert said == ("Mødelokalet", True, False, False, "Sover igen", citizen.organisation_id)
        steps = StepRun.objects.filter(case=stay.case, step="crisis_stay.midway")
        assert [run.ended_at is not None for run in steps] == [True]
    page = client_of(any_house.worker).get(url("midway", stay)).content.decode()
    assert ("Bostøtte to gange om ugen" in page, "Borgeren, hjemkommunen" in page) == (True, True)


def test_a_meeting_nobody_planned_is_written_once_and_can_be_mended(citizen: Citizen, owner: User, house: House):
    stay = stayed(citizen, house, by=owner)
    client = client_of(house.worker)
    entry = client.get(url("midway_held", stay)).context["form"]["entry"].value()
    typed = {"held_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "citizen_came": "on", "entry": entry}
    for _twice in range(2):
        client.post(url("midway_held", stay), typed)
    with acting(owner):
        row = MidwayMeeting.objects.get()
    edit = reverse("crisis_center:midway_edit", args=[row.pk])
    version = client.get(edit).context["form"]["version"].value()
    client.post(edit, {**typed, "status": "Rolig", "version": version})

    with acting(owner):
        assert list(MidwayMeeting.objects.values_list("status", "home_came")) == [("Rolig", False)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"held_at": timezone.now() + timedelta(hours=1)}, "held_at"),
        ({"held_at": timezone.now() - timedelta(days=300)}, "held_at"),
        ({"citizen_came": False, "centre_came": False, "home_came": False}, "citizen_came"),
    ],
)
def test_bad_meetings_are_refused_at_the_field(citizen: Citizen, owner: User, house: House, given: dict, field: str):
    stay = stayed(citizen, house, by=owner)

    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        hold_midway(stay=stay, by=by, **{"held_at": timezone.now(), **EVERYBODY, **given})

    assert list(refused.value.message_dict) == [field]


def test_a_closed_course_does_not_hinder_the_centre(citizen: Citizen, owner: User, house: House):
    from cases.actions.case import close_case

    stay = stayed(citizen, house, by=owner)
    with acting(owner) as by:
        close_case(case=stay.case, reason="moved", by=by)
        row = hold_midway(stay=stay, held_at=timezone.now(), by=by, **EVERYBODY)

    assert row.held_at


def test_readiness_is_both_sides_and_homes_part_waits_from_its_day(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner)
    typed = {"area": "housing", "what": "Nøgle hentes", "side": "home", "who": "Oda", "due_on": today()}
    client_of(any_house.worker).post(url("readiness", stay), typed)
    with acting(any_house.worker) as worker:
        make_ready(stay=stay, area="medicine", side="centre", due_on=today(), by=worker)
    before = waiting(owner, "readiness")
    with acting(owner):
        row = Readiness.objects.get(area="housing")
    client_of(owner).post(reverse("crisis_center:readiness_settle", args=[row.pk]), {"outcome": "in_place"})

    assert (before, waiting(owner, "readiness")) == ([("readiness", today())], [])
    page = client_of(any_house.worker).get(stay.get_absolute_url()).content.decode()
    missing = page[page.index("Ikke på plads endnu") :]
    assert ("Bolig" in missing[:300], "Forsørgelse" in missing[:300]) == (False, True)


def test_what_is_settled_can_be_opened_again(citizen: Citizen, owner: User, house: House):
    stay = stayed(citizen, house, by=owner)
    with acting(owner) as by:
        row = make_ready(stay=stay, area="income", side="home", by=by)
        settle_readiness(row=row, outcome="not_needed", by=by)
        row = unsettle_readiness(row=row, by=by)
        put_in_place(stay=stay, areas=["income", "met"], by=by)

        assert row.settled_at is None
        assert list(Readiness.objects.order_by("area").values_list("area", "outcome")) == [
            ("income", "in_place"), ("met", "in_place"),
        ]  # fmt: skip


def test_something_else_says_what(citizen: Citizen, owner: User, house: House):
    stay = stayed(citizen, house, by=owner)

    page = client_of(owner).post(url("readiness", stay), {"area": "other", "side": "home", "who": "Oda"})

    assert page.context["form"].errors == {"what": ["Skriv, hvad der skal være klar."]}
    assert page.context["form"]["who"].value() == "Oda"


def test_any_number_of_agreements_costs_the_same(citizen: Citizen, owner: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for at in range(number):
                make_ready(stay=stay, area="other", what=f"Ting {at}", side="home", by=by)
                hold_midway(stay=stay, held_at=timezone.now(), by=by, **EVERYBODY)

    more(1)
    for who in (owner, any_house.worker):
        client = client_of(who)
        for name in ("readiness", "midway", "stay"):
            assert_same_queries(
                lambda name=name, client=client: client.get(url(name, stay)), lambda: more(2), lambda: more(20)
            )


def test_nobody_else_sees_any_of_it(citizen: Citizen, owner: User, stranger: User, outsider: User, any_house: House):
    stay = came_home(citizen, any_house, by=owner)

    for who in (stranger, outsider):
        codes = {
            name: client_of(who).get(url(name, stay)).status_code
            for name in ("midway", "readiness", "future", "leave", "homecoming")
        }
        assert set(codes.values()) == {404}, codes
