"""As whoever leads does it: the user council from a meeting to what was done, and a number that leads to its rows."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.actions.council import add_member
from intake.models import CouncilMeeting, Proposal
from tests.browser import PHONE, axe, screenshot, sign_in
from tests.cast import acting
from tests.intake.council_factories import day
from tests.intake.enquiry_factories import came

pytestmark = pytest.mark.browser

#: A tablet by day, and the narrowest screen by night.
SCREENS = {"tablet": {}, "narrow": {**PHONE, "viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}}


@pytest.fixture(params=SCREENS)
def screen(request, open_page, leader):
    """(its name, a page of the leader's)."""
    page = open_page(**SCREENS[request.param])
    sign_in(page, leader)
    return request.param, page


def looked_at(page, name):
    """Nothing hides beyond the edge, and axe finds nothing."""
    axe(page)
    screenshot(page, name)
    edge = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert edge[0] <= edge[1], page.url


def test_the_council_meets_and_what_it_proposed_is_decided_done_and_hung_up(screen, leader):
    name, page = screen
    with acting(leader) as by:
        add_member(code_name="Blå", from_on=day(-100), by=by)
    page.goto(reverse("intake:council"))
    looked_at(page, f"council-empty-{name}")
    page.get_by_role("link", name="Nyt møde").click()
    page.get_by_label("Sted").fill("Huset")
    page.get_by_text("Blå", exact=True).click()
    looked_at(page, f"council-meeting-{name}")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Mødet er gemt.").wait_for()
    page.get_by_role("link", name="Nyt forslag").click()
    page.get_by_label("Forslaget").fill("Åbent om lørdagen")
    looked_at(page, f"council-proposal-{name}")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name="Skriv beslutningen").click()
    page.get_by_label("Hvad blev besluttet").fill("Ja, på prøve")
    page.get_by_label("Besluttet af").fill("Husmødet")
    looked_at(page, f"council-decision-{name}")
    page.get_by_role("button", name="Gem beslutningen").click()
    page.get_by_role("link", name="Det er gjort").click()
    page.get_by_label("Hvad blev gjort").fill("Der er åbent kl. 10–13")
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Der er åbent kl. 10–13").wait_for()
    looked_at(page, f"council-done-{name}")
    page.get_by_role("link", name="Til opslagstavlen").click()
    page.get_by_role("heading", name="Gjort").wait_for()
    looked_at(page, f"council-board-{name}")
    page.emulate_media(media="print")
    screenshot(page, f"council-board-paper-{name}")

    assert page.get_by_role("button", name="Udskriv").count() == 0
    with acting(leader):
        row, meeting = Proposal.objects.get(), CouncilMeeting.objects.get()
        assert (row.what, row.decision, row.done_on) == ("Åbent om lørdagen", "Ja, på prøve", timezone.localdate())
        assert [seat.member.code_name for seat in meeting.present.select_related("member")] == ["Blå"]


def test_a_number_leads_to_those_it_counts(screen, owner):
    name, page = screen
    came(by=owner, called="Tulle", hours_ago=100)
    came(by=owner, door="walk_in", called="Ruth", hours_ago=2, first_help="Et bad")
    page.goto(reverse("intake:overview"))
    looked_at(page, f"overview-{name}")
    page.get_by_role("link", name="Median til første hjælp").click()
    page.locator("#foerste-hjaelp").get_by_role("link", name="Med det samme").click()
    page.get_by_role("link", name="Ruth").wait_for()
    looked_at(page, f"overview-rows-{name}")

    assert page.get_by_role("link", name="Tulle").count() == 0
    page.get_by_role("link", name="Ruth").click()
    page.get_by_role("heading", name="Ruth").wait_for()
    page.goto(reverse("intake:overview_figure", args=["modtagelsen"]) + "?raekke=ikke-overholdt")
    page.get_by_role("link", name="Tulle").wait_for()
    looked_at(page, f"overview-late-{name}")
