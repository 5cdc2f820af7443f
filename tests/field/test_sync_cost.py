"""What many entries sent at once cost, and that reading them with one form mixes nothing up."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from cases.actions.identity import merge_citizens
from cases.models import Contact, Task
from field.schemas import MOST_ENTRIES
from tests.cast import acting
from tests.engines import on_postgresql
from tests.field.tablet import contact
from tests.queries import queries_of

#: Was it here before, whom is it about, the contact and the receipt with their history (on SQLite statements of their
#: own).
MOST_EACH = 4 if on_postgresql() else 6


def test_each_entry_costs_the_same_however_many_come_at_once(tablet, citizen):
    def cost(number: int) -> int:
        def send() -> None:
            for first in range(0, number, MOST_ENTRIES):
                tablet.send(*entries[first : first + MOST_ENTRIES])

        entries = [tablet.write("contact", contact([citizen.pk], note=f"Nr. {one}")) for one in range(number)]
        return len(queries_of(send))

    cost(1)  # fills what is filled once in a process
    one, three, whole, hundred = (cost(number) for number in (1, 3, MOST_ENTRIES, 2 * MOST_ENTRIES))

    each = (three - one) // 2
    assert each <= MOST_EACH
    assert (three, whole, hundred) == (one + 2 * each, one + (MOST_ENTRIES - 1) * each, 2 * whole)


def test_entries_read_with_one_form_keep_each_their_own(tablet, owner, citizen, unit_citizen):
    """What is wrong with one, or chosen in it, is not said of the next."""
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    wrong = tablet.write("contact", contact([citizen.pk], result="nonsense", note="Forkert"))
    agreed = tablet.write("contact", contact([citizen.pk], note="Aftalt", agreement_on=day))
    other = tablet.write("contact", contact(described_as="Høj mand", note="Ukendt", minutes="15"))
    plain = tablet.write("contact", contact([unit_citizen.pk], note="Kort"))

    acks = tablet.send(wrong, agreed, wrong, other, plain)

    assert [ack["status"] for ack in acks] == ["rejected", "applied", "rejected", "applied", "applied"]
    with acting(owner):
        rows = Contact.objects.filter(pk__in=[one["id"] for one in (wrong, agreed, other, plain)])
        told = rows.values_list("citizen_id", "described_as", "note", "minutes")
        assert sorted(told, key=lambda row: row[2]) == [
            (citizen.pk, "", "Aftalt", None),
            (unit_citizen.pk, "", "Kort", None),
            (None, "Høj mand", "Ukendt", 15),
        ]
        assert list(Task.objects.filter(agreed_in__in=rows).values_list("agreed_in__note", flat=True)) == ["Aftalt"]


def test_a_contact_with_somebody_merged_meanwhile_lands_on_the_one_who_stays(
    tablet, owner, leader, citizen, unit_citizen
):
    with acting(leader) as by:
        merge_citizens(keep=citizen, gone=unit_citizen, by=by, reason="Samme person")
    both = tablet.write("contact", contact([unit_citizen.pk, citizen.pk], note="Mødt"))

    (ack,) = tablet.send(both)

    assert ack["status"] == "applied"
    with acting(owner):
        assert list(Contact.objects.filter(note="Mødt").values_list("citizen_id", flat=True)) == [citizen.pk]


def test_a_contact_with_somebody_one_may_not_see_is_refused(tablet, owner, citizen, foreign_citizen):
    (ack,) = tablet.send(tablet.write("contact", contact([citizen.pk, foreign_citizen.pk], note="Mødt")))

    assert (ack["status"], list(ack["result"]["errors"])) == ("rejected", ["citizens"])
    with acting(owner):
        assert not Contact.objects.filter(note="Mødt").exists()
