"""An enquiry goes where the citizen goes, and waits for what the citizen waits for."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import open_case
from cases.actions.citizen import add_citizen
from cases.actions.identity import merge_citizens, move_rows, undo_move
from cases.actions.task import end_request
from cases.actions.warm_handover import note_confirmed
from cases.hanging import with_what_hangs
from cases.models import Handover, RowMove
from intake.actions.enquiry import take_enquiry
from intake.actions.moving import move_enquiry
from intake.actions.outcome import agree_to_meet, ask_for_treatment, hand_over, put_on_citizen
from intake.models import Enquiry
from outreach.pathway import OUTREACH
from tests.cast import acting, client_of
from tests.factories import ContactFactory
from tests.intake.enquiry_factories import came

pytestmark = pytest.mark.django_db


def at(name, row):
    return reverse(f"intake:{name}", args=[row.pk])


def on_the_way(row, by, case=None):
    """To the neighbour, whose yes is what ends it."""
    day = timezone.localdate()
    told = {"other_kind": "authority", "other_name": "Svendborg Kommune"}
    return hand_over(enquiry=row, level="call", begun_on=day, case=case, by=by, **told)


def test_an_enquiry_goes_along_when_two_are_joined_and_with_the_contact_it_was_said_in(owner, citizen, unit_citizen):
    row = came(by=owner)
    with acting(owner) as by:
        put_on_citizen(enquiry=row, citizen=unit_citizen, by=by)
        move = merge_citizens(keep=citizen, gone=unit_citizen, by=by)
        row.refresh_from_db()
        assert (row.citizen_id, move.rows["intake.Enquiry"]) == (citizen.pk, [str(row.pk)])


def test_of_two_who_asked_both_enquiries_wait_for_the_request_that_goes_on(owner, unit_citizen, centre):
    first, later = came(by=owner, hours_ago=72), came(by=owner, hours_ago=24)
    with acting(owner) as by:
        put_on_citizen(enquiry=first, name="Ronni Vestergård", by=by)
        put_on_citizen(enquiry=later, citizen=unit_citizen, by=by)
        kept, ended = (ask_for_treatment(enquiry=row, by=by) for row in (first, later))
        move = merge_citizens(keep=unit_citizen, gone=kept.citizen, by=by)
        joined = set(Enquiry.objects.open().filter(pk__in=(first.pk, later.pk)).values_list("request", flat=True))
        undo_move(move=move, by=by)
        apart = dict(Enquiry.objects.filter(pk__in=(first.pk, later.pk)).values_list("request", "citizen"))
        again = merge_citizens(keep=unit_citizen, gone=kept.citizen, by=by)
        kept.refresh_from_db()
        end_request(request=kept, outcome="started", on=timezone.localdate(), by=by)
        still = Enquiry.objects.open().filter(pk__in=(first.pk, later.pk)).count()

    assert joined == {kept.pk}
    assert apart == {kept.pk: move.source_id, ended.pk: unit_citizen.pk}
    assert (still, again.undone_at) == (0, None)


def test_a_street_enquiry_moves_with_its_contact(owner, unit_citizen, centre, place):
    with acting(owner) as by:
        contact = ContactFactory(unit=centre, citizens=[unit_citizen], asks_for_treatment=True, by=by)
        row = Enquiry.objects.get(contact=contact)
        other = add_citizen(unit=centre, name="Ronni Vestergård", by=by)
        rows = with_what_hangs(unit_citizen.pk, {"cases.Contact": {contact.pk}})
        move_rows(source=unit_citizen, target=other, rows=rows, kind=RowMove.Kind.SPLIT, reason="Forvekslet", by=by)
        row.refresh_from_db()
        assert (row.citizen_id, row.request.citizen_id) == (other.pk, other.pk)


def test_put_on_the_wrong_citizen_it_goes_to_the_right_one_with_what_it_led_to(owner, citizen, unit_citizen):
    row, client = came(by=owner), client_of(owner)
    with acting(owner) as by:
        put_on_citizen(enquiry=row, name="Ronni Vestergård", by=by)
        request = ask_for_treatment(enquiry=row, by=by)
        task = agree_to_meet(enquiry=row, owner=owner, due_on=timezone.localdate(), by=by)
        take_enquiry(enquiry=row, by=by)
    right = {"citizens": [str(unit_citizen.pk)]}
    assert "reason" in client.post(at("enquiry_match", row), right).context["form"].errors
    client.post(at("enquiry_match", row), right | {"reason": "Forvekslet"})
    with acting(owner):
        for moved in (row, request, task):
            moved.refresh_from_db()
        assert {row.citizen_id, request.citizen_id, task.citizen_id} == {unit_citizen.pk}
        street = Enquiry.objects.get(citizen=citizen)
    page = client.get(street.get_absolute_url()).content.decode()
    assert f"?kontakt={street.contact_id}" in page
    client.post(at("enquiry_match", street), right | {"reason": "Forvekslet"})
    with acting(owner):
        assert Enquiry.objects.get(pk=street.pk).citizen_id == citizen.pk


def test_on_the_way_to_somebody_it_takes_the_handover_along_and_back(owner, unit_citizen):
    row = came(by=owner)
    with acting(owner) as by:
        wrong = put_on_citizen(enquiry=row, name="Ronni Vestergård", by=by).citizen
        handover = on_the_way(row, by)
        move = move_enquiry(enquiry=row, citizen=unit_citizen, reason="Forvekslet", by=by)
        moved = Handover.objects.get(pk=handover.pk).citizen_id
        note_confirmed(handover=handover, on=timezone.localdate(), how=Handover.Told.RECEIVER, by=by)
        ended = Enquiry.objects.ended().get(pk=row.pk)
        undo_move(move=move, by=by)
        back = [model.objects.get(pk=one.pk).citizen_id for model, one in ((Handover, handover), (Enquiry, row))]

    assert (moved, ended.citizen_id, ended.ended_how) == (unit_citizen.pk, unit_citizen.pk, "handover")
    assert back == [wrong.pk, wrong.pk]


def test_the_course_stays_with_whoever_has_it_and_the_handover_finds_it_again(owner, unit_citizen, centre):
    row = came(by=owner)
    with acting(owner) as by:
        wrong = put_on_citizen(enquiry=row, name="Ronni Vestergård", by=by).citizen
        case = open_case(citizen=wrong, unit=centre, pathway=OUTREACH.key, contact_person=by, by=by)
        handover = on_the_way(row, by, case=case)
        move = move_enquiry(enquiry=row, citizen=unit_citizen, reason="Forvekslet", by=by)
        moved = Handover.objects.get(pk=handover.pk).case_id
        case.refresh_from_db()
        undo_move(move=move, by=by)
        back = Handover.objects.get(pk=handover.pk).case_id

    assert (moved, case.citizen_id, back) == (None, wrong.pk, case.pk)


def test_the_page_of_one_on_the_way_offers_to_move_it(owner, unit_citizen):
    row = came(by=owner)
    with acting(owner) as by:
        put_on_citizen(enquiry=row, name="Ronni Vestergård", by=by)
        on_the_way(row, by)
    client = client_of(owner)

    assert at("enquiry_match", row) in client.get(row.get_absolute_url()).content.decode()
    client.post(at("enquiry_match", row), {"citizens": [str(unit_citizen.pk)], "reason": "Forvekslet"})
    with acting(owner):
        assert Enquiry.objects.get(pk=row.pk).citizen_id == unit_citizen.pk
