"""What a person would notice of fidelity: nine taps, nine arrow keys, and pages that fit the tablet and the phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from measurements.actions.technique import answer_techniques
from measurements.models import FidelityAnswer, TechniqueUse
from measurements.models.technique import TECHNIQUES
from tests.browser import PHONE, axe, sign_in
from tests.cast import acting
from tests.measurements.fidelity_factories import ALL_HIGH, barometer, driver, motivated, wave

pytestmark = pytest.mark.browser

#: Not `innerWidth`, which on a phone grows with what is too wide.
WIDTH = "document.documentElement.scrollWidth"


def kept(owner) -> list[str]:
    with acting(owner):
        row = TechniqueUse.objects.get()
        return [getattr(row, name) for name in TECHNIQUES]


def test_nine_taps_from_what_waits(house, page, case, owner):
    with acting(owner) as by:
        motivated(case, by, ended=timezone.now() - timedelta(days=1))
    sign_in(page, owner)
    page.goto(reverse("cases:my_day"))
    page.get_by_role("link", name="Hvilke samtaleteknikker brugte du?").tap()
    page.get_by_role("heading", name="I hvilken grad har du i arbejdet med borgeren anvendt").wait_for()
    axe(page)
    for question in page.locator("fieldset.field").all():
        question.get_by_text("I mindre grad", exact=True).tap()
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_text("9 af 9 besvaret").wait_for()

    axe(page)
    assert kept(owner) == ["less"] * 9


def test_nine_arrow_keys(house, page, case, owner):
    sign_in(page, owner)
    page.goto(reverse("measurements:technique_use", args=[case.pk]))
    page.locator('input[name="open_questions"]:checked').focus()
    for _question in TECHNIQUES:
        # From *Ikke besvaret*, the last, to *Ikke aktuelt* before it.
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Gem", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("9 af 9 besvaret").wait_for()

    assert kept(owner) == ["not_relevant"] * 9


def test_the_project_lead_answers_and_closes_a_wave(house, page, project_lead):
    sign_in(page, project_lead)
    page.goto(reverse("cases:unit_overview"))
    page.get_by_role("link", name="Modeltro").tap()
    page.get_by_role("link", name="Begynd den første").tap()
    page.get_by_role("button", name="Begynd målingen").tap()
    first = page.locator("fieldset.field").first
    first.get_by_text("I meget høj grad", exact=True).tap()
    axe(page)
    page.get_by_role("button", name="Gem svarene").tap()
    page.get_by_role("button", name="Luk målingen").wait_for()
    axe(page)
    page.get_by_role("button", name="Luk målingen").tap()
    page.locator(".messages").get_by_text("Målingen er lukket").wait_for()

    axe(page)
    with acting(project_lead):
        assert list(FidelityAnswer.objects.values_list("item", "value")) == [("mapping.areas", 5)]


def test_every_page_is_accessible_and_fits_a_phone(house, open_page, case, project_lead, owner):
    with acting(project_lead) as by:
        row = wave(by, ALL_HIGH, on=timezone.localdate() - timedelta(days=300), closed=True)
        wave(by, ALL_HIGH)
        barometer(by, {"crisis_in.spotting": 3})
        answer_techniques(case=case, answers={"open_questions": "high"}, by=by)
        note = driver(by)
    page = open_page(**PHONE)
    sign_in(page, project_lead)
    pages = {
        "fidelity": [], "barometer": [], "techniques": [], "drivers": [], "driver_new": [], "driver_edit": [note.pk],
        "wave": [row.pk], "wave_correct": [row.pk, "mapping.areas"], "wave_new": [], "barometer_new": [],
    }  # fmt: skip
    for name, args in pages.items():
        page.goto(reverse(f"measurements:{name}", args=args))
        axe(page)
        assert (name, page.evaluate(WIDTH)) == (name, PHONE["viewport"]["width"])
