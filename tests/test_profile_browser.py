"""Whoever takes the tablet's disk reads nothing: what was typed and shown on the pages lies in no file of the browser.

A page of another server, which does everything wrong, is visited in the same profile: what it leaves there shows that
the search finds what is to be found, and that the browser had come to write it down.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.browser import DESKTOP, PATIENCE, watch
from tests.cast import SURNAMES, acting, token
from tools import chromium

# A minute, most of it waiting for Chromium to write: with the tablet's faults, beside the daily run.
pytestmark = [pytest.mark.browser, pytest.mark.faults]

#: Chromium writes its session a few seconds after what changed in it.
WRITTEN_MS = 4_000

PASSPHRASE = "kvidder-mosekone-72"
#: What the worker types, by where.
TYPED = {
    "a wrong passphrase": "kvidder-hyldeblomst-71",
    "the passphrase": PASSPHRASE,
    "a search while one writes": "Vrangstrup",
    "a search sent with Enter": "Ubberholm",
    "a CPR number searched for": "050681-2345",
    "a name": "Rigmor Dybkjærsholt",
    "a CPR number that is none": "991399-1112",
    "a CPR number": "120785-1236",
    "a phone number": "29384756",
    "a note": "Talte om gælden ved søen",
    "a note that came back": "Sov under broen på Fyn",
    "a note that was left": "Vil ikke hjem til Århus",
    "an alias that was left": "Snurretoppen",
}
#: What the pages show of somebody who was there before.
SHOWN = {
    "surname": SURNAMES["citizen"],
    "CPR number": "010190-1234",
    "phone number": "20304050",
    "note": token("citizen", "note"),
}
#: What the careless page leaves behind.
LEFT = {"its title": "Skødesløs-titel", "its body": "Skødesløs brødtekst", "its query": "skoedesloest-spoergsmaal"}
LEFT_TYPED = "Skødesløst æ notat"


class Careless(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        head = f"<!DOCTYPE html><meta charset=utf-8><title>{LEFT['its title']}</title>"
        body = f"{head}<p>{LEFT['its body']}</p><form><textarea name=note></textarea></form>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def careless() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Careless)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "profile"
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)


@pytest.fixture
def context(playwright_here: Any, house: Any, profile: Path) -> Iterator[Any]:
    context = playwright_here.chromium.launch_persistent_context(
        str(profile), executable_path=chromium.find(), args=chromium.FLAGS, headless=True, base_url=house.url,
        locale="da-DK", timezone_id="Europe/Copenhagen", **DESKTOP,
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    yield context
    with suppress(Exception):
        context.close()


def signs_in(page: Any, email: str) -> None:
    page.goto("/konto/log-ind/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill(TYPED["a wrong passphrase"])
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Adgangskode").fill(PASSPHRASE)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(lambda url: "/konto/" not in url)


def searches(page: Any) -> None:
    page.goto("/borgere/")
    box = page.get_by_role("searchbox")
    box.press_sequentially(TYPED["a search while one writes"], delay=5)
    page.get_by_role("button", name="Opret borgeren").wait_for()
    for what in ("a search sent with Enter", "a CPR number searched for"):
        box.fill(TYPED[what])
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            box.press("Enter")
    box.fill(f"Karla {SURNAMES['citizen']}")
    page.get_by_role("link", name=f"Karla {SURNAMES['citizen']}").click()
    page.get_by_role("button", name="Vis hele nummeret").click()
    page.get_by_text(SHOWN["CPR number"]).wait_for()


def begins_a_citizen(page: Any, searched: str) -> None:
    page.goto("/borgere/")
    page.get_by_role("searchbox").fill(searched)
    page.get_by_role("button", name="Opret borgeren").click()
    page.get_by_role("heading", level=1, name="Ny borger").wait_for()


def writes_a_citizen(page: Any) -> None:
    begins_a_citizen(page, TYPED["a name"])
    page.locator("summary", has_text="Mere").click()
    page.locator("#id_name").fill(TYPED["a name"])
    page.locator("#id_phone").fill(TYPED["a phone number"])
    page.locator("#id_cpr").fill(TYPED["a CPR number that is none"])
    page.get_by_role("button", name="Opret borger").click()
    page.locator("[data-error-summary]").wait_for()
    assert page.locator("#id_name").input_value() == TYPED["a name"]
    page.locator("#id_cpr").fill(TYPED["a CPR number"])
    page.get_by_role("button", name="Opret borger").click()
    page.get_by_role("heading", level=1, name=TYPED["a name"]).wait_for()


def writes_a_contact(page: Any) -> None:
    page.goto("/kontakter/ny/")
    note = page.get_by_label("Notat", exact=True)
    note.fill(TYPED["a note that came back"])
    page.get_by_role("button", name="Gem", exact=True).click()
    page.locator("[data-error-summary]").wait_for()
    assert note.input_value() == TYPED["a note that came back"]
    note.fill(TYPED["a note"])
    page.locator("main .tile", has_text=SURNAMES["citizen"]).click()
    page.locator("main .tile", has_text="Talte sammen").click()
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_text("Kontakten er gemt.").wait_for()


def leaves_forms(page: Any, citizen: Any) -> None:
    """One by walking on, one by going back and forward, one that still stands there at the end."""
    begins_a_citizen(page, TYPED["an alias that was left"])
    page.locator("#id_alias").fill(TYPED["an alias that was left"])
    page.wait_for_timeout(WRITTEN_MS)
    page.goto(f"/borgere/{citizen.pk}/")
    page.get_by_text(SHOWN["note"]).first.wait_for()
    page.goto("/kontakter/ny/")
    page.get_by_label("Notat", exact=True).fill(TYPED["a note that was left"])
    for _ in range(3):
        page.go_back()
    for _ in range(3):
        page.go_forward()
    page.get_by_label("Notat", exact=True).fill(TYPED["a note that was left"])


def kill(profile: Path) -> None:
    """The battery is pulled out. The lock names the browser's first process; the others end with it."""
    pid = int(os.readlink(profile / "SingletonLock").rpartition("-")[2])
    os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + 10
    while time.monotonic() < end and any(str(profile).encode() in line for line in command_lines()):
        time.sleep(0.1)


def command_lines() -> Iterator[bytes]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield path.read_bytes()


def found_in(profile: Path, texts: dict[str, str]) -> set[str]:
    """Which of the texts stand in a file, as UTF-8 or UTF-16, and where. CPR numbers also without their dash."""
    found = set()
    for path in (path for path in profile.rglob("*") if path.is_file() and not path.is_symlink()):
        content = path.read_bytes()
        found |= {
            f"{name} in {path.relative_to(profile)}"
            for name, text in texts.items()
            for said in {text, text.replace("-", "")}
            if said.encode() in content or said.encode("utf-16-le") in content
        }
    return found


@pytest.mark.parametrize("end", ["closed", "killed"])
def test_no_file_of_the_browser_holds_what_was_typed_or_shown(context, house, profile, careless, citizen, owner, end):
    with acting(owner):
        owner.set_password(PASSPHRASE)
        owner.save()
    page = context.pages[0]
    page.on("dialog", lambda dialog: dialog.accept())
    watch(page, house)
    signs_in(page, owner.email)
    searches(page)
    writes_a_citizen(page)
    writes_a_contact(page)
    leaves_forms(page, citizen)
    other = context.new_page()
    other.goto(f"{careless}/?q={LEFT['its query']}")
    other.locator("textarea").fill(LEFT_TYPED)
    other.wait_for_timeout(WRITTEN_MS)

    if end == "closed":
        context.close()
    else:
        kill(profile)

    left = {**LEFT, "what was typed": LEFT_TYPED}
    found = found_in(profile, left)
    assert {name for name in left if any(line.startswith(name) for line in found)} == set(left)
    assert sorted(found_in(profile, TYPED | SHOWN)) == []
