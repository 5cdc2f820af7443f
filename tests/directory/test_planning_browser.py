"""The planning as a person meets it: a place pressed onto the map, a review, an agreement, and what axe says."""

import pytest

from directory.actions.agreement import Terms
from directory.actions.place import Mapping
from directory.models import Place, PlaceReview
from tests.browser import PHONE, axe, sign_in
from tests.cast import acting
from tests.directory.partner_factories import (
    AgreementFactory,
    MeetingFactory,
    MessageFactory,
    OfferFactory,
    PartnerFactory,
    PersonFactory,
)
from tests.factories import PlaceFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def partner(owner, centre):
    with acting(owner) as by:
        made = PartnerFactory(unit=centre, name="Værestedet Ankeret", note="Åbent alle dage.", by=by)
        PersonFactory(partner=made, phone="12 34 56 78", mail="a@partner.example", by=by)
        OfferFactory(partner=made, demands="Ingen", by=by)
        MessageFactory(partner=made, by=by)
        MeetingFactory(unit=centre, partners=[made], by=by)
        AgreementFactory(unit=centre, terms=Terms(title="Besøg i caféen", partners=[made]), by=by)
    return made


def test_a_place_is_pressed_onto_the_map_and_found_there(house, page, owner, centre, place):
    with acting(owner) as by:
        PlaceFactory(unit=centre, name="Åen", mapping=Mapping(latitude=55.4, longitude=10.4), by=by)
    sign_in(page, owner)
    page.goto(f"/steder/{place.pk}/ret/")
    page.locator("[data-map]").tap(position={"x": 300, "y": 100})
    page.locator(".map-point.chosen").wait_for()
    axe(page)
    page.get_by_role("button", name="Gem stedet").tap()
    page.get_by_text("Stedet er rettet.").wait_for()

    page.goto("/steder/kort/")
    point = page.get_by_role("link", name="1 Banegårdspladsen")
    point.wait_for()
    axe(page)
    point.press("Enter")

    page.wait_for_url(f"**/steder/{place.pk}/")
    with acting(owner):
        found = Place.objects.get(pk=place.pk)
        assert (round(found.latitude), round(found.longitude)) == (55, 10)


def test_a_review_is_two_taps_when_nothing_has_changed(house, page, owner, place):
    sign_in(page, owner)
    page.goto(f"/steder/{place.pk}/")
    page.get_by_role("link", name="Gennemgå stedet").tap()
    page.get_by_role("heading", name="Gennemgå Banegårdspladsen").wait_for()
    axe(page)
    page.get_by_role("button", name="Gem gennemgangen").tap()
    page.get_by_text("Gennemgangen er gemt.").wait_for()

    with acting(owner):
        assert PlaceReview.objects.count() == 1


def test_every_page_of_the_planning_holds_on_a_phone(house, open_page, owner, partner):
    phone = open_page(**PHONE)
    sign_in(phone, owner)
    names = ("", "kommunikation/", "moeder/", "moeder/nyt/", "aftaler/", "aftaler/ny/", f"{partner.pk}/")
    for address in ("/steder/", "/planlaegning/tjeklister/", *(f"/samarbejdspartnere/{name}" for name in names)):
        phone.goto(address)
        axe(phone)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
