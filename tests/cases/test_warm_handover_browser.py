"""As people do it: a consent, an escorted handover, the receiver's own browser, a contact that holds."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Citizen, Contact, Handover
from tests.browser import DESKTOP, PHONE, axe, screenshot, sign_in
from tests.cast import acting
from tests.directory.partner_factories import OfferFactory, PartnerFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def offer(owner, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Kontakthuset", by=by)
        return OfferFactory(partner=partner, name="Sundhedscafé", by=by)


def consent(page, citizen: Citizen) -> None:
    page.goto(citizen.get_absolute_url())
    page.get_by_role("link", name="Nyt samtykke").click()
    page.get_by_label("Samarbejdspartner").select_option(label="Kontakthuset")
    page.get_by_label("Planer og mål").check()
    page.get_by_label("Hvad skal de bruges til?").fill("Så aftalerne hænger sammen")
    page.get_by_label("Borgeren har fået at vide").check()
    axe(page)
    screenshot(page, "consent-new")
    page.get_by_role("button", name="Gem samtykket").click()
    page.get_by_text("Samtykket er skrevet.").wait_for()


def test_a_citizen_is_escorted_and_the_receiver_answers_without_a_sign_in(page, open_page, citizen, owner, offer):
    sign_in(page, owner)
    consent(page, citizen)
    page.get_by_role("link", name="Ny overlevering").click()
    page.get_by_label("3 · Følge").check()
    page.get_by_label("Tilbud", exact=True).select_option(value=str(offer.pk))
    page.get_by_label("Hvad håber borgeren på").fill("»Et bad, og at nogen går med ind.«")
    axe(page)
    screenshot(page, "handover-new")
    page.get_by_role("button", name="Begynd overleveringen").click()
    page.get_by_role("heading", name="Kontakthuset, Sundhedscafé").wait_for()
    axe(page)
    page.get_by_role("button", name="Lav et link").click()
    link = page.locator("#handover-link").inner_text()
    axe(page)

    receiver = open_page(**PHONE, java_script_enabled=False)
    receiver.goto(link)
    screenshot(receiver, "receipt")
    assert receiver.context.cookies() == []
    receiver.get_by_role("button", name="Modtaget").click()
    receiver.get_by_text("Tak.").wait_for()
    receiver.get_by_role("button", name="Mødt op").click()
    assert receiver.get_by_role("button").count() == 0

    with acting(owner):
        handover = Handover.objects.get(citizen=citizen)
    page.goto(handover.get_absolute_url())
    assert page.get_by_text("Kvitteret via link").count() == 2
    page.get_by_role("link", name="Kontakten er stabil").click()
    page.get_by_label("Hvad gør kontakten stabil?").fill("Kommer selv hver tirsdag")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Brobygget").wait_for()
    axe(page)
    screenshot(page, "handover-bridged")


def test_what_is_taken_back_closes_the_sharing(open_page, citizen, owner, offer):
    page = open_page(**DESKTOP)
    sign_in(page, owner)
    consent(page, citizen)
    with acting(owner):
        note = Contact.objects.get(citizen=citizen, result=Contact.Result.TALKED)
    page.goto(note.get_absolute_url())
    page.get_by_role("link", name="Del notatet").click()
    page.get_by_label("Hvad blev givet videre?").fill("Vi ses på torsdag")
    page.get_by_label("Mundtligt").check()
    axe(page)
    page.get_by_role("button", name="Skriv, at det er givet videre").click()
    page.get_by_text("Vi ses på torsdag").wait_for()

    page.get_by_role("link", name="Kontakthuset").click()
    axe(page)
    page.get_by_role("link", name="Træk tilbage").click()
    page.get_by_role("button", name="Træk samtykket tilbage").click()
    page.get_by_text("Der kan ikke deles mere under det.").wait_for()
    page.goto(note.get_absolute_url())

    assert page.get_by_role("link", name="Del notatet").count() == 0
    assert page.get_by_text("Vi ses på torsdag").count() == 1


def test_the_receivers_page_is_for_everybody(open_page, citizen, owner, offer):
    from tests.cases.consent_factories import about

    with acting(owner) as by:
        token = about(citizen, "citizen", by)["token"]
    for scheme in ("light", "dark"):
        receiver = open_page(**PHONE, color_scheme=scheme)
        receiver.goto(reverse("cases:receipt", args=[token]))
        axe(receiver)
