"""What waits in the reception, and for whom: new ones, the third day, calls."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.waiting import read_waiting
from intake.actions.enquiry import take_enquiry
from intake.actions.outcome import ask_for_treatment, hand_over, put_on_citizen
from tests.cast import acting, client_of
from tests.intake.enquiry_factories import came

pytestmark = pytest.mark.django_db


def waits(user, *, mine=True):
    with acting(user) as by:
        return [(row.kind, row.title) for row in read_waiting(by, mine=mine, today=timezone.localdate())]


def enquiries_that_wait(user, *, mine=True):
    return {one for one in waits(user, mine=mine) if one[0].startswith("enquiry")}


def test_what_nobody_has_taken_waits_for_those_at_the_desk_and_after_a_while_for_the_leader(owner, colleague, leader):
    came(by=owner, called="Ny", hours_ago=1)
    came(by=owner, called="Gammel", hours_ago=5)
    acute = came(by=owner, called="Akut", hours_ago=2, urgency="acute")

    everything = {("enquiry_new", name) for name in ("Ny", "Gammel", "Akut")}
    assert enquiries_that_wait(colleague) == everything
    assert (
        enquiries_that_wait(leader) == enquiries_that_wait(leader, mine=False) == everything - {("enquiry_new", "Ny")}
    )
    page = client_of(colleague).get(reverse("cases:my_day")).content.decode()
    assert "Ny henvendelse: Akut" in page
    assert reverse("intake:enquiry_take", args=[acute.pk]) in page


def test_the_three_days_are_told_to_whoever_has_them_and_then_to_the_leader(owner, colleague, leader, citizen):
    rows = {hours: came(by=owner, called=f"{hours}", hours_ago=hours) for hours in (2, 30, 80)}
    followed = came(by=owner, hours_ago=80)
    came(by=owner, called="Ring", wants_call=True, phone="20304050", hours_ago=6)
    with acting(owner) as by:
        for row in rows.values():
            take_enquiry(enquiry=row, by=by)
        put_on_citizen(enquiry=followed, citizen=citizen, by=by)

    call = ("enquiry_call", "Ring")
    assert enquiries_that_wait(owner) == {("enquiry_days", "30"), ("enquiry_days", "80"), call}
    assert enquiries_that_wait(colleague) == {call}
    assert enquiries_that_wait(leader) == enquiries_that_wait(leader, mine=False) == {("enquiry_days", "80"), call}
    assert "over tre dage" in client_of(leader).get(reverse("cases:unit_overview")).content.decode()
    with acting(owner) as by:
        put_on_citizen(enquiry=rows[80], name="Ronni Vestergård", by=by)
        ask_for_treatment(enquiry=rows[80], by=by)
        hand_over(enquiry=rows[80], level="call", other_kind="authority", other_name="Svendborg Kommune", by=by)
    assert enquiries_that_wait(leader) == {call}
