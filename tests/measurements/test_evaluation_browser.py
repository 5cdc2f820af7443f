"""As a leader does it: reads the evaluation on a tablet, opens a number, and takes the report along."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser import DESKTOP, TABLET, axe, sign_in
from tests.measurements.measured import measured
from tests.measurements.test_evaluation import START, both

pytestmark = pytest.mark.browser
PAGE = reverse("measurements:evaluation")


@pytest.fixture
def answered(house, case, owner) -> None:
    measured(case, "treatment_start", "before", START, by=owner)
    both(case, {"hope": ["2"], "no_need": ["4"]}, {"hope": ["4"], "no_need": ["3"]}, by=owner)


@pytest.mark.parametrize("look", [{**TABLET}, {**DESKTOP, "color_scheme": "dark"}], ids=["tablet", "dark"])
def test_a_number_is_followed_to_whom_it_counts_and_the_report_is_taken_along(look, answered, case, leader, open_page):
    page = open_page(**look)
    sign_in(page, leader)
    page.goto(PAGE)
    axe(page)

    page.locator("#T7-1").get_by_text("Sådan er det talt").click()
    page.get_by_text("Forløb, der er målt både ved motivationsarbejdets begyndelse").wait_for()
    page.locator("#T7-1").get_by_role("link", name="Denne kontakt giver mig håb").click()
    page.get_by_text("2 → 4").wait_for()
    axe(page)

    page.go_back()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename.startswith("evaluering-")


def test_small_numbers_are_hidden_for_a_reader_outside(answered, leader, open_page):
    page = open_page(**DESKTOP)
    sign_in(page, leader)
    page.goto(PAGE)
    page.get_by_label("Til læsere uden for teamet: skjul små tal").check()
    page.get_by_role("button", name="Vis").click()
    page.get_by_text("Små tal er skjult").wait_for()

    assert page.locator("#T7-1").get_by_role("link", name="Denne kontakt giver mig håb").count() == 0
    assert "skjult" in page.locator("#T7-1").inner_text()
