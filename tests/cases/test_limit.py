"""The limit holds for the average of a team: figures before one gives, a reason beyond it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Role
from cases.actions.case import assign, close_case, open_case, pause_case, reopen_case
from cases.actions.handover import Give, hand_over
from cases.limit import Load, Move, load_of
from cases.models import Assignment
from tests.cast import acting, client_of, hired
from tests.factories import CitizenFactory, CourseFactory


def today():
    return timezone.localdate()


def load(user) -> Load:
    with acting(user) as by:
        return load_of(by.membership.unit_id, by.membership.organisation)


def averages(user) -> dict[str, Decimal]:
    now = load(user)
    return {now.team_name(team): now.average(team) for team in now.teams}


@pytest.fixture
def small(municipality, founder):
    """Two courses per worker, a warning from one."""
    municipality.caseload_limit, municipality.caseload_warn_from = 2, 1
    with transaction.atomic():
        municipality.save()
    return municipality


def given(to, by_user, centre, number: int = 1, **more):
    with acting(by_user) as by:
        return [
            CourseFactory(citizen=citizen, unit=centre, contact_person=to, by=by, **more)
            for citizen in CitizenFactory.create_batch(number, unit=centre, by=by)
        ]


def test_a_course_of_the_team_counts_whoever_in_it_carries_it(owner, mentor, unit_mate, leader, centre):
    given(unit_mate, owner, centre, 4)
    before = averages(leader)["Team Parken"]
    given(mentor, owner, centre, 1)

    assert (before, averages(leader)["Team Parken"]) == (4, 5)


def test_the_average_is_of_outreach_workers_or_else_of_those_who_carry(
    owner, colleague, unit_mate, health, leader, centre
):
    given(owner, owner, centre, 3)
    before = averages(leader)
    given(health, owner, centre, 1)

    assert before == {"Team Banegården": Decimal("1.5"), "Team Parken": 0, "Medarbejdere uden team": 0}
    assert averages(leader)["Medarbejdere uden team"] == 1


def test_paused_and_closed_courses_and_other_units_weigh_nothing(owner, leader, centre, other_citizen):
    paused, closed, _open = given(owner, owner, centre, 3)
    with acting(owner) as by:
        pause_case(case=paused, reason="Rejst", by=by)
        close_case(case=closed, reason="moved", by=by)

    assert averages(leader)["Team Banegården"] == 1


def test_within_a_team_a_course_moves_without_changing_the_average(owner, colleague, leader, centre):
    given(owner, owner, centre, 4)
    before = load(leader)

    after = before.moved([Move(owner.pk, colleague.pk)])

    assert [after.carriers[who.pk].courses for who in (owner, colleague)] == [3, 1]
    assert before.pushed_over(after) == []


def test_beyond_the_limit_a_reason_is_asked_and_kept(small, owner, unit_mate, leader, centre):
    given(unit_mate, owner, centre, 2)
    (case,) = given(owner, owner, centre)
    with acting(leader) as by:
        with pytest.raises(ValidationError) as refused:
            assign(case=case, user=unit_mate, kind="contact_person", on=today(), by=by)
        row = assign(
            case=case, user=unit_mate, kind="contact_person", on=today(), over_limit_reason=" Kender ham  godt ", by=by
        )

    assert refused.value.message_dict == {
        "over_limit_reason": [
            "Team Parken: 3 forløb pr. medarbejder i snit, grænsen er 2. Skriv kort, hvorfor det er i orden."
        ]
    }
    assert row.over_limit_reason == "Kender ham godt"


def test_within_the_limit_no_reason_is_kept(small, owner, unit_mate, leader, centre):
    (case,) = given(owner, owner, centre)
    with acting(leader) as by:
        row = assign(
            case=case, user=unit_mate, kind="contact_person", on=today(), over_limit_reason="Kender ham godt", by=by
        )

    assert row.over_limit_reason == ""


def test_a_team_over_the_limit_may_give_away_and_pass_on_inside(small, owner, colleague, unit_mate, leader, centre):
    first, second = given(owner, owner, centre, 6)[:2]
    with acting(leader) as by:
        assign(case=first, user=unit_mate, kind="contact_person", on=today(), by=by)
        assign(case=second, user=colleague, kind="contact_person", on=today(), by=by)

    assert averages(leader)["Team Banegården"] == Decimal("2.5")


def test_opening_and_opening_again_ask_as_well(small, owner, unit_mate, leader, centre, municipality):
    (closed,) = given(unit_mate, owner, centre)
    with acting(owner) as by:
        close_case(case=closed, reason="moved", at=timezone.now() - timedelta(days=3), by=by)
    given(unit_mate, owner, centre, 2)
    with acting(owner) as by:
        citizen = CitizenFactory(unit=centre, by=by)
        with pytest.raises(ValidationError, match="Team Parken: 3"):
            open_case(citizen=citizen, unit=centre, pathway="outreach", contact_person=unit_mate, by=by)
        with pytest.raises(ValidationError, match="Team Parken: 3"):
            reopen_case(case=closed, contact_person=unit_mate, by=by)
        assert Assignment.objects.filter(user=unit_mate, to_on=None).count() == 2


def test_handing_over_counts_all_of_it_at_once(small, owner, colleague, unit_mate, leader, centre):
    cases = given(owner, owner, centre, 3)
    with acting(leader) as by:
        rows = {row.case_id: row.pk for row in Assignment.objects.filter(case__in=cases)}
        gives = [Give(case, unit_mate, rows[case.pk]) for case in cases]
        with pytest.raises(ValidationError, match="Team Parken: 3"):
            hand_over(gives=gives, on=today(), by=by)
        hand_over(gives=gives, on=today(), over_limit_reason="Oda er væk", by=by)
        kept = set(Assignment.objects.filter(user=unit_mate).values_list("over_limit_reason", flat=True))

    assert kept == {"Oda er væk"}


def test_the_form_shows_the_figures_and_keeps_what_was_typed(small, owner, unit_mate, leader, centre):
    given(unit_mate, owner, centre, 2)
    (case,) = given(owner, owner, centre)
    url = reverse("cases:case_followers", args=[case.pk])
    client = client_of(leader, purpose_for=[case.citizen])
    sent = {"contact_person": unit_mate.pk, "chosen_by": "team", "reason": "Ny arbejdstid", "on": today().isoformat()}

    shown = client.get(url).content.decode()
    asked = client.post(url, sent).content.decode()
    client.post(url, {**sent, "over_limit_reason": "Kender ham godt"})

    assert "Team Parken: 2 forløb pr. medarbejder i snit, grænsen er 2." in shown
    assert "Ulla Friis (2 forløb)" in shown
    assert "Team Parken: 3 forløb pr. medarbejder i snit, grænsen er 2. Skriv kort, hvorfor det er i orden." in asked
    assert f'value="{unit_mate.pk}" selected' in asked
    with acting(leader):
        assert Assignment.objects.get(case=case, to_on=None).over_limit_reason == "Kender ham godt"


def test_far_from_the_limit_nothing_is_said(case, leader):
    page = client_of(leader, purpose_for=[case.citizen]).get(reverse("cases:case_followers", args=[case.pk]))

    assert "grænsen" not in page.content.decode()


def test_handing_over_asks_for_the_reason_at_the_field(small, owner, unit_mate, leader, centre):
    given(unit_mate, owner, centre, 2)
    cases = given(owner, owner, centre)
    url = reverse("cases:handover")
    sent = {"cases": [cases[0].pk], f"to-{cases[0].pk}": unit_mate.pk, "on": today().isoformat(), "note": "Husk nøglen"}

    calm = client_of(leader).post(url, sent).content.decode()
    sent["change_reason"] = "Ferie"
    asked = client_of(leader).post(url, {**sent, "give": "1"}).content.decode()
    client_of(leader).post(url, {**sent, "give": "1", "over_limit_reason": "Kender ham godt"})

    assert "Over grænsen" in calm
    assert "Skriv kort, hvorfor" not in calm
    assert "Team Parken: 3 forløb pr. medarbejder i snit, grænsen er 2. Skriv kort, hvorfor det er i orden." in asked
    assert "Husk nøglen" in asked
    with acting(leader):
        assert Assignment.objects.get(case=cases[0], to_on=None).over_limit_reason == "Kender ham godt"


def test_somebody_in_no_team_is_in_the_group_of_those_without_one(small, owner, health, leader, centre, founder):
    other = hired("Anna Bjerg", Role.OUTREACH_WORKER, unit=centre, by=founder)
    given(health, owner, centre, 3)

    now = load(leader)
    assert (now.team_of(other.pk), now.average(None)) == (None, 3)
