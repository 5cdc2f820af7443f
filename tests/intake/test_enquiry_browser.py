"""As people do it: from the desk to the first day in treatment, anonymous, to another municipality, and not now."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Citizen, TreatmentRequest
from intake.models import Enquiry
from tests.browser import PHONE, axe, screenshot, sign_in
from tests.cast import SURNAMES, acting

pytestmark = pytest.mark.browser


def new(page, tab: str, **fields: str) -> None:
    page.goto(reverse("intake:enquiry_new"))
    page.get_by_role("link", name=tab, exact=True).click()
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(text)


def save(page) -> None:
    page.get_by_role("button", name="Gem henvendelsen").click()
    page.get_by_text("Henvendelsen er skrevet ned.").wait_for()


def test_whoever_comes_is_met_and_followed_until_it_ends(page, open_page, owner, citizen):
    sign_in(page, owner)

    # Somebody nobody knows stands here, is helped at once, and begins in treatment.
    page.goto(reverse("intake:enquiries"))
    page.get_by_role("link", name="Ny henvendelse").first.click()
    page.get_by_label("Navn eller kaldenavn").press_sequentially("Tulle")
    page.get_by_label("Hvad drejer det sig om?").fill("»Jeg kan ikke stoppe selv.«")
    page.get_by_label("Første hjælp").fill("Kaffe og et bad")
    axe(page)
    screenshot(page, "enquiry-new")
    save(page)
    axe(page)
    screenshot(page, "enquiry")
    page.get_by_role("link", name="Hvem er det?").click()
    page.get_by_text("Ny: Tulle").click()
    axe(page)
    page.get_by_role("button", name="Det er borgeren").click()
    page.get_by_role("button", name="Start de 14 dage").click()
    page.get_by_text("De 14 dage løber.").wait_for()
    page.get_by_role("link", name="Åbn et forløb").click()
    assert page.get_by_label("Bemærkning").input_value() == "»Jeg kan ikke stoppe selv.«"
    page.get_by_role("button", name="Åbn forløbet").click()
    page.get_by_text("Forløbet er åbnet.").wait_for()
    with acting(owner):
        tulle = Enquiry.objects.get(contact=None)
    page.goto(tulle.get_absolute_url())
    page.get_by_role("link", name="Afslut henvendelsen").click()
    page.get_by_text("Behandlingen er begyndt", exact=True).click()
    axe(page)
    page.get_by_role("button", name="Afslut henvendelsen").click()
    page.get_by_text("Den kan åbnes igen.").wait_for()
    axe(page)

    # Somebody who is to be nobody in particular.
    new(page, "Vil være anonym", Kodeord="Havørn")
    save(page)
    page.get_by_role("link", name="Hvem er det?").click()
    axe(page)
    page.get_by_role("button", name="Det er borgeren").click()
    page.get_by_role("heading", name="Havørn").wait_for()
    assert page.get_by_text("Start de 14 dage").count() == 0

    # Somebody who belongs elsewhere is brought there, and that place says so.
    new(page, "Ringer")
    page.get_by_label("Navn eller kaldenavn").press_sequentially(SURNAMES["citizen"])
    page.locator("#who").get_by_text(SURNAMES["citizen"]).click()
    save(page)
    page.get_by_role("link", name="Overlever til det rette sted").click()
    page.get_by_label("2 ·").check()
    page.get_by_label("Eller en anden").select_option(value="authority")
    page.get_by_label("Navn", exact=True).fill("Svendborg Kommune")
    axe(page)
    page.get_by_role("button", name="Begynd overleveringen").click()
    page.get_by_role("button", name="Lav et link").click()
    link = page.locator("#handover-link").inner_text()
    receiver = open_page(**PHONE, java_script_enabled=False)
    receiver.goto(link)
    receiver.get_by_role("button", name="Modtaget").click()
    receiver.get_by_text("Tak.").wait_for()

    # Somebody who does not wish it now, from a telephone of the staff.
    phone = open_page(**PHONE)
    sign_in(phone, owner)
    new(phone, "Ringer", Navn_eller_kaldenavn="Preben")
    save(phone)
    axe(phone)
    screenshot(phone, "enquiry-phone")
    phone.get_by_role("link", name="Afslut henvendelsen").click()
    phone.get_by_label("Med borgerens egne ord").fill("»Ikke før jul.«")
    phone.get_by_role("button", name="Afslut henvendelsen").click()
    phone.get_by_text("Den kan åbnes igen.").wait_for()
    phone.goto(reverse("intake:enquiries") + "?vis=ended")
    axe(phone)
    screenshot(phone, "enquiries-ended")

    with acting(owner) as by:
        rows = Enquiry.objects.visible_to(by).with_end().filter(contact=None).order_by("pk")
        assert [row.ended_how for row in rows] == ["treatment", None, "handover", "withdrawn"]
        request = TreatmentRequest.objects.get(citizen=tulle.citizen_id)
        assert (request.requested_on, request.outcome) == (timezone.localdate(tulle.came_at), "started")
        hidden = Citizen.objects.get(identity="anonymous")
        assert (hidden.alias, hidden.name, hidden.anonymous_basis) == ("Havørn", "", "sel_101a")
