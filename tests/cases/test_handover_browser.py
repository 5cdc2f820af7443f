"""Handing over under a thumb: the load follows each choice, the reason stays, and it goes back again."""

import pytest
from django.db import transaction

from cases.models import Assignment
from tests.browser import DESKTOP, PHONE, axe, sign_in
from tests.cast import acting
from tests.factories import CitizenFactory, CourseFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def cases(house, owner, unit_mate, centre, municipality):
    """Two courses of the owner, two of Ulla, in an organisation where two per worker is the limit."""
    municipality.caseload_limit, municipality.caseload_warn_from = 2, 1
    with transaction.atomic():
        municipality.save()
    with acting(owner) as by:
        for person in (owner, owner, unit_mate, unit_mate):
            CourseFactory(citizen=CitizenFactory(unit=centre, by=by), unit=centre, contact_person=person, by=by)


def carried(leader) -> list[str]:
    with acting(leader):
        rows = Assignment.objects.filter(kind="contact_person", to_on=None).select_related("user")
        return sorted(row.user.name for row in rows)


def test_the_load_follows_and_the_course_goes_over_and_back(page, cases, owner, leader):
    sign_in(page, leader)
    page.goto(f"/enheden/{owner.pk}/")
    page.locator("#forloeb input[type=checkbox]").first.tap()
    axe(page)
    page.get_by_role("button", name="Overdrag de valgte").tap()
    page.get_by_role("heading", name="Overdrag forløb").wait_for()
    page.locator("main select").first.select_option(label="Ulla Friis (2 forløb)")
    page.get_by_text("Team Parken, i snit").wait_for()
    page.get_by_text("Over grænsen").first.wait_for()
    axe(page)

    page.get_by_label("Hvorfor skiftes kontaktpersonen?").fill("Oda går på barsel")
    page.get_by_role("button", name="Overdrag", exact=True).tap()
    page.get_by_text("Team Parken: 3 forløb pr. medarbejder i snit, grænsen er 2.").first.wait_for()
    page.get_by_label("Hvorfor over grænsen").fill("Ulla kender ham")
    axe(page)
    page.get_by_role("button", name="Overdrag", exact=True).tap()
    page.get_by_text("1 forløb er overdraget.").wait_for()
    over = carried(leader)

    page.locator("#overdraget input[type=checkbox]").first.tap()
    page.get_by_role("button", name="Giv de valgte tilbage").tap()
    page.get_by_text("Kontaktperson nu: Ulla Friis").wait_for()
    page.get_by_label("Hvorfor skiftes kontaktpersonen?").fill("Oda er tilbage")
    page.get_by_role("button", name="Overdrag", exact=True).tap()
    page.get_by_text("1 forløb er overdraget.").wait_for()

    assert over == ["Oda Lind", "Ulla Friis", "Ulla Friis", "Ulla Friis"]
    assert carried(leader) == ["Oda Lind", "Oda Lind", "Ulla Friis", "Ulla Friis"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_absence_is_written_and_read_on_every_screen(open_page, cases, owner, leader, size):
    page = open_page(**size, color_scheme="dark")
    sign_in(page, leader)
    page.goto(f"/enheden/fravaer/nyt/?hvem={owner.pk}")
    axe(page)
    page.get_by_label("Til og med").fill("2199-12-31")
    page.get_by_role("button", name="Gem fravær").click()
    page.get_by_text("2 forløb har ingen vikar").wait_for()
    axe(page)
    page.locator("main select").first.select_option(label="Ulla Friis (2 forløb)")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_text("1 forløb uden vikar").wait_for()
    axe(page)
