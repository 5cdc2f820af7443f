"""What a tablet sends is written once, whole, and by the rules of the pages."""

from cases.models import Citizen, Contact
from field.models import Entry
from tests.cast import acting
from tests.field.tablet import contact


def test_a_contact_is_written_once_however_often_it_is_sent(tablet, owner, citizen):
    entry = tablet.write("contact", contact([citizen.pk], note="Sad på bænken."))

    first, second = tablet.send(entry), tablet.send(entry)

    assert [ack["status"] for ack in first + second] == ["applied", "applied"]
    assert [ack["duplicate"] for ack in first + second] == [False, True]
    with acting(owner):
        assert Contact.objects.filter(note="Sad på bænken.").count() == 1
        assert Entry.objects.get().payload == ""
        assert Entry.history.count() == 1


def test_what_a_page_would_refuse_is_kept_with_the_reason(tablet, owner):
    entry = tablet.write("contact", contact(asks_for_treatment="on"))

    (ack,) = tablet.send(entry)

    assert (ack["status"], ack["code"]) == ("rejected", "invalid")
    assert list(ack["result"]["errors"]) == ["asks_for_treatment"]
    with acting(owner):
        assert Entry.objects.unsettled().get().payload == entry["payload"]


def test_somebody_met_first_on_the_street_has_a_contact_behind_them(tablet, owner):
    person = tablet.write("citizen", {"identity": ["alias"], "alias": ["Hættemanden"], "searched": ["Hættemanden"]})
    met = tablet.write("contact", contact([person["id"]], note="Ny"), depends_on=[person["id"]])

    early = tablet.send(met)
    acks = tablet.send(person, met)

    assert [ack["status"] for ack in early + acks] == ["blocked", "applied", "applied"]
    with acting(owner):
        assert Citizen.objects.get(alias="Hættemanden").contacts.count() == 1


def test_a_phone_number_changed_meanwhile_is_a_conflict_and_both_are_kept(tablet, owner, citizen):
    first = tablet.write(
        "citizen_change", {"phone": ["11223344"]}, about={"citizen": str(citizen.pk)}, base={"phone": "20304050"}
    )
    second = tablet.write(
        "citizen_change", {"phone": ["55667788"]}, about={"citizen": str(citizen.pk)}, base={"phone": "20304050"}
    )

    acks = tablet.send(first, second)

    assert [ack["status"] for ack in acks] == ["applied", "conflict"]
    assert acks[1]["result"]["both"]["phone"] == {"label": "Telefon", "standing": "11223344", "tablet": "55667788"}
    with acting(owner):
        assert Citizen.objects.get(pk=citizen.pk).phone == "11223344"


def test_the_caseload_names_ones_own_and_no_note(tablet, citizen):
    found = tablet.caseload()

    assert [one["id"] for one in found["people"]] == [str(citizen.pk)]
    assert "note-citizen-xq" not in str(found)
    assert found["kinds"]["contact"]["sections"]


def test_the_forms_of_the_tablet_name_nobody(tablet, citizen, unit_citizen, protected_citizen):
    """Whom a contact is about is chosen among those it carries: the page's own list of the whole unit stays at home."""
    found = str(tablet.caseload()["kinds"])

    assert [name for name in ("Zornfeldt", "Wexelbrink", "Quistorff") if name in found] == []
