"""Two who look alike, and what stood on the wrong person, decided with a finger on a tablet."""

from __future__ import annotations

import pytest

from cases.actions.citizen import add_citizen
from cases.models import Contact, NotTheSame
from tests.browser import axe, sign_in
from tests.cast import acting
from tests.factories import CitizenFactory

pytestmark = pytest.mark.browser


def test_two_are_not_the_same_and_then_may_be_after_all(house, page, owner, centre):
    with acting(owner) as by:
        CitizenFactory.create_batch(2, name="Sofie Aagaard", unit=centre, by=by)
    sign_in(page, owner)
    page.goto("/borgere/")
    page.get_by_role("link", name="Mulige dubletter 1").tap()
    page.get_by_role("heading", name="Navne, der lyder ens").wait_for()
    axe(page)

    page.get_by_role("button", name="Ikke den samme").tap()
    page.get_by_text("Ingen ligner hinanden").wait_for()
    axe(page)
    with acting(owner):
        assert NotTheSame.objects.get().decided_by_id == owner.pk

    page.get_by_role("button", name="Fortryd").tap()
    page.get_by_text("Fortrudt.").wait_for()
    page.get_by_role("heading", name="Navne, der lyder ens").wait_for()


def test_a_contact_on_the_wrong_person_goes_to_the_right_one_and_back(house, page, citizen, contact, owner, centre):
    with acting(owner) as by:
        right = add_citizen(unit=centre, identity="alias", alias="Lange Ib", by=by)
    sign_in(page, owner)
    page.goto(contact.get_absolute_url())
    page.get_by_role("link", name="Flyt", exact=True).tap()
    page.get_by_role("heading", name="Flyt til en anden borger").wait_for()
    axe(page)
    page.get_by_role("button", name="Flyt", exact=True).tap()
    page.get_by_text("Vælg den borger, det er.").first.wait_for()

    page.get_by_label("Find en borger").fill("lange")
    page.locator("main .tile", has_text="Lange Ib").tap()
    page.get_by_label("Hvorfor flyttes det?").fill("Skrevet på den forkerte")
    page.get_by_role("button", name="Flyt", exact=True).tap()
    page.get_by_text("1 kontakt er flyttet.").wait_for()
    assert on(contact, owner) == right.pk

    page.get_by_role("link", name="Fortryd").tap()
    page.get_by_role("button", name="Fortryd flytningen").tap()
    page.get_by_text("Flytningen er fortrudt.").wait_for()
    assert on(contact, owner) == citizen.pk


def on(contact: Contact, user) -> object:
    with acting(user):
        return Contact.objects.get(pk=contact.pk).citizen_id
