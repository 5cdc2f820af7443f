"""A group's evening on the tablet: who came, in one go; and the same page where the screen is narrowest."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.actions.chosen_block import choose_block
from cases.models import Attendance
from tests.browser import TABLET, axe, screenshot, sign_in
from tests.cases.plan_factories import block, day
from tests.cast import acting

pytestmark = pytest.mark.browser

NARROW = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("screen", [TABLET, NARROW], ids=["tablet", "narrow"])
def test_a_group_is_noted_in_one_go(open_page, citizen, unit_citizen, alias_citizen, owner, screen):
    with acting(owner) as by:
        group = block(by, "Aftengruppen", times="tirsdag kl. 18", places=2)
        came, missed = (choose_block(citizen=one, block=group, by=by) for one in (citizen, unit_citizen))
        choose_block(citizen=alias_citizen, block=group, chosen_on=day(-9), by=by)
    page = open_page(**screen)
    sign_in(page, owner)
    page.goto(reverse("cases:blocks"))
    page.get_by_role("link", name="Aftengruppen").click()
    page.get_by_role("link", name=alias_citizen.label).wait_for()
    axe(page)
    page.get_by_role("link", name="Fremmøde").click()
    axe(page)
    for name, how in ((citizen.label, "Kom"), (unit_citizen.label, "Kom ikke")):
        page.get_by_role("group", name=name).get_by_text(how, exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["viewport"]["width"]
    screenshot(page, f"group-attendance-{screen['viewport']['width']}")
    page.get_by_role("button", name="Gem fremmødet").click()
    page.get_by_text("Fremmødet er gemt.").wait_for()
    axe(page)
    assert page.get_by_role("group", name=citizen.label).get_by_label("Kom", exact=True).is_checked()

    with acting(owner):
        rows = Attendance.objects.filter(held_on=day(0)).values_list("chosen_id", "how")
        assert dict(rows) == {came.pk: "came", missed.pk: "missed"}
