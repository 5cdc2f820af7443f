"""As the two do it: a goal, an offer decided on, a day there, a look at it together, and two plans that say it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cases.models import Effort, FormalPlan
from tests.browser import looks, sign_in
from tests.cases.plan_factories import block
from tests.cast import acting
from tests.pdf_text import text_of

pytestmark = pytest.mark.browser
GOAL, OFFER = "Jeg vil sove om natten uden at være bange", "Psykologsamtaler"


def printed(page) -> str:
    """What the citizen takes along, as the page's own link gives it."""
    link = page.get_by_role("link", name="Til borgeren (PDF)")
    return text_of(page.request.get(link.get_attribute("href")).body()).replace("\n", " ")


def test_goals_and_offers_are_written_once_and_both_plans_say_them(page, citizen, owner):
    with acting(owner) as by:
        block(by, OFFER, kind="maybe", theme="mental", times="ti samtaler")
    sign_in(page, owner)
    page.goto(reverse("cases:own_plan", args=[citizen.pk]))
    looks(page, "own-plan-empty")
    page.get_by_label("Nyt mål med borgerens egne ord").fill(GOAL)
    page.get_by_label("Tema").select_option("mental")
    page.get_by_role("button", name="Tilføj målet").click()
    page.get_by_role("link", name="Vælg et tilbud til målet").click()
    page.get_by_role("link", name=OFFER).click()
    page.get_by_text("Tilbuddet kræver visitation.").wait_for()
    page.get_by_role("button", name="Vælg tilbuddet").click()
    page.get_by_role("link", name="Skriv afgørelsen").click()
    page.get_by_text("Bevilget", exact=True).click()
    page.get_by_role("button", name="Gem afgørelsen").click()
    page.get_by_role("button", name="Kom", exact=True).click()
    page.get_by_text("Kom 1 af 1 gang").wait_for()

    page.get_by_role("link", name="Evaluér planen").click()
    page.get_by_text("Kom 1 af 1 gang").wait_for()
    page.get_by_label("Med borgerens ord").fill("»Jeg sover. Det er nyt.«")
    looks(page, "evaluation")
    page.get_by_role("button", name="Gem evalueringen").click()
    page.get_by_text("»Jeg sover. Det er nyt.«").wait_for()
    looks(page, "own-plan")

    page.get_by_role("link", name="Behandlingsplan").click()
    paper = page.locator(".plan-paper")
    expect(paper).to_contain_text(GOAL)
    expect(paper).to_contain_text(f"Hjælpen: {OFFER}")
    assert "Udkast" in printed(page)
    page.get_by_label("Forventet varighed").fill("Et halvt år, så ser vi")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_text("Gemt.").wait_for()
    looks(page, "treatment-plan")
    said = printed(page)
    assert [words for words in (GOAL, OFFER, "Et halvt år, så ser vi") if words not in said] == []
    assert "Udkast" not in said

    page.goto(reverse("cases:formal_plan", args=[citizen.pk, FormalPlan.Kind.COORDINATED]))
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("link", name="Skriv ansvarlig").click()
    page.get_by_role("textbox", name="Ansvarlig").fill("Oda Lind")
    looks(page, "effort")
    page.get_by_role("button", name="Gem indsatsen").click()
    page.get_by_role("link", name="Tilføj en indsats").click()
    page.get_by_label("Eller hvad en anden gør").fill("Ydelse og afklaring")
    page.get_by_label("Hvem gør det").fill("Jobcentret")
    page.get_by_role("textbox", name="Ansvarlig").fill("Sagsbehandler Ole Friis")
    page.get_by_role("button", name="Gem indsatsen").click()
    page.get_by_role("heading", name="Hvem gør hvad").wait_for()
    looks(page, "coordinating-plan")
    said = printed(page)
    assert [words for words in (GOAL, OFFER, "Oda Lind", "Jobcentret", "Ole Friis") if words not in said] == []
    with acting(owner):
        assert sorted(row.what for row in Effort.objects.all()) == ["", "Ydelse og afklaring"]
