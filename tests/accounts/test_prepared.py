"""Queries that are composed once: what is filled in, what is kept, and what must never be kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import Q, QuerySet
from django.test.utils import override_settings
from django.utils import timezone, translation

from accounts.models import Unit, User
from accounts.prepared import NotPrepared, Prepared, compare_again, prepared
from cases.access import citizens_for
from cases.models import Citizen, Task
from tests.cast import acting
from tests.factories import CitizenFactory, TaskFactory


@pytest.fixture
def composed() -> list[str]:
    """Each composition of the query `due`."""
    return []


@pytest.fixture
def due(composed: list[str]) -> Prepared:
    @prepared
    def _due(user: User, until: date, ids: list[UUID] | None) -> QuerySet:
        composed.append("due")
        rows = Task.objects.visible_to(user).open().filter(due_on__lte=until)
        return (rows.filter(pk__in=ids) if ids is not None else rows).order_by("due_on").values_list("pk", flat=False)

    return _due


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


@override_settings(VERIFY_PREPARED=False)
def test_a_query_is_composed_once_and_asked_with_other_days(owner: User, centre: Unit, due: Prepared, composed: list):
    with acting(owner) as by:
        soon, later = (TaskFactory(unit=centre, by=by, due_on=days(number)) for number in (1, 9))
        found = [due(by, until=days(number), ids=None) for number in (0, 1, 9)]

    assert found == [[], [(soon.pk,)], [(soon.pk,), (later.pk,)]]
    # Twice, to compare; and never again.
    assert composed == ["due", "due"]


@override_settings(VERIFY_PREPARED=False)
def test_everybody_gets_their_own_rows(owner: User, stranger: User, outsider: User, due: Prepared, composed: list):
    """Same role, same statement: another unit's and another organisation's tasks are not among them."""
    tasks = []
    for user in (owner, stranger, outsider):
        with acting(user) as by:
            tasks.append(TaskFactory(unit=by.membership.unit, by=by, due_on=days(1)))
    seen = []
    for user in (owner, stranger, outsider):
        with acting(user) as by:
            seen.append(due(by, until=days(1), ids=None))

    assert seen == [[(task.pk,)] for task in tasks]
    # One statement for those in a team, one for those in none, each composed twice.
    assert len(composed) == 4


@pytest.mark.parametrize("number", [0, 1, 8, 9, 40])
def test_any_number_of_keys_is_filled_in(owner: User, centre: Unit, due: Prepared, number: int):
    with acting(owner) as by:
        tasks = [TaskFactory(unit=centre, by=by, due_on=days(1)) for _number in range(number + 1)]
        wanted = [task.pk for task in tasks[:number]]

        assert {pk for (pk,) in due(by, until=days(1), ids=[*wanted, *wanted])} == set(wanted)


def test_rows_whole_with_what_they_point_at(owner: User, citizen: Citizen):
    @prepared
    def _citizen(user: User, pk: UUID) -> QuerySet:
        return Citizen.objects.visible_to(user).labelled(user).select_related("unit").filter(pk=pk)

    with acting(owner) as by:
        ((first,), (again,)) = _citizen(by, pk=citizen.pk), _citizen(by, pk=citizen.pk)

    assert (first, first.shown, first.unit.name) == (citizen, str(citizen), citizen.unit.name)
    assert first is not again


def test_words_of_the_reader_are_kept_apart_by_language(owner: User, centre: Unit):
    with acting(owner) as by:
        unknown = CitizenFactory(unit=centre, name="", identity="anonymous", anonymous_basis="sel_99", by=by)
        with translation.override("en"):
            english = citizens_for(by, [unknown.pk])
        danish = citizens_for(by, [unknown.pk])

    assert (english, danish) == ({unknown.pk: "Unknown citizen"}, {unknown.pk: "Ukendt borger"})


def test_days_and_moments_may_be_computed_from_those_that_are_given(owner: User, centre: Unit):
    @prepared
    def _tasks(user: User, today: date, now: datetime) -> QuerySet:
        rows = Task.objects.visible_to(user).filter(due_on__gt=today - timedelta(days=7), due_on__lt=today)
        return rows.exclude(done_at__lt=now - timedelta(hours=36)).values_list("due_on", flat=True)

    with acting(owner) as by:
        for number in (-8, -6, -1, 0):
            TaskFactory(unit=centre, by=by, due_on=days(number))
        found = [sorted(_tasks(by, today=days(number), now=timezone.now())) for number in (0, -1)]

    assert found == [[days(-6), days(-1)], [days(-6)]]


def test_a_weekday_made_from_a_day_is_refused(owner: User):
    @prepared
    def _tasks(user: User, today: date) -> QuerySet:
        return Task.objects.visible_to(user).values_list("pk")[: today.isoweekday()]

    with acting(owner) as by, pytest.raises(NotPrepared, match="made from a day"):
        _tasks(by, today=days(0))


@pytest.mark.parametrize("kept", ["key", "moment", "text"])
def test_what_belongs_to_one_person_or_day_is_refused(owner: User, citizen: Citizen, kept: str):
    """Taken from outside instead of by name, or changed on the way."""
    wrong = {
        "key": lambda given: Q(citizen_id=citizen.pk),
        "moment": lambda given: Q(done_at__gte=timezone.now()),
        "text": lambda given: Q(title__contains=given),
    }[kept]

    @prepared
    def _tasks(user: User, given: str) -> QuerySet:
        return Task.objects.visible_to(user).filter(wrong(given)).values_list("pk")

    with acting(owner) as by, pytest.raises(NotPrepared):
        _tasks(by, given="noget")


def test_tests_find_what_only_looks_the_same(owner: User, centre: Unit):
    """A number from the surroundings: nothing tells it from one of the query's own, but composing it anew does."""
    limit = [1]

    @prepared
    def _tasks(user: User, until: datetime | None) -> QuerySet:
        return Task.objects.visible_to(user).values_list("pk")[: limit[0]]

    with acting(owner) as by:
        TaskFactory.create_batch(2, unit=centre, by=by)
        assert len(_tasks(by, until=None)) == 1
        limit[0] = 2
        compare_again()
        with pytest.raises(NotPrepared):
            _tasks(by, until=None)


def test_whoever_acts_nowhere_sees_nothing(owner: User, centre: Unit, due: Prepared):
    with acting(owner) as by:
        TaskFactory(unit=centre, by=by, due_on=days(0))

    assert due(User(email="x@example.dk", name="X"), until=days(0), ids=None) == []
