"""A tablet in a real browser with a profile on disk, against a server process of its own that can be killed.

    def test_…(house_process, tablets, owner):
        tablet = tablets.open("mette", owner)
        tablet.write_contact("…")

At the end of every test: the entries ever made are those that the house has and those that still lie in an outbox, each
exactly once; and no page raised an error.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from django.db import connections

from accounts.models import User
from tests import engines
from tests.cast import acting
from tests.field.tablet import PASSWORD
from tools import chromium

ROOT = Path(__file__).resolve().parents[2]
CODE, PIN = "fire stille ord her", "2580"
SIZE = {"width": 810, "height": 1080}
PATIENCE = 15_000
#: Of the stretching of the code; one test uses the real number.
ROUNDS = "1000"


@dataclass
class HouseProcess:
    """gunicorn in a process group of its own."""

    folder: Path
    static: Path
    rounds: str = ROUNDS
    port: int = 0
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.field.server_settings",
            "DATABASE_URL": database_url(),
            "TEST_STATIC_ROOT": str(self.static),
            "TEST_CODE_ROUNDS": self.rounds,
            "TEST_FAULTS": str(self.folder),
        }
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "tests.field.server:application",
            "--bind",
            f"127.0.0.1:{self.port}",
        ]
        command += ["--workers", "1", "--threads", "4", "--log-level", "error", "--timeout", "120"]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with suppress(URLError, OSError):
                urllib.request.urlopen(f"{self.url}/field/manifest.webmanifest", timeout=2).read()
                return
            time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text())

    def kill(self) -> None:
        """As when the power goes."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop_at(self, when: str) -> None:
        """The next entry stands still there; `wait_until(when)` returns when it does."""
        (self.folder / when).touch()

    def wait_until(self, when: str) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if (self.folder / f"{when}-reached").exists():
                return
            time.sleep(0.05)
        raise RuntimeError(f"the server never came to {when}")


def database_url() -> str:
    """Of the database that this test's ORM works on."""
    settings = connections.settings["default"]
    if engines.on_postgresql():
        return engines.at_database(os.environ["DATABASE_URL"], settings["NAME"])
    return f"sqlite:///{settings['NAME']}"


@dataclass
class Browser:
    """One tablet: a browser with a profile on disk."""

    playwright: Any
    profile: Path
    url: str
    problems: list[str]
    context: Any = None
    page: Any = None
    user: User | None = None
    #: The ids of entries it ever made.
    made: set[str] = field(default_factory=set)

    def launch(self, **options: Any) -> Any:
        for lock in self.profile.glob("Singleton*"):
            lock.unlink()
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=chromium.find(),
            args=chromium.FLAGS,
            headless=True,
            base_url=self.url,
            viewport=SIZE,
            has_touch=True,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            service_workers="allow",
            **options,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.watch(self.page)
        return self.page

    def watch(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: "Content Security Policy" in message.text and self.problems.append(message.text),
        )

    def kill(self) -> None:
        """The battery is pulled out: no process of the browser lives on."""
        subprocess.run(["pkill", "-KILL", "-f", f"user-data-dir={self.profile}"], check=False)
        with suppress(Exception):
            self.context.close()

    # --- what a worker does -------------------------------------------------------------------------------------------
    def state(self, wanted: str, page: Any = None) -> None:
        (page or self.page).wait_for_selector(f"html[data-state={wanted}]")

    def sign_in(self, user: User, *, page: Any = None) -> None:
        page = page or self.page
        self.user = user
        page.fill("input[name=email]", user.email)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")

    def begin(self, user: User, *, code: str = CODE) -> None:
        """Opens the app, signs in and chooses code and digits; the shell is kept, the list is there."""
        self.page.goto("/field/")
        self.state("sign-in")
        self.sign_in(user)
        self.state("new-code")
        self.choose_code(code)
        self.ready()

    def choose_code(self, code: str = CODE) -> None:
        self.page.fill("input[name=code]", code)
        self.page.fill("input[name=again]", code)
        self.page.fill("input[name=pin]", PIN)
        self.page.press("input[name=pin]", "Enter")
        self.state("open")

    def ready(self) -> None:
        """The shell is kept by the worker and the list stands on the tablet."""
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        self.idle()
        self.page.wait_for_selector("#main .card")

    def unlock(self, code: str = CODE) -> None:
        self.page.fill("input[name=code]", code)
        self.page.press("input[name=code]", "Enter")

    def tab(self, name: str) -> None:
        self.page.locator("#bar button", has_text=name).click()

    def open_contact(self) -> None:
        self.tab("I dag")
        self.page.locator("#main").get_by_role("button", name="Ny kontakt").click()
        self.page.wait_for_selector("html[data-screen=contact] form.contact-form")

    def write_contact(self, note: str, *, who: str = "") -> None:
        """A contact with somebody on the list, or with nobody in particular; returns when it lies in the outbox."""
        self.open_contact()
        tile = self.page.locator("[data-name=citizens] .tile", has_text=who or "Ingen bestemt")
        tile.first.click()
        self.page.locator(".tile", has_text="Talte sammen").click()
        self.page.fill("textarea[name=note]", note)
        self.page.locator("button[type=submit]").click()
        self.page.wait_for_selector("html[data-screen=home]")
        self.note_made()

    def send(self) -> None:
        self.page.evaluate("() => window.dispatchEvent(new Event('online'))")

    def idle(self) -> None:
        """No run goes on."""
        self.page.wait_for_selector("html[data-sync=idle]", timeout=30_000)

    def idle_button(self) -> None:
        self.page.wait_for_selector("button[type=submit]:not([aria-busy])")

    def waiting(self, count: int) -> None:
        self.page.wait_for_selector(f"html[data-waiting='{count}']", timeout=30_000)

    def attention(self, count: int) -> None:
        self.page.wait_for_selector(f"html[data-attention='{count}']", timeout=30_000)

    # --- what lies on it ----------------------------------------------------------------------------------------------
    def outbox(self) -> set[str]:
        return {row["id"] for row in self.stored("outbox")}

    def note_made(self) -> None:
        self.made |= self.outbox() | {row["id"] for row in self.stored("receipts")}

    def stored(self, store: str) -> list[dict[str, Any]]:
        """The rows of a store of every person on this tablet, as they lie on disk."""
        found: list[dict[str, Any]] = self.page.evaluate(_READ, store)
        return found


_READ = """async (store) => {
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("field-user-")) continue;
    const db = await new Promise((done, failed) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    const all = await new Promise((done) => {
      db.transaction(store).objectStore(store).getAll().onsuccess = (event) => done(event.target.result);
    });
    for (const row of all) rows.push({ id: row.id, number: row.number, state: row.state });
    db.close();
  }
  return rows;
}"""


@dataclass
class Tablets:
    playwright: Any
    folder: Path
    house: HouseProcess
    problems: list[str] = field(default_factory=list)
    all: list[Browser] = field(default_factory=list)

    def launch(self, name: str) -> Browser:
        """A new tablet, not signed in."""
        browser = Browser(self.playwright, self.folder / name, self.house.url, self.problems)
        browser.launch()
        self.all.append(browser)
        return browser

    def open(self, name: str, user: User) -> Browser:
        """A new tablet on which the user works."""
        with acting(user):
            user.set_password(PASSWORD)
            user.save()
        browser = self.launch(name)
        browser.begin(user)
        return browser

    def nothing_lost(self, user: User) -> None:
        """What was ever made is with the house or in an outbox, and exactly once."""
        from field.models import Entry

        made: set[str] = set()
        waiting: set[str] = set()
        for browser in self.all:
            browser.note_made()
            made |= browser.made
            waiting |= browser.outbox()
        with acting(user):
            came = {str(pk) for pk in Entry.objects.values_list("pk", flat=True)}
        assert made <= came | waiting, f"lost: {made - came - waiting}"
        assert came <= made, f"from nowhere: {came - made}"


@pytest.fixture
def house_process(
    committed_db: None, _collected_static: None, _static_root: Path, tmp_path: Path
) -> Iterator[HouseProcess]:
    folder = tmp_path / "house"
    folder.mkdir()
    house = HouseProcess(folder, _static_root)
    house.start()
    yield house
    house.kill()


@pytest.fixture
def tablets(house_process: HouseProcess, playwright_here: Any, tmp_path: Path) -> Iterator[Tablets]:
    tablets = Tablets(playwright_here, tmp_path / "tablets", house_process)
    yield tablets
    for browser in tablets.all:
        with suppress(Exception):
            browser.context.close()
    shutil.rmtree(tablets.folder, ignore_errors=True)
    assert tablets.problems == []
