"""What stands on the tablet's screens for those who are out: a contact put right, a talk without a note, more time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.case import assign
from cases.models import Appointment, Assignment, Case, Contact
from outreach.actions.visit import begin_route
from outreach.models import Visit
from tests.browser import axe, screenshot
from tests.cases.talk_factories import planned
from tests.cast import acting
from tests.outreach.visit_factories import route

pytestmark = [pytest.mark.browser, pytest.mark.faults]


def versions(user) -> list[tuple[str, int | None, bool]]:
    """(note, minutes, whether it corrects another), as they were written."""
    with acting(user):
        rows = Contact.objects.exclude(note="").exclude(note__endswith="-xq").order_by("pk")
        return [(row.note, row.minutes, row.corrects_id is not None) for row in rows]


def sent_again(tablet) -> None:
    tablet.send()
    tablet.waiting(0)
    tablet.idle()


def amend(tablet, note: str, why: str) -> None:
    tablet.tab("Udbakke")
    tablet.page.get_by_role("button", name="Ret", exact=True).click()
    tablet.page.wait_for_selector("html[data-screen=write]")
    tablet.page.fill("textarea[name=note]", note)
    tablet.page.fill("[name=correction_reason]", why)
    tablet.page.locator("button[type=submit]").click()
    tablet.page.wait_for_selector("html[data-screen=outbox]")


def test_a_contact_that_was_sent_is_put_right_twice_and_only_what_was_changed_goes(
    tablets, house_process, owner, citizen
):
    tablet = tablets.open("one", owner)
    tablet.write_contact("Sad på bænken", who="Karla")
    tablet.waiting(0)
    with acting(owner):
        first = Contact.objects.get(note="Sad på bænken")

    amend(tablet, "Sad ved åen", "Forkert sted")
    tablet.waiting(0)
    tablet.page.locator(".sent", has_text="Ret kontakten").wait_for()
    axe(tablet.page)
    screenshot(tablet.page, "field-amend")
    house_process.kill()
    amend(tablet, "Sad ved broen", "Stadig forkert")
    # While it waits nothing more is put right.
    tablet.waiting(1)
    assert tablet.page.get_by_role("button", name="Ret", exact=True).count() == 0
    house_process.start()
    sent_again(tablet)

    assert versions(owner) == [
        ("Sad på bænken", None, False),
        ("Sad ved åen", None, True),
        ("Sad ved broen", None, True),
    ]
    with acting(owner):
        last = Contact.objects.get(note="Sad ved broen")
        same = ("citizen_id", "result", "way", "at", "visibility", "wish", "author_id")
        assert [getattr(last, name) for name in same] == [getattr(first, name) for name in same]
    tablets.nothing_lost(owner)


def test_each_citizen_that_was_met_has_a_contact_to_put_right(tablets, owner, citizen, unit_citizen):
    with acting(owner) as by:
        course = Case.objects.get(citizen=unit_citizen)
        assign(case=course, user=by, kind=Assignment.Kind.OTHER, on=timezone.localdate(), by=by)
    tablet = tablets.open("one", owner)
    tablet.open_contact()
    for name in ("Karla Zornfeldt", unit_citizen.label):
        tablet.page.locator("[data-name=citizens] .tile", has_text=name).first.click()
    tablet.page.locator(".tile", has_text="Talte sammen").click()
    tablet.page.fill("textarea[name=note]", "Mødt sammen")
    tablet.page.locator("button[type=submit]").click()
    tablet.page.wait_for_selector("html[data-screen=home]")
    tablet.note_made()
    tablet.waiting(0)
    tablet.tab("Udbakke")
    tablet.page.get_by_role("button", name=f"Ret: {unit_citizen.label}").click()
    tablet.page.fill("textarea[name=note]", "Gik hver for sig")
    tablet.page.fill("[name=correction_reason]", "Forkert husket")
    tablet.page.locator("button[type=submit]").click()
    tablet.page.wait_for_selector("html[data-screen=outbox]")
    tablet.waiting(0)

    with acting(owner):
        row = Contact.objects.get(note="Gik hver for sig")
        assert (row.citizen_id, row.corrects.note) == (unit_citizen.pk, "Mødt sammen")
    tablets.nothing_lost(owner)


def test_a_talk_is_held_without_a_note_and_one_who_is_out_gets_more_time_twice(tablets, house_process, owner, citizen):
    with acting(owner) as by:
        talk = planned(citizen, by=by, minutes=30)
        visit = begin_route(route=route(by), at=timezone.now() - timedelta(minutes=5), by=by)
    tablet = tablets.open("one", owner)
    axe(tablet.page)
    screenshot(tablet.page, "field-home")
    house_process.kill()
    for _press in range(2):
        tablet.page.get_by_role("button", name="30 min. mere").click()
        tablet.page.locator(".flash").first.wait_for()
        tablet.note_made()
    tablet.waiting(2)
    later = timezone.localtime(visit.expected_back_at + timedelta(hours=1)).strftime("%H.%M")
    tablet.page.get_by_text(f"Ventes tilbage kl. {later}").wait_for()
    tablet.page.get_by_role("button", name="Afholdt uden notat").click()
    tablet.page.wait_for_selector("html[data-screen=write]")
    tablet.page.fill("[name=minutes]", "20")
    tablet.page.locator("button[type=submit]").click()
    tablet.page.wait_for_selector("html[data-screen=home]")
    assert tablet.page.get_by_role("button", name="Afholdt uden notat").count() == 0
    house_process.start()
    sent_again(tablet)

    with acting(owner):
        row = Appointment.objects.select_related("task").get(pk=talk.pk)
        assert (row.held_way, row.held_minutes, row.task.outcome) == (talk.way, 20, "done")
        expected = Visit.objects.get(pk=visit.pk).expected_back_at
        assert expected == visit.expected_back_at + timedelta(hours=1)
    tablets.nothing_lost(owner)
