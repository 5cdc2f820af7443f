"""As people do it: a course ends because the citizen moved, and the next municipality takes over."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Relocation
from tests.browser import DESKTOP, PHONE, axe, screenshot, sign_in
from tests.cases.relocation_factories import mover, sent
from tests.cast import acting

pytestmark = pytest.mark.browser


def test_from_the_closed_course_to_the_other_municipalitys_citizen(open_page, citizen, case, owner, outsider):
    mover("Carla Zornfeld", outsider)
    page = open_page(**DESKTOP)
    sign_in(page, owner)
    page.goto(reverse("cases:case_close", args=[case.pk]))
    page.get_by_label("Flyttet til anden kommune").check()
    page.get_by_role("button", name="Afslut").click()
    page.get_by_role("link", name="Send en overlevering til den nye kommune").click()
    page.get_by_role("link", name="Nyt samtykke").click()
    page.get_by_label("Eller en anden").select_option(label="Myndighed")
    page.get_by_label("Navn", exact=True).fill("Aarhus Kommune")
    page.get_by_label("Hvor borgeren kan træffes").check()
    page.get_by_label("Planer og mål").check()
    page.get_by_label("Hvad skal de bruges til?").fill("Så de kan fortsætte")
    page.get_by_label("Borgeren har fået at vide").check()
    page.get_by_role("button", name="Gem samtykket").click()

    page.locator("#flytning").get_by_role("link", name="Send en overlevering").click()
    assert page.get_by_label("Ny kommune").locator("option:checked").inner_text() == "Aarhus Kommune"
    assert page.get_by_label("Medicin og substitution").count() == 0
    page.get_by_label("Planer og mål").fill("Vil gerne i gang inden jul")
    axe(page)
    screenshot(page, "relocation-new")
    page.get_by_role("button", name="Send overleveringen").click()
    page.get_by_text("Venter på svar").wait_for()
    axe(page)
    address = page.url

    there = open_page(**PHONE)
    sign_in(there, outsider)
    there.goto(reverse("cases:unit_overview"))
    there.get_by_role("link", name="Borger flytter hertil fra Odense Kommune").click()
    there.get_by_text("Vil gerne i gang inden jul").wait_for()
    axe(there)
    screenshot(there, "relocation-come")
    there.get_by_role("link", name="Tag imod").click()
    axe(there)
    there.get_by_label("Carla Zornfeld").check()
    there.get_by_role("button", name="Tag imod").click()
    there.get_by_role("heading", name="Carla Zornfeld").wait_for()
    there.locator("#flytning").get_by_role("link", name="Fra Odense Kommune").click()
    there.get_by_text("Vil gerne i gang inden jul").wait_for()
    axe(there)

    page.goto(address)
    page.get_by_text("Modtaget").first.wait_for()
    assert "Carla" not in page.content()
    with acting(owner):
        assert Relocation.objects.get(citizen=citizen).receipt.refusal == ""


def test_what_is_not_taken_over_says_why(open_page, citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    there = open_page(**DESKTOP, color_scheme="dark")
    sign_in(there, outsider)
    there.goto(reverse("cases:relocation_come", args=[row.pk]))
    there.get_by_role("link", name="Vi tager ikke imod").click()
    axe(there)
    there.get_by_label("Hvorfor?").fill("Borgeren er flyttet videre")
    there.get_by_role("button", name="Svar").click()
    there.get_by_text("Svaret er sendt").wait_for()

    page = open_page(**DESKTOP)
    sign_in(page, owner)
    page.goto(row.get_absolute_url())
    page.get_by_text("De tager ikke imod: Borgeren er flyttet videre").wait_for()
    axe(page)
    page.get_by_role("button", name="Tag overleveringen tilbage").click()
    page.get_by_text("Taget tilbage. De kan ikke læse den mere.").wait_for()
