"""A form keeps what was written until the server says it has it."""

import pytest
from playwright.sync_api import expect

from tests.look.conftest import is_saved, save
from tests.look.desk import missing, refusal

pytestmark = pytest.mark.browser
TEXT = "Vi talte længe."


def note_of(page):
    return page.get_by_label("Notat")


def test_a_sent_form_shows_the_next_page(written, at_desk):
    save(written)
    is_saved(written)
    expect(written.get_by_role("heading", level=1)).to_be_focused()
    expect(written.get_by_text("Notatet er gemt.")).to_be_visible()
    assert (at_desk.got, written.title(), written.url.endswith("/look/done/")) == ([TEXT], "Gemt · Brobyg", True)


def test_going_back_after_sending_shows_an_empty_form(written):
    save(written)
    is_saved(written)
    written.go_back()
    expect(note_of(written)).to_have_value("")


def test_a_double_click_sends_once(written, at_desk):
    written.get_by_role("button", name="Gem notat").dblclick()
    is_saved(written)
    assert at_desk.got == [TEXT]


def test_errors_are_summed_up_and_lead_to_the_field(written, at_desk):
    note_of(written).fill("x" * 41)
    save(written)
    summary = written.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(note_of(written)).to_be_focused()
    expect(note_of(written)).to_have_value("x" * 41)
    assert (at_desk.got, written.title()) == ([], "Fejl: Notat · Brobyg")


@pytest.mark.parametrize(
    ("answer", "why"), [(RuntimeError("boom"), "Der skete en fejl på serveren."), (413, "fylder for meget")]
)
def test_a_failing_server_keeps_the_text(written, at_desk, house, answer, why):
    at_desk.answers.append(answer)
    save(written)
    expect(written.get_by_role("alert")).to_contain_text("Teksten står her endnu.")
    expect(written.get_by_role("alert")).to_contain_text(why)
    expect(note_of(written)).to_have_value(TEXT)
    house.problems.clear()
    written.get_by_role("button", name="Prøv igen").click()
    is_saved(written)
    assert at_desk.got == [TEXT]


def test_without_a_network_the_text_stays(written, at_desk):
    written.context.set_offline(True)
    save(written)
    expect(written.get_by_role("alert")).to_contain_text("Der er ingen forbindelse.")
    written.context.set_offline(False)
    written.get_by_role("button", name="Prøv igen").click()
    is_saved(written)
    assert at_desk.got == [TEXT]


@pytest.mark.parametrize(
    ("answer", "says"),
    [(refusal(), "Kun kontaktpersonen må rette det."), (missing(), "Siden findes ikke, eller du har ikke adgang")],
)
def test_a_refusal_says_why_and_keeps_the_text(written, at_desk, answer, says):
    at_desk.answers.append(answer)
    save(written)
    expect(written.get_by_role("dialog")).to_contain_text(says)
    written.get_by_role("button", name="Luk").click()
    expect(note_of(written)).to_have_value(TEXT)


def test_leaving_with_unsent_text_asks_first(written):
    asked = []
    written.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    written.get_by_role("link", name="Annullér").click()
    expect(note_of(written)).to_have_value(TEXT)
    assert asked == ["beforeunload"]


def test_leaving_an_untouched_form_asks_nothing(written):
    asked = []
    note_of(written).fill("")
    written.get_by_label("Gade").evaluate("radio => { radio.checked = false; }")
    written.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    written.get_by_role("link", name="Annullér").click()
    is_saved(written)
    assert asked == []


def test_search_shows_results_while_one_writes(written):
    written.get_by_role("searchbox").fill("ræ")
    expect(written.get_by_role("region", name="Resultater")).to_have_text("Fundet: ræ")
