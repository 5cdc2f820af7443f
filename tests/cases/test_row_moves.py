"""Rows that go from one citizen to another, and back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions import moving
from cases.actions.contact import correct_contact
from cases.actions.identity import CannotMove, move_rows, undo_move
from cases.actions.task import end_request
from cases.hanging import hanging, movable, with_what_hangs
from cases.models import Contact, RowMove, Task, TreatmentRequest
from tests.cases.moved import on
from tests.cast import acting, met_on_the_street


@pytest.fixture
def split(citizen, unit_citizen, contact, owner):
    """Yesterday's contact of `citizen`, with what hangs on it, stood on the wrong person: it was `unit_citizen`."""

    def do() -> RowMove:
        rows = with_what_hangs(citizen.pk, {"cases.Contact": {contact.pk}})
        return move_rows(source=citizen, target=unit_citizen, rows=rows, kind="split", reason="En anden", by=owner)

    return do


def test_a_contact_takes_along_what_hangs_on_it(citizen, unit_citizen, owner, split):
    with acting(owner):
        move = split()

        assert on(citizen) == {"BestMet": 1, "SpeaksFor": 1, "Case": 1}
        assert on(unit_citizen) == {"Case": 1, "Contact": 2, "Task": 1, "TreatmentRequest": 1, "Enquiry": 1}
        assert {label: len(keys) for label, keys in move.rows.items()} == {
            "cases.Contact": 1,
            "cases.Task": 1,
            "cases.TreatmentRequest": 1,
            "intake.Enquiry": 1,
        }


def test_a_correction_and_what_it_corrects_are_one(citizen, contact, owner):
    with acting(owner) as by:
        right = correct_contact(contact=contact, reason="Forkert tid", minutes=5, by=by)

        both = {contact.pk, right.pk}
        assert [
            with_what_hangs(citizen.pk, {"cases.Contact": {one}})["cases.Contact"] for one in (contact.pk, right.pk)
        ] == [both, both]


def test_what_came_to_hang_on_it_goes_back_with_it(citizen, unit_citizen, contact, owner, split):
    with acting(owner) as by:
        move = split()
        right = correct_contact(contact=Contact.objects.get(pk=contact.pk), reason="Tid", minutes=5, by=by)
        later = met_on_the_street(unit_citizen, "unit_citizen", days_ago=0, by=by)

        undo_move(move=move, by=by)

        assert set(Contact.objects.filter(citizen=citizen).values_list("pk", flat=True)) == {contact.pk, right.pk}
        assert later in Contact.objects.filter(citizen=unit_citizen)
        assert Task.objects.get(agreed_in=contact).citizen_id == citizen.pk


def test_of_two_open_requests_the_first_goes_on(citizen, unit_citizen, contact, owner, split):
    today = timezone.localdate()
    with acting(owner) as by:
        met_on_the_street(unit_citizen, "unit_citizen", days_ago=5, asks_for_treatment=True, by=by)
        move = split()

        requests = TreatmentRequest.objects.filter(citizen=unit_citizen).order_by("requested_on")
        days = [(one.requested_on, one.ended_on, one.outcome) for one in requests]
        assert days == [(today - timedelta(days=5), None, ""), (today - timedelta(1), today - timedelta(1), "merged")]

        undo_move(move=move, by=by)

        assert [TreatmentRequest.objects.get(citizen=one).ended_on for one in (citizen, unit_citizen)] == [None, None]


def test_a_request_that_was_decided_since_is_not_opened_again(citizen, unit_citizen, contact, owner, split):
    with acting(owner) as by:
        met_on_the_street(unit_citizen, "unit_citizen", days_ago=0, asks_for_treatment=True, by=by)
        move = split()
        ended = TreatmentRequest.objects.get(citizen=unit_citizen, ended_on__isnull=False)
        ended.note = "Rettet siden"
        ended.save()
        going = TreatmentRequest.objects.get(citizen=unit_citizen, ended_on=None)
        end_request(request=going, outcome="started", on=timezone.localdate(), by=by)

        undo_move(move=move, by=by)

        outcomes = [TreatmentRequest.objects.get(citizen=one).outcome for one in (citizen, unit_citizen)]
        assert outcomes == ["started", "merged"]


def test_a_split_says_why(citizen, unit_citizen, owner):
    with acting(owner) as by, pytest.raises(CannotMove):
        move_rows(source=citizen, target=unit_citizen, rows={}, kind="split", reason=" ", by=by)


def test_nothing_is_undone_twice(owner, split):
    with acting(owner) as by:
        move = split()
        undo_move(move=move, by=by)

        with pytest.raises(CannotMove):
            undo_move(move=move, by=by)


def test_what_was_moved_on_since_stays_there(citizen, unit_citizen, alias_citizen, contact, owner, split):
    with acting(owner) as by:
        move = split()
        rows = with_what_hangs(unit_citizen.pk, {"cases.Contact": {contact.pk}})
        move_rows(source=unit_citizen, target=alias_citizen, rows=rows, kind="split", reason="En tredje", by=by)

        assert undo_move(move=move, by=by).elsewhere == 4
        assert Contact.objects.get(pk=contact.pk).citizen_id == alias_citizen.pk


def test_only_what_is_said_of_two_belongs_to_neither():
    labels = [model._meta.label for model, _field in hanging()]

    assert {label for label in labels if label not in movable()} == {"cases.NotTheSame"}


def test_what_a_citizen_has_once_is_refused_in_words(citizen, unit_citizen, owner, split, monkeypatch):
    """A rule of some room that the engine was not told of."""
    monkeypatch.setattr(moving, "_ONE_OPEN", ())
    with acting(owner) as by:
        met_on_the_street(unit_citizen, "unit_citizen", days_ago=5, asks_for_treatment=True, by=by)
        with pytest.raises(CannotMove, match="anmodning om behandling"):
            split()

        assert on(unit_citizen) == {"Case": 1, "Contact": 2, "TreatmentRequest": 1, "Enquiry": 1}
