"""An administrator's day in a real browser: a new colleague, a link, a closed access."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import axe, screenshot, sign_in

pytestmark = pytest.mark.browser


def test_a_colleague_is_made_and_gets_a_link(house, page, administrator, centre):
    sign_in(page, administrator)
    page.goto("/administration/personer/")
    axe(page)
    page.get_by_role("link", name="Ny person").click()
    page.get_by_label("Navn").fill("Nanna Kirk")
    page.get_by_role("textbox", name="E-mail").fill("nanna@eksempel.dk")
    page.get_by_role("button", name="Opret person").click()
    expect(page.get_by_role("alert")).to_contain_text("Rolle: Skal udfyldes.")
    expect(page.get_by_label("Navn")).to_have_value("Nanna Kirk")
    page.get_by_role("radio", name="Udgående behandler").check()
    page.get_by_role("combobox", name="Enhed").select_option(label=centre.name)
    axe(page)
    page.get_by_role("button", name="Opret person").click()
    expect(page.get_by_role("heading", name="Nanna Kirk")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Lav link").click()
    expect(page.locator("#password-link")).to_contain_text("/konto/vaelg/")
    screenshot(page, "person-link")


def test_a_search_finds_while_one_writes(house, page, administrator, owner, leader):
    sign_in(page, administrator)
    page.goto("/administration/personer/")
    page.get_by_label("Søg i navn og e-mail").press_sequentially("vinth")
    expect(page.locator("#people").get_by_role("link")).to_have_text(["Lone Vinther"])


def test_words_are_seen_in_sentences_before_they_are_saved(house, page, administrator):
    sign_in(page, administrator)
    page.goto("/administration/organisation/")
    page.get_by_label("Medarbejderen på gaden").fill("gadeplansmedarbejder")
    page.get_by_role("button", name="Se eksempel").click()
    expect(page.locator("#preview")).to_contain_text("En gadeplansmedarbejder fra jeres rusmiddelcenter")
    axe(page)


def test_roles_are_read_without_a_mouse(house, page, owner):
    sign_in(page, owner)
    page.goto("/adgang/roller/")
    page.get_by_text("Som tabel").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Spotter")).to_be_visible()
    axe(page)
