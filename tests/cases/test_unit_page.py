"""The unit: who carries what, what nobody carries, giving courses away in one act."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import close_access
from audit.models import AccessLog
from cases.actions.case import close_case, pause_case
from cases.models import Case
from cases.unit_choice import OPENED, Choice
from cases.unit_courses import read_unit
from cases.unit_page import team_blocks
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, CourseFactory, TaskFactory
from tests.queries import assert_same_queries

UNIT = reverse("cases:unit_overview")


def unassigned(owner, centre, number: int) -> list[Case]:
    with acting(owner) as by:
        return [
            CourseFactory(citizen=row, unit=centre, by=by)
            for row in CitizenFactory.create_batch(number, unit=centre, by=by)
        ]


def counts(leader) -> dict[str, tuple[str, ...]]:
    """{worker: (open, of these paused, long since, late tasks)} in the order of the page."""
    with acting(leader) as by:
        blocks = team_blocks(read_unit(by, timezone.localdate()))
    return {
        line.name: tuple(figure.text for _label, figure, _note in line.cells)
        for block in blocks
        for line in block.workers
    }


def test_workers_stand_by_name_with_open_paused_and_overdue(case, unit_citizen, owner, colleague, leader, centre):
    with acting(owner) as by:
        pause_case(case=case, reason="Rejst", by=by)
        TaskFactory(unit=centre, by=by, due_on=timezone.localdate() - timedelta(days=1))

    assert list(counts(leader).items()) == [
        ("Kasper Holm", ("0", "0", "0", "0")),
        ("Oda Lind", ("1", "1", "0", "1")),
        ("Ulla Friis", ("1", "0", "0", "0")),
        ("Lone Vinther", ("0", "0", "0", "0")),
    ]


def test_closed_courses_and_other_units_do_not_count(case, other_citizen, owner, leader):
    with acting(owner) as by:
        close_case(case=case, reason="moved", by=by)

    assert {name: row[0] for name, row in counts(leader).items()} == {
        "Kasper Holm": "0",
        "Lone Vinther": "0",
        "Oda Lind": "0",
    }


def test_whoever_has_left_leaves_courses_without_a_contact_person(citizen, owner, leader, municipality, founder):
    close_access(person=owner, organisation=municipality, by=founder)
    # The membership holds to the end of its last day; the sign-in ended at once.
    page = client_of(leader).get(UNIT).content.decode()

    assert "Arbejder her ikke mere" in page
    assert "Karla Zornfeldt" in page


def test_somebody_of_another_organisation_has_no_page_here(leader, outsider):
    assert client_of(leader).get(reverse("cases:unit_worker", args=[outsider.pk])).status_code == 404


def test_this_month_and_the_clocks(citizen, leader, owner, centre):
    with acting(owner) as by:
        CourseFactory(citizen=CitizenFactory(unit=centre, by=by), unit=centre, by=by, at=timezone.now())

    page = client_of(leader).get(UNIT).content.decode()

    assert "dag 1 af 14" in page
    assert f'href="{Choice(OPENED).url}">1<' in page


def test_who_sees_the_unit(leader, owner, project_lead, dpo, administrator, spotter):
    people = (leader, owner, project_lead, dpo, administrator, spotter)

    assert [client_of(user).get(UNIT).status_code for user in people] == [200, 200, 200, 403, 403, 403]


def test_whom_one_unit_sees_is_not_the_others(citizen, other_citizen, foreign_citizen, leader, other_leader):
    seen = [
        [name for name in ("Zornfeldt", "Xylander", "Ytzenhoff") if name in client_of(user).get(UNIT).content.decode()]
        for user in (leader, other_leader)
    ]

    assert seen == [["Zornfeldt"], []]


def test_everybody_shown_is_in_the_access_log(citizen, owner, leader, centre):
    (case,) = unassigned(owner, centre, 1)
    client_of(leader).get(UNIT)

    with acting(leader):
        shown = AccessLog.objects.filter(view_name="cases:unit_overview").values_list("citizen_id", flat=True)
        assert set(shown) == {citizen.pk, case.citizen_id}


def test_a_large_unit_costs_what_a_small_one_does(citizen, unknown_contact, owner, leader, centre):
    client = client_of(leader)
    unassigned(owner, centre, 1)

    def more(number: int) -> None:
        unassigned(owner, centre, number)
        with acting(owner) as by:
            for row in CitizenFactory.create_batch(number, unit=centre, by=by):
                CourseFactory(citizen=row, unit=centre, contact_person=by, by=by)

    assert_same_queries(lambda: client.get(UNIT), lambda: more(2), lambda: more(20))
    assert_same_queries(lambda: client.get(reverse("cases:unit_worker", args=[owner.pk])), lambda: more(2))
