"""Each line against the rules: what it would become, whom it is about, or why it cannot be taken."""

import pytest
import time_machine

from cases.actions.citizen import add_citizen
from cases.imports import checking
from tests.cases.sheets import CITIZENS, CONTACTS, checked_file, checked_lines, faults, imported, states
from tests.cast import SURNAMES, acting, token

KARLA = f"Karla {SURNAMES['citizen']}"
SEVERAL = "Flere borgere hedder sådan. Skriv CPR-nummer eller fødselsår i linjen."


@pytest.fixture
def by(leader):
    with acting(leader) as user:
        yield user


@pytest.fixture
def at_work(by, centre):
    return {"unit": centre, "by": by}


def told(line: str, *keys: str, **at_work) -> tuple:
    (row,) = checked_lines(line, **at_work)
    assert row.errors == []
    return tuple(row.values[key] for key in keys)


def test_a_citizen_is_read_through_the_usual_dirt(at_work):
    line = CITIZENS + " 101901234 ;Bæk,  Åse;;01-01-90;+45 20 30 40 50;Odense Kommune;Havnen\n"

    keys = ("cpr", "name", "birth_year", "phone", "home_municipality", "usual_place")
    assert told(line, *keys, **at_work) == ("0101901234", "Åse Bæk", 1990, "20304050", "461", "Havnen")


def test_first_and_last_name_are_one_name(at_work):
    assert told("Fornavn;Efternavn;Adresse\nÅse;Bæk;Gaden 1\n", "name", **at_work) == ("Åse Bæk",)


def test_every_fault_of_a_line_is_told_with_its_column(at_work):
    line = CITIZENS + f"3201850000;{'x' * 121};;1885;1234;Gotham;\n;;;1980;;;\n"

    assert faults(line, **at_work) == [
        (2, "name", "Teksten er for lang: højst 120 tegn."),
        (2, "birth_year", "»1885« kan ikke være et fødselsår."),
        (2, "cpr", "De første seks cifre er ikke en dato. Se efter, om de står rigtigt."),
        (2, "home_municipality", "»Gotham« er ikke en af de 98 kommuner."),
        (2, "phone", "Et telefonnummer er otte cifre, eller + og landekode."),
        (3, "name", "Linjen siger ikke, hvem det er."),
    ]


def test_an_unusual_cpr_number_is_a_hint_and_no_fault(at_work):
    (row,) = checked_lines(CITIZENS + "010190-1235;Åse Bæk;;1991;;;\n", **at_work)

    assert row.state == "new"
    assert [column for column, _hint in row.hints] == ["cpr", "cpr"]


def test_a_citizen_is_recognised_by_number_by_name_and_by_alias(at_work, citizen, alias_citizen):
    alias = token("alias_citizen", "alias")
    lines = CITIZENS + f"0101901234;Hedder Andet;;;;;\n;{KARLA.upper()};;1990;;;\n;;{alias};;;;\n"

    assert states(lines, **at_work) == ["known", "known", "known"]


def test_another_year_or_number_is_another_citizen(at_work, citizen):
    lines = CITIZENS + f";{KARLA};;1971;;;\n020290-1234;{KARLA};;;;;\n"

    assert states(lines, **at_work) == ["new", "new"]


def test_somebody_with_a_name_is_not_taken_for_the_one_with_that_alias(at_work, anonymous_citizen):
    lines = CITIZENS + f";Åse Bæk;{token('anonymous_citizen', 'alias')};;;;\n"

    assert states(lines, **at_work) == ["new"]


def test_a_number_that_a_citizen_lacks_is_told_and_not_written(at_work, centre, by):
    add_citizen(unit=centre, name="Åse Bæk", by=by)
    (row,) = checked_lines(CITIZENS + "010190-1236;Åse Bæk;;;;;\n", **at_work)

    assert row.state == "known"
    assert tuple(row.hints[-1]) == ("cpr", "Borgeren findes uden CPR-nummer. Skriv det på borgeren, hvis det er den.")


def test_two_of_one_name_are_not_guessed_between(at_work, centre, by):
    for year in (1961, 1988):
        add_citizen(unit=centre, name="Per Lund", birth_year=year, by=by)

    assert faults(CITIZENS + ";Per Lund;;;;;\n;Per Lund;;1961;;;\n", **at_work) == [(2, "name", SEVERAL)]


def test_a_line_that_stands_twice_is_taken_once_also_across_slices(at_work, monkeypatch):
    monkeypatch.setattr("cases.actions.imports.SLICE", 2)
    lines = CITIZENS + ";Åse Bæk;;;;;\n;Bo Dal;;;;;\n;Ib Eg;;;;;\n;åse  bæk;;;;;\n"

    assert states(lines, **at_work) == ["new", "new", "new", "double"]


def test_a_number_of_another_unit_is_refused_without_saying_whose(at_work, other_unit, stranger, by):
    with acting(stranger) as there:
        add_citizen(unit=other_unit, name="Xenia Xylander", cpr="0303911234", by=there)
    expected = [(2, "cpr", "CPR-nummeret kan ikke bruges her: en anden borger har det allerede.")]

    assert faults(CITIZENS + "030391-1234;Åse Bæk;;;;;\n", **at_work) == expected
    assert faults(CONTACTS + "1.2.2026;;Åse Bæk;030391-1234;;;;;;;;\n", **at_work, make_missing=True) == expected


def test_a_citizen_of_another_unit_is_not_recognised_by_name(at_work, other_citizen):
    assert states(CITIZENS + f";Karla {SURNAMES['other_citizen']};;;;;\n", **at_work) == ["new"]


def test_a_protected_name_is_recognised_only_for_whom_may_see_it(at_work, project_lead, protected_citizen, centre):
    line = CITIZENS + f";Karla {SURNAMES['protected_citizen']};;;;;\n"

    assert states(line, **at_work) == ["known"]
    with acting(project_lead) as lead:
        assert states(line, unit=centre, by=lead) == ["new"]


# --- contacts ---------------------------------------------------------------------------------------------------------
def contact(**cells: str) -> str:
    heads = ("Dato", "Kl.", "Borger", "CPR", "Født", "Sted", "Kontaktform", "Resultat", "Ønske", "Minutter", "Notat")
    return CONTACTS + ";".join(cells.get(head, "") for head in (*heads, "Medarbejder")) + "\n"


def test_a_contact_is_read_through_the_usual_dirt(at_work, citizen):
    line = contact(
        **{"Dato": "3/2-26", "Kl.": "14.30", "Kontaktform": "tlf.", "Resultat": "samtale", "Minutter": "1 time"},
        Borger=KARLA,
        Ønske="ikke nu",
        Sted="Havnen",
        Notat="Ville  sove 🙂",
    )
    (row,) = checked_lines(line, **at_work)
    keys = ("at", "way", "result", "wish", "minutes", "place", "note", "initiative")

    assert row.citizen == str(citizen.pk)
    assert tuple(row.values[key] for key in keys) == (
        *("2026-02-03T14:30:00+01:00", "phone", "talked", "not_now", 60, "Havnen", "Ville sove 🙂", "worker"),
    )


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"Dato": "", "Notat": "glemt"}, "date", "Datoen mangler."),
        ({"Dato": "31.02.2025"}, "date", "»31.02.2025« er ikke en dato. Skriv fx 22.11.2026."),
        ({"Dato": "14.03.2062"}, "date", "Kontakten ligger i fremtiden."),
        ({"Dato": "1.1.1985"}, "date", "»1.1.1985« ligger for langt tilbage."),
        ({"Kl.": "25.70"}, "time", "»25.70« er ikke et klokkeslæt. Skriv fx 14.30."),
        ({"Født": "1999", "Dato": "1.1.1995"}, "date", "Kontakten ligger før borgerens fødselsår (1999)."),
        ({"Notat": "x" * 8001}, "note", "Notatet er for langt: højst 8000 tegn."),
        ({"Minutter": "længe"}, "minutes", "»længe« er ikke et antal minutter mellem 0 og 1440."),
        (
            {"Resultat": "ikke truffet", "Ønske": "nej"},
            "wish",
            "Borgeren blev ikke truffet og kan ikke have sagt noget om kontakt.",
        ),
        ({"Medarbejder": "Nogen Anden"}, "worker", "»Nogen Anden« er ikke en medarbejder i enheden."),
        (
            {"Borger": "Åse Bæk"},
            "name",
            "Borgeren kendes ikke. Indlæs borgerne først, eller vælg at oprette dem, der mangler.",
        ),
        ({"CPR": "0909901234"}, "cpr", "Borgeren kendes ikke, og linjen har intet navn at oprette med."),
    ],
)
def test_a_contact_that_cannot_be_says_why(cells, column, says, at_work):
    assert faults(contact(**{"Dato": "1.2.2026", **cells}), **at_work) == [(2, column, says)]


def test_a_contact_before_the_birth_of_a_known_citizen_is_refused(at_work, citizen, centre, by):
    add_citizen(unit=centre, name="Ung Mand", birth_year=2004, by=by)

    assert faults(contact(Dato="1.2.2003", Borger="Ung Mand"), **at_work) == [
        (2, "date", "Kontakten ligger før borgerens fødselsår (2004).")
    ]


@pytest.mark.parametrize("called", ["Oda Lind", "oda", "OL", "oda.lind@eksempel.dk"])
def test_a_colleague_is_known_by_name_initials_and_address(called, at_work, owner):
    assert told(contact(Dato="1.2.2026", Medarbejder=called), "author", **at_work) == (str(owner.pk),)


def test_without_a_colleague_the_contact_is_that_of_who_imports(at_work, leader):
    assert told(contact(Dato="1.2.2026"), "author", **at_work) == (str(leader.pk),)


def test_a_colleague_of_another_unit_is_nobody_here(at_work, stranger):
    assert [
        column for _line, column, _says in faults(contact(Dato="1.2.2026", Medarbejder="Stine Dahl"), **at_work)
    ] == ["worker"]


def test_a_day_without_an_hour_is_noon_and_today_no_later_than_now(at_work):
    with time_machine.travel("2026-11-22T09:15:00+01:00", tick=False):
        lines = CONTACTS + "21.11.2026" + ";" * 11 + "\n22.11.2026" + ";" * 11 + "\n"
        moments = [row.values["at"] for row in checked_lines(lines, **at_work)]

    assert moments == ["2026-11-21T12:00:00+01:00", "2026-11-22T09:15:00+01:00"]


def test_a_line_of_today_is_known_again_an_hour_later(at_work):
    line = contact(Dato="22.11.2026", Notat="uden klokkeslæt")
    with time_machine.travel("2026-11-22T09:15:00+01:00", tick=False):
        assert imported(line, **at_work) == {"contacts": 1, "citizens": 0, "places": 0}
    with time_machine.travel("2026-11-22T10:15:00+01:00", tick=False):
        assert states(line, **at_work) == ["known"]


def test_the_same_day_with_two_of_one_name_is_two_contacts(at_work):
    lines = CONTACTS + "".join(f"1.2.2026;;Per Lund;;{year};;;;;;;\n" for year in (1961, 1988, 1961))

    assert states(lines, **at_work, make_missing=True) == ["new", "new", "double"]


def test_the_check_begins_anew_when_columns_mean_something_else(at_work, by):
    from cases.actions import imports as actions

    file = checked_file("Dato;Borger;Notat\n1.2.2026;;Åse Bæk\n", **at_work)
    file = actions.understand_columns(
        file=file, kind="contacts", mapping={"date": 0, "name": 2}, make_missing=True, by=by
    )
    assert (file.checked, file.counts) == (0, {})
    file = actions.check_next(file=file, by=by)

    assert [row.values["name"] for row in actions.checked_rows(file)] == ["Åse Bæk"]


def test_the_key_of_a_line_is_as_long_as_it_is_stored(at_work):
    (row,) = checked_lines(CITIZENS + ";Åse Bæk;;;;;\n", **at_work)

    assert len(row.key) == checking.KEY_LENGTH
