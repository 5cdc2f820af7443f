"""*Min dag*: what stands there, in which list, and what must not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import change_membership
from audit.models import AccessLog
from cases.actions.case import close_case, end_assignment, open_case, pause_case
from cases.actions.citizen import edit_citizen
from cases.actions.contact import correct_contact, log_contact
from cases.actions.pathway import start_step
from cases.actions.task import register_request
from cases.caseload import citizens_by_id, my_citizens, my_courses
from cases.models import Assignment, Case, Citizen
from cases.rhythm import Rhythms, is_resting
from tests.cast import acting, client_of, membership_of, token
from tests.factories import CitizenFactory, CourseFactory, TaskFactory
from tests.queries import assert_same_queries

MY_DAY = reverse("cases:my_day")


def lists(user) -> dict[str, list[str]]:
    """The names in the three lists of the user's own citizens."""
    today = timezone.localdate()
    with acting(user) as by:
        courses = my_courses(by, 50)
        citizens = citizens_by_id(by, [row.citizen_id for row in courses], today)
        mine = my_citizens(courses, citizens, Rhythms.of(by.membership.organisation), today)
    groups = {"long": mine.long_since, "others": mine.others, "resting": mine.resting}
    return {name: [line.label for line in group] for name, group in groups.items() if group}


@pytest.fixture
def case(owner, centre) -> Case:
    """Of owner, opened 30 days ago; nobody has talked with the citizen."""
    with acting(owner) as by:
        citizen = CitizenFactory(unit=centre, by=by, name="Per Prik")
        return CourseFactory(citizen=citizen, unit=centre, contact_person=by, by=by)


def met(case: Case, user, *, days: int, **fields) -> None:
    defaults = {"unit": case.unit, "way": "street", "result": "talked", "citizens": [case.citizen]}
    with acting(user) as by:
        return log_contact(at=timezone.now() - timedelta(days=days), by=by, **{**defaults, **fields})[0]


def test_nobody_talked_since_the_opening_is_long_since(case, owner):
    assert lists(owner) == {"long": ["Per Prik"]}


def test_a_talk_within_the_rhythm_is_not_long_since(case, owner):
    met(case, owner, days=14)

    assert lists(owner) == {"others": ["Per Prik"]}


@pytest.mark.parametrize("result", ["seen", "not_met"])
def test_an_attempt_is_no_contact(case, owner, result):
    met(case, owner, days=20)
    met(case, owner, days=1, result=result)

    assert lists(owner) == {"long": ["Per Prik"]}


def test_a_talk_corrected_to_an_attempt_counts_no_more(case, owner):
    contact = met(case, owner, days=1)
    with acting(owner) as by:
        correct_contact(contact=contact, reason="Det var en anden", result="not_met", by=by)

    assert lists(owner) == {"long": ["Per Prik"]}


def test_a_talk_by_a_colleague_counts(case, owner, colleague):
    met(case, colleague, days=2)

    assert lists(owner) == {"others": ["Per Prik"]}


def test_who_said_not_now_is_left_in_peace_until_the_day(case, owner):
    today = timezone.localdate()
    met(case, owner, days=20, wish="not_now", rest_until=today + timedelta(days=1))

    assert lists(owner) == {"resting": ["Per Prik"]}
    assert "I fred til" in client_of(owner).get(MY_DAY).content.decode()
    assert is_resting(today, today) is False


def test_a_later_wish_for_contact_ends_the_rest(case, owner):
    met(case, owner, days=3, wish="no")
    met(case, owner, days=1, wish="contact")

    assert lists(owner) == {"others": ["Per Prik"]}


def test_paused_courses_are_left_out(case, owner):
    with acting(owner) as by:
        pause_case(case=case, reason="Indlagt", by=by)

    assert lists(owner) == {}


@pytest.mark.parametrize("reason", ["dead", "moved"])
def test_closed_courses_and_the_dead_are_left_out(case, owner, reason):
    with acting(owner) as by:
        close_case(case=case, reason=reason, by=by)

    assert lists(owner) == {}


def test_an_ended_assignment_is_nobodys_own(case, owner):
    with acting(owner) as by:
        end_assignment(assignment=Assignment.objects.get(case=case), on=timezone.localdate(), reason="Barsel", by=by)

    assert lists(owner) == {}


def test_another_unit_sees_none_of_it(case, owner, stranger, outsider):
    assert [lists(user) for user in (stranger, outsider)] == [{}, {}]


def test_who_moved_to_another_unit_keeps_only_what_is_still_theirs(case, owner, other_unit, founder):
    membership = membership_of(owner)
    with acting(owner) as by:
        end_assignment(assignment=Assignment.objects.get(case=case), on=timezone.localdate(), reason="Barsel", by=by)
    change_membership(
        membership=membership, role=membership.role, unit=other_unit, team=None,
        from_on=membership.from_on, to_on=None, by=founder,
    )  # fmt: skip

    assert "Per Prik" not in client_of(owner).get(MY_DAY).content.decode()


def test_the_longest_since_comes_first(owner, centre):
    with acting(owner) as by:
        for name, days in (("Anders And", 20), ("Bodil Bak", 40)):
            citizen = CitizenFactory(unit=centre, by=by, name=name)
            CourseFactory(
                citizen=citizen, unit=centre, contact_person=by, by=by, at=timezone.now() - timedelta(days=days)
            )

    assert lists(owner)["long"] == ["Bodil Bak", "Anders And"]


def test_the_page_shows_the_day_agreements_clocks_and_citizens(citizen, task, owner, time_machine):
    page = client_of(owner).get(MY_DAY).content.decode()

    for text in (token("citizen", "agreement"), task.title, "dag 1 af 14", "Karla Zornfeldt", "Talt med i går"):
        assert text in page
    assert "Udgående og kontaktskabende indsats" in page


@pytest.mark.parametrize("when", ["2026-11-22T09:00:00+01:00"])
def test_the_heading_is_the_day_in_danish(owner, time_machine, when):
    time_machine.move_to(when, tick=False)

    assert "Søndag den 22. november" in client_of(owner).get(MY_DAY).content.decode()


def test_a_clock_is_not_lost_where_nobody_has_the_citizen(alias_citizen, owner, colleague, stranger):
    with acting(owner) as by:
        register_request(citizen=alias_citizen, on=timezone.localdate() - timedelta(days=13), by=by)

    seen = ["dag 13 af 14" in client_of(user).get(MY_DAY).content.decode() for user in (owner, colleague, stranger)]

    assert seen == [True, True, False]


def test_a_colleagues_clock_is_not_mine(citizen, owner, unit_mate):
    assert "De 14 dage løber" not in client_of(unit_mate).get(MY_DAY).content.decode()


def test_an_empty_day_says_what_to_do(owner):
    page = client_of(owner).get(MY_DAY).content.decode()

    assert "Du har ingen forløb" in page
    assert reverse("cases:citizens") in page


def test_everybody_shown_is_in_the_access_log_once(citizen, alias_citizen, task, owner):
    client_of(owner).get(MY_DAY)

    with acting(owner):
        looks = AccessLog.objects.filter(view_name="cases:my_day").values_list("citizen_id", "action")
        assert list(looks) == [(citizen.pk, "list")]


def test_who_has_a_day(owner, leader, mentor, dpo, administrator, spotter):
    people = (owner, leader, mentor, dpo, administrator, spotter)

    assert [client_of(user).get(MY_DAY).status_code for user in people] == [200, 200, 200, 403, 403, 403]


def test_a_full_day_costs_what_an_empty_one_does(citizen, unknown_contact, owner, centre):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for row in CitizenFactory.create_batch(number, unit=centre, by=by):
                CourseFactory(citizen=row, unit=centre, contact_person=by, by=by)
                TaskFactory(citizen=row, unit=centre, by=by, due_on=timezone.localdate())
                register_request(citizen=row, on=timezone.localdate(), by=by)

    assert_same_queries(lambda: client.get(MY_DAY), lambda: more(2), lambda: more(20))


def test_last_talked_and_rest_are_those_of_each_citizen(case, citizen, owner):
    met(case, owner, days=5, wish="no")
    with acting(owner) as by:
        rows = Citizen.objects.visible_to(by).with_last_talked().with_rest().order_by("name")
        said = {row.name: (timezone.localdate(row.last_talked_at), row.rest_until) for row in rows}

    today = timezone.localdate()
    assert said == {
        "Karla Zornfeldt": (today - timedelta(days=1), None),
        "Per Prik": (today - timedelta(days=5), today + timedelta(days=85)),
    }


def test_the_rhythm_agreed_with_the_citizen_counts(case, owner):
    met(case, owner, days=10)
    with acting(owner) as by:
        edit_citizen(citizen=case.citizen, rhythm_days=7, by=by)

    assert lists(owner) == {"long": ["Per Prik"]}


def test_the_rhythm_of_the_phase_counts(case, owner, municipality, founder):
    met(case, owner, days=10)
    municipality.phase_rhythms = {"outreach.motivation": 7}
    with acting(owner) as by:
        municipality.save()
        before = lists(owner)
        start_step(case=case, step_key="motivation.alliance", by=by)

    assert (before, lists(owner)) == ({"others": ["Per Prik"]}, {"long": ["Per Prik"]})


def test_whoever_died_is_not_missed_on_another_course(case, owner):
    with acting(owner) as by:
        other = open_case(citizen=case.citizen, unit=case.unit, pathway="test", contact_person=by, by=by)
        close_case(case=other, reason="dead", by=by)

    assert lists(owner) == {"others": ["Per Prik"]}
