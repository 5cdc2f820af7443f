"""As people do it: the leader settles a conflict at the desk, and deletes a tablet that was lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.actions.citizen import edit_citizen
from cases.models import Citizen
from tests.browser import DESKTOP, PHONE, TABLET, axe, screenshot, sign_in
from tests.cast import acting
from tests.field.tablet import contact

pytestmark = pytest.mark.browser


@pytest.fixture
def sent(tablet, citizen, colleague) -> None:
    with acting(colleague) as by:
        edit_citizen(citizen=Citizen.objects.get(pk=citizen.pk), phone="11223344", by=by)
    about = {"citizen": str(citizen.pk)}
    change = tablet.write("citizen_change", {"phone": ["55667788"]}, about=about, base={"phone": "20304050"})
    data = contact([citizen.pk], note="Sad på bænken og ville gerne tale.", result="seen")
    tablet.send(change, tablet.write("contact", data | {"asks_for_treatment": ["on"]}))
    tablet.post("hello", {"next_number": 6, "waiting_numbers": [5]})


def test_a_conflict_is_settled_and_a_refusal_dropped(open_page, sent, citizen, owner, leader):
    page = open_page(**TABLET, color_scheme="dark")
    sign_in(page, leader)
    page.goto(reverse("cases:unit_overview"))
    page.get_by_role("link", name="Kræver afklaring: Ret telefon og sted").click()
    page.get_by_role("cell", name="11223344").wait_for()
    axe(page)
    screenshot(page, "field-conflict")
    page.get_by_role("button", name="Det fra tabletten gælder").click()
    page.get_by_text("Skrevet ind. Det står nu, hvor det hører til.").wait_for()
    axe(page)
    screenshot(page, "field-reviews")

    page.get_by_role("link", name="Ny kontakt: ").click()
    page.get_by_text("Sad på bænken").wait_for()
    axe(page)
    screenshot(page, "field-refused")
    page.get_by_role("link", name="Skal ikke bruges").click()
    page.get_by_label("Hvorfor skal det ikke bruges?").fill("Skrevet to gange")
    axe(page)
    page.get_by_role("button", name="Skal ikke bruges").click()
    page.get_by_text("Alt er skrevet ind").wait_for()
    page.get_by_role("link", name="Afgjort").click()
    page.get_by_text("Skal ikke bruges. Skrevet to gange").wait_for()
    axe(page)

    with acting(owner):
        assert Citizen.objects.get(pk=citizen.pk).phone == "55667788"


@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_tablet_that_is_lost_is_deleted(open_page, sent, leader, width):
    page = open_page(**width)
    sign_in(page, leader)
    page.goto(reverse("field:devices"))
    page.get_by_text("Mangler nr. 3-4").wait_for()
    axe(page)
    screenshot(page, "field-devices")
    page.get_by_role("link", name="Tablet, som Oda Lind tog i brug").click()
    page.get_by_role("link", name="Hvad lå på den?").click()
    axe(page)
    page.get_by_role("link", name="Tablet", exact=True).click()
    page.get_by_role("link", name="Slet tabletten").click()
    page.get_by_text("Der ligger 1 indtastning på den, som ikke er sendt").wait_for()
    page.get_by_label("Straks").check()
    axe(page)
    screenshot(page, "field-wipe")
    page.get_by_role("button", name="Slet tabletten").click()
    page.get_by_text("Bedt slettet straks af").wait_for()
    axe(page)
    screenshot(page, "field-wiped")
