"""Every component, in every size and both lights, without what axe finds wrong; on paper without the shell."""

import pytest
from playwright.sync_api import expect

from tests.browser import DESKTOP, PHONE, TABLET, axe, screenshot, sign_in

pytestmark = pytest.mark.browser
SIZES = {"tablet": TABLET, "phone": PHONE, "desktop": DESKTOP}
TARGETS = "a.button, button, .nav a, .tabs a, summary, .tile, input:not([type=hidden]):not(.tile input), select"
SMALL = """elements => elements
    .filter((element) => element.checkVisibility())
    .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect().height])
    .filter(([, height]) => height < 43.5)"""


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_component_in_every_size(at_desk, open_page, worker, size, light):
    page = open_page(**SIZES[size], color_scheme=light)
    sign_in(page, worker)
    page.goto("/look/gallery/")
    screenshot(page, f"look-gallery-{size}-{light}")
    axe(page)
    too_wide = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    small = page.locator(TARGETS).evaluate_all(SMALL)
    assert (too_wide, small) == (False, [])


def test_the_form_in_both_states(at_desk, page, worker):
    sign_in(page, worker)
    page.goto("/look/note/")
    axe(page)
    page.get_by_role("button", name="Gem notat").click()
    page.locator("[data-error-summary]").wait_for()
    axe(page)
    screenshot(page, "look-form-errors")


def test_paper_carries_who_and_when_and_no_shell(at_desk, page, worker):
    sign_in(page, worker)
    page.goto("/look/gallery/")
    page.emulate_media(media="print")
    expect(page.locator(".paper-head")).to_contain_text("Odense Kommune")
    expect(page.locator(".paper-head")).to_contain_text(worker.name)
    shown = page.locator(".top, .nav, .button, .tabs, .filters, .pager").evaluate_all(
        "elements => elements.filter((element) => element.checkVisibility()).length"
    )
    screenshot(page, "look-print")
    assert shown == 0


def test_the_chosen_light_stays(at_desk, page, worker):
    sign_in(page, worker)
    page.goto("/look/done/")
    page.locator("[data-menu] > summary").click()
    page.get_by_role("button", name="Mørkt").click()
    page.reload()
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(15, 26, 32)"


def test_the_menu_closes_with_escape_and_gives_focus_back(at_desk, page, worker):
    sign_in(page, worker)
    page.goto("/look/done/")
    menu = page.locator("[data-menu] > summary")
    menu.click()
    page.get_by_role("button", name="Log ud").focus()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("button", name="Log ud")).to_be_hidden()


def test_a_dialog_opens_and_closes_by_keyboard(at_desk, page, worker):
    sign_in(page, worker)
    page.goto("/look/gallery/")
    page.get_by_role("button", name="Slet").press("Enter")
    expect(page.get_by_role("dialog", name="Sikker?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Slet")).to_be_focused()


def test_minutes_can_be_tapped_or_typed(at_desk, page, worker):
    sign_in(page, worker)
    page.goto("/look/note/")
    page.get_by_role("button", name="30 minutter").click()
    expect(page.get_by_role("spinbutton", name="Minutter")).to_have_value("30")
    page.get_by_role("spinbutton", name="Minutter").fill("15")
    expect(page.get_by_role("button", name="15 minutter")).to_have_attribute("aria-pressed", "true")
