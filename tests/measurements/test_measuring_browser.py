"""A measurement together with the citizen on a tablet: by touch, and by keyboard alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from measurements.access import get_instrument
from measurements.actions.measurement import begin
from measurements.models import Measurement
from tests.browser import PHONE, axe, sign_in
from tests.cast import acting
from tests.measurements.measured import in_motivation

pytestmark = pytest.mark.browser


def test_motivation_is_measured_by_touch_and_left_open_with_a_reason(house, page, case, owner):
    in_motivation(case, by=owner)
    sign_in(page, owner)
    page.goto(reverse("cases:my_day"))
    page.get_by_role("link", name="Måling:").first.tap()
    page.get_by_role("button", name="Begynd").tap()
    hope = page.get_by_role("group", name="Denne kontakt giver mig håb")
    hope.wait_for()
    axe(page)
    # Nothing leads to anybody else while the citizen looks.
    assert page.get_by_role("navigation", name="Hovedmenu").count() == 0
    hope.get_by_text("Nej, meget uenig").tap()
    page.get_by_role("group", name="Jeg arbejder hårdt").get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Videre").tap()

    page.get_by_role("heading", name="Afslut målingen").wait_for()
    axe(page)
    page.get_by_text("Ønskede ikke").tap()
    page.get_by_role("button", name="Afslut målingen").tap()
    page.get_by_text("Målingen er gemt og låst").wait_for()
    axe(page)

    with acting(owner):
        row = Measurement.objects.get()
        assert (row.answers, set(row.open.values())) == ({"hope": 1, "work_hard": 4}, {"not_wished"})


def test_days_and_choices_by_keyboard_on_a_phone(house, open_page, case, owner):
    page = open_page(**PHONE)
    sign_in(page, owner)
    with acting(owner) as by:
        row = begin(case=case, version=get_instrument(by, "treatment_start"), occasion="before", by=by)
    page.goto(reverse("measurements:theme", args=[row.pk, "drugs"]))
    page.get_by_label("Hvor mange dage har du oplevet problemer med stoffer").focus()
    page.keyboard.type("31")
    page.keyboard.press("Enter")
    page.get_by_text("Svaret går fra 0 til 30.").first.wait_for()
    axe(page)
    days = page.get_by_label("Hvor mange dage har du oplevet problemer med stoffer")
    assert days.input_value() == "31"
    days.fill("12")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Fysisk helbred").wait_for()

    with acting(owner):
        answers = Measurement.objects.get().answers
    assert answers == {"drugs_days": 12, "drugs_bothered": 0}
