"""As people do it: a spotter on a phone, the mentor who takes over, and the screening until it is concluded."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Case
from crisis_center.models import Screening, Spotting
from tests.browser import DESKTOP, PHONE, axe, house, screenshot, sign_in  # noqa: F401 (the server, not a centre)
from tests.cast import SURNAMES, acting
from tests.crisis_center.spotting_factories import named

pytestmark = pytest.mark.browser


@pytest.fixture
def agreement(own_house, mentor, leader):
    return named(own_house.centre, mentor=mentor, by=leader)


def test_a_spotter_tells_and_the_mentor_takes_it_from_there(
    page, open_page, agreement, spotter, mentor, citizen, place
):
    phone = open_page(**PHONE)
    sign_in(phone, spotter)
    phone.goto(reverse("cases:sighting_new"))
    phone.get_by_role("link", name="Jeg er bekymret").click()
    phone.get_by_label("Hvad bekymrer dig?").fill("Har ligget ude i to nætter")
    phone.get_by_text("I dag", exact=True).click()
    phone.get_by_label("Sted", exact=True).select_option(value=str(place.pk))
    phone.get_by_label("Hvordan kan borgeren kendes?").fill("Karla, rød hue")
    axe(phone)
    screenshot(phone, "spotting-new")
    phone.get_by_role("button", name="Send", exact=True).click()
    phone.get_by_text("Tak. Det er sendt til Mikkel Bruun.").wait_for()

    sign_in(page, mentor)
    page.goto(reverse("cases:my_day"))
    page.get_by_role("button", name="Jeg tager den").click()
    page.get_by_text("Du har overtaget den.").wait_for()
    axe(page)
    screenshot(page, "spotting-taken")
    page.get_by_role("link", name="Det er denne borger").click()
    page.wait_for_load_state("load")
    page.get_by_label("Find en borger").press_sequentially(SURNAMES["citizen"])
    page.locator("#who").get_by_text(SURNAMES["citizen"]).first.click()
    axe(page)
    page.get_by_role("button", name="Det er borgeren").click()
    page.get_by_text("Næste skridt er screeningen.").wait_for()

    phone.reload()
    phone.get_by_text("overtaget").wait_for()
    axe(phone)

    page.get_by_role("link", name="Begynd screeningen").first.click()
    page.get_by_text("handler ikke om at frasortere borgere").wait_for()
    page.get_by_label("Hvad ønsker borgeren selv?").fill("»Et sted at sove.«")
    axe(page)
    screenshot(page, "screening")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Gemt. Skriv videre").wait_for()
    page.get_by_role("link", name="Skriv videre på screeningen").first.click()
    page.get_by_text("Vi venter", exact=True).click()
    page.get_by_label("Til hvornår venter I?").fill("2099-01-04")
    page.get_by_role("button", name="Gem").click()
    page.locator("#id_reason_error, .field.has-error").first.wait_for()
    page.get_by_label("Din begrundelse").fill("Er indlagt til og med søndag")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Gemt. Den venter på dig").wait_for()
    page.goto(reverse("crisis_center:overview"))
    axe(page)
    screenshot(page, "crisis-overview")

    with acting(mentor):
        case = Case.objects.get(citizen=citizen, pathway="crisis")
        told, row = Spotting.objects.get(), Screening.objects.get()
    assert (told.case_id, row.case_id, row.conclusion, row.citizens_wish) == (
        case.pk, case.pk, "wait", "»Et sted at sove.«",
    )  # fmt: skip


def test_what_is_missing_stands_at_its_field(open_page, agreement, spotter):
    page = open_page(**DESKTOP)
    sign_in(page, spotter)
    page.goto(reverse("crisis_center:spotting_new"))
    page.get_by_label("Hvordan reagerede borgeren?").fill("Gik")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("Vælg, hvor meget det haster.").first.wait_for()
    axe(page)
    assert page.get_by_label("Hvordan reagerede borgeren?").input_value() == "Gik"
