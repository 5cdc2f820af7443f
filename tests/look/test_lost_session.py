"""The session ends under somebody who is writing, and nothing is lost, nor written in another's name."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe, sign_in
from tests.look.conftest import PASSWORD, forget_session, is_saved, save, write

pytestmark = pytest.mark.browser
TEXT = "Vi talte længe."


def sign_in_here(page, password):
    page.get_by_role("dialog").get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Log ind").click()


def test_signing_in_again_sends_what_was_written(written, at_desk):
    forget_session(written)
    save(written)
    expect(written.get_by_role("dialog")).to_contain_text("Du er blevet logget ud")
    axe(written)
    sign_in_here(written, "forkert")
    expect(written.get_by_role("dialog").get_by_role("alert")).not_to_be_empty()
    sign_in_here(written, PASSWORD)
    is_saved(written)
    assert at_desk.got == [TEXT]


def test_not_signing_in_keeps_the_text_here(written, at_desk):
    forget_session(written)
    save(written)
    written.get_by_role("button", name="Ikke nu").click()
    expect(written.get_by_role("alert")).to_contain_text("Teksten står her endnu.")
    expect(written.get_by_label("Notat")).to_have_value(TEXT)
    assert at_desk.got == []


def test_a_token_from_before_is_renewed(written, at_desk, settings):
    written.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    save(written)
    is_saved(written)
    assert at_desk.got == [TEXT]


def test_nothing_is_sent_in_the_name_of_another_person(written, at_desk, settings, colleague):
    written.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    sign_in(written, colleague)
    save(written)
    expect(written.get_by_role("dialog")).to_contain_text("En anden er logget ind her")
    written.get_by_role("button", name="Hent siden").click()
    expect(written.get_by_label("Notat")).to_have_value("")
    assert at_desk.got == []


def test_search_goes_on_after_signing_in_again(written):
    forget_session(written)
    written.get_by_role("searchbox").fill("ræv")
    sign_in_here(written, PASSWORD)
    expect(written.get_by_role("region", name="Resultater")).to_have_text("Fundet: ræv")


def test_without_script_the_text_is_carried_through_sign_in(write_in, worker, at_desk):
    page = write_in(java_script_enabled=False)
    forget_session(page)
    save(page)
    page.get_by_label("E-mail").fill(worker.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("button", name="Send det, jeg skrev").click()
    is_saved(page)
    assert at_desk.got == [TEXT]


def test_the_page_warns_before_the_session_ends(at_desk, page, worker, settings):
    page.clock.install()
    sign_in(page, worker)
    page.goto("/look/note/")
    page.clock.fast_forward((settings.IDLE_MINUTES - 4) * 60 * 1000)
    expect(page.get_by_role("dialog")).to_contain_text("Er du der stadig?")
    page.get_by_role("button", name="Bliv logget ind").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_who_is_writing_is_not_disturbed(at_desk, page, worker, settings):
    page.clock.install()
    sign_in(page, worker)
    write(page)
    with page.expect_response("**/log-ind-igen/"):
        page.clock.fast_forward((settings.IDLE_MINUTES - 4) * 60 * 1000)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_tablet_left_alone_shows_nobody_s_life_and_keeps_the_text(at_desk, page, worker, settings):
    page.clock.install()
    sign_in(page, worker)
    write(page)
    forget_session(page)
    page.clock.fast_forward((settings.IDLE_MINUTES + 1) * 60 * 1000)
    expect(page.get_by_role("dialog")).to_contain_text("Du er blevet logget ud")
    expect(page.locator("#id_note")).to_be_hidden()
    sign_in_here(page, PASSWORD)
    expect(page.get_by_label("Notat")).to_have_value(TEXT)
