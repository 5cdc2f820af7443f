"""A shift on a tablet: a citizen arrives, is seen, is watched over, and is handed on to the night."""

import pytest

from crisis_center.actions.centre import add_centre_person
from crisis_center.models import CentreNote, Check, ShiftHandover, StayAlert
from tests.browser import DESKTOP, PHONE, TABLET, axe, house, sign_in  # noqa: F401
from tests.cast import acting
from tests.crisis_center.crisis_factories import House, agreed, arrived, house_of

pytestmark = pytest.mark.browser


@pytest.fixture
def crisis_house(house, founder) -> House:  # noqa: F811
    made = house_of(founder)
    with acting(made.leader) as by:
        add_centre_person(centre=made.centre, duty="doctor", name="Vibeke Toft", phone="66112244", by=by)
    return made


def test_a_shift_from_arrival_to_handover(open_page, crisis_house, citizen, owner):
    agreed(citizen, crisis_house, by=owner, first_needs="Mad og et bad")
    page = open_page(**TABLET)
    sign_in(page, crisis_house.worker)
    page.goto("/")
    page.get_by_role("heading", name="Vagtsiden").wait_for()
    axe(page)
    page.get_by_role("link", name="Ankommet").click()
    page.get_by_text("Mad og et bad").wait_for()
    axe(page)
    page.get_by_text("2", exact=True).click()
    page.get_by_role("button", name="Skriv ind").click()

    page.get_by_role("heading", name="Akutte hensyn").wait_for()
    axe(page)
    page.get_by_role("link", name="Nyt hensyn").click()
    page.get_by_text("Kramper", exact=True).click()
    page.get_by_label("Hvad skal man vide og gøre").fill("Ring til vagtlægen")
    axe(page)
    page.get_by_role("button", name="Gem hensynet").click()
    page.get_by_text("Ring til vagtlægen").wait_for()

    page.get_by_role("button", name="Set nu").click()
    page.get_by_text("Bodil fra kajen er set i dag").wait_for()
    axe(page)
    page.get_by_role("button", name="Fortryd").click()
    page.get_by_text("Tilsynet hos Bodil fra kajen er fortrudt.").wait_for()
    page.get_by_role("button", name="Set nu").click()
    page.get_by_role("button", name="Fortryd").wait_for()

    page.get_by_role("link", name="Bodil fra kajen", exact=True).click()
    page.get_by_role("link", name="Nyt notat").click()
    page.get_by_role("textbox", name="Notat").fill("Sov straks efter badet.")
    axe(page)
    page.get_by_role("button", name="Gem notatet").click()
    page.get_by_text("Sov straks efter badet.").wait_for()

    page.get_by_role("link", name="Ankomst og modtagelse").click()
    page.get_by_role("checkbox", name="Budt velkommen", exact=False).click()
    page.get_by_text("1 af 7 punkter").wait_for()
    axe(page)

    page.goto("/vagten/")
    page.get_by_role("link", name="Overlever vagten").click()
    page.get_by_label("Hvad skal næste vagt vide?").fill("Bodil er lige kommet.")
    page.get_by_text("Bodil fra kajen · 2").click()
    axe(page)
    page.get_by_role("button", name="Gem overleveringen").click()
    page.get_by_text("Bodil er lige kommet.").wait_for()

    with acting(crisis_house.worker):
        told = (StayAlert.objects.get().kind, CentreNote.objects.get().text, ShiftHandover.objects.get().text)
        checks = sorted(Check.objects.values_list("undone_by__name", flat=True), key=str)
    assert told == ("seizures", "Sov straks efter badet.", "Bodil er lige kommet.")
    assert checks == [None, str(crisis_house.worker)]


def test_the_wall_renews_itself_until_its_session_ends(open_page, crisis_house, citizen, owner, settings):
    arrived(citizen, crisis_house, by=owner)
    wall = open_page(**DESKTOP)
    wall.clock.install()
    sign_in(wall, crisis_house.worker)
    wall.goto("/vagten/skaerm/")
    wall.get_by_text("Optaget").wait_for()
    axe(wall)
    # The new screen counts its own minute: no time passes before it is there.
    wall.evaluate("document.getElementById('wall').dataset.before = ''")
    wall.clock.fast_forward(61_000)
    wall.locator("#wall:not([data-before]):not(.htmx-added)").get_by_text("Optaget").wait_for()
    assert wall.get_by_text("Bodil").count() == 0

    wall.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    wall.clock.fast_forward(61_000)
    wall.get_by_text("Skærmen er logget ud").wait_for()
    wall.clock.fast_forward((settings.IDLE_MINUTES + 1) * 60_000)
    wall.get_by_text("Skærmen er logget ud").wait_for()
    axe(wall)
    assert (wall.get_by_text("Optaget").count(), wall.get_by_role("dialog").count()) == (0, 0)


def test_a_wall_whose_own_asking_is_all_that_happens_is_covered(open_page, crisis_house, citizen, owner, settings):
    arrived(citizen, crisis_house, by=owner)
    wall = open_page(**DESKTOP)
    wall.clock.install()
    sign_in(wall, crisis_house.worker)
    wall.goto("/vagten/skaerm/")
    with wall.expect_response("**/vagten/skaerm/nu/"):
        wall.clock.fast_forward((settings.IDLE_MINUTES - 4) * 60_000)
    wall.get_by_role("dialog").get_by_text("Er du der stadig?").wait_for()
    wall.clock.fast_forward(5 * 60_000)
    wall.locator("html[data-covered]").wait_for(state="attached")
    wall.get_by_text("Optaget").wait_for(state="hidden")


def test_the_board_fits_a_telephone(open_page, crisis_house, citizen, owner):
    arrived(citizen, crisis_house, by=owner)
    phone = open_page(**PHONE, color_scheme="dark")
    sign_in(phone, crisis_house.worker)
    phone.goto("/vagten/")
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
