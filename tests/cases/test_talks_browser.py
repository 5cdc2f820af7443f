"""A talk under a thumb: planned by telephone, warned of, held through the contact, and seen in the unit's figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.appointment import hold_talk, miss_talk
from cases.models import Contact, Task
from tests.browser import DESKTOP, PHONE, TABLET, axe, sign_in
from tests.cases.talk_factories import planned, spoken
from tests.cast import acting, with_course
from tests.factories import CitizenFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def new_citizen(house, owner, centre):
    with acting(owner) as by:
        row = CitizenFactory(unit=centre, name="Nina Ny", by=by)
        with_course(row, contact_person=owner, by=by)
    return row


def test_a_talk_is_planned_warned_of_and_held_without_typing_it_twice(open_page, new_citizen, owner):
    page = open_page(**TABLET)
    sign_in(page, owner)
    page.goto(f"/opgaver/ny/?borger={new_citizen.pk}")
    page.get_by_text("Aftale", exact=True).click()
    page.get_by_label("Hvad", exact=False).first.fill("Første samtale")
    page.get_by_text("Samtale: måde og varighed").click()
    axe(page)
    page.get_by_label("Måde").select_option(label="Telefon")
    page.get_by_role("spinbutton", name="Minutter").fill("30")
    page.get_by_role("button", name="Gem opgaven").click()
    page.get_by_text("Det er svært at få kontakten i gang uden at mødes").wait_for()

    page.get_by_role("link", name="Første samtale").first.click()
    page.get_by_role("heading", name="Påmindelse til borgeren").wait_for()
    axe(page)
    page.get_by_role("link", name="Afholdt: skriv kontakten").click()
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("heading", name="Ny kontakt").wait_for(state="detached")

    with acting(owner):
        task = Task.objects.get(title="Første samtale")
        contact = Contact.objects.get(citizen=new_citizen)
        assert (task.outcome, task.appointment.contact_id) == ("done", contact.pk)
        assert (contact.way, contact.minutes, contact.result) == ("phone", 30, "talked")


def test_a_citizen_who_did_not_come_takes_two_taps(open_page, new_citizen, owner):
    with acting(owner) as by:
        talk = planned(new_citizen, by=by)
    page = open_page(**PHONE)
    sign_in(page, owner)
    page.goto(talk.get_absolute_url())
    page.get_by_role("link", name="Udeblev").click()
    page.get_by_role("heading", name="Udeblev").wait_for()
    axe(page)
    page.get_by_role("button", name="Gem: udeblev").click()
    page.get_by_text("Borgeren kom ikke").first.wait_for()
    axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_figures_and_how_they_are_counted(open_page, new_citizen, owner, leader, size, scheme):
    with acting(owner) as by:
        for distance in range(1, 7):
            day = timezone.localdate() - timedelta(days=distance)
            hold_talk(appointment=planned(new_citizen, by=by, due_on=day), by=by)
            spoken(new_citizen, day, by=by, way="phone", minutes=20)
            miss_talk(appointment=planned(new_citizen, by=by, way="centre", due_on=day), by=by)
    page = open_page(**size, color_scheme=scheme)
    sign_in(page, leader)
    page.goto("/enheden/")
    page.get_by_role("link", name="Samtaler nær og fjern").click()
    page.get_by_role("heading", name="Udeblevet og afbud").wait_for()
    page.get_by_text("Sådan er det talt").first.click()
    page.get_by_text("Andelene er af N.").wait_for()

    axe(page)
    assert page.locator(".chart svg").count() == 2


def test_the_calendar_for_the_telephone_is_made_and_closed(page, house, owner):
    sign_in(page, owner)
    page.goto("/kalender/")
    page.get_by_role("link", name="På telefonen").click()
    page.get_by_role("button", name="Lav en adresse").click()
    address = page.locator("#feed-address").inner_text()
    axe(page)
    answers = [page.request.get(address).status]
    page.get_by_role("button", name="Luk adressen").click()
    page.get_by_text("Du har ingen adresse.").wait_for()

    assert [*answers, page.request.get(address).status] == [200, 404]
