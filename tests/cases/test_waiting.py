"""*Det venter*: kinds that rooms register, in one query."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db.models import F, Value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit, User
from audit.models import AccessLog
from cases import waiting
from cases.models import Citizen, Task
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, read_waiting, register_waiting, waiting_rows
from directory.models import Place
from tests.cast import acting
from tests.factories import CitizenFactory, PlaceFactory, TaskFactory
from tests.queries import assert_same_queries

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of two tables, and nothing of what the rooms registered."""
    monkeypatch.setattr(waiting, "_kinds", {})
    register_waiting(WaitingKind("place", places, lambda row, _today: WaitingLine(row.title or "", "/")))
    register_waiting(WaitingKind("task", tasks, show_task))


def places(user: User, mine: bool, today: date, now: datetime):
    if mine:
        return None
    return waiting_rows(Place.objects.visible_to(user), "place", day=Value(today), title=F("name"))


def tasks(user: User, mine: bool, today: date, now: datetime):
    rows = Task.objects.visible_to(user).open()
    return waiting_rows(rows, "task", day=F("due_on"), clock=F("due_at"), citizen_id=F("citizen_id"))


def show_task(row: WaitingRow, today: date) -> WaitingLine:
    late = row.day < today
    return WaitingLine(row.label, "/", tone="bad" if late else "", mark="Over tiden" if late else "")


def test_kinds_stand_together_by_day(owner: User, centre: Unit):
    with acting(owner) as by:
        place = PlaceFactory(unit=centre, by=by)
        late = TaskFactory(unit=centre, by=by, due_on=TODAY - timedelta(days=2))
        found = read_waiting(by, mine=False, today=TODAY)

    assert [(row.kind, row.id, row.day, row.title) for row in found] == [
        ("task", late.pk, TODAY - timedelta(days=2), None),
        ("place", place.pk, TODAY, place.name),
    ]


def test_a_kind_that_has_nothing_for_the_role_is_not_asked(owner: User, centre: Unit):
    with acting(owner) as by:
        PlaceFactory(unit=centre, by=by)
        task = TaskFactory(unit=centre, by=by)

        assert [row.id for row in read_waiting(by, mine=True, today=TODAY)] == [task.pk]


def test_what_is_urgent_stands_first_and_strangers_do_not_stand_at_all(owner: User, citizen: Citizen):
    other = Citizen().pk
    rows = [
        WaitingRow("task", citizen.pk, TODAY, None, "", "", citizen.pk),
        WaitingRow("task", other, TODAY - timedelta(days=9), None, "", "", other),
        WaitingRow("task", citizen.pk, TODAY - timedelta(days=1), None, "", "", citizen.pk),
    ]

    shown = waiting.waiting_lines(rows, {citizen.pk: "Kim"}, TODAY)

    assert [(line.title, line.mark) for line in shown] == [("Kim", "Over tiden"), ("Kim", "")]


def test_a_column_nobody_knows_is_refused(owner: User):
    with acting(owner) as by, pytest.raises(TypeError, match="colour"):
        waiting_rows(Place.objects.visible_to(by), "place", colour=Value("red"))


@pytest.mark.parametrize("page", ["cases:my_day", "cases:unit_overview"])
def test_who_waits_is_named_and_logged(client: Client, leader: User, owner: User, citizen: Citizen, page: str):
    with acting(owner) as by:
        TaskFactory(unit=citizen.unit, citizen=citizen, by=by, due_on=timezone.localdate() + timedelta(days=3))
    client.force_login(leader)

    answer = client.get(reverse(page))

    assert str(citizen) in [line.title for line in answer.context["waiting"]]
    assert AccessLog.objects.filter(citizen_id=citizen.pk, user_id=leader.pk, action=AccessLog.Action.LIST).exists()


@pytest.mark.parametrize("page", ["cases:my_day", "cases:unit_overview"])
def test_any_number_that_waits_costs_the_same(client: Client, leader: User, centre: Unit, page: str):
    def add(number: int) -> None:
        with acting(leader) as by:
            PlaceFactory.create_batch(number, unit=centre, by=by)
            for citizen in CitizenFactory.create_batch(number, unit=centre, by=by):
                TaskFactory(unit=citizen.unit, citizen=citizen, by=by, due_on=timezone.localdate())

    add(1)
    client.force_login(leader)

    assert_same_queries(lambda: client.get(reverse(page)), lambda: add(2), lambda: add(30))
