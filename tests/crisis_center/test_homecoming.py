"""The four follow-ups cannot be forgotten: they follow from the stay that ended, whoever ended it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.actions.case import close_case
from cases.models import Citizen, StepRun
from cases.waiting import read_waiting
from crisis_center.actions.homecoming import (
    agree_at_home,
    decline,
    follow_up,
    keep_agreement,
    resume_follow_up,
    take_back_follow_up,
)
from crisis_center.actions.referral import decide, grant
from crisis_center.actions.stay import admit, leave
from crisis_center.models import HomecomingAgreement, HomecomingFollowUp, Stay
from directory.actions.partner import add_partner
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House, referred
from tests.crisis_center.home_factories import came_home, stayed
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def waiting(user: User, *, mine: bool = True) -> list[tuple[str, date]]:
    with acting(user) as by:
        rows = read_waiting(by, mine=mine, today=timezone.localdate())
    return [(row.title, row.day) for row in rows if row.kind == "homecoming"]


def found_url(stay: Stay, occasion: str = "day_1") -> str:
    return reverse("crisis_center:homecoming_found", args=[stay.pk, occasion])


def returned(citizen: Citizen, house: House, *, by: User) -> Stay:
    """A new stay of the same course, begun an hour ago."""
    with acting(by) as mentor:
        row = referred(citizen, house.centre, by=mentor, days_ago=0)
        if not house.centre.leader_decides:
            grant(referral=row, granted=True, by=mentor)
    with acting(house.leader) as leader:
        decide(referral=row, accepted=True, by=leader)
    with acting(house.worker) as worker:
        return admit(referral=row, by=worker)


def test_the_first_waits_for_the_mentor_and_some_days_later_for_the_leader(
    citizen: Citizen, owner: User, colleague: User, leader: User, any_house: House
):
    came_home(citizen, any_house, by=owner, days_ago=1)
    first = [waiting(owner), waiting(colleague), waiting(leader, mine=False)]
    with acting(any_house.worker):
        Stay.objects.get()  # the centre still has the stay; what follows is home's
    assert first == [[("day_1", ago(0))], [], []]
    assert waiting(any_house.leader, mine=False) == []


def test_the_leader_sees_what_is_not_done(citizen: Citizen, owner: User, leader: User, any_house: House):
    came_home(citizen, any_house, by=owner, days_ago=4)

    assert waiting(leader, mine=False) == [("day_1", ago(3))]


def test_on_the_day_of_leaving_nothing_waits_yet(citizen: Citizen, owner: User, any_house: House):
    came_home(citizen, any_house, by=owner, days_ago=0)

    assert waiting(owner) == []


def test_without_a_contact_person_it_waits_for_the_leader_at_once(
    citizen: Citizen, owner: User, leader: User, any_house: House
):
    stay = came_home(citizen, any_house, by=owner, days_ago=3)
    with acting(owner) as by:
        close_case(case=stay.case, reason="moved", at=timezone.now() - timedelta(days=2), by=by)

    assert (waiting(owner), waiting(leader, mine=False)) == ([], [("day_1", ago(2))])


def test_each_comes_after_the_other_is_done(citizen: Citizen, owner: User, any_house: House):
    stay = came_home(citizen, any_house, by=owner, days_ago=100)
    seen = []
    for occasion in HomecomingFollowUp.Occasion:
        seen += waiting(owner)
        client_of(owner).post(found_url(stay, occasion), {"found": "in_contact", "words": "Fint", "found_on": ago(0)})

    assert seen == [("day_1", ago(99)), ("week_1", ago(93)), ("month_1", ago(70)), ("month_3", ago(9))]
    assert waiting(owner) == []
    with acting(owner):
        run = StepRun.objects.get(case=stay.case, step="crisis_home.plans")
        assert (timezone.localdate(run.started_at), run.ended_at is not None) == (ago(100), True)


def test_not_found_and_tried_again_waits_on_that_day(citizen: Citizen, owner: User, any_house: House):
    stay = came_home(citizen, any_house, by=owner, days_ago=1)
    typed = {"found": "not_found", "words": "Døren var låst", "found_on": ago(0), "again_on": ago(-2)}
    client_of(owner).post(found_url(stay), typed)
    page = client_of(owner).get(reverse("crisis_center:homecoming", args=[stay.pk])).content.decode()

    assert (waiting(owner), "Døren var låst" in page, "prøv igen" in page) == ([], True, True)
    with acting(owner) as by:
        follow_up(stay=stay, occasion="day_1", found="came_self", by=by)
        rows = HomecomingFollowUp.objects.order_by("noted_at").values_list("found", "again_on")
        assert list(rows) == [("not_found", ago(-2)), ("came_self", None)]


def test_a_day_that_was_moved_and_came_waits_again(citizen: Citizen, owner: User, house: House):
    stay = came_home(citizen, house, by=owner, days_ago=2)
    with acting(owner) as by:
        follow_up(stay=stay, occasion="day_1", again_on=ago(0), by=by)

    assert waiting(owner) == [("day_1", ago(0))]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "found"),
        ({"found": "not_done"}, "words"),
        ({"found": "in_contact", "found_on": ago(-1)}, "found_on"),
        ({"found": "in_contact", "found_on": ago(20)}, "found_on"),
        ({"again_on": ago(1)}, "again_on"),
        ({"again_on": ago(-5)}, "again_on"),
    ],
)
def test_bad_findings_are_refused_at_the_field(citizen: Citizen, owner: User, house: House, given: dict, field: str):
    stay = came_home(citizen, house, by=owner, days_ago=2)

    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        follow_up(stay=stay, occasion="day_1", by=by, **given)

    assert list(refused.value.message_dict) == [field]


def test_sent_twice_it_is_written_once_and_can_be_taken_back(citizen: Citizen, owner: User, house: House):
    stay = came_home(citizen, house, by=owner, days_ago=1)
    client = client_of(owner)
    entry = client.get(found_url(stay)).context["form"]["entry"].value()
    for _twice in range(2):
        client.post(found_url(stay), {"found": "seen", "found_on": ago(0), "entry": entry})
    with acting(owner):
        row = HomecomingFollowUp.objects.get()
    done = waiting(owner)
    client.post(reverse("crisis_center:homecoming_remove", args=[row.pk]))

    assert (done, waiting(owner)) == ([], [("day_1", ago(0))])


def test_who_wants_no_follow_up_is_left_in_peace_until_they_want_it(citizen: Citizen, owner: User, any_house: House):
    stay = came_home(citizen, any_house, by=owner, days_ago=2)
    client_of(owner).post(
        reverse("crisis_center:homecoming_decline", args=[stay.pk]), {"words": "Lad mig være", "said_on": ago(0)}
    )
    page = client_of(owner).get(reverse("crisis_center:homecoming", args=[stay.pk])).content.decode()

    assert (waiting(owner), "»Lad mig være«" in page) == ([], True)
    client_of(owner).post(reverse("crisis_center:homecoming_resume", args=[stay.pk]))
    assert waiting(owner) == [("day_1", ago(1))]


def test_a_new_stay_closes_what_is_left_with_that_reason(citizen: Citizen, owner: User, any_house: House):
    stay = came_home(citizen, any_house, by=owner, days_ago=2, how="without_word")
    before = waiting(owner)
    again = returned(citizen, any_house, by=owner)

    page = client_of(owner).get(reverse("crisis_center:homecoming", args=[stay.pk])).content.decode()
    assert (before, waiting(owner), "Nyt ophold fra" in page) == ([("day_1", ago(1))], [], True)
    with acting(any_house.worker) as worker:
        leave(stay=again, how="planned", by=worker)
    assert "Hjemkomst" in client_of(owner).get(citizen.get_absolute_url()).content.decode()


def test_whoever_died_is_not_looked_for(citizen: Citizen, owner: User, leader: User, house: House):
    stay = came_home(citizen, house, by=owner, days_ago=9)
    with acting(owner) as by:
        close_case(case=stay.case, reason="dead", by=by)

    assert (waiting(owner), waiting(leader, mine=False)) == ([], [])


def test_it_stands_on_the_citizens_page_the_course_and_the_timeline(citizen: Citizen, owner: User, any_house: House):
    stay = came_home(citizen, any_house, by=owner, days_ago=3)
    with acting(owner) as by:
        follow_up(stay=stay, occasion="day_1", found="came_self", words="Kom forbi i går", by=by)

    client = client_of(owner)
    course = reverse("cases:case", args=[stay.case_id])
    pages = [client.get(one).content.decode() for one in (citizen.get_absolute_url(), course)]
    told = client.get(citizen.get_absolute_url(), {"vis": "homecoming"}).content.decode()

    assert ["Kom forbi i går" in page and "Uge 1" in page for page in pages] == [True, True]
    assert ("Rejst fra akutkrisecenter: Planlagt udslusning" in told, "Hjemkomst, dag 1: kom selv" in told) == (
        True, True,
    )  # fmt: skip


def test_the_centre_never_sees_the_homecoming(citizen: Citizen, owner: User, any_house: House):
    stay = came_home(citizen, any_house, by=owner, days_ago=3)
    with acting(owner) as by:
        follow_up(stay=stay, occasion="day_1", found="in_contact", words="hemmeligt", by=by)
        agree_at_home(case=stay.case, actor_words="Boligsocial", what="hemmeligt", by=by)

    for who in (any_house.worker, any_house.leader):
        client = client_of(who)
        assert client.get(reverse("crisis_center:homecoming", args=[stay.pk])).status_code == 404
        assert "hemmeligt" not in client.get(stay.get_absolute_url()).content.decode()
        with acting(who) as user:
            assert HomecomingFollowUp.objects.visible_to(user).count() == 0
            assert HomecomingAgreement.objects.visible_to(user).count() == 0


def test_nothing_is_followed_up_while_the_stay_goes_on(citizen: Citizen, owner: User, house: House):
    stay = stayed(citizen, house, by=owner)

    assert client_of(owner).get(found_url(stay)).status_code == 404
    with acting(owner) as by, pytest.raises(ValidationError, match="ikke afsluttet"):
        follow_up(stay=stay, occasion="day_1", found="in_contact", by=by)


def test_agreements_name_who_and_are_seen_to_be_kept(citizen: Citizen, owner: User, house: House):
    stay = came_home(citizen, house, by=owner, days_ago=1)
    with acting(owner) as by:
        partner = add_partner(unit=citizen.unit, name="Boligselskabet", kind="housing", by=by)
    url = reverse("crisis_center:agreement_new", args=[stay.case_id])
    typed = {"what": "Nøgle hentes", "mentors_role": "Går med", "with_citizen": "on"}
    refused = client_of(owner).post(url, {**typed, "partner": partner.pk, "actor_words": "Bo"})
    client_of(owner).post(url, {**typed, "partner": partner.pk})
    with acting(owner):
        row = HomecomingAgreement.objects.get()
    client_of(owner).post(reverse("crisis_center:agreement_kept", args=[row.pk]), {"kept": "ja"})

    page = client_of(owner).get(reverse("crisis_center:homecoming", args=[stay.pk])).content.decode()
    assert list(refused.context["form"].errors) == ["actor_words"]
    assert [words in page for words in ("Boligselskabet: Nøgle hentes", "mentor: Går med", "Holdt, ")] == [True] * 3
    with acting(owner) as by:
        assert keep_agreement(row=row, kept=None, by=by).kept_on is None
        assert StepRun.objects.going().filter(case=stay.case, step="crisis_home.offers").count() == 1


def test_any_number_of_findings_costs_the_same(citizen: Citizen, owner: User, any_house: House):
    stay = came_home(citizen, any_house, by=owner, days_ago=3)
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _time in range(number):
                follow_up(stay=stay, occasion="month_1", found="not_found", again_on=ago(-1), by=by)
                agree_at_home(case=stay.case, actor_words="Bo", what="Ringer", by=by)

    more(1)
    course = reverse("cases:case", args=[stay.case_id])
    come = reverse("crisis_center:homecoming", args=[stay.pk])
    for url in (come, found_url(stay), course, citizen.get_absolute_url()):
        assert_same_queries(lambda url=url: client.get(url), lambda: more(2), lambda: more(20))


def test_declined_and_resumed_are_in_the_history(citizen: Citizen, owner: User, house: House):
    stay = came_home(citizen, house, by=owner, days_ago=1)
    with acting(owner) as by:
        row = decline(stay=stay, words="Nej tak", by=by)
        resume_follow_up(stay=stay, by=by)
        assert [(one.words, one.history_type) for one in row.history.order_by("history_id")] == [
            ("Nej tak", "+"), ("Nej tak", "-"),
        ]  # fmt: skip
        found = follow_up(stay=stay, occasion="day_1", found="seen", by=by)
        take_back_follow_up(row=found, by=by)

    page = client_of(owner).get(reverse("cases:citizen_history", args=[citizen.pk])).content.decode()
    assert "Nej tak" in page
