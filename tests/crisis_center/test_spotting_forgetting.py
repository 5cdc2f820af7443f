"""Words about somebody who was never found go by the organisation's deadline, in the row and in history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from audit.models import JobReport
from audit.verification import verify_history
from cases.forgetting import forget_in
from cases.models import Citizen
from crisis_center.actions.spotting import close_spotting, match_spotting, reopen_spotting, take_spotting
from crisis_center.models import Spotting
from crisis_center.models.spotting import WORDS
from directory.models import Place
from tests.cast import acting, client_of
from tests.crisis_center.spotting_factories import matched, told

#: Somebody there is to take it over.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mentor")]

DAYS = 180
TOLD = {
    "where": "Bag Netto-xq", "concern": "Har ikke spist-xq", "reaction": "Gik-xq", "described_as": "Grøn hat-xq",
    "caller": "Oda-xq",
}  # fmt: skip


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def forget(organisation: Organisation, on: date) -> int:
    return sum(one.strangers["spottings"] for one in forget_in(organisation, on=on))


def everywhere(row: Spotting, by: User) -> str:
    """What stands in the row and in its history."""
    with acting(by):
        rows = [*Spotting.objects.filter(pk=row.pk), *Spotting.history.filter(id=row.pk)]
        return " ".join(str(value) for one in rows for value in vars(one).values())


def left(row: Spotting, by: User) -> None:
    """Nobody took it."""


def taken(row: Spotting, by: User) -> None:
    take_spotting(spotting=row, by=by)


def closed(row: Spotting, by: User) -> None:
    close_spotting(spotting=row, because="other", words="Rejst-xq", by=by)


@pytest.mark.parametrize("how", [left, taken, closed])
def test_what_never_came_on_a_course_loses_its_words_everywhere(
    owner: User, municipality: Organisation, how: Callable[[Spotting, User], None]
):
    row = told(by=owner, **TOLD)
    with acting(owner) as by:
        how(row, by)

    early = forget(municipality, in_days(DAYS - 1))
    before = everywhere(row, owner)
    gone = forget(municipality, in_days(DAYS))

    assert (early, "Har ikke spist-xq" in before, gone) == (0, True, 1)
    assert "-xq" not in everywhere(row, owner)
    with acting(owner):
        now = Spotting.objects.get(pk=row.pk)
        assert (now.forgotten_on, {getattr(now, name) for name in WORDS}) == (in_days(DAYS), {""})
        reports = [one.rows for one in JobReport.objects.all() if one.rows]
    assert reports == [{"crisis_center.Spotting": [str(row.pk)]}]
    assert (forget(municipality, in_days(DAYS)), verify_history()) == (0, [])


def test_what_stands_on_a_course_stays(owner: User, municipality: Organisation, citizen: Citizen):
    row = matched(told(by=owner, **TOLD), citizen, owner)

    assert forget(municipality, in_days(5 * DAYS)) == 0
    assert all(words in everywhere(row, owner) for words in TOLD.values())


def test_what_came_off_a_course_again_has_as_long_from_then(owner: User, municipality: Organisation, citizen: Citizen):
    row = matched(told(by=owner, **TOLD), citizen, owner)
    with time_machine.travel(timezone.now() + timedelta(days=100), tick=False), acting(owner) as by:
        reopen_spotting(spotting=row, by=by)

    assert [forget(municipality, in_days(day)) for day in (DAYS, DAYS + 99, DAYS + 100)] == [0, 0, 1]


def test_another_organisations_deadline_takes_nothing(owner: User, elsewhere: Organisation):
    row = told(by=owner, **TOLD)

    assert forget(elsewhere, in_days(5 * DAYS)) == 0
    assert "Har ikke spist-xq" in everywhere(row, owner)


@pytest.fixture
def forgotten(owner: User, municipality: Organisation) -> Spotting:
    row = told(by=owner, **TOLD)
    forget(municipality, in_days(DAYS))
    with acting(owner):
        return Spotting.objects.get(pk=row.pk)


def test_the_page_and_the_lists_say_that_it_is_deleted(forgotten: Spotting, owner: User):
    client = client_of(owner)

    page = client.get(forgotten.get_absolute_url()).content.decode()
    overview = client.get(reverse("crisis_center:overview")).content.decode()
    mine = client.get(reverse("home"), follow=True).content.decode()

    assert "Ordene er slettet" in page
    assert reverse("crisis_center:spotting_match", args=[forgotten.pk]) not in page
    assert reverse("crisis_center:spotting_close", args=[forgotten.pk]) in page
    assert "Ordene er slettet" in overview
    assert "None" not in overview + mine


def test_a_place_of_the_units_stays(owner: User, municipality: Organisation, place: Place):
    row = told(by=owner, place=place, **TOLD | {"where": ""})
    forget(municipality, in_days(DAYS))

    page = client_of(owner).get(row.get_absolute_url()).content.decode()
    assert (str(place) in page, "-xq" in page.replace(str(place), "")) == (True, False)


def test_nobody_is_found_by_words_that_are_gone_but_it_is_closed(forgotten: Spotting, owner: User, citizen: Citizen):
    with acting(owner) as by:
        with pytest.raises(ValidationError, match="Ordene er slettet"):
            match_spotting(spotting=forgotten, citizen=citizen, by=by)
        row = close_spotting(spotting=forgotten, because="not_found", by=by)
        with pytest.raises(ValidationError, match="Ordene er slettet"):
            reopen_spotting(spotting=row, by=by)

    assert row.settled_by_id == owner.pk


def test_sletninger_counts_them_and_names_none(forgotten: Spotting, leader: User):
    page = client_of(leader).get(reverse("cases:deletions"))

    told = [dict(line.others) for line in page.context["page"].lines]
    assert [{what: number for what, number in one.items() if number} for one in told] == [{"Spotninger uden forløb": 1}]
    assert "-xq" not in page.content.decode()
