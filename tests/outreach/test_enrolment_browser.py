"""What a person would notice: from motivation to treatment, an absence that waits, an end, and opening again."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import CasePeriod, TreatmentRequest
from outreach.actions.enrolment import enrol
from outreach.models import Affiliation, Enrolment
from tests.browser import PHONE, axe, sign_in
from tests.cast import acting, met_on_the_street

pytestmark = pytest.mark.browser


def test_from_motivation_to_an_end_and_opened_again(house, page, case, citizen, owner):
    course, today = case.get_absolute_url(), timezone.localdate().isoformat()
    sign_in(page, owner)
    page.goto(f"{course}?trin=bridging.enrolment")
    page.get_by_role("button", name="Motivationen er vist nu").tap()
    page.get_by_text("Motivationen er skrevet ned").wait_for()
    axe(page)

    page.get_by_role("link", name="Skriv videre").tap()
    page.get_by_label("Visitation afgjort den").fill(today)
    page.get_by_text("Ja, vi visiterede selv").tap()
    page.get_by_label("Indskrevet den").fill(today)
    page.get_by_label("Eller med egne ord").fill("Dagbehandling")
    page.get_by_label("Borgerens behandler").fill("Bo Holm")
    axe(page)
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_text("Fristen er holdt: 1 af 14 dage").first.wait_for()
    with acting(owner):
        assert TreatmentRequest.objects.get(citizen=citizen).outcome == "started"
        assert list(Enrolment.objects.values_list("decided_by", "therapist")) == [(owner.name, "Bo Holm")]

    page.goto(f"{course}?trin=bridging.treatment")
    page.get_by_role("link", name="Udeblivelse").tap()
    page.get_by_text("Behandleren", exact=True).tap()
    axe(page)
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_text("Skrevet ned.").wait_for()
    page.goto(reverse("cases:my_day"))
    waits = page.get_by_role("link", name="kom ikke til behandling")
    waits.wait_for()
    with acting(owner) as by:
        met_on_the_street(citizen, "citizen", days_ago=0, by=by)
    page.reload()
    page.get_by_role("heading", name="I dag", exact=True).wait_for()
    assert waits.count() == 0

    page.goto(reverse("cases:case_close", args=[case.pk]))
    page.get_by_text("Forslag: Stabil kontakt til tilbud").wait_for()
    page.locator('input[name="after-drug_treatment"][value="continues"]').check()
    axe(page)
    page.get_by_role("button", name="Afslut forløbet").tap()
    page.get_by_text("Forløbet blev afsluttet").first.wait_for()
    page.get_by_role("link", name="Åbn forløbet igen").tap()
    page.get_by_role("button", name="Åbn forløbet igen").tap()
    page.get_by_text("Forløbet er åbnet igen.").wait_for()
    page.goto(f"{course}?trin=bridging.enrolment")
    page.locator("summary", has_text="Tidligere periode").first.tap()
    page.get_by_text("Dagbehandling").first.wait_for()
    axe(page)
    with acting(owner):
        assert CasePeriod.objects.filter(case=case).count() == 2
        assert list(Affiliation.objects.values_list("service", "after")) == [("drug_treatment", "continues")]


def test_the_other_pages_are_accessible_and_fit_a_phone(house, open_page, case, owner):
    with acting(owner) as by:
        for _time in range(5):
            enrol(case=case, motivation_on=timezone.localdate(), enrolled_on=timezone.localdate(), by=by)
    page = open_page(**PHONE)
    sign_in(page, owner)
    for name, args in (
        ("affiliation_before", [case.pk]), ("affiliation_after", [case.pk]), ("affiliation_bridge", [case.pk]),
        ("enrolment_new", [case.pk]), ("pace", []),
    ):  # fmt: skip
        page.goto(reverse(f"outreach:{name}", args=args))
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
