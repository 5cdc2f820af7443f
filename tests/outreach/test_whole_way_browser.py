"""One citizen's whole way, as the team walks it: from a stranger met on a visit until the contact elsewhere holds, and
half a year later once more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CasePeriod, Citizen, Contact, Handover
from outreach.models import Enrolment, Observation, OnwardPlan, Prescreening, Visit
from tests.browser import axe, sign_in
from tests.cast import acting
from tests.directory.partner_factories import OfferFactory, PartnerFactory
from tests.outreach.prescreening_factories import ALL_YES
from tests.outreach.visit_factories import route

pytestmark = pytest.mark.browser


def press(page: Any, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name, exact=True).first.tap()


def say_why(page: Any) -> None:
    """Whoever is not on the course is asked first."""
    if page.get_by_role("button", name="Vis borgeren").count():
        page.get_by_text("Borgeren henvendte sig").tap()
        press(page, "Vis borgeren")


def meet_a_stranger(page: Any) -> None:
    """On a visit somebody nobody knows is talked with; the next time they have an alias."""
    page.goto("/min-dag/")
    press(page, "Gå ud Havnen rundt")
    page.get_by_role("link", name="Ude: Havnen rundt").wait_for()
    page.goto("/kontakter/ny/")
    page.locator("summary", has_text="En, ingen kender").tap()
    page.locator("#id_described_as").fill("Høj mand med grøn hue og en hund")
    page.locator("main .tile", has_text="Talte sammen").tap()
    press(page, "Gem")
    page.get_by_text("Kontakten er gemt.").wait_for()

    page.goto(reverse("cases:unrecognised"))
    press(page, "Høj mand med grøn hue og en hund", "link")
    page.get_by_role("link", name="Genkend").first.tap()
    page.get_by_label("Find en borger").fill("Grønhue")
    page.locator("main .tile", has_text="Ny: Grønhue").tap()
    press(page, "Det er borgeren")
    page.get_by_text("Kontakten står nu på borgerens tidslinje.").wait_for()

    page.goto("/min-dag/")
    page.get_by_role("link", name="Ude: Havnen rundt").tap()
    page.get_by_role("link", name="Grønhue").wait_for()
    page.get_by_label("Kort delt ud").fill("1")
    press(page, "Vi er tilbage")
    page.get_by_text("Godt, I er tilbage.").first.wait_for()


def open_a_course(page: Any, citizen: Citizen) -> None:
    page.goto(reverse("cases:case_open", args=[citizen.pk]))
    say_why(page)
    axe(page)
    press(page, "Åbn forløbet")
    page.get_by_role("heading", name="Faser og trin").wait_for()


def prescreen(page: Any, course: str) -> None:
    page.goto(f"{course}?trin=contact.prescreening")
    page.get_by_role("link", name="Begynd forscreeningen").first.tap()
    for name, answer in ALL_YES.items():
        page.locator(f'input[name="{name}"][value="{answer}"]').check()
    page.get_by_text("Forslag: i målgruppen").wait_for()
    page.get_by_text("I målgruppen", exact=True).tap()
    press(page, "Gem")
    page.locator(".messages").get_by_text("i målgruppen").wait_for()


def observe(page: Any, course: str, stage: str) -> None:
    page.goto(course)
    page.get_by_role("link", name="Ny observation").tap()
    page.get_by_text(stage, exact=True).tap()
    press(page, "Gem")
    page.get_by_role("link", name=stage).first.wait_for()


def plan(page: Any, course: str) -> None:
    page.goto(f"{course}?trin=motivation.onward_plan")
    page.get_by_role("link", name="Begynd planen").first.tap()
    page.get_by_label("Hvad ønsker borgeren?").fill("Et sted at sove, og at hunden må være med")
    press(page, "Gem")
    page.get_by_text("Planen er gemt").wait_for()
    page.get_by_role("link", name="Giv borgeren planen").tap()
    press(page, "Borgeren har fået planen")
    page.get_by_text("Borgeren har denne udgave").wait_for()


def enrol(page: Any, course: str) -> None:
    page.goto(f"{course}?trin=bridging.enrolment")
    press(page, "Motivationen er vist nu")
    page.get_by_text("Motivationen er skrevet ned").wait_for()
    page.get_by_role("link", name="Skriv videre").tap()
    page.get_by_label("Indskrevet den").fill(timezone.localdate().isoformat())
    page.get_by_label("Eller med egne ord").fill("Ambulatoriet")
    press(page, "Gem")
    page.get_by_text("Ambulatoriet").first.wait_for()


def hand_over(page: Any, open_page: Any, citizen: Citizen, offer: Any) -> None:
    """Escorted; the receiver answers in a browser of their own."""
    page.goto(reverse("cases:warm_handover_new", args=[citizen.pk]))
    page.get_by_label("3 · Følge").check()
    page.get_by_label("Tilbud", exact=True).select_option(value=str(offer.pk))
    press(page, "Begynd overleveringen")
    page.get_by_role("heading", name=f"{offer.partner.name}, {offer.name}").wait_for()
    press(page, "Lav et link")
    receiver = open_page(java_script_enabled=False)
    receiver.goto(page.locator("#handover-link").inner_text())
    receiver.get_by_role("button", name="Modtaget").tap()
    receiver.get_by_role("button", name="Mødt op").tap()
    receiver.get_by_text("Tak.").nth(1).wait_for()


def settle(page: Any, handover: Handover) -> None:
    page.goto(handover.get_absolute_url())
    page.get_by_role("link", name="Kontakten er stabil").tap()
    page.get_by_label("Hvad gør kontakten stabil?").fill("Kommer selv hver tirsdag")
    press(page, "Gem")
    page.get_by_text("Brobygget").wait_for()


def end_the_course(page: Any, case: Case) -> None:
    page.goto(reverse("cases:case_close", args=[case.pk]))
    page.get_by_text("Forslag: Stabil kontakt til tilbud").wait_for()
    axe(page)
    press(page, "Afslut forløbet")
    page.get_by_text("Forløbet blev afsluttet").first.wait_for()


def test_from_a_stranger_on_a_visit_to_a_contact_that_holds_and_back_half_a_year_later(
    house, page, open_page, owner, centre
):
    with time_machine.travel(timezone.now() - timedelta(days=190), tick=True):
        with acting(owner) as by:
            route(by)
            offers = [
                OfferFactory(partner=PartnerFactory(unit=centre, name=name, by=by), name="Samtaler", by=by)
                for name in ("Kontakthuset", "Ambulatoriet")
            ]
        sign_in(page, owner)
        meet_a_stranger(page)
        with acting(owner):
            citizen = Citizen.objects.get(alias="Grønhue")
        open_a_course(page, citizen)
        with acting(owner):
            case = Case.objects.get(citizen=citizen)
        course = case.get_absolute_url()
        prescreen(page, course)
        for stage in ("Overvejelse", "Handling", "Tilbagefald"):
            observe(page, course, stage)
        plan(page, course)
        enrol(page, course)
        for offer in offers:
            hand_over(page, open_page, citizen, offer)
        with acting(owner):
            handovers = list(Handover.objects.order_by("pk"))
        settle(page, handovers[0])
        end_the_course(page, case)

    sign_in(page, owner)
    page.goto(course)
    say_why(page)
    page.get_by_role("link", name="Åbn forløbet igen").tap()
    press(page, "Åbn forløbet igen")
    page.get_by_text("Forløbet er åbnet igen.").wait_for()
    page.locator(".stages").get_by_text("Tilbagefald").first.wait_for()
    axe(page)
    page.goto(citizen.get_absolute_url())
    page.get_by_text("Forløb åbnet igen").first.wait_for()
    page.get_by_text("Kontakthuset").first.wait_for()
    axe(page)

    with acting(owner):
        told = Contact.objects.current().get(citizen=citizen)
        assert (told.described_as, Visit.objects.get().met, Prescreening.objects.get().decision) == (
            "Høj mand med grøn hue og en hund", 1, "in",
        )  # fmt: skip
        assert list(Observation.objects.order_by("pk").values_list("stage", flat=True)) == [
            "contemplation", "action", "relapse",
        ]  # fmt: skip
        assert (OnwardPlan.objects.get().given_by_id, Enrolment.objects.get().offer_words) == (owner.pk, "Ambulatoriet")
        assert (Handover.objects.count(), Handover.objects.bridged().count()) == (2, 1)
        assert [period.close_reason for period in CasePeriod.objects.order_by("opened_at")] == ["stable_contact", ""]
