"""What a person would notice on the pages of a course and on *Min dag*."""

from __future__ import annotations

import re

import pytest

from cases.actions.pathway import start_step
from cases.models import ChecklistTick, Task
from tests.browser import axe, sign_in
from tests.cast import acting

pytestmark = pytest.mark.browser


def test_points_are_ticked_in_place_and_the_hand_stays_where_it_was(house, page, case, owner):
    with acting(owner) as by:
        start_step(case=case, step_key="contact.visibility", by=by)
    sign_in(page, owner)
    page.goto(f"{case.get_absolute_url()}?trin=contact.visibility")
    page.get_by_role("checkbox", name="Visitkort og materiale med").click()
    ticked = page.get_by_role("checkbox", name="Visitkort og materiale med", checked=True)
    ticked.wait_for()

    assert ticked.evaluate("element => element === document.activeElement")
    axe(page)
    with acting(owner):
        assert [str(tick.item) for tick in ChecklistTick.objects.select_related("item")] == [
            "Visitkort og materiale med"
        ]


def test_a_step_that_was_begun_stays_in_sight(house, page, case, owner):
    sign_in(page, owner)
    page.goto(f"{case.get_absolute_url()}?trin=contact.visibility")
    page.get_by_role("button", name="Begynd trinnet").tap()
    page.get_by_role("button", name="Afslut trinnet").wait_for()

    assert page.locator("#trin").evaluate("part => Math.abs(part.getBoundingClientRect().top) < innerHeight / 2")


def test_a_days_task_is_done_with_one_tap(house, page, citizen, task, unknown_contact, owner):
    sign_in(page, owner)
    page.goto("/min-dag/")
    axe(page)
    done = page.get_by_role("button", name=re.compile(f"Gjort.*{task.title}"))
    done.tap()
    page.locator(".messages").get_by_text(task.title).wait_for()

    assert done.count() == 0
    with acting(owner):
        assert Task.objects.get(pk=task.pk).outcome == "done"


def test_the_unit_and_the_forms_are_accessible(house, page, citizen, case, task, leader):
    sign_in(page, leader)
    for address in ("/enheden/", "/opgaver/", "/opgaver/ny/", "/tjeklister/", "/tjeklister/contact.visibility/ret/"):
        page.goto(address)
        axe(page)


def test_who_referred_is_asked_of_an_outreach_course_only(house, page, alias_citizen, owner):
    sign_in(page, owner)
    page.goto(f"/borgere/{alias_citizen.pk}/forloeb/nyt/")
    if page.get_by_role("button", name="Vis borgeren").count():
        page.get_by_text("Borgeren henvendte sig").tap()
        page.get_by_role("button", name="Vis borgeren").tap()
    asked = page.get_by_text("Hvem henviste borgeren?")
    asked.wait_for()
    page.locator("main .tile", has_text="Akutkrisecenter").tap()

    asked.wait_for(state="hidden")
    page.locator("main .tile", has_text="Udgående indsats").tap()
    asked.wait_for()
