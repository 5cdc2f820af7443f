"""Somebody turns to us: received once, taken once, put on the right file, and ended in no way but one that helps."""

from datetime import timedelta

import pytest
import uuid6
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.actions.citizen import add_citizen
from cases.actions.task import end_request, register_request
from cases.actions.warm_handover import end_handover, note_confirmed
from cases.models import Citizen, Handover, TreatmentRequest
from intake.actions.enquiry import (
    judge_urgency,
    note_call,
    note_first_help,
    note_met,
    pass_enquiry,
    receive_enquiry,
    take_enquiry,
)
from intake.actions.outcome import (
    agree_to_meet,
    ask_for_treatment,
    forget_enquiries,
    hand_over,
    put_on_citizen,
    reopen_enquiry,
    settle_enquiry,
    take_off_citizen,
)
from intake.models import Enquiry
from tests.cast import acting
from tests.factories import ContactFactory
from tests.intake.enquiry_factories import came

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def open_ids(by):
    return set(Enquiry.objects.visible_to(by).open().values_list("pk", flat=True))


# --- It comes and is taken --------------------------------------------------------------------------------------------
def test_the_same_form_sent_twice_is_one_and_a_forged_id_is_refused(owner, colleague):
    entry_id = uuid6.uuid7()
    first, again = came(by=owner, entry_id=entry_id), came(by=owner, entry_id=entry_id)

    assert first.pk == again.pk
    with pytest.raises(ValidationError):
        came(by=colleague, entry_id=entry_id)
    with acting(owner) as by:
        assert Enquiry.objects.visible_to(by).count() == 1


def test_whoever_stands_here_is_met_taken_and_helped_at_once(owner):
    row = came(by=owner, door="walk_in", is_taken=True, first_help="Kaffe og en samtale")

    assert (row.met_at, row.taken_at, row.first_help_at, row.taken_by) == (row.came_at,) * 3 + (owner,)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"is_anonymous": True, "called": ""}, "code_word"),
        ({"is_anonymous": True, "code_word": "Havørn"}, "is_anonymous"),
        ({"code_word": "Havørn"}, "code_word"),
        ({"wish": "x" * 4001}, "wish"),
        ({"door": "window"}, "door"),
        ({"hours_ago": -1}, "came_at"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(owner, told, field):
    with pytest.raises(ValidationError) as refused:
        came(by=owner, **told)

    assert list(refused.value.message_dict) == [field]


def test_who_comes_second_is_told_who_has_them_and_a_colleague_can_be_given_them(owner, colleague, unit_mate):
    row = came(by=owner)
    with acting(colleague) as by:
        take_enquiry(enquiry=row, by=by)
    with acting(owner) as by:
        with pytest.raises(ValidationError, match=colleague.name):
            take_enquiry(enquiry=row, by=by)
        assert pass_enquiry(enquiry=row, to=unit_mate, by=by).taken_by == unit_mate


def test_who_asked_for_a_call_waits_until_they_were_reached(owner):
    row = came(by=owner, phone="12345678", wants_call=True)
    with acting(owner) as by:
        note_call(enquiry=row, reached=False, by=by)
        waiting = Enquiry.objects.visible_to(by).to_call().count()
        note_call(enquiry=row, reached=True, by=by)
        row.refresh_from_db()

        assert (waiting, Enquiry.objects.visible_to(by).to_call().count()) == (1, 0)
        assert (row.taken_by, row.first_help_at is not None, row.met_at) == (owner, True, None)


def test_until_it_is_known_who_it_is_the_unit_sees_it_and_then_whoever_sees_the_citizen(
    owner, unit_mate, stranger, outsider, spotter, crisis_worker, citizen
):
    row = came(by=owner)
    seen = {}
    for user in (owner, unit_mate, stranger, outsider, spotter, crisis_worker):
        with acting(user) as by:
            seen[user.name] = Enquiry.objects.visible_to(by).filter(pk=row.pk).exists()

    assert [name for name, sees in seen.items() if sees] == [owner.name, unit_mate.name]


# --- Who it is --------------------------------------------------------------------------------------------------------
def test_a_known_citizen_is_not_made_anew_and_a_new_one_brings_what_was_told(owner, citizen):
    known, new = came(by=owner), came(by=owner, phone="87654321")
    with acting(owner) as by:
        before = Citizen.objects.count()
        put_on_citizen(enquiry=known, citizen=citizen, by=by)
        put_on_citizen(enquiry=new, name="Ronni Vestergård", by=by)
        made = Enquiry.objects.get(pk=new.pk).citizen

        assert Citizen.objects.count() == before + 1
        assert (made.name, made.phone, made.identity) == ("Ronni Vestergård", "87654321", "named")
        take_off_citizen(enquiry=known, by=by)
        assert Enquiry.objects.get(pk=known.pk).citizen is None


def test_anonymous_stays_anonymous(owner, citizen):
    row = came(by=owner, called="", is_anonymous=True, code_word="Havørn")
    with acting(owner) as by:
        with pytest.raises(ValidationError, match="anonym"):
            put_on_citizen(enquiry=row, citizen=citizen, by=by)
        put_on_citizen(enquiry=row, name="Ronni Vestergård", by=by)
        made = Enquiry.objects.get(pk=row.pk).citizen
        with pytest.raises(ValidationError, match="101 a"):
            ask_for_treatment(enquiry=row, by=by)

    assert (made.identity, made.anonymous_basis, made.name, made.alias) == ("anonymous", "sel_101a", "", "Havørn")


def test_what_others_tell_opens_no_file(owner, citizen):
    row = came(by=owner, asker="relative", called="Mor til Ronni")
    with acting(owner) as by:
        with pytest.raises(ValidationError):
            put_on_citizen(enquiry=row, citizen=citizen, by=by)
        with pytest.raises(IntegrityError), transaction.atomic():
            Enquiry.objects.filter(pk=row.pk).update(citizen=citizen)
        settle_enquiry(enquiry=row, outcome="advised", by=by)
        assert row.pk not in open_ids(by)


# --- Where it leads ---------------------------------------------------------------------------------------------------
def test_a_request_on_the_street_is_an_enquiry_that_nobody_typed(owner, centre):
    with acting(owner) as by:
        citizen = add_citizen(unit=centre, name="Ronni Vestergård", by=by)
        contact = ContactFactory(unit=centre, citizens=[citizen], by=by)
        request = register_request(citizen=citizen, on=TODAY(), contact=contact, by=by)
        row = Enquiry.objects.get(citizen=citizen)

        assert (row.door, row.request, row.taken_by) == ("street", request, owner)
        assert {row.came_at, row.met_at, row.first_help_at} == {contact.at}
        end_request(request=request, outcome="started", on=TODAY(), by=by)
        ended = Enquiry.objects.visible_to(by).ended().get(pk=row.pk)
        assert (ended.ended_how, ended.ended_day) == ("treatment", TODAY())


def test_treatment_begins_and_the_14_days_are_counted_from_the_day_they_came(owner, unit_citizen):
    row = came(by=owner, hours_ago=50)
    with acting(owner) as by:
        put_on_citizen(enquiry=row, citizen=unit_citizen, by=by)
        request = ask_for_treatment(enquiry=row, by=by)
        settle_enquiry(enquiry=row, outcome="treatment", by=by)
        request.refresh_from_db()

        assert request.requested_on == timezone.localdate(row.came_at)
        assert (request.outcome, request.ended_on) == ("started", TODAY())
        assert Enquiry.objects.visible_to(by).ended().get(pk=row.pk).ended_how == "treatment"
        reopen_enquiry(enquiry=row, by=by)
        # The treatment did begin: that ends it still.
        assert row.pk not in open_ids(by)


def test_a_handover_ends_it_when_the_receiver_has_said_yes_and_not_before(owner):
    row = came(by=owner, hours_ago=100)
    with acting(owner) as by:
        put_on_citizen(enquiry=row, name="Ronni Vestergård", by=by)
        assert Enquiry.objects.visible_to(by).overdue(timezone.now()).count() == 1
        hand_over(enquiry=row, level="escort", other_kind="authority", other_name="Svendborg Kommune", by=by)
        on_the_way = (row.pk in open_ids(by), Enquiry.objects.visible_to(by).overdue(timezone.now()).count())
        handover = Handover.objects.get()
        end_handover(handover=handover, on=TODAY(), why="refused", words="Ingen plads", by=by)
        refused = Enquiry.objects.visible_to(by).overdue(timezone.now()).count()
        hand_over(enquiry=row, level="call", other_kind="authority", other_name="Svendborg Kommune", by=by)
        again = Handover.objects.open().get()
        note_confirmed(handover=again, on=TODAY(), how="receiver", by=by)
        ended = Enquiry.objects.visible_to(by).ended().get(pk=row.pk)

    assert (on_the_way, refused) == ((True, 0), 1)
    assert (ended.ended_how, ended.ended_day) == ("handover", TODAY())


def test_another_offer_that_the_citizen_chose_is_a_plan(owner, unit_citizen):
    row = came(by=owner)
    with acting(owner) as by:
        put_on_citizen(enquiry=row, citizen=unit_citizen, by=by)
        request = ask_for_treatment(enquiry=row, by=by)
        end_request(request=request, outcome="other_offer", on=TODAY(), note="Vil hellere til egen læge", by=by)
        ended = Enquiry.objects.visible_to(by).ended().get(pk=row.pk)

    assert (ended.ended_how, ended.ended_day) == ("plan", TODAY())


@pytest.mark.parametrize("outcome", ["no", "refused", "", "handover", "advised", "treatment", "plan", "withdrawn"])
def test_no_is_no_outcome(owner, outcome):
    """Nor is what nobody said, or what needs a file where there is none."""
    row = came(by=owner)
    with acting(owner) as by:
        with pytest.raises(ValidationError):
            settle_enquiry(enquiry=row, outcome=outcome, by=by)
        assert open_ids(by) == {row.pk}


def test_whoever_does_not_wish_it_any_more_withdraws_it_and_can_come_back(owner, citizen):
    row = came(by=owner)
    with acting(owner) as by:
        put_on_citizen(enquiry=row, citizen=citizen, by=by)
        ask_for_treatment(enquiry=row, by=by)
        settle_enquiry(enquiry=row, outcome="withdrawn", words="Ikke lige nu", by=by)
        assert TreatmentRequest.objects.get().outcome == "withdrawn"
        with pytest.raises(ValidationError, match=owner.name):
            settle_enquiry(enquiry=row, outcome="plan", by=by)


def test_an_agreement_before_it_is_known_who_it_is_names_nobody_and_follows(owner, citizen):
    row = came(by=owner)
    when = {"owner": owner, "due_on": TODAY() + timedelta(days=1)}
    with acting(owner) as by:
        task = agree_to_meet(enquiry=row, by=by, **when)
        nobody = (task.citizen, task.title)
        put_on_citizen(enquiry=row, citizen=citizen, by=by)
        task.refresh_from_db()

        assert (nobody, task.citizen, task.appointment.way) == ((None, "Første samtale"), citizen, "centre")


def test_what_was_done_is_kept_with_its_moment_and_a_settled_one_is_opened_first(owner, citizen):
    row = came(by=owner, door="digital")
    with acting(owner) as by:
        judge_urgency(enquiry=row, urgency="acute", by=by)
        note_met(enquiry=row, by=by)
        helped = note_first_help(enquiry=row, help="Mad", by=by).first_help_at
        assert note_first_help(enquiry=row, help="Mad og en seng", by=by).first_help_at == helped
        settle_enquiry(enquiry=row, outcome="withdrawn", words="Gik igen", by=by)
        for act in (note_met, note_first_help):
            with pytest.raises(ValidationError):
                act(enquiry=row, by=by)
        with pytest.raises(ValidationError):
            judge_urgency(enquiry=row, urgency="panic", by=by)


def test_words_about_somebody_without_a_file_go_by_the_deadline_here_and_in_history(owner, citizen):
    gone = came(by=owner, hours_ago=24 * 200, phone="12345678")
    anonymous = came(by=owner, hours_ago=24 * 200, called="", is_anonymous=True, code_word="Havørn")
    kept, new = came(by=owner, hours_ago=24 * 200), came(by=owner)
    with acting(owner) as by:
        put_on_citizen(enquiry=kept, citizen=citizen, by=by)
        ids = [gone.pk, anonymous.pk, kept.pk, new.pk]
        Enquiry.objects.filter(pk__in=ids[:3]).update(noted_at=timezone.now() - timedelta(days=200))
        forgotten = forget_enquiries(ids=ids, days=180, by=by, reason="Frist")
        row = Enquiry.objects.get(pk=gone.pk)
        past = Enquiry.history.filter(id=gone.pk)

        assert set(forgotten) == {gone.pk, anonymous.pk}
        assert (row.wish, row.called, row.phone) == ("", "", None)
        assert {(one.wish, one.called, one.phone) for one in past} == {("", "", None)}


def test_received_by_a_form_without_a_name_is_still_somebody(owner):
    with acting(owner) as by:
        row = receive_enquiry(unit=by.membership.unit, door="walk_in", by=by)

    assert str(row) == "Navn ukendt"
