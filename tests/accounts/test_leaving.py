"""Somebody stops, or a unit closes: what is left is told in numbers, and nothing is lost out of sight."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.leaving import left_by, left_in
from cases.actions.absence import report_absence
from tests.cast import SURNAMES, acting, client_of, membership_of
from tests.factories import CitizenFactory, CourseFactory
from tests.queries import assert_same_queries

OWNERS = ["1 åbent forløb", "2 åbne opgaver eller aftaler", "1 frist på 14 dage, der løber"]


def today():
    return timezone.localdate()


def told(page: str) -> list[str]:
    return [words for words in OWNERS if words in page]


def test_what_a_worker_carries_is_counted(case, task, owner, leader, municipality, centre, other_unit):
    with acting(leader):
        assert left_by(owner, municipality) == OWNERS
        assert left_by(owner, municipality, centre) == OWNERS
        assert left_by(owner, municipality, other_unit) == []


def test_what_was_covered_counts_as_well(case, unit_citizen, unit_mate, owner, leader, municipality, centre):
    last = today() + timedelta(days=3)
    with acting(leader) as by:
        report_absence(unit=centre, user=owner, from_on=today(), to_on=last, stand_in=unit_mate, by=by)

        assert left_by(unit_mate, municipality) == ["1 åbent forløb", "vikar på 1 forløb"]


def test_another_organisations_numbers_are_its_own(foreign_citizen, outsider, leader, municipality):
    with acting(leader):
        assert left_by(outsider, municipality) == []


@pytest.mark.parametrize("name", ["accounts:person_deactivate", "accounts:membership_edit"])
def test_the_administrator_sees_numbers_and_no_name(case, task, owner, administrator, name):
    key = owner.pk if name == "accounts:person_deactivate" else membership_of(owner).pk

    page = client_of(administrator).get(reverse(name, args=[key])).content.decode()

    assert told(page) == OWNERS
    assert SURNAMES["citizen"] not in page
    assert "citizen-xq" not in page


def test_who_has_nothing_is_not_warned_about(mentor, administrator):
    page = client_of(administrator).get(reverse("accounts:person_deactivate", args=[mentor.pk])).content.decode()

    assert "har stadig" not in page


def test_access_can_be_closed_at_once_and_the_leader_is_to_distribute(case, task, owner, administrator, leader):
    client = client_of(administrator)

    client.post(reverse("accounts:person_deactivate", args=[owner.pk]), {"reason": "Fratrådt"})
    said = client.get(reverse("accounts:person", args=[owner.pk])).content.decode()
    page = client_of(leader).get(reverse("cases:unit_worker", args=[owner.pk])).content.decode()

    assert "Lederen skal nu fordele: 1 åbent forløb, 2 åbne opgaver eller aftaler" in said
    assert "Oda Lind har forladt enheden. 1 forløb skal fordeles" in page


def test_a_unit_with_people_and_courses_does_not_close(case, centre, administrator):
    url = reverse("accounts:unit_edit", args=[centre.pk])
    sent = {"name": "Nyt navn", "kind": centre.kind, "closed_on": today().isoformat()}

    page = client_of(administrator).post(url, sent).content.decode()

    assert "Enheden kan ikke nedlægges endnu. Her er 2 personer med en rolle, 1 åbent forløb" in page
    assert 'value="Nyt navn"' in page
    centre.refresh_from_db()
    assert (centre.name, centre.closed_on) == ("Rusmiddelcenter Nord", None)


def test_a_coming_day_can_be_written_and_what_is_left_stands_there(case, centre, administrator):
    url = reverse("accounts:unit_edit", args=[centre.pk])
    later = today() + timedelta(days=90)

    client = client_of(administrator)
    client.post(url, {"name": centre.name, "kind": centre.kind, "closed_on": later.isoformat()})

    centre.refresh_from_db()
    assert centre.closed_on == later
    assert "2 personer med en rolle, 1 åbent forløb" in client.get(url).content.decode()


def test_an_empty_unit_closes(drop_in, administrator):
    url = reverse("accounts:unit_edit", args=[drop_in.pk])

    client_of(administrator).post(url, {"name": drop_in.name, "kind": drop_in.kind, "closed_on": today().isoformat()})

    drop_in.refresh_from_db()
    assert (left_in(drop_in), drop_in.closed_on) == ([], today())


def test_the_pages_cost_the_same_however_much_is_left(case, owner, administrator, centre):
    def more() -> None:
        with acting(owner) as by:
            for citizen in CitizenFactory.create_batch(5, unit=centre, by=by):
                CourseFactory(citizen=citizen, unit=centre, contact_person=owner, by=by)

    client = client_of(administrator)
    assert_same_queries(lambda: client.get(reverse("accounts:person_deactivate", args=[owner.pk])), more)
    assert_same_queries(lambda: client.get(reverse("accounts:unit_edit", args=[centre.pk])), more)
