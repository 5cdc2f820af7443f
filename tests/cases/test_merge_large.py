"""Somebody who was met 5,000 times turns out to be somebody else known."""

from datetime import timedelta

from django.utils import timezone

from audit.verification import verify_history
from cases.actions.contact import correct_contact
from cases.actions.identity import merge_citizens, undo_move
from cases.models import Contact
from tests.cast import acting
from tests.factories import CitizenFactory

MANY = 5000


def test_five_thousand_contacts_go_and_come_back_with_their_history(owner, centre):
    now = timezone.now()
    with acting(owner) as by:
        keep, gone = CitizenFactory.create_batch(2, unit=centre, by=by)
        shared = {"unit": centre, "way": "street", "result": "talked", "author": owner}
        rows = [Contact(citizen=gone, at=now - timedelta(hours=hour), **shared) for hour in range(MANY)]
        Contact.objects.create_many(rows, batch_size=250)
    with acting(owner) as by:
        move = merge_citizens(keep=keep, gone=gone, by=by)
    with acting(owner) as by:
        counts = [Contact.objects.filter(citizen=one).count() for one in (keep, gone)]
        later = correct_contact(contact=Contact.objects.get(pk=rows[0].pk), reason="Tid", minutes=5, by=by)
        undone = undo_move(move=move, by=by)
    with acting(owner):
        assert counts == [MANY, 0]
        assert [Contact.objects.filter(citizen=one).count() for one in (keep, gone)] == [0, MANY + 1]
        assert (undone.elsewhere, Contact.objects.get(pk=later.pk).citizen_id) == (0, gone.pk)
        assert Contact.history.filter(id=rows[-1].pk).count() == 3
        assert verify_history() == []
