"""As a worker does it with the citizen beside: whom the citizen wishes for, who follows, a change, and whom to call."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.actions.people import set_work_phone
from cases.actions.follower import followers_of
from cases.dates import short_day
from cases.models import FollowerWish
from tests.browser import looks, sign_in
from tests.cast import acting

pytestmark = pytest.mark.browser


def save(page) -> None:
    page.get_by_role("button", name="Gem", exact=True).click()


def test_a_wish_is_heard_the_contact_person_changes_and_the_page_says_whom_to_call(
    page, case, citizen, owner, colleague, mentor
):
    with acting(owner) as by:
        set_work_phone(person=owner, phone="20304050", by=by)
        set_work_phone(person=mentor, phone="60708090", by=by)
    sign_in(page, owner)
    page.goto(case.get_absolute_url())
    page.get_by_role("link", name="Vælg eller skift").click()
    page.get_by_label("Med borgerens ord").fill("En, der også kommer om aftenen")
    page.get_by_label("Bagstopper").select_option(str(colleague.pk))
    page.get_by_label("Koordinator").select_option(str(owner.pk))
    save(page)
    # Nobody has said whose choice it is: what was written stays.
    page.locator("[data-error-summary]").wait_for()
    looks(page, "followers-refused")
    assert page.get_by_label("Med borgerens ord").input_value() == "En, der også kommer om aftenen"
    page.get_by_text("Valgt af borgeren").click()
    save(page)
    page.get_by_text("Sig til borgeren, hvem de kan ringe til.").wait_for()
    page.get_by_text("Ikke afgjort endnu").wait_for()
    looks(page, "followers-case")

    page.get_by_role("link", name="Vælg eller skift").click()
    page.get_by_label("Borgeren ønsker").select_option(str(mentor.pk))
    page.get_by_label("Hvad blev der af ønsket?").select_option(label="Opfyldt")
    page.get_by_role("combobox", name="Kontaktperson").select_option(str(mentor.pk))
    page.get_by_text("Valgt af borgeren").click()
    page.get_by_label("Hvorfor skiftes der?").fill("Mikkel arbejder om aftenen")
    save(page)
    page.get_by_text("Skiftet, fordi: Mikkel arbejder om aftenen").wait_for()
    expect(page.locator("#foelger")).to_contain_text(f"Opfyldt {short_day(timezone.localdate())}")

    page.goto(citizen.get_absolute_url())
    page.get_by_role("link", name="Ring til Mikkel Bruun, 60 70 80 90").wait_for()
    expect(page.locator("#ring")).to_contain_text("Bagstopper · telefon ikke skrevet")
    looks(page, "followers-citizen")
    with acting(owner):
        assert {kind: row.user for kind, row in followers_of(case).items()} == {
            "contact_person": mentor,
            "backup": colleague,
            "coordinator": owner,
        }
        assert FollowerWish.objects.get().granted is True
