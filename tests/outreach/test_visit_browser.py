"""Out, more time and back under a thumb, and the week on a phone in the dark."""

from datetime import time

import pytest
from django.utils import timezone

from outreach.models import Visit
from tests.browser import PHONE, axe, sign_in
from tests.cast import acting
from tests.factories import PlaceFactory
from tests.outreach.visit_factories import route, walked

pytestmark = pytest.mark.browser


def test_one_goes_out_from_my_day_and_comes_back_with_two_numbers(page, house, owner):
    with acting(owner) as by:
        route(by)
    sign_in(page, owner)
    page.goto("/min-dag/")
    page.get_by_role("button", name="Gå ud Havnen rundt").tap()
    page.get_by_role("link", name="Ude: Havnen rundt").tap()
    page.get_by_role("button", name="Mere tid: en halv time").tap()
    page.get_by_text("Mere tid: ventes tilbage").first.wait_for()
    axe(page)

    page.get_by_label("Antal mødt").fill("1000")
    page.get_by_label("Kort delt ud").fill("4")
    page.get_by_role("button", name="Vi er tilbage").tap()
    page.get_by_text("999").first.wait_for()
    kept = page.get_by_label("Kort delt ud").input_value()
    axe(page)
    page.get_by_label("Antal mødt").fill("0")
    page.get_by_role("button", name="Vi er tilbage").tap()
    page.get_by_text("Godt, I er tilbage.").first.wait_for()

    assert kept == "4"
    with acting(owner):
        assert list(Visit.objects.values_list("met", "cards")) == [(0, 4)]


def test_the_week_says_edge_hours_in_words_and_nothing_runs_out_of_a_phone(open_page, owner, centre):
    with acting(owner) as by:
        places = PlaceFactory.create_batch(3, unit=centre, by=by, name="Et sted med et meget langt navn")
        row = route(by, from_at=time(18), to_at=time(20), stops=[(place, None) for place in places[:1]])
        walked(by, on=row, out_hours_ago=4, back_hours_ago=None)
    page = open_page(**PHONE, color_scheme="dark")
    sign_in(page, owner)
    words = "weekend" if timezone.localdate().isoweekday() >= 6 else "efter kl. 16"
    for address in ("/ruter/", f"/ruter/{row.pk}/", f"/ruter/{row.pk}/ret/", "/ruter/ude-nu/", "/ruter/tal/"):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address

    page.goto("/ruter/")
    assert page.locator("main .badge", has_text=f"Ydertid: {words}").count() == 1
