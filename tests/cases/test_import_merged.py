"""A spreadsheet that knows somebody by the record that was merged into another."""

import pytest

from cases.actions.citizen import edit_citizen
from cases.actions.identity import merge_citizens
from cases.models import Citizen, Contact
from tests.cases.sheets import CITIZENS, CONTACTS, imported
from tests.cast import acting
from tests.factories import CitizenFactory


@pytest.fixture
def by(leader):
    with acting(leader) as user:
        yield user


@pytest.fixture
def kept(by, centre):
    """Per Lund, into whom *Lange Per* was merged: brought in by a file, later with a CPR number."""
    imported(CITIZENS + ";;Lange Per;;;;\n", unit=centre, by=by)
    gone = Citizen.objects.get(alias="Lange Per")
    edit_citizen(citizen=gone, cpr="0101901235", by=by)
    kept = CitizenFactory(unit=centre, name="Per Lund", alias="Perle", by=by)
    merge_citizens(keep=kept, gone=gone, choices={"alias": "keep"}, by=by)
    return kept


@pytest.mark.parametrize("who", ["Lange Per;;", ";010190-1235;", "Lange Per;010190-1235;"])
def test_a_contact_stands_on_the_one_who_stays(who, kept, by, centre):
    alias, cpr, _rest = who.split(";")
    head = "Dato;Kaldenavn;CPR;Resultat;Notat\n"
    imported(f"{head}3.2.2026;{alias};{cpr};talte sammen;Ved havnen\n", unit=centre, by=by, make_missing=True)

    assert Contact.objects.get(note="Ved havnen").citizen_id == kept.pk


def test_a_line_brought_in_before_brings_nobody_again(kept, by, centre):
    assert imported(CITIZENS + ";;Lange Per;;;;\n", unit=centre, by=by) == {"citizens": 0, "places": 0}


def test_a_known_cpr_number_brings_nobody_again(kept, by, centre):
    assert imported(CITIZENS + "010190-1235;Per L.;;;;;\n", unit=centre, by=by) == {"citizens": 0, "places": 0}


def test_what_the_two_are_both_called_names_one(by, centre):
    both = [CitizenFactory(unit=centre, name="Per Lund", by=by) for _one in range(2)]
    merge_citizens(keep=both[0], gone=both[1], by=by)
    imported(CONTACTS + "3.2.2026;;Per Lund;;;;;;;;Ved havnen;\n", unit=centre, by=by)

    assert Contact.objects.get(note="Ved havnen").citizen_id == both[0].pk
