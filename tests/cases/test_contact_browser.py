"""*Ny kontakt* under a thumb: taps counted, several at once, a double tap, a text that stays."""

import pytest

from cases.actions.citizen import add_citizen
from cases.models import Contact
from tests.browser import axe, sign_in
from tests.cast import acting
from tests.directory.partner_factories import PartnerFactory
from tests.factories import ContactFactory

pytestmark = pytest.mark.browser


class Thumb:
    """Taps, and counts how often."""

    def __init__(self, page) -> None:
        self.page, self.taps = page, 0

    def choose(self, tile: str) -> None:
        self._tap(self.page.locator("main .tile", has_text=tile))

    def press(self, button: str, role: str = "button") -> None:
        self._tap(self.page.get_by_role(role, name=button, exact=True))

    def _tap(self, found) -> None:
        found.tap()
        self.taps += 1

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()


def written(user) -> list[tuple]:
    with acting(user):
        rows = Contact.objects.exclude(note="før").order_by("citizen__alias")
        return list(rows.values_list("citizen__alias", "result", "note"))


@pytest.fixture
def thumb(page, owner, centre) -> Thumb:
    """On the owner's tablet; the owner met Lange Ib and Røde Per lately."""
    with acting(owner) as by:
        for alias in ("Lange Ib", "Røde Per"):
            citizen = add_citizen(unit=centre, identity="alias", alias=alias, by=by)
            ContactFactory(citizens=[citizen], unit=centre, note="før", by=by)
    sign_in(page, owner)
    page.goto("/steder/")
    return Thumb(page)


def test_an_attempt_that_met_nobody_takes_three_taps(house, thumb, owner):
    thumb.press("Ny kontakt", "link")
    thumb.choose("Røde Per")
    thumb.press("Gem: ikke truffet")

    thumb.sees("Kontakten er gemt.")
    assert thumb.page.url == f"{house.url}/steder/"
    assert (thumb.taps, written(owner)) == (3, [("Røde Per", "not_met", "")])


def test_a_routine_contact_takes_three_taps_on_the_page(house, thumb, owner):
    thumb.page.goto("/kontakter/ny/")
    axe(thumb.page)
    thumb.choose("Røde Per")
    thumb.choose("Talte sammen")
    thumb.press("Gem")

    thumb.sees("Kontakten er gemt.")
    assert (thumb.taps, written(owner)) == (3, [("Røde Per", "talked", "")])


def test_several_at_once_one_of_them_new(house, thumb, owner):
    thumb.page.goto("/kontakter/ny/")
    thumb.choose("Lange Ib")
    thumb.page.get_by_label("Find en borger").fill("Tykke Bo")
    thumb.choose("Ny: Tykke Bo")
    thumb.choose("Talte sammen")
    thumb.page.get_by_label("Notat", exact=True).fill("Kaffe 🙂 æøå")
    thumb.page.get_by_role("button", name="Gem", exact=True).dblclick()

    thumb.sees("2 kontakter er gemt.")
    assert written(owner) == [("Lange Ib", "talked", "Kaffe 🙂 æøå"), ("Tykke Bo", "talked", "Kaffe 🙂 æøå")]


def test_what_was_written_and_chosen_stays_when_something_is_missing(house, thumb, owner):
    thumb.page.goto("/kontakter/ny/")
    thumb.choose("Røde Per")
    thumb.page.get_by_label("Notat", exact=True).fill("Et langt notat")
    thumb.press("Gem")

    thumb.sees("Ikke gemt endnu")
    assert thumb.page.get_by_label("Notat", exact=True).input_value() == "Et langt notat"
    assert thumb.page.get_by_label("Røde Per").is_checked()
    thumb.choose("Set, ikke talt med")
    thumb.press("Gem")
    thumb.sees("Kontakten er gemt.")
    assert written(owner) == [("Røde Per", "seen", "Et langt notat")]


def test_the_note_is_read_together_and_the_citizen_adds_words(house, thumb, owner):
    thumb.page.goto("/kontakter/ny/")
    thumb.choose("Røde Per")
    thumb.choose("Talte sammen")
    thumb.page.get_by_label("Notat", exact=True).fill("Vi talte om bolig.")
    thumb.press("Læs med")
    reading = thumb.page.locator("dialog.reading")
    assert reading.locator(".read-together").inner_text() == "Vi talte om bolig."
    reading.get_by_label("Vil du selv tilføje noget?").fill("Jeg vil helst bo i nord.")
    thumb.press("Tilbage")
    thumb.press("Gem")

    thumb.sees("Kontakten er gemt.")
    with acting(owner):
        row = Contact.objects.get(note="Vi talte om bolig.")
    assert (row.citizens_words, row.read_along_at is not None) == ("Jeg vil helst bo i nord.", True)


def test_which_partner_is_asked_only_where_a_partner_took_the_initiative(house, thumb, owner, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Ankeret", by=by)
    page = thumb.page
    thumb.press("Ny kontakt", "link")
    thumb.choose("Røde Per")
    thumb.choose("Talte sammen")
    page.locator("summary", has_text="På initiativ af").tap()
    which = page.get_by_label("Hvilken samarbejdspartner")
    before = which.is_visible()
    thumb.choose("Samarbejdspartner")
    which.select_option(label="Ankeret")
    axe(page)
    thumb.press("Gem")
    thumb.sees("Kontakten er gemt.")

    assert not before
    with acting(owner):
        assert Contact.objects.filter(initiative_partner=partner, citizen__alias="Røde Per").count() == 1
