"""What of the planning waits: for whoever is responsible, and in the unit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.waiting import read_waiting, waiting_lines
from directory.actions.agreement import Terms
from directory.models import Agreement, Partner, PartnerMessage
from tests.cast import acting, client_of
from tests.directory.partner_factories import AgreementFactory, MeetingFactory, MessageFactory, PartnerFactory
from tests.factories import PlaceFactory


def days(number: int):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def planning(owner, colleague, centre):
    """One of each kind that is due, the owner's, and one of each that is not."""
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Ankeret", by=by)
        for ago in (5, -5):
            place = PlaceFactory(unit=centre, name=f"Pladsen {ago}", by=by)
            place.next_review_on, place.reviewer = days(-ago), by
            place.save()
            terms = Terms(title=f"Besøg {ago}", partners=[partner], review_on=days(-ago), responsible=by)
            AgreementFactory(unit=centre, terms=terms, by=by)
            MessageFactory(partner=partner, message=f"Folder {ago}", due_on=days(-ago), responsible=by, by=by)
            MeetingFactory(
                unit=centre, kind="start_up" if ago > 0 else "visit", partners=[partner], held_on=days(-60),
                next_on=days(-ago), by=by,
            )  # fmt: skip


def waits_for(user, *, mine: bool) -> list[tuple[str, str]]:
    with acting(user) as by:
        today = timezone.localdate()
        lines = waiting_lines(read_waiting(by, mine=mine, today=today), {}, today)
    return sorted((line.title, line.meta) for line in lines)


DUE = [
    ("Ankeret", "Folder 5 · for 5 dage siden"),
    ("Gennemgå Pladsen 5", "for 5 dage siden"),
    ("Gennemgå aftalen »Besøg 5«", "for 5 dage siden"),
    ("Opstartsmøde med Ankeret", "for 5 dage siden"),
]


def test_what_is_due_waits_for_whoever_is_responsible_and_in_the_unit(planning, owner, colleague, leader, stranger):
    seen = {user: waits_for(user, mine=True) for user in (owner, colleague)}
    seen |= {user: waits_for(user, mine=False) for user in (leader, stranger)}

    assert seen == {owner: DUE, colleague: [], leader: DUE, stranger: []}


def test_it_waits_no_more_when_it_is_done(planning, owner, centre):
    with acting(owner) as by:
        partner = Agreement.objects.first().agreement_parties.get().partner
        MeetingFactory(unit=centre, kind="start_up", partners=[partner], held_on=days(0), by=by)
        PartnerMessage.objects.update(done_on=days(0))
        Agreement.objects.update(ended_on=days(0))

    assert waits_for(owner, mine=True) == [("Gennemgå Pladsen 5", "for 5 dage siden")]


def test_nothing_waits_at_a_partner_with_whom_the_cooperation_has_ended(planning, owner):
    with acting(owner):
        Partner.objects.update(closed_on=days(-1))

    assert waits_for(owner, mine=True) == [("Gennemgå Pladsen 5", "for 5 dage siden")]


def test_it_stands_on_min_dag_and_leads_to_the_review(planning, owner):
    page = client_of(owner).get("/min-dag/").content.decode()

    assert "Gennemgå Pladsen 5" in page
    assert "/gennemgang/" in page


def test_those_without_the_right_are_not_asked(planning, administrator):
    assert waits_for(administrator, mine=False) == []
