"""What everybody may read of the door: whole quarters, in which nobody can be found, counted once a day."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions.citizen import add_citizen
from cases.actions.task import end_request, register_request
from cases.models import Citizen
from intake.actions.enquiry import note_first_help
from intake.models import Enquiry
from intake.public_figures import SETTLED, figures_of, settled_quarters
from measurements.quarters import Quarter
from tests.cast import acting
from tests.intake.enquiry_factories import came
from tests.intake.public_factories import opened
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

DOORS = Enquiry.Door.values


@pytest.fixture
def reception(leader):
    cache.clear()
    return opened(leader)


def newest():
    return settled_quarters(timezone.localdate())[0]


def in_quarter(by, number, *, written_late=False, help_after=None, **told):
    """So many came on the quarter's first days, and were written that day."""
    for place in range(number):
        at = timezone.make_aware(datetime.combine(newest().first + timedelta(days=place), time(12)))
        row = came(by=by, **told)
        with acting(by) as worker:
            written = timezone.now() if written_late else at
            row.came_at, row.noted_at = at, written
            row.save()
            if help_after is not None:
                note_first_help(enquiry=row, at=at + timedelta(hours=help_after), by=worker)


def told(leader, reception):
    with acting(leader):
        return figures_of(reception, timezone.localdate())


def page(reception):
    return Client().get(reverse("intake:public_figures", args=[reception.slug]))


@pytest.mark.parametrize(
    ("today", "newest"),
    [(date(2026, 1, 14), (2025, 3)), (date(2026, 1, 15), (2025, 4)), (date(2026, 12, 31), (2026, 3))],
)
def test_a_quarter_is_told_when_its_last_request_has_had_its_days(today, newest):
    found = settled_quarters(today)

    assert (found[0], len(found)) == (Quarter(*newest), 4)
    assert found[0].last + timedelta(days=SETTLED) <= today


def test_a_small_number_is_hidden_and_so_is_the_one_that_would_give_it_away(reception, leader, owner):
    in_quarter(owner, 9, door="phone")
    in_quarter(owner, 7, door="walk_in")
    in_quarter(owner, 2, door="street")
    shown = told(leader, reception)[0]
    doors = dict(zip(DOORS, shown.doors, strict=True))

    # 0 by the website and 2 on the street: together 2 are no more to be known than either.
    assert doors == {"digital": None, "street": None, "walk_in": None, "phone": 9}
    assert shown.came == 18


def test_what_is_written_too_late_changes_no_quarter_that_was_told(reception, leader, owner):
    for door in DOORS:
        in_quarter(owner, 6, door=door)
    in_quarter(owner, 3, door="phone", written_late=True)

    assert (told(leader, reception)[0].doors, told(leader, reception)[0].came) == ([6, 6, 6, 6], 24)


def test_a_median_needs_five(reception, leader, owner):
    in_quarter(owner, 4, door="phone", help_after=10)
    few = told(leader, reception)[0].help_hours
    cache.clear()
    in_quarter(owner, 1, door="phone", help_after=30)

    assert (few, told(leader, reception)[0].help_hours) == (None, 10)


def test_those_whom_the_meeting_helped_did_not_wait(reception, leader, owner):
    in_quarter(owner, 9, door="street", help_after=0)
    in_quarter(owner, 5, door="phone", help_after=10)

    assert told(leader, reception)[0].help_hours == 10


def test_the_guarantee_is_told_where_both_sides_are_many(reception, leader, owner, centre):
    first = newest().first
    with acting(owner) as by:
        for number in range(11):
            one = add_citizen(unit=centre, identity=Citizen.Identity.ALIAS, alias=f"R{number}", by=by)
            row = register_request(citizen=one, on=first, by=by)
            days = 10 if number < 6 else 20
            end_request(request=row, outcome="started", on=first + timedelta(days=days), note="Sent", by=by)
    shown = told(leader, reception)[0]

    assert (shown.kept, shown.tried, shown.treatment_days) == (6, 11, 10)
    text = page(reception).content.decode()
    assert "6 af 11 (55 %)" in text
    assert "10 dage" in text


def test_it_is_counted_once_a_day_and_tells_of_nobody(reception, leader, owner):
    in_quarter(owner, 6, door="phone", called="Ronni Find", wish="Vil gerne ned i metadon")
    text = page(reception).content.decode()
    again = queries_of(lambda: page(reception))

    assert "skjult" in text
    assert not any(word in text for word in ("Ronni", "metadon", owner.name))
    assert not any('"intake_enquiry"' in sql for sql in again)
    assert len(again) <= 8
