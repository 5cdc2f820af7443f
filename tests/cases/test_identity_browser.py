"""A street name gets a name, turns out to be somebody known, and is parted again: in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from cases.models import Contact
from tests.browser import axe, screenshot, sign_in
from tests.cases.moved import fresh
from tests.cast import acting, met_on_the_street, token

pytestmark = pytest.mark.browser


def press(page: Any, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name).first.click()


def test_identified_merged_and_parted_with_a_contact_written_meanwhile(house, page, citizen, alias_citizen, owner):
    with acting(owner) as by:
        before = met_on_the_street(alias_citizen, "alias_citizen", by=by)
    sign_in(page, owner)

    page.goto(f"/borgere/{alias_citizen.pk}/")
    page.get_by_text("Borgeren henvendte sig").click()
    press(page, "Vis borgeren")
    press(page, "Giv navn", "link")
    page.get_by_role("textbox", name="Navn").fill("Karla Zornfeldt")
    page.get_by_role("textbox", name="CPR-nummer").fill("010190-1234")
    page.get_by_text("Borgeren viste legitimation").click()
    axe(page)
    press(page, "Gem navnet")
    page.get_by_text("Denne borger har CPR-nummeret").wait_for()
    axe(page)
    screenshot(page, "identify-taken")
    press(page, "Ja, saml dem")

    page.get_by_role("heading", level=1, name="Er det den samme borger?").wait_for()
    axe(page)
    screenshot(page, "merge")
    press(page, "Saml dem til én")
    page.get_by_text("De to er samlet til én.").wait_for()
    assert page.url == f"{house.url}/borgere/{citizen.pk}/"
    axe(page)

    page.get_by_role("main").get_by_role("link", name="Ny kontakt").click()
    page.locator("main .tile", has_text="Talte sammen").click()
    page.get_by_label("Notat", exact=True).fill("Skrevet imens")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_text("Kontakten er gemt.").wait_for()

    page.goto(f"/borgere/{alias_citizen.pk}/")
    page.get_by_text("Her er den fælles side.").wait_for()
    press(page, "Samlet med", "link")
    page.get_by_text("Disse kontakter er skrevet siden.").wait_for()
    axe(page)
    screenshot(page, "move")
    press(page, "Fortryd samlingen")
    page.get_by_text("1 kontakt, der er skrevet imens, står stadig her.").wait_for()

    with acting(owner):
        assert Contact.objects.get(note="Skrevet imens").citizen_id == citizen.pk
        assert list(Contact.objects.filter(citizen=alias_citizen)) == [before]
        parted = fresh(alias_citizen)
        assert (parted.merged_into_id, parted.name, parted.alias) == (
            None,
            "Karla Zornfeldt",
            token("alias_citizen", "alias"),
        )
        assert fresh(citizen).alias == token("citizen", "alias")
