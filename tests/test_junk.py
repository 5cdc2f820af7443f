"""Whatever stands in a field or in an address, the answer is a page that says what is wrong, never a fault of ours."""

import logging
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from inspect import unwrap
from itertools import cycle

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

from tests.matrix import MATRIX
from tests.walk_urls import House, url_patterns

JUNK = ("a\0b", "0001-01-01", "x" * 9000, "9999-12-31", "9" * 30, "0001-01-01T00:00", "-1", "🦊 =æøå")
KEYS = (
    "0001-01-01T00:00:00+14:00_00000000-0000-7000-8000-000000000000",
    "0001-01-01T00:00:00+14:00_1_1",
    "9999-12-31T23:59:59-12:00_1",
    "2026-01-01T00:00:00+00:00_²",
    "2026-01-01T00:00:00+00:00_" + "9" * 30,
    "2026-01-01T00:00:00+00:00_" + "9" * 30 + "_1",
    "a\0b",
)
#: Set, it spoils every field of every page, as before a release.
EVERYWHERE = bool(os.environ.get("BROBYG_JUNK_EVERYWHERE"))
#: Pages that go on from a key in their address.
PAGED = {
    "cases:citizen": "foer", "cases:citizen_history": "foer", "cases:citizen_access": "foer",
    "cases:access_log": "foer",
    "cases:contacts": "foer", "cases:unrecognised": "foer", "cases:tasks": "efter", "field:reviews": "efter",
    "intake:enquiries": "foer",
}  # fmt: skip
#: What scripts and buttons send beside the fields on the page.
ALSO = {
    "cases:contact_who": ("q", "citizens", "aliases"), "cases:citizen_find": ("q",), "cases:citizen_new": ("searched",),
    "cases:contact_new": ("q", "find", "quick", "citizens", "aliases"), "cases:contact_recognise": ("q", "aliases"),
    "cases:step_start": ("on",), "cases:step_end": ("on",), "cases:task_finish": ("outcome", "next"),
    "cases:task_reopen": ("next",), "cases:step_tick": ("tick", "untick"), "cases:journal_tick_all": ("contact",),
    "cases:goal_move": ("way",), "cases:goal_step_tick": ("tick", "untick"), "cases:attend": ("how", "fortryd"),
    "cases:warm_handover_undo": ("fact",), "cases:consent_lapse": ("next",), "cases:receipt": ("svar",),
    "intake:enquiry_new": ("q", "find", "citizens"), "intake:enquiry_who": ("q", "citizens"),
    "intake:enquiry_match": ("q", "find", "citizens", "aliases", "looked_at"),
    "intake:enquiry_urgency": ("urgency",), "intake:enquiry_call": ("entry", "reached", "next"),
    "accounts:switch_membership": ("membership",), "accounts:people": ("q",),
}  # fmt: skip


class Fields(HTMLParser):
    """`values`: what a browser would send of the page's forms, by name; an empty text is filled in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in told or told["value"]):
            self.values.setdefault(self.select, told["value"])
        elif tag == "input" and (kind not in ("radio", "checkbox", "file") or "checked" in told):
            self.values[name] = told.get("value", "") or ("noget" if kind == "text" else "")
        elif tag == "textarea":
            self.values[name] = "noget"


class Spoiler:
    """Which junk comes into which field: one kind after the other, over all pages."""

    def __init__(self) -> None:
        self.junk = cycle(JUNK)
        self.met: set[tuple[str, str]] = set()

    def spoilt(self, module: str, values: dict[str, str]) -> Iterator[dict[str, str]]:
        """The values once for each field, with junk in that field; of the rows of a list and of the pages of a module
        that have the same field only the first."""
        for name in values:
            kind = module, re.sub(r"\d+", "#", name)
            if name in ("csrfmiddlewaretoken", "") or (kind in self.met and not EVERYWHERE):
                continue
            self.met.add(kind)
            yield {**values, name: next(self.junk)}


def answers(
    client: Client, name: str, address: str, module: str, spoiler: Spoiler
) -> Iterator[tuple[dict[str, str], int]]:
    """(what was posted, status); everything is undone."""
    page = client.get(address) if MATRIX[name].get == 200 else None
    values = Fields(page.content.decode()).values if page and page["Content-Type"].startswith("text/html") else {}
    for sent in spoiler.spoilt(module, {**dict.fromkeys(ALSO.get(name, ()), ""), **values}):
        with transaction.atomic():
            status = client.post(address, sent).status_code
            transaction.set_rollback(True)
        yield sent, status


def address_of(house: House, name: str, pattern: URLPattern) -> str:
    addresses = house.addresses(name, pattern)
    return addresses.get("") or addresses[MATRIX[name].about]


def room_of(name: str) -> str:
    return name.partition(":")[0]


#: The leader has most pages; in parts, so that several processes share them.
_LARGE = ({"cases"}, {"outreach", "measurements"})
PARTS = (*_LARGE, {room_of(name) for name in MATRIX} - set().union(*_LARGE))
ALL = set().union(*PARTS)


@pytest.mark.one_engine("postgresql")
@pytest.mark.parametrize(
    ("who", "rooms"),
    [*(pytest.param("leader", rooms, id=f"leader-{min(rooms)}") for rooms in PARTS)]
    + [pytest.param(who, ALL, id=who) for who in ("administrator", "spotter")],
)
def test_junk_in_a_field_is_no_fault_of_ours(full_house: House, who: str, rooms: set[str], caplog, settings):
    """A form that two pages of a module show, to make and to change something, reads a field the same way on both, and
    so do the rows of a list: each field is spoilt where it is met first. What only the second page does with it is
    told with BROBYG_JUNK_EVERYWHERE=1."""
    settings.VERIFY_PREPARED = 0  # compared on every page elsewhere; here it would be half of the time
    caplog.set_level(logging.CRITICAL, "django.request")
    patterns, client, spoiler = dict(url_patterns()), full_house.client(who), Spoiler()
    client.raise_request_exception = False
    wrong = [
        (name, sent)
        for name, row in MATRIX.items()
        if row.post and who in row.who and room_of(name) in rooms and name != "cases:citizen_cpr"
        for sent, status in answers(
            client, name, address_of(full_house, name, patterns[name]), unwrap(patterns[name].callback).__module__,
            spoiler,
        )
        if status >= 500
    ]  # fmt: skip

    assert wrong == []


@pytest.mark.one_engine("postgresql")
def test_junk_in_the_key_of_a_page_is_no_fault_of_ours(full_house: House):
    patterns, client = dict(url_patterns()), full_house.client("leader")
    statuses = {
        (name, key): client.get(address_of(full_house, name, patterns[name]), {parameter: key}).status_code
        for name, parameter in PAGED.items()
        for key in KEYS
    }

    assert statuses == dict.fromkeys(statuses, 200)


@pytest.mark.one_engine("postgresql")
def test_a_form_leads_to_no_other_house(full_house: House):
    address = address_of(full_house, "cases:task_reopen", dict(url_patterns())["cases:task_reopen"])
    client = full_house.client("owner")

    led = {
        wanted: client.post(address, {"next": wanted}).url
        for wanted in ("ord", "//fremmed.example", "/\\fremmed.example", "https://fremmed.example/")
    }

    assert led == dict.fromkeys(led, reverse("cases:task", args=[full_house.targets["citizen"]["task_id"]]))
