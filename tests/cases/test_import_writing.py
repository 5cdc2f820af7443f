"""What a confirmed file becomes: everything or nothing, once, with history and author, and only what is new."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from cases.actions import imports as actions
from cases.actions.citizen import add_citizen
from cases.imports.writing import Outdated
from cases.models import Citizen, Contact, ImportFile, ImportSlice
from cases.views.imports import SAMPLES_DIR
from directory.actions.place import add_place
from directory.models import Place
from tests.cases.sheets import CITIZENS, CONTACTS, checked_file, imported, states
from tests.cast import SURNAMES, acting

KARLA = f"Karla {SURNAMES['citizen']}"


@pytest.fixture
def by(leader):
    with acting(leader) as user:
        yield user


@pytest.fixture
def at_work(by, centre):
    return {"unit": centre, "by": by}


def named() -> list[tuple]:
    return sorted(Citizen.objects.values_list("identity", "name", "alias", "birth_year"))


def test_a_citizen_is_written_as_the_line_says_with_history(at_work, by, centre):
    file = checked_file(CITIZENS + "010190-1235;Åse Bæk;Lille Å;;20304050;Odense;Havnen\n", **at_work)
    actions.confirm_import(file=file, by=by, reason="Indlæst fra regnearket liste.csv")

    citizen = Citizen.objects.get()
    change = citizen.history.get()
    assert (citizen.unit, citizen.cpr, citizen.phone, str(citizen.usual_place)) == (
        *(centre, "0101901235", "20304050", "Havnen"),
    )
    assert (change.history_user_id, change.history_type, change.history_change_reason, change.name) == (
        *(by.pk, "+", "Indlæst fra regnearket liste.csv", "Åse Bæk"),
    )
    assert citizen.search_key == "åse bæk lille å"


def test_a_contact_is_written_with_the_author_it_names_and_the_history_of_who_imports(at_work, by, citizen, owner):
    line = f"3.2.2026;14.30;{KARLA};;;Havnen;Gade;talte sammen;nej;20;Ville sove;OL\n"
    assert imported(CONTACTS + line, **at_work) == {"contacts": 1, "citizens": 0, "places": 1}

    contact = Contact.objects.get(note="Ville sove")
    assert (contact.citizen_id, contact.author_id, contact.wish, contact.minutes) == (citizen.pk, owner.pk, "no", 20)
    assert contact.rest_until == date(2026, 2, 3) + timedelta(days=90)
    assert contact.history.get().history_user_id == by.pk


def test_the_same_file_again_changes_nothing(at_work):
    citizens = CITIZENS + "010190-1235;Åse Bæk;;;;;Havnen\n;;Lange Ib;;;;\n"
    contacts = CONTACTS + "1.2.2026;;Åse Bæk;;;Havnen;;;;;Hej;\n1.2.2026;;Lange Ib;;;;;;;;;\n1.2.2026;;;;;;;set;;;;\n"
    assert [imported(text, **at_work) for text in (citizens, contacts)] == [
        {"citizens": 2, "places": 1},
        {"contacts": 3, "citizens": 0, "places": 0},
    ]

    assert [imported(text, **at_work) for text in (citizens, contacts)] == [
        {"citizens": 0, "places": 0},
        {"contacts": 0, "citizens": 0, "places": 0},
    ]
    assert (Citizen.objects.count(), Contact.objects.count(), Citizen.history.count()) == (2, 3, 2)


def test_the_same_file_again_changes_nothing_when_it_made_its_citizens(at_work):
    lines = CONTACTS + "1.2.2026;;Per Lund;;1961;;;;;;;\n2.2.2026;;Per Lund;;1988;;;;;;;\n3.2.2026;;Per Lund;;;;;;;;;\n"
    first = imported(lines, **at_work, make_missing=True)
    again = imported(lines, **at_work, make_missing=True)

    assert (first, again) == (
        {"contacts": 3, "citizens": 3, "places": 0},
        {"contacts": 0, "citizens": 0, "places": 0},
    )
    assert states(lines, **at_work) == ["known"] * 3


def test_with_lines_added_only_those_are_taken(at_work):
    first = CITIZENS + ";Åse Bæk;;;;;\n"
    imported(first, **at_work)

    assert imported(CITIZENS + ";Bo Dal;;;;;\n;Åse Bæk;;;;;\n", **at_work) == {"citizens": 1, "places": 0}


def test_missing_citizens_are_made_once_and_two_people_stay_two(at_work):
    people = ["Per Lund;;1961", "Per Lund;;1988", "Per Lund;010161-1235;", "PER  LUND;;1961", "Smeden;;", "smeden;;"]
    lines = CONTACTS + "".join(f"{day}.2.2026;;{who};;;;;;;\n" for day, who in enumerate(people, start=1))
    assert imported(lines, **at_work, make_missing=True) == {"contacts": 6, "citizens": 3, "places": 0}

    assert named() == [("alias", "", "Smeden", None), ("named", "Per Lund", "", 1961), ("named", "Per Lund", "", 1988)]
    by_day = Contact.objects.order_by("at").values_list("citizen__name", "citizen__alias", "citizen__birth_year")
    assert list(by_day) == [
        *(("Per Lund", "", 1961), ("Per Lund", "", 1988), ("Per Lund", "", 1961), ("Per Lund", "", 1961)),
        *(("", "Smeden", None), ("", "Smeden", None)),
    ]


def test_a_place_is_found_by_its_name_and_made_when_the_name_means_several(at_work, by, centre):
    kilden = add_place(unit=centre, name="Kilden", kind=Place.Kind.DROP_IN_CENTRE, area="Nord", by=by)
    for area in ("Øst", "Vest"):
        add_place(unit=centre, name="Kiosken", kind=Place.Kind.STREET, area=area, by=by)
    where = ("kilden", "Kiosken", "Kiosken, Vest")
    made = imported(CONTACTS + "".join(f'1.2.2026;;;;;"{at}";;;;;;\n' for at in where), **at_work)

    assert made == {"contacts": 3, "citizens": 0, "places": 1}
    places = {str(contact.place) for contact in Contact.objects.select_related("place")}
    assert places == {str(kilden), "Kiosken", "Kiosken, Vest"}


def test_the_lines_are_gone_when_the_file_is_done_with(at_work, by):
    done = checked_file(CITIZENS + ";Åse Bæk;;;;;\n", **at_work)
    actions.confirm_import(file=done, by=by)
    given_up = checked_file(CITIZENS + ";Bo Dal;;;;;\n", **at_work)
    actions.cancel_import(file=given_up, by=by)

    assert not ImportSlice.objects.exists()
    assert [file.headers for file in ImportFile.objects.all()] == [[], []]
    assert list(Citizen.objects.values_list("name", flat=True)) == ["Åse Bæk"]


def test_what_the_database_holds_of_an_open_file_tells_nothing(at_work):
    checked_file(CITIZENS + "010190-1235;Hemmelig Person;;;;;\n", **at_work)

    with connection.cursor() as cursor:
        for table in ("cases_importslice", "cases_importfile", "cases_historicalimportfile"):
            cursor.execute(f"SELECT * FROM {table}")
            held = repr([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor.fetchall()])
            assert "Hemmelig" not in held
            assert "0101901235" not in held
            assert "Kaldenavn" not in held


def test_a_file_is_written_once_however_often_one_presses(at_work, by):
    file = checked_file(CONTACTS + "1.2.2026;;;;;;;set;;;;\n", **at_work)

    assert [actions.confirm_import(file=file, by=by).made["contacts"] for _time in range(2)] == [1, 1]
    assert Contact.objects.count() == 1


def test_a_file_that_is_done_with_or_not_checked_is_not_written(at_work, by):
    file = checked_file(CITIZENS + ";Åse Bæk;;;;;\n", **at_work)
    actions.check_again(file=file, by=by)
    with pytest.raises(ValidationError, match="ikke gennemgået færdig"):
        actions.confirm_import(file=file, by=by)
    actions.cancel_import(file=file, by=by)
    for do in (actions.confirm_import, actions.cancel_import, actions.check_next, actions.check_again):
        with pytest.raises(ValidationError, match="allerede indlæst eller opgivet"):
            do(file=file, by=by)


def test_two_who_check_the_same_slice_count_it_once(at_work, by):
    file = checked_file(CITIZENS + ";Åse Bæk;;;;;\n", **at_work)
    stale = actions.check_again(file=file, by=by)
    for _tab in range(2):
        actions.check_next(file=stale, by=by)
    file.refresh_from_db()

    assert (file.checked, file.counts) == (1, {"new": 1})


@pytest.mark.parametrize("came", [{"name": "Åse Bæk"}, {"name": "Anden", "cpr": "0101901235"}])
def test_a_citizen_who_came_since_the_check_stops_all_of_the_write(came, at_work, by, centre):
    file = checked_file(CITIZENS + ";Bo Dal;;;;;Havnen\n010190-1235;Åse Bæk;;;;;\n", **at_work)
    add_citizen(unit=centre, by=by, **came)

    with pytest.raises(Outdated):
        actions.confirm_import(file=file, by=by)
    assert (Citizen.objects.count(), Place.objects.count()) == (1, 0)


def test_two_files_with_the_same_new_lines_write_them_once(at_work, by):
    first, second = (checked_file(CITIZENS + ";Åse Bæk;;;;;\n", **at_work) for _file in range(2))
    actions.confirm_import(file=first, by=by)

    with pytest.raises(Outdated):
        actions.confirm_import(file=second, by=by)
    actions.check_again(file=second, by=by)
    actions.check_next(file=second, by=by)
    assert actions.confirm_import(file=second, by=by).made == {"citizens": 0, "places": 0}


def test_a_number_given_in_this_very_moment_stops_all_of_the_write(at_work, by, centre, monkeypatch):
    file = checked_file(CITIZENS + ";Bo Dal;;;;;\n010190-1235;Åse Bæk;;;;;\n", **at_work)
    add_citizen(unit=centre, name="Anden", cpr="0101901235", by=by)
    monkeypatch.setattr("cases.imports.writing._require_as_checked", lambda *_unseen: None)

    with pytest.raises(Outdated):
        actions.confirm_import(file=file, by=by)
    assert list(Citizen.objects.values_list("name", flat=True)) == ["Anden"]


def test_a_file_nobody_confirmed_is_given_up_after_a_week_in_ones_own_unit(at_work, by, other_leader, other_unit):
    with acting(other_leader) as there:
        theirs = actions.upload_sheet(unit=other_unit, name="x", sheet=actions.Sheet(["Navn"], [(2, ["A"])]), by=there)
    old, fresh = (checked_file(CITIZENS + ";Åse Bæk;;;;;\n", **at_work) for _file in range(2))
    for file in (theirs, old):
        file.uploaded_at = timezone.now() - timedelta(days=8)
        file.save()

    assert actions.give_up_forgotten(by=by) == 1
    cancelled = {file.pk: bool(file.cancelled_at) for file in ImportFile.objects.all()}
    assert cancelled == {theirs.pk: False, old.pk: True, fresh.pk: False}


def test_the_shipped_samples_come_in_and_a_second_time_change_nothing(at_work):
    from cases.imports.reading import read

    def bring(name: str) -> tuple[dict, dict]:
        sheet = read((SAMPLES_DIR / f"{name}.csv").read_bytes())
        file = actions.upload_sheet(name=name, sheet=sheet, **at_work)
        actions.understand_columns(
            file=file, kind=file.kind, mapping=file.mapping, make_missing=False, by=at_work["by"]
        )
        file = actions.check_next(file=file, by=at_work["by"])
        counts = file.counts
        return counts, actions.confirm_import(file=file, by=at_work["by"]).made

    assert [bring(name) for name in ("borgere", "kontakter", "borgere", "kontakter")] == [
        ({"new": 148, "double": 2, "faulty": 7}, {"citizens": 148, "places": 8}),
        ({"new": 372, "double": 2, "faulty": 12}, {"contacts": 372, "citizens": 0, "places": 0}),
        ({"known": 150, "faulty": 7}, {"citizens": 0, "places": 0}),
        ({"known": 374, "faulty": 12}, {"contacts": 0, "citizens": 0, "places": 0}),
    ]
