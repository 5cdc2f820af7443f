"""A plan over two meetings, given to the citizen, taken along on paper and made anew; an assessment on the street."""

from __future__ import annotations

import re

import pytest

from cases.actions.pathway import start_step
from outreach.models import Assessment, OnwardPlan
from tests.browser import PHONE, axe, sign_in
from tests.cast import acting
from tests.directory.partner_factories import OfferFactory, PartnerFactory

pytestmark = pytest.mark.browser


def test_a_plan_over_two_meetings_is_given_and_made_anew(house, page, case, centre, owner):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Ambulatoriet", by=by)
        OfferFactory(partner=partner, name="Samtaler", offers="", demands="Møde til tiden", by=by)
        start_step(case=case, step_key="motivation.onward_plan", by=by)
    sign_in(page, owner)
    page.goto(f"{case.get_absolute_url()}?trin=motivation.onward_plan")
    page.get_by_role("link", name="Begynd planen").first.tap()
    page.get_by_role("button", name="Gem, og skriv flere").wait_for()
    page.get_by_label("Hvad ønsker borgeren?").fill("Jeg vil sove om natten 🙂")
    axe(page)
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_text("Planen er gemt").wait_for()
    axe(page)

    page.get_by_role("link", name="Skriv videre").tap()
    page.locator("#id_wished_offer").select_option(label="Samtaler (Ambulatoriet)")
    row = page.get_by_role("group", name="Aftale 1")
    row.get_by_label("Hvad").fill("Ring til lægen")
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_role("heading", name="Undersøgte tilbud").wait_for()
    page.get_by_text("Møde til tiden").wait_for()
    page.get_by_role("link", name="Læs med").tap()
    page.get_by_text("Det beder de dig om").wait_for()
    axe(page)
    page.get_by_label("Vil du rette eller tilføje noget?").fill("Hunden skal med")
    page.get_by_role("button", name="Vi har læst planen sammen").tap()

    page.get_by_role("link", name="Giv borgeren planen").tap()
    page.get_by_role("button", name="Borgeren har fået planen").wait_for()
    axe(page)
    page.get_by_role("button", name="Borgeren har fået planen").tap()
    page.get_by_text("Borgeren har denne udgave").wait_for()
    axe(page)
    paper = page.request.get(page.get_by_role("link", name="Til borgeren (PDF)").get_attribute("href"))
    assert paper.body().startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", paper.body())) == 1

    page.get_by_role("button", name="Ny udgave").tap()
    page.get_by_label("Hvad ønsker borgeren?").fill("Jeg vil sove, og jeg vil arbejde")
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_text("Planen er gemt").wait_for()
    with acting(owner):
        rows = OnwardPlan.objects.order_by("number").values_list("number", "citizens_words", "given_by")
        assert list(rows) == [
            (1, "Jeg vil sove om natten 🙂", owner.pk),
            (2, "Jeg vil sove, og jeg vil arbejde", None),
        ]


def test_an_assessment_is_begun_on_a_phone_in_the_street(house, open_page, case, owner):
    page = open_page(**PHONE)
    sign_in(page, owner)
    page.goto(f"{case.get_absolute_url()}?trin=bridging.enrolment")
    page.get_by_role("link", name="Begynd udredningen").first.tap()
    page.get_by_text("5. Bolig").tap()
    page.locator("#id_housing_known").fill("Sover i en opgang")
    axe(page)
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_text("Sover i en opgang").wait_for()
    axe(page)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with acting(owner):
        assert list(Assessment.objects.values_list("housing_known", flat=True)) == ["Sover i en opgang"]
