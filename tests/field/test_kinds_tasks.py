"""Tasks and planned talks that were ended on a tablet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.appointment import cancel_talk, hold_talk, miss_talk
from cases.actions.task import finish_task
from cases.models import Appointment, Citizen, Task
from tests.cases.talk_factories import planned
from tests.cast import acting
from tests.field.told import applied_once, conflict, looks, refused

HOW = "Hvordan gik det?"


@pytest.fixture
def talk(owner, citizen) -> Appointment:
    with acting(owner) as by:
        return planned(citizen, by=by, minutes=30)


def about(task_id) -> dict[str, dict[str, str]]:
    return {"about": {"task": str(task_id)}}


def test_a_task_is_done_when_it_was_tapped(tablet, owner, citizen, task):
    tapped = timezone.now() - timedelta(hours=3)

    applied_once(tablet, owner, tablet.write("task_done", made_at=tapped.isoformat(), **about(task.pk)))

    with acting(owner):
        row = Task.objects.get(pk=task.pk)
        assert (row.done_at, row.done_by_id, row.outcome) == (tapped, owner.pk, "done")
    assert looks(owner, citizen) == [""]


def test_a_tablet_ahead_of_time_ends_no_task_in_the_future(tablet, owner, task):
    ahead = timezone.now() + timedelta(hours=5)

    applied_once(tablet, owner, tablet.write("task_done", made_at=ahead.isoformat(), **about(task.pk)))

    with acting(owner):
        assert Task.objects.get(pk=task.pk).done_at <= timezone.now()


def test_a_task_with_an_outcome_nobody_knows_stays_open(tablet, owner, task):
    errors = refused(tablet, owner, tablet.write("task_done", {"outcome": ["lost"]}, **about(task.pk)))

    assert errors == {"outcome": ["Marker en gyldig valgmulighed. lost er ikke en af de tilgængelige valgmuligheder."]}


def test_a_task_ended_otherwise_meanwhile_is_a_conflict_and_ended_alike_is_none(tablet, owner, colleague, task):
    with acting(colleague) as by:
        finish_task(task=task, outcome="cancelled", by=by)

    both = conflict(tablet, owner, tablet.write("task_done", {"outcome": ["done"]}, **about(task.pk)))
    applied_once(tablet, owner, tablet.write("task_done", {"outcome": ["cancelled"]}, **about(task.pk)))

    assert both == {"outcome": (HOW, "Aflyst", "Gjort")}


def test_a_talk_is_not_ended_without_saying_how_it_went(tablet, owner, talk):
    assert refused(tablet, owner, tablet.write("task_done", **about(talk.task_id))) == {
        "__all__": ["Skriv, hvordan samtalen gik."]
    }


def test_a_task_of_another_unit_is_unknown(signed_in, stranger, owner, citizen, task):
    tablet = signed_in(stranger)
    for kind in ("task_done", "talk_held", "talk_missed", "talk_cancelled"):
        errors = refused(tablet, owner, tablet.write(kind, **about(task.pk)), "unknown")
        assert list(errors) == ["__all__"]
    assert looks(stranger, citizen) == []


def test_a_plain_task_is_no_talk(tablet, owner, task):
    refused(tablet, owner, tablet.write("talk_held", **about(task.pk)), "unknown")


def test_a_talk_is_held_as_the_tablet_says(tablet, owner, citizen, talk):
    tapped = timezone.now() - timedelta(hours=1)
    said = {"way": ["video"], "minutes": ["20"]}

    applied_once(tablet, owner, tablet.write("talk_held", said, made_at=tapped.isoformat(), **about(talk.task_id)))

    with acting(owner):
        row = Appointment.objects.select_related("task").get(pk=talk.pk)
        assert (row.held_way, row.held_minutes, row.task.outcome, row.task.done_at) == ("video", 20, "done", tapped)
    assert looks(owner, citizen) == [""]


def test_a_talk_of_more_than_a_day_is_refused(tablet, owner, talk):
    errors = refused(tablet, owner, tablet.write("talk_held", {"minutes": ["5000"]}, **about(talk.task_id)))

    assert list(errors) == ["minutes"]


def test_a_citizen_who_did_not_come_and_one_who_called_off(tablet, owner, citizen, talk):
    with acting(owner) as by:
        other = planned(citizen, by=by)

    applied_once(tablet, owner, tablet.write("talk_missed", {"reason": ["Sov"]}, **about(talk.task_id)))
    called_off = {"cancelled_by": ["citizen"], "reason": ["Syg"]}
    applied_once(tablet, owner, tablet.write("talk_cancelled", called_off, **about(other.task_id)))

    with acting(owner):
        found = Appointment.objects.filter(pk__in=[talk.pk, other.pk]).order_by("pk")
        told = [(row.task.outcome, row.cancelled_by, row.reason) for row in found]
    assert told == [("missed", "", "Sov"), ("cancelled", "citizen", "Syg")]


def test_a_talk_that_went_alike_is_no_news(tablet, owner, colleague, citizen, talk):
    with acting(colleague) as by:
        hold_talk(appointment=talk, way="phone", minutes=25, by=by)
        missed = miss_talk(appointment=planned(citizen, by=by), by=by)

    applied_once(tablet, owner, tablet.write("talk_held", {"minutes": ["20"]}, **about(talk.task_id)))
    applied_once(tablet, owner, tablet.write("talk_missed", {"reason": ["Sov"]}, **about(missed.task_id)))

    with acting(owner):
        assert Appointment.objects.get(pk=talk.pk).held_minutes == 25
        # Nobody had said why.
        assert Appointment.objects.get(pk=missed.pk).reason == "Sov"


def test_a_talk_that_went_otherwise_is_a_conflict(tablet, owner, colleague, citizen, talk):
    with acting(colleague) as by:
        miss_talk(appointment=talk, reason="Sov", by=by)
        ours = cancel_talk(appointment=planned(citizen, by=by), cancelled_by="worker", by=by)

    held = conflict(tablet, owner, tablet.write("talk_held", {"minutes": ["20"]}, **about(talk.task_id)))
    other_reason = conflict(tablet, owner, tablet.write("talk_missed", {"reason": ["Syg"]}, **about(talk.task_id)))
    by_citizen = tablet.write("talk_cancelled", {"cancelled_by": ["citizen"]}, **about(ours.task_id))

    assert held == {"outcome": (HOW, "Borgeren kom ikke", "Afholdt")}
    assert other_reason == {"reason": ("Hvorfor, hvis I ved det", "Sov", "Syg")}
    assert conflict(tablet, owner, by_citizen) == {"outcome": (HOW, "Aflyst", "Afbud")}
    assert looks(owner, citizen)


def test_a_task_about_nobody_needs_no_citizen(tablet, owner, centre):
    from cases.actions.task import add_task

    with acting(owner) as by:
        row = add_task(unit=centre, title="Køb kaffe", due_on=timezone.localdate(), owner=owner, by=by)

    ack = applied_once(tablet, owner, tablet.write("task_done", **about(row.pk)))

    assert ack["result"] == {}


def test_somebody_whose_course_one_left_is_still_ended(signed_in, unit_mate, owner, citizen: Citizen, task):
    """Not on the course, but of the unit: what one wrote on the street is why one opens the file."""
    tablet = signed_in(unit_mate)

    applied_once(tablet, unit_mate, tablet.write("task_done", **about(task.pk)))

    assert looks(unit_mate, citizen) == ["Skrevet på tablet"]
