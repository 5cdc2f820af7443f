"""As people do it: a mentor asks on a tablet, the centre's leader says no and then yes, the municipality decides."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.actions.units import add_unit
from accounts.models import Organisation, User
from accounts.policy import Role
from cases.models import Citizen
from crisis_center.models import CentreReferral, PickUp
from tests.browser import DESKTOP, PHONE, axe, screenshot, sign_in

# The server; elsewhere in this room `house` is a centre.
from tests.browser import house as house
from tests.cast import acting, hired
from tests.crisis_center.asking_factories import course
from tests.crisis_center.crisis_factories import House, house_of, referred

pytestmark = pytest.mark.browser


@pytest.fixture
def operators(house: object, founder: User) -> House:
    return house_of(founder)


@pytest.fixture
def own_centre(house: object, municipality: Organisation, founder: User) -> House:
    return house_of(founder, municipality, legal_basis="sel_107")


def test_a_mentor_asks_and_the_centres_leader_says_no_and_then_yes(
    page, open_page, citizen: Citizen, owner: User, operators: House
):
    case = course(citizen, owner)
    sign_in(page, owner)
    page.goto(reverse("cases:case", args=[case.pk]))
    page.get_by_role("link", name="Spørg et center").click()
    page.get_by_label("Hvad er situationen?").fill("Sover ude, har ikke spist i to dage")
    axe(page)
    screenshot(page, "ask-centre")
    page.get_by_role("button", name="Skriv et samtykke først").click()
    page.get_by_label("Fysisk og psykisk helbred").check()
    page.get_by_label("Hvad skal de bruges til?").fill("Ophold på centret")
    page.get_by_label("Borgeren har fået at vide").check()
    page.get_by_role("button", name="Gem samtykket").click()
    page.get_by_role("heading", name="Spørg et akutkrisecenter").wait_for()
    assert page.get_by_label("Hvad er situationen?").input_value() == "Sover ude, har ikke spist i to dage"
    page.get_by_role("button", name="Spørg centret").click()
    page.get_by_text("Centret er spurgt.").wait_for()
    axe(page)
    screenshot(page, "centre-asked")

    centre = open_page(**DESKTOP)
    sign_in(centre, operators.leader)
    centre.goto(page.url.removeprefix(centre.house_url))
    centre.get_by_role("link", name="Svar på henvendelsen").click()
    centre.get_by_label("Nej", exact=True).check()
    centre.get_by_role("button", name="Gem svaret").click()
    centre.get_by_role("link", name="Hvorfor? Vælg, hvorfor svaret er nej.").wait_for()
    centre.get_by_label("Situationen er ikke akut").check()
    centre.get_by_label("Hvad gøres i stedet?").fill("Værestedet ser til borgeren i aften")
    axe(centre)
    screenshot(centre, "centre-says-no")
    centre.get_by_role("button", name="Gem svaret").click()
    centre.get_by_role("link", name="Brev til borgeren").click()
    axe(centre)
    screenshot(centre, "centre-letter")
    centre.get_by_role("link", name="Henvendelsen").click()
    centre.get_by_role("link", name="Ret svaret").click()
    centre.get_by_label("Ja, borgeren kan komme").check()
    centre.get_by_role("button", name="Gem svaret").click()
    centre.get_by_text("Klar til afhentning").wait_for()

    page.reload()
    page.get_by_role("link", name="Aftal afhentning").click()
    page.get_by_label("Bil", exact=True).check()
    axe(page)
    page.get_by_role("button", name="Gem afhentningen").click()
    page.get_by_role("button", name="Afsted nu").click()
    page.get_by_role("link", name="Hvordan gik det?").click()
    page.get_by_label("Ikke fundet").check()
    axe(page)
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("link", name="Hent igen").wait_for()
    axe(page)
    screenshot(page, "centre-not-found")

    with acting(owner):
        row = CentreReferral.objects.get()
        tries = list(PickUp.objects.values_list("result", flat=True))
    assert (row.accepted, row.refusal, tries) == (True, "", ["not_found"])


def test_under_sel_107_the_municipality_decides_beside_the_centre(
    page, citizen: Citizen, owner: User, leader: User, own_centre: House
):
    with acting(owner) as by:
        row = referred(citizen, own_centre.centre, by=by)
    sign_in(page, leader)
    page.goto(row.get_absolute_url())
    page.locator("input[name=why]").first.check()
    page.get_by_role("button", name="Vis borgeren").click()
    page.get_by_role("link", name="Skriv afgørelsen").click()
    page.get_by_label("Nej, afslag").check()
    page.get_by_label("Et andet tilbud passer bedre").check()
    page.get_by_label("Begrundelse").fill("Du har en plads på herberget.")
    page.get_by_label("Hvad gøres i stedet?").fill("Vi følger dig derhen.")
    page.get_by_label("Borgeren har fået eller får klagevejledning").check()
    axe(page)
    screenshot(page, "municipal-decision")
    page.get_by_role("button", name="Gem afgørelsen").click()
    page.get_by_role("heading", name="Svar på ønsket om ophold").wait_for()
    axe(page)
    screenshot(page, "municipal-letter")

    assert page.get_by_text("inden 4 uger").first.is_visible()


def test_the_leader_of_a_new_centre_opens_it_on_a_phone(open_page, founder: User, leader: User, operators: House):
    unit = add_unit(organisation=operators.centre.operator, name="Søhuset", kind="crisis_centre", by=founder)
    page = open_page(**PHONE)
    sign_in(page, hired("Lis Åkær", Role.LEADER, unit=unit, by=founder))
    page.goto(reverse("crisis_center:centres"))
    page.get_by_label("SEL § 110 (akut ophold)").check()
    page.get_by_label("Privat").check()
    axe(page)
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name="Nyt værelse").click()
    page.get_by_label("Hvad står der på døren?").fill("1")
    page.get_by_role("button", name="Gem værelset").click()
    page.get_by_role("link", name="Tilføj en person").click()
    page.get_by_label("Læge på vagt").check()
    page.get_by_label("Navn").fill("Ida Mosbæk")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Ida Mosbæk").wait_for()
    axe(page)
    screenshot(page, "own-centre")

    home = open_page(color_scheme="dark")
    sign_in(home, leader)
    home.goto(reverse("crisis_center:centres"))
    axe(home)
    home.get_by_role("link", name="Søhuset").click()
    home.get_by_label("Kommunen giver hurtigt medicinsk delegation").check()
    axe(home)
    home.get_by_role("button", name="Gem aftalen").click()
    home.get_by_text("Aftalen er gemt.").wait_for()
    axe(home)
    screenshot(home, "centre-agreement")


def test_a_consent_taken_back_is_read_on_both_sides(page, open_page, citizen: Citizen, owner: User, operators: House):
    with acting(owner) as by:
        row = referred(citizen, operators.centre, by=by)
    sign_in(page, owner)
    page.goto(reverse("cases:consent_withdraw", args=[row.consent_id]))
    page.get_by_label("Mundtligt").check()
    page.get_by_role("button", name="Træk samtykket tilbage").click()
    page.get_by_text("Samtykket er trukket tilbage.").first.wait_for()
    page.goto(row.get_absolute_url())
    page.get_by_text("Del ikke mere.").wait_for()
    assert page.get_by_role("link", name="Se samtykket").count() == 1
    axe(page)
    screenshot(page, "consent-taken-back")

    centre = open_page(**PHONE)
    sign_in(centre, operators.worker)
    centre.goto(row.get_absolute_url())
    centre.get_by_text("Del ikke mere.").wait_for()
    assert centre.get_by_role("link", name="Se samtykket").count() == 0
    axe(centre)
    screenshot(centre, "consent-taken-back-centre")
