"""What a tablet's clock says is believed as far as it can be true, and nothing is lost when it cannot."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from cases.models import Contact, Task
from field.actions.decide import try_again
from field.models import Entry
from field.settled import Applied
from tests.cast import acting
from tests.field.tablet import Tablet, contact
from tests.field.told import applied_once, refused

WRONG = {"__all__": ["Tablettens ur går forkert. Ret uret, og send igen."]}


def done(tablet: Tablet, task: Task, at: datetime, **more) -> dict:
    return tablet.write("task_done", about={"task": str(task.pk)}, made_at=at.isoformat(), **more)


def hello(tablet: Tablet, next_number: int) -> None:
    assert tablet.post("hello", {"next_number": next_number}).status_code == 200


@pytest.mark.parametrize("hours", [-35, 35])
def test_a_clock_may_be_a_day_and_a_half_wrong(tablet, owner, task, hours):
    applied_once(tablet, owner, done(tablet, task, timezone.now() + timedelta(hours=hours)))


@pytest.mark.parametrize("hours", [-37, 37, -24 * 365 * 50])
def test_what_was_written_before_one_signed_in_or_after_it_came_is_kept_and_not_believed(tablet, owner, task, hours):
    entry = done(tablet, task, timezone.now() + timedelta(hours=hours))

    assert refused(tablet, owner, entry, "clock") == WRONG

    with acting(owner):
        kept = Entry.objects.unsettled().get()
        assert (str(kept.pk), kept.payload) == (entry["id"], entry["payload"])


def test_what_was_written_before_its_number_was_to_come_is_not_believed(tablet, owner, task):
    """Signed in long ago, and so is the moment the clock went back to; but yesterday the number was not made yet."""
    now = timezone.now()
    hello(tablet, 1)
    with time_machine.travel(now + timedelta(days=20)):
        hello(tablet, 2)
        old, new = (done(tablet, task, now + timedelta(days=15), number=number) for number in (1, 2))

        assert refused(tablet, owner, new, "clock") == WRONG
        # One that was made before it, and has waited in the outbox.
        applied_once(tablet, owner, old)


def test_signing_in_again_says_nothing_of_numbers_that_waited(tablet, owner, task):
    now = timezone.now()
    hello(tablet, 1)
    with time_machine.travel(now + timedelta(days=10)):
        tablet.sign_in(owner)

        applied_once(tablet, owner, done(tablet, task, now + timedelta(days=1)))


def test_with_the_clock_put_right_the_same_is_sent_again(tablet, owner, task):
    wrong = done(tablet, task, timezone.now() - timedelta(days=3000))
    tablet.send(wrong)

    applied_once(tablet, owner, done(tablet, task, timezone.now(), supersedes=wrong["id"]))

    with acting(owner):
        assert Entry.objects.get(pk=wrong["id"]).decision == Entry.Decision.REPLACED


def test_let_in_by_a_person_it_is_of_the_moment_it_came(tablet, owner, leader, task, citizen):
    entry = done(tablet, task, timezone.now() - timedelta(days=3000))
    ahead = tablet.write(
        "contact", contact([citizen.pk], note="Forud"), made_at=(timezone.now() + timedelta(days=9)).isoformat()
    )
    tablet.send(entry, ahead)

    for user, one in ((leader, entry), (owner, ahead)):
        with acting(user) as by:
            assert isinstance(try_again(entry=Entry.objects.get(pk=one["id"]), by=by), Applied)

    with acting(owner):
        came = Entry.objects.get(pk=entry["id"]).received_at
        assert Task.objects.get(pk=task.pk).done_at == came
        assert Contact.objects.filter(note="Forud").count() == 1
