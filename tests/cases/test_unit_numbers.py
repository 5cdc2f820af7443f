"""Each number of the leader's page is as many as the rows behind it, and counts whom it should."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import close_access
from accounts.models import Unit, User
from audit.models import AccessLog
from cases.actions.case import close_case, end_assignment, pause_case, reopen_case
from cases.actions.contact import correct_contact, log_contact
from cases.actions.pathway import end_step, start_step
from cases.limit import load_of
from cases.models import Absence, Admission, Assignment, Case, Contact
from cases.unit_choice import KINDS, Choice
from cases.unit_courses import read_unit
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, CourseFactory, TaskFactory
from tests.queries import assert_same_queries

UNIT, COURSES = reverse("cases:unit_overview"), reverse("cases:unit_courses")


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def course(by: User, centre: Unit, name: str, *, days: float = 40, contact_person: User | None = None) -> Case:
    citizen = CitizenFactory(unit=centre, by=by, name=name)
    case: Case = CourseFactory(citizen=citizen, unit=centre, contact_person=contact_person, at=ago(days), by=by)
    return case


def talk(case: Case, by: User, *, days: float, **fields: Any) -> Contact:
    values = {"unit": case.unit, "way": "street", "result": "talked", "citizens": [case.citizen], **fields}
    return log_contact(at=ago(days), by=by, **values)[0]


def found(user: User, kind: str) -> list[str]:
    """The names behind a number, in the order of the list."""
    page = client_of(user).get(COURSES, {"vis": kind})
    return [row.label for row in page.context["rows"]]


@pytest.fixture
def busy(owner, unit_mate, mentor, centre, municipality, founder) -> None:
    """One of everything that the page counts."""
    with acting(owner) as by:
        talk(course(by, centre, "Anna Ny", days=1, contact_person=by), by, days=0.1)
        quiet = course(by, centre, "Bo Stille", days=200, contact_person=by)
        start_step(case=quiet, step_key="motivation.alliance", at=ago(100), by=by)
        pause_case(case=course(by, centre, "Carl Pause", contact_person=by), reason="Rejst", by=by)
        course(by, centre, "Dora Ingen")
        course(by, centre, "Erik Forladt", contact_person=mentor)
        away = course(by, centre, "Fie Indlagt", contact_person=unit_mate)
        Admission(citizen=away.citizen, kind="hospital", since=timezone.localdate()).save()
        close_case(case=course(by, centre, "Gert Slut", contact_person=by), reason="moved", by=by)
        Absence(unit=centre, user=unit_mate, from_on=timezone.localdate(), to_on=timezone.localdate()).save()
        TaskFactory(unit=centre, by=by, due_on=timezone.localdate() - timedelta(days=1))
    close_access(person=mentor, organisation=municipality, by=founder)


def test_every_number_leads_to_as_many_rows(busy, citizen, leader):
    client = client_of(leader)
    page = client.get(UNIT).content.decode()
    shown = re.findall(r'<a class="figure" href="([^"]+)">(\d+)<', page)
    needs = [(need.figure.url, need.figure.text) for need in client.get(UNIT).context["needs"] if need.figure.number]

    behind = []
    for url, number in [*((unescape(url), number) for url, number in shown), *needs]:
        context = client.get(url).context
        rows = context["rows"] if "rows" in context else context["lines"]
        behind.append((url, number, str(len(rows))))

    assert [entry for entry in behind if entry[1] != entry[2]] == []
    assert len(behind) > 20


def test_each_kind_is_who_it_should_be(busy, leader):
    assert {kind: found(leader, kind) for kind in KINDS} == {
        "": ["Anna Ny", "Bo Stille", "Carl Pause", "Dora Ingen", "Erik Forladt", "Fie Indlagt"],
        "uden-kontaktperson": ["Dora Ingen", "Erik Forladt"],
        "laenge-siden": ["Bo Stille", "Dora Ingen", "Erik Forladt", "Fie Indlagt"],
        "overdragelse": ["Fie Indlagt"],
        "pause": ["Carl Pause"],
        "indlagt": ["Fie Indlagt"],
        "aabnet": ["Anna Ny"],
        "afsluttet": ["Gert Slut"],
    }


def test_phase_and_time_in_it_are_those_of_the_course(busy, leader, owner):
    with acting(leader) as by:
        known = {c.phase: c.since for c in read_unit(by, timezone.localdate()).courses}
    asked = client_of(leader).get(COURSES, {"fase": "outreach.motivation", "tid": "3", "medarbejder": str(owner.pk)})

    assert known["outreach.motivation"] == timezone.localdate(ago(100))
    assert [row.label for row in asked.context["rows"]] == ["Bo Stille"]


def test_a_step_ended_in_another_phase_takes_the_course_there_and_back(owner, leader, centre):
    with acting(owner) as by:
        case = course(by, centre, "Hans Hop", days=90, contact_person=by)
        start_step(case=case, step_key="contact.first_contact", at=ago(80), by=by)
        run = start_step(case=case, step_key="motivation.alliance", at=ago(60), by=by)
        end_step(run=run, at=ago(20), by=by)
        shown = client_of(by).get(case.get_absolute_url()).content.decode()
    with acting(leader) as by:
        (row,) = read_unit(by, timezone.localdate()).courses

    assert (row.phase, row.since) == ("outreach.contact", timezone.localdate(ago(20)))
    assert "I fasen siden" in shown


# --- What such lists got wrong elsewhere ------------------------------------------------------------------------------
def test_the_courses_of_somebody_deactivated_stay_in_sight(busy, leader):
    assert "Erik Forladt" in found(leader, "laenge-siden")


def test_a_course_that_nobody_carries_is_not_lost(owner, leader, centre):
    with acting(owner) as by:
        case = course(by, centre, "Ida Løs", contact_person=by)
        end_assignment(assignment=Assignment.objects.get(case=case), on=timezone.localdate(), reason="Barsel", by=by)

    assert (found(leader, "uden-kontaktperson"), found(leader, "laenge-siden")) == (["Ida Løs"], ["Ida Løs"])


@pytest.mark.parametrize("result", ["seen", "not_met"])
def test_an_attempt_is_no_contact(owner, leader, centre, result):
    with acting(owner) as by:
        talk(course(by, centre, "Jens Søgt", contact_person=by), by, days=1, result=result)

    assert found(leader, "laenge-siden") == ["Jens Søgt"]


def test_a_talk_that_was_corrected_away_is_none(owner, leader, centre):
    with acting(owner) as by:
        contact = talk(course(by, centre, "Kim Rettet", contact_person=by), by, days=1)
        correct_contact(contact=contact, reason="Det var en anden", result="not_met", by=by)

    assert found(leader, "laenge-siden") == ["Kim Rettet"]


def test_nobody_of_another_unit_or_organisation_is_listed(busy, other_citizen, foreign_citizen, leader, other_leader):
    lists = [found(user, kind) for user in (leader, other_leader) for kind in ("", "laenge-siden", "aabnet")]

    assert [name for names in lists for name in names if "Xylander" in name or "Ytzenhoff" in name] == [
        "Karla Xylander"
    ]


@pytest.mark.parametrize(("wish", "listed"), [("not_now", []), ("no", []), ("contact", ["Lis Ro"])])
def test_not_now_and_no_give_rest(owner, leader, centre, wish, listed):
    with acting(owner) as by:
        case = course(by, centre, "Lis Ro", contact_person=by)
        talk(case, by, days=20, wish=wish, rest_until=None if wish == "contact" else ago(-20).date())

    assert found(leader, "laenge-siden") == listed


@pytest.mark.parametrize(
    ("phase", "listed"), [({"outreach.contact": 7}, ["Mia Rytme"]), ({"outreach.motivation": 7}, [])]
)
def test_the_phases_rhythm_counts(owner, leader, centre, municipality, phase, listed):
    municipality.phase_rhythms = phase
    with acting(owner) as by:
        municipality.save()
        case = course(by, centre, "Mia Rytme", contact_person=by)
        start_step(case=case, step_key="contact.first_contact", at=ago(30), by=by)
        talk(case, by, days=10)

    assert found(leader, "laenge-siden") == listed


def test_whoever_died_on_another_course_is_not_missed(owner, leader, centre):
    with acting(owner) as by:
        case = course(by, centre, "Ole Død", contact_person=by)
        other: Case = CourseFactory(
            citizen=case.citizen, unit=centre, pathway="test", contact_person=by, at=ago(20), by=by
        )
        close_case(case=other, reason="dead", by=by)

    assert found(leader, "laenge-siden") == []


def test_a_course_opened_again_counts_from_its_opening(owner, leader, centre):
    with acting(owner) as by:
        case = course(by, centre, "Per Igen", days=300, contact_person=by)
        close_case(case=case, reason="citizens_wish", at=ago(200), by=by)
        reopen_case(case=case, contact_person=by, at=ago(3), by=by)

    assert found(leader, "laenge-siden") == []


# --- The page and its list --------------------------------------------------------------------------------------------
def test_the_load_is_what_handing_over_reckons_with(busy, citizen, leader, centre, municipality):
    with acting(leader) as by:
        assert read_unit(by, timezone.localdate()).load == load_of(centre.pk, municipality)


def test_over_the_limit_stands_in_words(busy, leader, municipality):
    with acting(leader):
        municipality.caseload_limit = municipality.caseload_warn_from = 1
        municipality.save()

    blocks = client_of(leader).get(UNIT).context["teams"]

    assert [(block.name, block.words, block.badge and block.badge[0]) for block in blocks] == [
        ("Team Banegården", "2 forløb pr. medarbejder i snit, grænsen er 1", "Over grænsen"),
        ("Team Parken", "1 forløb pr. medarbejder i snit, grænsen er 1", "Tæt på grænsen"),
        ("Medarbejdere uden team", "", None),
        ("Arbejder her ikke mere", "Forløb og opgaver skal gives videre.", None),
    ]


def test_workers_and_teams_stand_by_name_never_by_number(busy, citizen, leader):
    page = client_of(leader).get(UNIT)
    names = [[worker.name for worker in block.workers] for block in page.context["teams"]]

    assert [(block.name, people) for block, people in zip(page.context["teams"], names, strict=True)] == [
        ("Team Banegården", ["Kasper Holm", "Oda Lind"]),
        ("Team Parken", ["Ulla Friis"]),
        ("Medarbejdere uden team", ["Lone Vinther"]),
        ("Arbejder her ikke mere", ["Mikkel Bruun"]),
    ]


def test_the_next_page_goes_on_by_name_and_names_nobody_in_its_address(owner, leader, centre):
    with acting(owner) as by:
        for number in range(52):
            course(by, centre, f"Borger {number:02}")
    client = client_of(leader)
    first = client.get(COURSES)
    second = client.get(f"{COURSES}{first.context['more_url']}")

    assert [row.label for page in (first, second) for row in page.context["rows"]] == [
        f"Borger {n:02}" for n in range(52)
    ]
    assert (second.context["more_url"], "Borger" in first.context["more_url"]) == ("", False)


@pytest.mark.parametrize("asked", ["vis=x", "medarbejder=x", "team=x", "fase=x", "tid=x", "efter=x", "vis=pause&tid=9"])
def test_an_address_that_asks_for_nonsense_is_answered(busy, leader, asked):
    assert client_of(leader).get(f"{COURSES}?{asked}").status_code == 200


def test_those_listed_are_in_the_access_log_and_no_others(busy, leader):
    client_of(leader).get(COURSES, {"vis": "pause"})

    with acting(leader):
        looks = AccessLog.objects.filter(view_name="cases:unit_courses").values_list("detail", flat=True)
        assert list(looks) == ["pause"]


def test_a_unit_with_nobody_says_what_to_do(other_leader, founder, other_unit):
    page = client_of(other_leader).get(UNIT).content.decode()

    assert "Ingen åbne forløb" in page
    assert "Find en borger" in page
    assert [need.figure.number for need in client_of(other_leader).get(UNIT).context["needs"]] == [0, 0, 0, 0, 0]


def test_the_list_costs_the_same_however_long(busy, owner, leader, centre):
    client = client_of(leader)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _course in range(number):
                course(by, centre, "Borger Mere", contact_person=by)
                TaskFactory(unit=centre, by=by, due_on=timezone.localdate() - timedelta(days=1))

    assert_same_queries(lambda: client.get(COURSES), lambda: more(20))
    assert_same_queries(lambda: client.get(reverse("cases:unit_late_tasks")), lambda: more(20))


def test_a_choice_is_read_back_from_its_own_address(owner):
    choice = Choice(KINDS["laenge-siden"], worker=str(owner.pk), phase="outreach.contact", band="1")

    assert Choice.read(choice.query) == choice
