"""Dates, hours, years, minutes and words as they stand in spreadsheets."""

from datetime import date, time

import pytest
import time_machine

from cases.imports import columns, values
from cases.imports.values import BadCell

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def today():
    with time_machine.travel("2026-11-22T12:00:00+01:00", tick=False):
        yield


@pytest.mark.parametrize(
    "text",
    [
        *("22.11.2026", "22-11-2026", "22/11/2026", "22/11-26", "22.11.26", "2026-11-22", "2026-11-22 14:30"),
        *("22. november 2026", "22 nov. 2026", "søndag den 22. november 2026", "22.11.2026 kl. 14.30", "46348"),
    ],
)
def test_a_date_is_read_however_it_is_written(text):
    assert values.as_date(text) == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["31.02.2026", "22/11", "i går", "11.22.2026", "22. nonsense 2026", "2026"])
def test_what_is_no_date_says_what_was_expected(text):
    with pytest.raises(BadCell, match=r"er ikke en dato. Skriv fx 22.11.2026"):
        values.as_date(text)


@pytest.mark.parametrize("text", ["14.30", "14:30", "14:30:00", "kl. 14.30", "kl 14:30", "1430"])
def test_an_hour_is_read_however_it_is_written(text):
    assert values.as_time(text) == time(14, 30)


def test_an_hour_alone_and_a_short_one():
    assert [values.as_time("9"), values.as_time("930")] == [time(9), time(9, 30)]


@pytest.mark.parametrize("text", ["25.70", "25", "middag", "2460"])
def test_what_is_no_hour_says_so(text):
    with pytest.raises(BadCell, match="er ikke et klokkeslæt"):
        values.as_time(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1975", 1975),
        ("01.02.1975", 1975),
        ("01-02-75", 1975),
        ("1/2-24", 1924),
        ("01.02.2004", 2004),
        ("1/2-04", 2004),
    ],
)
def test_a_birth_year_is_that_of_a_grown_person(text, year):
    assert values.as_year(text) == year


@pytest.mark.parametrize("text", ["1885", "2027", "01.01.2027"])
def test_a_birth_year_that_cannot_be(text):
    with pytest.raises(BadCell, match="kan ikke være et fødselsår"):
        values.as_year(text)


@pytest.mark.parametrize(
    ("text", "minutes"), [("15", 15), ("20 min.", 20), ("1 time", 60), ("1,5 t", 90), ("2 timer", 120), ("0", 0)]
)
def test_minutes_and_hours(text, minutes):
    assert values.as_minutes(text) == minutes


@pytest.mark.parametrize("text", ["tre kvarter", "1441", "-5"])
def test_what_is_no_duration(text):
    with pytest.raises(BadCell, match="minutter mellem 0 og 1440"):
        values.as_minutes(text)


@pytest.mark.parametrize("text", ["461", "0461", "Odense", "odense kommune", "Odense Kommunes"])
def test_a_municipality_by_code_or_name(text):
    assert values.as_municipality(text) == "461"


def test_a_municipality_with_aa_for_å():
    assert [values.as_municipality(text) for text in ("Århus", "Aarhus", "Aabenraa")] == ["751", "751", "580"]


def test_words_of_the_street_become_the_stored_values():
    read = [
        values.as_way("Tlf."),
        values.as_way("Walk'n'talk"),
        values.as_result("Ikke hjemme"),
        values.as_wish("ikke nu"),
        values.as_initiative("Borgeren"),
        values.as_gender("K"),
    ]
    assert read == ["phone", "walk_and_talk", "not_met", "not_now", "citizen", "woman"]


def test_an_unknown_word_is_answered_with_those_that_are_known():
    with pytest.raises(BadCell, match=r"»måske« kendes ikke. Brug et af: Talte sammen, Set, ikke talt med, "):
        values.as_result("måske")


def test_columns_are_guessed_from_what_municipalities_call_them():
    headers = ["Kontakt-dato", "CPR-nr.", "Borgerens navn", "", "Bemærkninger", "Kontaktform", "Fuldmåne"]
    guessed = {key: place for key, place in columns.guess("contacts", headers).items() if place is not None}

    assert columns.guess_kind(headers) == "contacts"
    assert guessed == {"date": 0, "cpr": 1, "name": 2, "note": 4, "way": 5}


def test_a_list_with_a_birthday_and_an_address_holds_citizens():
    assert columns.guess_kind(["Fornavn", "Efternavn", "Fødselsdato", "Adresse", "Bemærkning"]) == "citizens"


@pytest.mark.parametrize(
    ("kind", "mapping", "says"),
    [
        ("citizens", {"phone": 0}, "siger, hvem det er"),
        ("contacts", {"name": 0}, "har datoen"),
        ("contacts", {"name": 0, "date": 0}, "som »Navn« og som »Dato«"),
        ("contacts", {"name": 0, "date": 1}, ""),
    ],
)
def test_a_mapping_that_will_not_do_says_what_it_lacks(kind, mapping, says):
    missing = columns.missing(kind, mapping)
    assert bool(missing) == bool(says)
    assert says in missing
