"""One citizen's whole way through the crisis centre, by four people: the spotter, the mentor, the centre's staff and
its leader; and one who left without a word on the second day and came back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Citizen, StepRun
from crisis_center.models import HomecomingFollowUp, PickUp, Screening, Spotting, Stay
from tests.browser import PHONE, axe, sign_in
from tests.browser import house as house  # the server; elsewhere in this room `house` is a centre
from tests.cast import SURNAMES, acting
from tests.crisis_center.crisis_factories import House, house_of
from tests.crisis_center.home_factories import came_home
from tests.crisis_center.spotting_factories import named

pytestmark = pytest.mark.browser


@pytest.fixture
def operators(house: object, founder: User) -> House:
    return house_of(founder)


def spot(phone: Any) -> None:
    phone.goto(reverse("crisis_center:spotting_new"))
    phone.get_by_label("Hvad bekymrer dig?").fill("Har ligget ude i to nætter og hoster blod")
    phone.get_by_text("I dag", exact=True).click()
    phone.get_by_label("Hvor, med dine egne ord").fill("Bag stationen")
    phone.get_by_label("Hvordan kan borgeren kendes?").fill("Karla, rød hue")
    phone.get_by_role("button", name="Send", exact=True).click()
    phone.get_by_text("Tak. Det er sendt til").wait_for()


def take_over(page: Any) -> None:
    page.goto(reverse("cases:my_day"))
    page.get_by_role("button", name="Jeg tager den").click()
    page.get_by_role("link", name="Det er denne borger").click()
    page.wait_for_load_state("load")
    page.get_by_label("Find en borger").press_sequentially(SURNAMES["citizen"])
    page.locator("#who").get_by_text(SURNAMES["citizen"]).first.click()
    page.get_by_role("button", name="Det er borgeren").click()
    page.get_by_text("Næste skridt er screeningen.").wait_for()


def screen(page: Any) -> None:
    page.get_by_role("link", name="Begynd screeningen").first.click()
    page.get_by_label("Hvad ønsker borgeren selv?").fill("»Et sted at sove.«")
    page.get_by_text("Henvend til akutkrisecenter", exact=True).click()
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("heading", name="Spørg et akutkrisecenter").wait_for()


def ask(page: Any) -> None:
    """What the screening says stands there already; the consent is given on the way."""
    assert page.get_by_label("Borgerens eget ønske").input_value() == "»Et sted at sove.«"
    page.get_by_label("Hvad er situationen?").fill("Hoster blod, sover ude")
    page.get_by_label("Hvad skal borgeren kaldes på centret?").fill("Karla")
    page.get_by_role("button", name="Skriv et samtykke først").click()
    page.get_by_label("Fysisk og psykisk helbred").check()
    page.get_by_label("Hvad skal de bruges til?").fill("Ophold på centret")
    page.get_by_label("Borgeren har fået at vide").check()
    page.get_by_role("button", name="Gem samtykket").click()
    page.get_by_role("button", name="Spørg centret").click()
    page.get_by_text("Centret er spurgt.").wait_for()


def say_yes(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Svar på henvendelsen").click()
    page.get_by_label("Ja, borgeren kan komme").check()
    page.get_by_role("button", name="Gem svaret").click()
    page.get_by_text("Klar til afhentning").wait_for()


def fetch(page: Any) -> None:
    page.reload()
    page.get_by_role("link", name="Aftal afhentning").click()
    page.get_by_label("Bil", exact=True).check()
    page.get_by_role("button", name="Gem afhentningen").click()
    page.get_by_role("button", name="Afsted nu").click()
    page.get_by_role("link", name="Hvordan gik det?").click()
    page.get_by_label("Ankommet").check()
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("link", name="Hvordan gik det?").wait_for(state="detached")


def receive(page: Any) -> None:
    page.goto("/vagten/")
    page.get_by_role("link", name="Ankommet").first.click()
    page.get_by_text("1", exact=True).click()
    page.get_by_role("button", name="Skriv ind").click()
    page.get_by_role("heading", name="Akutte hensyn").wait_for()


def meet_midway(page: Any, stay: Stay) -> None:
    page.goto(reverse("crisis_center:midway_held", args=[stay.pk]))
    page.get_by_label("Status").fill("Sover igen")
    page.get_by_role("button", name="Gem mødet").tap()
    page.get_by_label("Hvad skal være klar?").select_option("housing")
    page.get_by_text("Hjemkommunen", exact=True).first.tap()
    page.get_by_role("button", name="Skriv på listen").tap()
    page.get_by_text("Skrevet på listen.").wait_for()


def go_home(page: Any, stay: Stay) -> None:
    page.goto(reverse("crisis_center:leave", args=[stay.pk]))
    page.get_by_text("Planlagt udslusning").tap()
    page.get_by_role("button", name="Afslut opholdet").tap()
    page.get_by_text("Opholdet er afsluttet.").wait_for()


def follow_up(page: Any, stay: Stay) -> None:
    page.goto(reverse("crisis_center:homecoming", args=[stay.pk]))
    for label in ("Dag 1", "Uge 1", "Måned 1", "Måned 3"):
        page.get_by_role("link", name=label, exact=True).tap()
        page.get_by_text("I kontakt", exact=True).tap()
        page.get_by_role("button", name="Gem", exact=True).tap()
        page.get_by_text("Gemt.").first.wait_for()
    axe(page)


def test_from_a_spotters_word_to_the_third_month_at_home(
    page, open_page, operators: House, citizen: Citizen, spotter: User, mentor: User, leader: User
):
    named(operators.centre, mentor=mentor, by=leader)
    phone = open_page(**PHONE)
    sign_in(phone, spotter)
    spot(phone)

    sign_in(page, mentor)
    take_over(page)
    screen(page)
    ask(page)
    asked = page.url.removeprefix(page.house_url)

    house_leader, duty = open_page(), open_page()
    sign_in(house_leader, operators.leader)
    say_yes(house_leader, asked)
    fetch(page)
    sign_in(duty, operators.worker)
    receive(duty)
    with acting(mentor):
        stay = Stay.objects.get()
    meet_midway(duty, stay)
    go_home(duty, stay)
    follow_up(page, stay)

    house_leader.goto(reverse("crisis_center:numbers"))
    house_leader.get_by_text("1 af 1").first.wait_for()
    with acting(mentor):
        case = Case.objects.get(citizen=citizen, pathway="crisis")
        told = (Spotting.objects.get().case_id, Screening.objects.get().conclusion, PickUp.objects.get().result)
        found = sorted(HomecomingFollowUp.objects.values_list("occasion", "found"))
        going = list(StepRun.objects.going().filter(case=case, step__startswith="crisis_stay."))
    assert told == (case.pk, "refer", "arrived")
    assert found == [(name, "in_contact") for name in ("day_1", "month_1", "month_3", "week_1")]
    assert (stay.left_at, going) == (None, [])


def test_whoever_left_on_the_second_day_comes_back_to_the_same_course(
    page, open_page, operators: House, citizen: Citizen, owner: User
):
    first = came_home(citizen, operators, by=owner, stayed_for=2, days_ago=5, how="without_word")
    sign_in(page, owner)
    page.goto(reverse("crisis_center:refer", args=[first.case_id]))
    page.get_by_label("Hvad er situationen?").fill("Spurgte selv, om der stadig var plads")
    page.get_by_role("button", name="Spørg centret").click()
    page.get_by_text("Centret er spurgt.").wait_for()
    asked = page.url.removeprefix(page.house_url)
    house_leader, duty = open_page(), open_page()
    sign_in(house_leader, operators.leader)
    say_yes(house_leader, asked)
    sign_in(duty, operators.worker)
    receive(duty)

    page.goto(reverse("crisis_center:homecoming", args=[first.pk]))
    page.get_by_text("nyt ophold", exact=False).first.wait_for()
    axe(page)
    with acting(owner):
        stays = list(Stay.objects.filter(case=first.case_id).order_by("arrived_at"))
    assert [one.is_going for one in stays] == [False, True]
    assert timezone.now() - stays[1].arrived_at < timedelta(minutes=10)
