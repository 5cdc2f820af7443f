"""As a leader does it: what is missing on the month's list is filled in, the list is taken along as a file, and a point
of the standard is written."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from measurements.smdb.months import next_due
from tests.browser import PHONE, axe, looks, sign_in
from tests.cast import acting
from tests.factories import CitizenFactory
from tests.measurements.test_smdb import WHOLE
from tests.measurements.treated import treated

pytestmark = pytest.mark.browser


def test_a_gap_is_closed_from_the_list_and_a_point_is_written(house, open_page, leader, centre):
    first = next_due(timezone.localdate()).first
    with acting(leader) as by:
        someone = CitizenFactory(unit=centre, name="Tove Talt", by=by, **{**WHOLE, "home_municipality": ""})
        treated(someone, asked=first - timedelta(days=9), begun=first - timedelta(days=2), ended=first, by=by)
    page = open_page(**PHONE)
    sign_in(page, leader)
    page.goto(reverse("measurements:smdb"))
    page.get_by_text("Listen er endnu ikke bekræftet mod de officielle kodelister").wait_for()
    looks(page, "reporting")
    page.get_by_role("link", name="Udfaldet mangler (Tove Talt)").tap()
    # The course has ended: nobody is on it any more.
    page.get_by_text("Kvalitetssikring").tap()
    page.get_by_role("button", name="Vis borgeren").tap()
    page.get_by_text("Reduceret og stabiliseret forbrug").tap()
    axe(page)
    page.get_by_role("button", name="Gem udfaldet").tap()
    page.get_by_text("Udfaldet er gemt.").wait_for()
    page.wait_for_url(f"**{reverse('measurements:smdb')}")
    page.get_by_role("link", name="Mangler noget").tap()
    page.wait_for_url("**vis=mangler")
    assert page.get_by_role("link", name="Udfaldet mangler").count() == 0
    page.get_by_role("link", name="Hjemkommunen mangler (Tove Talt)").tap()
    page.get_by_label("Hjemkommune").select_option("461")
    page.get_by_role("button", name="Gem").tap()
    page.get_by_text("Intet mangler").wait_for()
    looks(page, "reporting-whole")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent som CSV").tap()
    (row,) = csv.DictReader(download.value.path().read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (row["navn"], row["hjemkommune"], row["mangler"]) == ("Tove Talt", "Odense", "")
    assert row["udfald"] == "Reduceret og stabiliseret forbrug"

    page.goto(reverse("measurements:standard"))
    axe(page)
    page.get_by_role("link", name="Punkt 15", exact=True).tap()
    page.get_by_label("Overskrift").fill("Behandling inden 14 dage")
    page.get_by_label("Kommunens tekst").fill("Vi begynder, når borgeren spørger.")
    page.get_by_text("Alle fire").tap()
    page.get_by_role("button", name="Gem som ny udgave").tap()
    page.get_by_role("heading", name="15. Behandling inden 14 dage").wait_for()
    axe(page)
