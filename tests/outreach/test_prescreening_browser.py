"""What a person would notice of the prescreening, the observations and the page of those who refer."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from outreach.actions.observation import observe
from outreach.models import Prescreening, ReferralSource
from tests.browser import PHONE, axe, sign_in
from tests.cast import acting
from tests.directory.partner_factories import PartnerFactory
from tests.outreach.prescreening_factories import ALL_YES

pytestmark = pytest.mark.browser


def test_the_proposal_follows_the_answers_and_the_professional_decides(house, page, case, centre, owner):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Herberget Vest", by=by)
    sign_in(page, owner)
    page.goto(f"{case.get_absolute_url()}?trin=contact.prescreening")
    page.get_by_role("link", name="Begynd forscreeningen").first.tap()
    page.get_by_text("Forslag: uafklaret").wait_for()
    for name, answer in ALL_YES.items():
        page.locator(f'input[name="{name}"][value="{answer}"]').check()
    page.get_by_text("Forslag: i målgruppen").wait_for()
    axe(page)

    page.get_by_label("Hvilken samarbejdspartner?").select_option(label=partner.name)
    page.get_by_text("Uden for målgruppen", exact=True).tap()
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_text("Du afgør det anderledes end forslaget. Skriv kort hvorfor.").first.wait_for()
    page.get_by_text("I målgruppen", exact=True).tap()
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.locator(".messages").get_by_text("i målgruppen").wait_for()

    axe(page)
    with acting(owner):
        assert list(Prescreening.objects.values_list("decision", flat=True)) == ["in"]
        assert list(ReferralSource.objects.values_list("partner__name", flat=True)) == ["Herberget Vest"]


def test_an_observation_takes_one_word_and_stands_on_the_course(house, open_page, case, owner):
    with acting(owner) as by:
        observe(case=case, observed_on=timezone.localdate(), stage="action", citizens_words="Det går", by=by)
    page = open_page(**PHONE)
    sign_in(page, owner)
    page.goto(case.get_absolute_url())
    page.get_by_role("link", name="Ny observation").tap()
    page.get_by_role("heading", name="Ny observation").wait_for()
    axe(page)
    page.get_by_text("Tilbagefald").tap()
    page.get_by_role("button", name="Gem").tap()
    page.locator(".stages").get_by_text("Tilbagefald").wait_for()

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_other_pages_are_accessible(house, page, case, owner):
    sign_in(page, owner)
    for name, args in (("referral", [case.pk]), ("guidance_new", [case.pk]), ("referrals", [])):
        page.goto(reverse(f"outreach:{name}", args=args))
        axe(page)
    page.goto(reverse("cases:case_open", args=[case.citizen_id]))
    axe(page)
