"""The leader's page under a thumb: a number leads to its rows, in light and dark, on a phone and a desktop."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.cast import acting
from tests.factories import CitizenFactory, CourseFactory, TaskFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def courses(house, owner, unit_mate, centre):
    """Two courses that nobody has talked on, one without a contact person, and a task of yesterday."""
    with acting(owner) as by:
        for person in (owner, unit_mate, None):
            CourseFactory(citizen=CitizenFactory(unit=centre, by=by), unit=centre, contact_person=person, by=by)
        TaskFactory(unit=centre, by=by, due_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_number_leads_to_its_rows(open_page, courses, leader, size, scheme):
    page = open_page(**size, color_scheme=scheme)
    sign_in(page, leader)
    page.goto("/enheden/")
    axe(page)
    drawn = page.locator(".chart svg").count()

    page.get_by_role("link", name="Længe siden kontakt").click()
    page.get_by_role("heading", name="Længe siden kontakt").wait_for()
    axe(page)

    assert (drawn, page.locator("main .row-item").count()) == (2, 3)


def test_the_page_of_limits_keeps_what_was_typed(page, house, administrator):
    sign_in(page, administrator)
    page.goto("/administration/graenser/")
    page.get_by_label("Tæt på grænsen fra").fill("20")
    page.get_by_label("Motivationsarbejde").fill("7")
    page.get_by_role("button", name="Gem grænser og rytme").click()
    page.get_by_text("vælg 15 eller mindre").first.wait_for()
    axe(page)

    page.get_by_label("Tæt på grænsen fra").fill("12")
    page.get_by_role("button", name="Gem grænser og rytme").click()
    page.get_by_text("Grænser og rytme er gemt.").wait_for()

    assert page.get_by_label("Motivationsarbejde").input_value() == "7"
