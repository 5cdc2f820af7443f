"""A week on a tablet with a keyboard: what is proposed stands there, the rest is typed, and it is registered."""

from datetime import datetime, time

import pytest
from django.utils import timezone

from cases.actions.contact import log_contact
from measurements.models import HoursEntry
from tests.browser import PHONE, TABLET, axe, house, sign_in  # noqa: F401
from tests.cast import acting
from tests.factories import CitizenFactory
from tests.measurements.hours_factories import last_monday, worked

pytestmark = pytest.mark.browser


def test_a_week_is_registered_by_keyboard(open_page, house, owner, leader):  # noqa: F811
    monday = last_monday()
    with acting(owner) as by:
        citizen = CitizenFactory(unit=by.membership.unit, by=by)
        noon = timezone.make_aware(datetime.combine(monday, time(12)))
        log_contact(
            citizens=[citizen], unit=by.membership.unit, at=noon, minutes=90, way="street", result="talked", by=by
        )
    page = open_page(**TABLET)
    sign_in(page, owner)
    page.goto("/timer/")
    page.get_by_text("Brobyg foreslår 1 t 30 min.").wait_for()
    axe(page)

    first = page.get_by_label("Udgående og kontaktskabende indsats og motivationsarbejde", exact=True)
    assert first.input_value() == "1,5"
    first.focus()
    for typed in ("12,5", "mange", "3"):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_text("Skriv timerne som et tal, fx 2 eller 2,5.").first.wait_for()
    axe(page)
    assert first.input_value() == "12,5"
    second = page.get_by_label("Brobygning og fortsat behandling", exact=True)
    second.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2,25")
    page.keyboard.press("Enter")

    page.get_by_text("Ugen er registreret. Du kan rette den her.").wait_for()
    with acting(owner):
        assert dict(HoursEntry.objects.values_list("activity", "quarters")) == {
            "outreach": 50,
            "bridging": 9,
            "planning": 12,
        }


def test_the_leaders_pages_are_readable_by_all(open_page, house, owner, colleague, leader):  # noqa: F811
    for who in (owner, colleague):
        worked(who, last_monday(), outreach=20, other=1.5)
    page = open_page(**PHONE)
    sign_in(page, leader)
    for address, heading in (
        ("/omkostninger/", "Timer og omkostninger"),
        ("/omkostninger/timer/", "Enhedens timer"),
        ("/omkostninger/satser/", "Timesatser"),
        ("/omkostninger/beloeb/nyt/", "Bogfør et beløb"),
        ("/omkostninger/scenarier/nyt/", "Nyt scenarie"),
    ):
        page.goto(address)
        page.get_by_role("heading", name=heading, level=1).wait_for()
        axe(page)
    page.get_by_label("Navn").fill("Borgereksempel 1")
    page.get_by_role("button", name="Gem scenariet").click()
    page.get_by_role("heading", name="Borgereksempel 1").wait_for()
    axe(page)
    page.get_by_text("Der er ingen kontrolgruppe").wait_for()
