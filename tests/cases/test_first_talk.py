"""A course's first talk is warned of when it is planned far away; nothing is ever refused for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions.appointment import cancel_talk, hold_talk, judge_way, miss_talk
from cases.actions.citizen import add_citizen
from cases.first_talk import warnings
from cases.models import Appointment, Contact
from tests.cases.talk_factories import planned, spoken
from tests.cast import acting, client_of, with_course

NEW = reverse("cases:task_new")
Way = Contact.Way


def on(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def new_citizen(owner, centre):
    """On a course opened today; nobody has met them yet."""
    with acting(owner) as by:
        row = add_citizen(unit=centre, name="Nina Ny", by=by)
        with_course(row, contact_person=owner, by=by)
    return row


@pytest.mark.parametrize(("way", "is_warned"), [("phone", True), ("video", True), ("walk_and_talk", False)])
def test_a_first_talk_far_away_is_warned_of_and_saved(new_citizen, owner, way, is_warned):
    data = {"kind": "agreement", "title": "Samtale", "due_on": on(3), "owner": owner.pk, "way": way}

    text = client_of(owner).post(f"{NEW}?borger={new_citizen.pk}", data, follow=True).content.decode()

    assert ("Det er svært at få kontakten i gang uden at mødes" in text) == is_warned
    with acting(owner):
        assert Appointment.objects.get().way == way


def test_the_warning_stands_on_the_agreement_while_it_is_open(new_citizen, owner):
    with acting(owner) as by:
        talk = planned(new_citizen, by=by)
    client = client_of(owner)

    before = client.get(talk.get_absolute_url()).content.decode()
    with acting(owner) as by:
        miss_talk(appointment=Appointment.objects.select_related("task").get(), by=by)

    assert "uden at mødes" in before
    assert "uden at mødes" not in client.get(talk.get_absolute_url()).content.decode()


def test_who_has_met_or_is_going_to_first_is_not_warned(new_citizen, owner):
    with acting(owner) as by:
        far = planned(new_citizen, by=by, due_on=on(9))
        alone = bool(warnings(far))
        near = planned(new_citizen, by=by, way=Way.HOME, due_on=on(2))
        meeting_ahead = bool(warnings(far))
        cancel_talk(appointment=near, cancelled_by="citizen", by=by)
        called_off = bool(warnings(far))
        spoken(new_citizen, on(0), by=by, way=Way.PHONE)
        phoned = bool(warnings(far))
        spoken(new_citizen, on(0), by=by, way=Way.STREET)

        assert (alone, meeting_ahead, called_off, phoned, bool(warnings(far))) == (True, False, True, True, False)


def test_a_talk_outside_a_course_is_no_first_talk_of_one(owner, centre):
    with acting(owner) as by:
        stranger = add_citizen(unit=centre, name="Uden Forløb", by=by)
        assert warnings(planned(stranger, by=by)) == []


def test_a_way_that_did_no_good_last_time_is_told(citizen, owner):
    with acting(owner) as by:
        judge_way(appointment=hold_talk(appointment=planned(citizen, by=by), by=by), benefit="no", by=by)

        assert [words[:22] for words in warnings(planned(citizen, by=by, due_on=on(2)))] == ["Sidst I talte sammen p"]
        assert warnings(planned(citizen, by=by, way=Way.VIDEO, due_on=on(2))) == []
