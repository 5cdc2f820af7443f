"""The whole way in by an old telephone: written, cut off, sent all the same, paused, resumed, and a time at the end."""

from __future__ import annotations

import pytest

from cases.models import Task
from intake.models import Enquiry, SelfAnswer
from tests.browser import PHONE, axe
from tests.cast import acting
from tests.intake.public_factories import next_open_day, offered, opened

SMALL = {**PHONE, "viewport": {"width": 320, "height": 640}}
NO_SCRIPT = {**PHONE, "java_script_enabled": False}


@pytest.mark.browser
def test_from_the_first_word_to_a_time_and_a_place(house, open_page, leader, owner):
    reception = opened(leader)
    offered(owner, to_on=next_open_day())
    page = open_page(**SMALL, color_scheme="dark")
    page.goto("/henvend/")
    axe(page)
    page.get_by_role("link", name="Odense").click()
    page.get_by_label("Hvad drejer det sig om?").fill("Jeg vil gerne stoppe")
    axe(page)
    # The connection is gone; what was written stays, and is sent by itself when it is back, with what was written on.
    page.context.set_offline(True)
    page.get_by_role("button", name="Videre").click()
    page.get_by_text("Der er ingen forbindelse lige nu.").wait_for()
    page.get_by_label("Hvad drejer det sig om?").fill("Jeg vil gerne stoppe nu")
    # Meanwhile the key of the form has become too old, too.
    page.evaluate("() => document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((key) => (key.value = 'x'))")
    page.context.set_offline(False)
    page.get_by_role("heading", name="Tak. Vi har fået det.").wait_for()
    axe(page)

    page.get_by_role("link", name="Se spørgsmålene").click()
    page.get_by_role("button", name="Begynd").click()
    code = page.locator(".door-code").inner_text()
    axe(page)
    page.get_by_role("link", name="Videre til spørgsmålene").click()
    page.get_by_label("Hvor mange dage").fill("31")
    page.get_by_label("Vil du skrive lidt om det?").fill("Heroin")
    page.get_by_role("button", name="Videre").click()
    page.locator("[data-error-summary]").wait_for()
    axe(page)
    page.get_by_label("Hvor mange dage").fill("12")
    page.get_by_label("Betydeligt").first.check()
    page.get_by_role("button", name="Hold pause").click()
    page.get_by_role("heading", name="Vi har gemt det").wait_for()
    axe(page)
    kept = page.evaluate("() => [Object.keys(localStorage).length, Object.keys(sessionStorage).length]")
    page.get_by_role("button", name="Luk, så andre").click()

    # Another telephone, without script, with the keyboard alone.
    other = open_page(**NO_SCRIPT)
    other.goto(f"{reception.get_absolute_url()}fortsaet/")
    other.get_by_label("Din kode").fill(code)
    other.get_by_label("Din kode").press("Enter")
    other.get_by_role("heading", name="Sociale forhold").wait_for()
    other.get_by_role("button", name="Send nu").press("Enter")
    other.locator("button[name=slot]").first.press("Enter")
    other.get_by_role("heading", name="Vi ses").wait_for()
    texts = other.locator("main").inner_text()
    with acting(leader):
        row = Enquiry.objects.get()
        task = Task.objects.select_related("owner").get()
        answers = list(SelfAnswer.objects.values_list("theme", "days", "bothered", "words"))

    # The last page and the times, on the small screen and with the script again.
    page.goto(f"{reception.get_absolute_url()}tid/")
    axe(page)
    page.locator("button[name=slot]").first.click()
    page.get_by_role("heading", name="Vi ses").wait_for()
    axe(page)
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    page.goto(f"{reception.get_absolute_url()}anonym/")
    page.get_by_text("Der er ingen ledige tider").wait_for()
    axe(page)
    page.goto("/tilgaengelighed/")
    axe(page)

    assert (row.wish, kept, wide) == ("Jeg vil gerne stoppe nu", [0, 0], 320)
    assert answers == [("drugs", 12, 3, "Heroin")]
    assert (row.agreement_id, task.owner) == (task.pk, owner)
    assert "Oda" in texts
    assert "Havnegade 3" in texts
