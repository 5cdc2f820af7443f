"""What a person would notice on a citizen's pages, in a real browser."""

from __future__ import annotations

import pytest

from cases.models import Citizen
from tests.browser import axe, sign_in
from tests.cast import SURNAMES, acting

pytestmark = pytest.mark.browser


def test_search_finds_while_one_writes_and_leaves_no_trace(house, page, citizen, owner):
    sign_in(page, owner)
    page.goto("/borgere/")
    page.get_by_role("searchbox").fill("carla zornfelt")
    hit = page.get_by_role("link", name=f"Karla {SURNAMES['citizen']}")
    page.get_by_text("Ligner").wait_for()
    assert page.url == f"{house.url}/borgere/"
    axe(page)
    hit.click()
    page.get_by_role("heading", level=1, name=f"Karla {SURNAMES['citizen']}").wait_for()
    axe(page)
    page.get_by_role("button", name="Vis hele nummeret").click()
    page.get_by_text("010190-1234").wait_for()
    assert page.url == f"{house.url}/borgere/{citizen.pk}/"


def test_a_new_anonymous_citizen_is_asked_for_no_name(house, page, owner):
    sign_in(page, owner)
    page.goto("/borgere/")
    page.get_by_role("searchbox").fill("Kode Blå")
    page.get_by_role("button", name="Opret borgeren").click()
    page.get_by_text("Anonym efter loven").click()
    page.locator("#id_name").wait_for(state="hidden")
    page.get_by_text("SEL § 101 a", exact=True).click()
    page.get_by_role("textbox", name="Kaldenavn").fill("Kode Blå")
    axe(page)
    page.get_by_role("button", name="Opret borger").click()
    page.get_by_role("heading", level=1, name="Kode Blå").wait_for()
    with acting(owner):
        row = Citizen.objects.get()
        assert (row.identity, row.name) == ("anonymous", "")


def test_two_who_edit_at_once_are_asked_and_choose(house, open_page, citizen, owner, colleague):
    pages = []
    for user in (owner, colleague):
        page = open_page()
        sign_in(page, user)
        page.goto(f"/borgere/{citizen.pk}/ret/")
        pages.append(page)
    mine, theirs = pages
    theirs.get_by_role("textbox", name="Kaldenavn").fill("Deres")
    theirs.get_by_role("button", name="Gem rettelser").click()
    theirs.get_by_text("Rettelserne er gemt.").wait_for()
    mine.get_by_role("textbox", name="Kaldenavn").fill("Mit")
    mine.get_by_role("button", name="Gem rettelser").click()
    mine.get_by_text("Kasper Holm har gemt en rettelse").wait_for()
    axe(mine)
    mine.get_by_text("Tag det nye").click()
    mine.get_by_role("button", name="Gem rettelser").click()
    mine.get_by_text("Rettelserne er gemt.").wait_for()
    with acting(owner):
        assert Citizen.objects.get(pk=citizen.pk).alias == "Deres"
