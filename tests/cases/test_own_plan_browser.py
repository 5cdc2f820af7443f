"""As the two do it, on a phone: a goal, its small step, an offer for it, and whether the citizen came."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.actions.goal import add_goal
from cases.plan_reading import read_plan
from tests.browser import PHONE, axe, screenshot, sign_in
from tests.cases.plan_factories import block
from tests.cast import acting

pytestmark = pytest.mark.browser


def test_a_plan_is_made_with_the_keyboard_and_one_tap(open_page, citizen, owner):
    with acting(owner) as by:
        add_goal(citizen=citizen, words="Mit eget sted", by=by)
        block(by, "NADA", theme="health", times="hverdage kl. 9")
    page = open_page(**PHONE)
    sign_in(page, owner)
    page.goto(citizen.get_absolute_url())
    page.get_by_role("link", name="Åbn egen plan").click()
    page.get_by_label("Nyt mål med borgerens egne ord").fill("Jeg vil sove om natten")
    page.get_by_label("Tema").select_option("health")
    page.get_by_role("button", name="Tilføj målet").click()
    second = page.locator("section.goal").nth(1)
    second.get_by_label("Nyt lille skridt").fill("Tale med lægen")
    second.get_by_role("button", name="Tilføj").press("Enter")

    page.get_by_role("checkbox", name="Tale med lægen").press("Space")
    page.locator('[role=checkbox][aria-checked="true"]').wait_for()
    page.get_by_role("button", name="Flyt op: Jeg vil sove om natten").press("Enter")
    page.locator("section.goal").first.get_by_role("heading", name="Jeg vil sove om natten").wait_for()
    axe(page)

    page.locator("section.goal").first.get_by_role("link", name="Vælg et tilbud til målet").click()
    axe(page)
    page.get_by_role("link", name="NADA").click()
    assert page.get_by_label("Jeg vil sove om natten").is_checked()
    axe(page)
    page.get_by_role("button", name="Vælg tilbuddet").click()
    page.get_by_role("button", name="Kom", exact=True).click()
    page.get_by_text("Kom 1 af 1 gang").wait_for()
    page.get_by_role("button", name="Kom", exact=True).and_(page.locator('[aria-pressed="true"]')).wait_for()
    axe(page)
    screenshot(page, "own-plan-phone")
    page.goto(reverse("cases:evaluation_new", args=[citizen.pk]))
    page.get_by_text("Kom 1 af 1 gang").wait_for()
    axe(page)
    page.goto(reverse("cases:own_plan_read", args=[citizen.pk]))
    axe(page)

    with acting(owner):
        plan = read_plan(citizen)
        assert [goal.row.words for goal in plan.goals] == ["Jeg vil sove om natten", "Mit eget sted"]
        assert [goal.row.words for goal in plan.running[0].goals] == ["Jeg vil sove om natten"]
