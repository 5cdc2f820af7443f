"""By whatever door somebody comes, on a telephone it is a few taps from the list to their first day in treatment."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import TreatmentRequest
from intake.models import Enquiry
from tests.browser import PHONE, looks, sign_in
from tests.cast import acting
from tests.intake.enquiry_factories import came
from tests.intake.public_factories import next_open_day, offered, opened

pytestmark = pytest.mark.browser

LIST = "intake:enquiries"


def take(page, name: str) -> None:
    page.goto(reverse(LIST) + "?vis=new")
    page.get_by_role("button", name=f"Jeg tager den : {name}").click()
    page.get_by_text("Du har taget imod").wait_for()


def to_treatment(page, name: str) -> None:
    """From their line to the first day in treatment."""
    page.goto(reverse(LIST) + "?vis=mine")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=name, level=1).wait_for()
    if page.get_by_role("link", name="Hvem er det?").count():
        page.get_by_role("link", name="Hvem er det?").click()
        page.get_by_text(f"Ny: {name}").click()
        page.get_by_role("button", name="Det er borgeren").click()
        page.get_by_role("button", name="Start de 14 dage").click()
        page.get_by_text("De 14 dage løber.").wait_for()
    page.get_by_role("link", name="Afslut henvendelsen").click()
    page.get_by_text("Behandlingen er begyndt", exact=True).click()
    page.get_by_role("button", name="Afslut henvendelsen").click()
    page.get_by_text("Den kan åbnes igen.").wait_for()


def test_each_door_leads_to_a_first_day_in_treatment(house, open_page, leader, owner):
    reception = opened(leader)
    offered(owner, to_on=next_open_day())
    phone = open_page(**PHONE)
    sign_in(phone, owner)

    # The website: a time was chosen, and the reception sees when.
    door = open_page(**PHONE, java_script_enabled=False)
    door.goto(reception.get_absolute_url())
    door.get_by_label("Hvad drejer det sig om?").fill("Jeg vil gerne stoppe")
    door.get_by_label("Navn, eller hvad du kaldes").fill("Sif")
    door.get_by_role("button", name="Videre").click()
    door.get_by_role("link", name="Se ledige tider").click()
    door.locator("button[name=slot]").first.click()
    door.get_by_role("heading", name="Vi ses").wait_for()
    take(phone, "Sif")
    phone.goto(reverse(LIST) + "?vis=mine")
    phone.get_by_text("Aftale ").wait_for()
    phone.get_by_role("link", name="Sif", exact=True).click()
    phone.get_by_role("button", name="Vi har mødtes").click()
    phone.get_by_text("Ikke mødt endnu").wait_for(state="detached")
    looks(phone, "door-website")
    to_treatment(phone, "Sif")

    # The telephone: rung back, and whoever reached them has them.
    came(by=owner, called="Piotr", wants_call=True, phone="20304050")
    phone.goto(reverse(LIST) + "?vis=call")
    looks(phone, "door-call-backs")
    phone.get_by_role("button", name="Fik fat i : Piotr").click()
    phone.get_by_text("De venter ikke længere på et opkald.").wait_for()
    to_treatment(phone, "Piotr")

    # The street: what was asked for in a contact is typed nowhere else.
    phone.goto(reverse("cases:contact_new"))
    phone.get_by_label("Find en borger").press_sequentially("Guldtand")
    phone.locator("main .tile", has_text="Ny: Guldtand").tap()
    phone.locator("main .tile", has_text="Talte sammen").tap()
    phone.get_by_label("Borgeren beder om behandling").check()
    phone.get_by_role("button", name="Gem", exact=True).click()
    phone.get_by_text("Kontakten er gemt.").wait_for()
    to_treatment(phone, "Guldtand")

    with acting(owner) as by:
        rows = Enquiry.objects.visible_to(by).with_end().order_by("pk")
        assert [(row.door, row.ended_how) for row in rows] == [
            ("digital", "treatment"), ("phone", "treatment"), ("street", "treatment"),
        ]  # fmt: skip
        begun = TreatmentRequest.objects.values_list("requested_on", "outcome", "ended_on")
        assert set(begun) == {(timezone.localdate(), "started", timezone.localdate())}
        assert begun.count() == 3
