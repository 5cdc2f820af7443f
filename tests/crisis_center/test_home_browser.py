"""What a person would notice: midway moves with the stay, is held, the citizen leaves, and nobody is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.models import HomecomingFollowUp, MidwayMeeting, Stay
from tests.browser import PHONE, axe, house, sign_in  # noqa: F401 (a server, where this folder's `house` is a centre)
from tests.cast import acting
from tests.crisis_center.crisis_factories import house_of
from tests.crisis_center.home_factories import came_home, stayed

pytestmark = pytest.mark.browser


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_from_midway_to_the_third_month(house, page, citizen: Citizen, owner: User, founder: User):  # noqa: F811
    crisis = house_of(founder)
    stay = stayed(citizen, crisis, by=owner)
    sign_in(page, crisis.worker)
    page.goto(stay.get_absolute_url())
    page.get_by_role("link", name="Forlæng eller forkort").tap()
    page.get_by_label("Forventet til").fill(day(20))
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_text("midt i opholdet").wait_for()
    axe(page)

    page.get_by_role("link", name="Aftal midtvejsmøde").tap()
    proposed = page.get_by_label("Hvornår").input_value()
    axe(page)
    assert proposed.startswith(day(6))
    page.goto(reverse("crisis_center:midway_held", args=[stay.pk]))
    page.get_by_label("Status").fill("Sover igen")
    axe(page)
    page.get_by_role("button", name="Gem mødet").tap()
    page.get_by_label("Hvad skal være klar?").select_option("housing")
    page.get_by_text("Hjemkommunen", exact=True).first.tap()
    page.get_by_role("button", name="Skriv på listen").tap()
    page.get_by_text("Skrevet på listen.").wait_for()
    page.get_by_role("button", name="På plads").first.tap()
    page.get_by_text("Gemt: Bolig").wait_for()
    axe(page)

    page.goto(reverse("crisis_center:leave", args=[stay.pk]))
    page.get_by_text("Planlagt udslusning").tap()
    axe(page)
    page.get_by_role("button", name="Afslut opholdet").tap()
    page.get_by_text("Opholdet er afsluttet.").wait_for()
    axe(page)
    with acting(owner):
        left = Stay.objects.get()
        assert (left.left_how, MidwayMeeting.objects.get().status) == ("planned", "Sover igen")

    page.context.clear_cookies()
    sign_in(page, owner)
    page.goto(reverse("crisis_center:homecoming", args=[stay.pk]))
    axe(page)
    for label in ("Dag 1", "Måned 3"):
        page.get_by_role("link", name=label).tap()
        page.get_by_text("I kontakt", exact=True).tap()
        page.get_by_role("button", name="Gem", exact=True).tap()
        page.get_by_text("Gemt.").first.wait_for()
    with acting(owner):
        assert list(HomecomingFollowUp.objects.order_by("occasion").values_list("occasion", "found")) == [
            ("day_1", "in_contact"),
            ("month_3", "in_contact"),
        ]


def test_one_who_left_without_a_word_waits_until_found(
    house,  # noqa: F811
    open_page,
    citizen: Citizen,
    owner: User,
    founder: User,
):
    stay = came_home(citizen, house_of(founder), by=owner, stayed_for=2, days_ago=1, how="without_word")
    page = open_page(**PHONE)
    sign_in(page, owner)
    page.goto(reverse("cases:my_day"))
    page.get_by_role("link", name="Hjemkomst: ").tap()
    page.get_by_text("Ikke fundet", exact=True).tap()
    page.get_by_text("Prøv igen, eller flyt opfølgningen").tap()
    page.get_by_label("Til hvilken dag").fill(day(2))
    axe(page)
    page.get_by_role("button", name="Gem", exact=True).tap()
    page.get_by_text("prøv igen").wait_for()
    for name, key in (
        ("future", stay.pk), ("future_read", stay.pk), ("midway", stay.pk), ("hard_times", stay.pk),
        ("homecoming", stay.pk), ("homecoming_decline", stay.pk), ("plan_141", stay.case_id),
        ("plan_141_write", stay.case_id), ("plan_141_offer", stay.case_id), ("agreement_new", stay.case_id),
    ):  # fmt: skip
        page.goto(reverse(f"crisis_center:{name}", args=[key]))
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
