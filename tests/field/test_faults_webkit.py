"""One flow in WebKit, the nearest thing to an iPad: signed in, the house gone, three notes, the house back."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from cases.models import Contact
from tests.cast import acting
from tests.field.rig import CODE, PIN
from tests.field.tablet import PASSWORD
from tools import webkit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.faults,
    # Selenium's own, about itself.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
PATIENCE = 40


class WebKit:
    def __init__(self, driver, url: str) -> None:
        self.driver, self.url = driver, url

    def until(self, what: Callable[[], object]) -> object:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(Exception):
                if found := what():
                    return found
            time.sleep(0.2)
        raise AssertionError(self.driver.find_element("css selector", "body").text)

    def one(self, css: str):
        return self.until(lambda: self.driver.find_element("css selector", css))

    def state(self, wanted: str) -> None:
        self.one(f"html[data-state={wanted}]")

    def press(self, css: str, text: str = "") -> None:
        def tried() -> bool:
            found = [one for one in self.driver.find_elements("css selector", css) if text in one.text]
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found[0])
            self.driver.execute_script("arguments[0].click()", found[0])
            return True

        self.until(tried)

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.one(f"input[name={name}], textarea[name={name}]").send_keys(value)

    def unlock(self) -> None:
        self.state("locked")
        self.fill(code=CODE)
        self.press("button[type=submit]")
        self.state("open")

    def write(self, note: str) -> None:
        self.press("#bar button", "I dag")
        self.press("#main button", "Ny kontakt")
        self.press("[data-name=citizens] .tile input[name=nobody]")
        self.press("input[name=result][value=talked]")
        self.fill(note=note)
        self.press("button[type=submit]", "Gem")
        self.one("html[data-screen=home]")


@pytest.fixture
def webkit_browser(house_process) -> Iterator[WebKit]:
    if not webkit.is_here():
        pytest.fail("This flow needs WebKit's driver: 'make webkit' installs it.")
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    with webkit.screen() as display:
        options = Options()
        options.binary_location = str(webkit.browser())
        options.add_argument("--automation")
        options.set_capability("browserName", "MiniBrowser")
        service = Service(executable_path="/usr/bin/WebKitWebDriver", env={**os.environ, "DISPLAY": display})
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield WebKit(driver, house_process.url)
        finally:
            driver.quit()


def test_three_notes_written_while_the_house_is_gone_arrive(webkit_browser, house_process, owner, citizen):
    with acting(owner):
        owner.set_password(PASSWORD)
        owner.save()
    page = webkit_browser
    page.driver.get(f"{page.url}/field/")
    page.state("sign-in")
    page.fill(email=owner.email, password=PASSWORD)
    page.press("button[type=submit]")
    page.state("new-code")
    page.fill(code=CODE, again=CODE, pin=PIN)
    page.press("button[type=submit]")
    page.state("open")
    page.until(lambda: page.driver.execute_script("return navigator.serviceWorker.controller !== null"))
    page.one("#main .card")

    house_process.kill()
    page.driver.refresh()
    page.unlock()
    for note in ("Ærlig", "Ødelagt", "Åben"):
        page.write(note)
    page.one("html[data-waiting='3']")
    house_process.start()
    page.driver.execute_script("window.dispatchEvent(new Event('online'))")

    page.one("html[data-waiting='0']")
    with acting(owner):
        notes = set(Contact.objects.values_list("note", flat=True))
    assert {"Ærlig", "Ødelagt", "Åben"} <= notes
