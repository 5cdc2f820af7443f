"""*Vi venter med at afgøre det*: the day it is taken up again, and what settles that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case, reopen_case
from cases.models import Case
from cases.waiting import read_waiting, waiting_lines
from outreach.actions.prescreening import Settled, prescreen
from outreach.models import Prescreening
from tests.cast import acting, client_of
from tests.outreach.prescreening_factories import ALL_YES


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def waited(case: Case, by, on: date, again: date | None = None) -> Prescreening:
    return prescreen(case=case, answers={}, settled=Settled("wait", on=on, ask_again_on=again), by=by)


def waiting(user, *, mine: bool = True) -> list:
    with acting(user) as by:
        rows = read_waiting(by, mine=mine, today=day(0))
        lines = waiting_lines(rows, {row.citizen_id: "Navnet" for row in rows if row.citizen_id}, day(0))
    return [(line.title, line.url) for line in lines if "forscreeningen" in line.title]


def line_of(case: Case) -> tuple[str, str]:
    return ("Tag forscreeningen op igen: Navnet", reverse("outreach:prescreening", args=[case.pk]))


def test_without_a_day_it_is_asked_again_after_14_days(case, owner, leader):
    with acting(owner) as by:
        row = waited(case, by, on=day(-13))
        early = waiting(owner)
        waited(case, by, on=day(-14))  # written later, of an earlier day: the newest day still counts
    with acting(owner):
        assert (row.ask_again_on, early, waiting(owner)) == (day(1), [], [])


def test_on_its_day_it_waits_for_the_contact_person_and_in_the_unit(case, owner, unit_mate, leader, outside_leader):
    with acting(owner) as by:
        waited(case, by, on=day(-14))

    assert (waiting(owner), waiting(leader, mine=False)) == ([line_of(case)], [line_of(case)])
    assert (waiting(unit_mate), waiting(outside_leader, mine=False)) == ([], [])


def test_the_day_the_professional_sets_holds_and_stands_on_the_course(case, owner):
    client = client_of(owner)
    url = reverse("outreach:prescreening", args=[case.pk])
    context = client.get(url).context
    held = {name: context[form][name].value() for form in ("form", "decision") for name in context[form].fields}
    sent = {name: value for name, value in held.items() if value not in (None, False)}
    client.post(url, {**sent, "decision": "wait", "ask_again_on": day(30)})

    with acting(owner):
        assert Prescreening.objects.get().ask_again_on == day(30)
    assert "Tages op igen" in client.get(case.get_absolute_url()).content.decode()


def test_a_day_before_the_decision_is_refused_and_one_beside_another_decision_is_not_kept(case, owner):
    with acting(owner) as by:
        with pytest.raises(ValidationError) as refused:
            waited(case, by, on=day(0), again=day(-1))
        settled = Settled("in", on=day(0), ask_again_on=day(3))
        row = prescreen(case=case, answers=ALL_YES, settled=settled, by=by)

        assert (list(refused.value.error_dict), row.ask_again_on) == (["ask_again_on"], None)
        row.ask_again_on = day(3)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


@pytest.mark.parametrize("decision", ["in", "wait"])
def test_a_new_decision_settles_it(decision, case, owner):
    with acting(owner) as by:
        waited(case, by, on=day(-20))
        prescreen(case=case, answers=ALL_YES, settled=Settled(decision, on=day(0)), by=by)

    assert waiting(owner) == []


def test_one_that_is_only_begun_again_still_waits(case, owner):
    with acting(owner) as by:
        waited(case, by, on=day(-20))
        prescreen(case=case, answers={}, by=by)

    assert waiting(owner) == [line_of(case)]


def test_an_ended_course_settles_it_also_when_it_is_opened_again(case, owner):
    with acting(owner) as by:
        waited(case, by, on=day(-20))
        close_case(case=case, reason="moved", by=by)
        closed = waiting(owner)
        reopen_case(case=case, contact_person=by, by=by)

    assert (closed, waiting(owner)) == ([], [])


def test_one_from_before_the_day_was_asked_waits_14_days_too(case, owner):
    with acting(owner) as by:
        row = waited(case, by, on=day(-14))
        row.ask_again_on = None
        row.save()

    assert waiting(owner) == [line_of(case)]
