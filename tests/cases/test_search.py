"""Finding the right person, on both engines."""

from __future__ import annotations

import pytest

from audit.models import AccessLog
from cases.actions.citizen import add_citizen
from cases.models import Citizen
from cases.search import find_citizens, likely_same, own_citizens, sounds
from tests.cast import SURNAMES, acting, token


def found(user, text: str) -> list[str]:
    with acting(user) as by:
        return [hit.shown for hit in find_citizens(by, text)]


@pytest.fixture
def four(owner, centre):
    """Names that are easily confused."""
    with acting(owner) as by:
        for name in ("Åse Bjørk", "Mikkel Aagaard", "Michael Ågård", "Per Sørensen"):
            add_citizen(unit=centre, name=name, by=by)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ÅSE", ["Åse Bjørk"]),
        ("bjørk åse", ["Åse Bjørk"]),
        ("BJØR", ["Åse Bjørk"]),
        ("mikel", ["Mikkel Aagaard", "Michael Ågård"]),
        ("ågård", ["Michael Ågård", "Mikkel Aagaard"]),
        ("per", ["Per Sørensen"]),
        ("sørnsen", ["Per Sørensen"]),
        ("Zebulon", []),
        ("p", []),
        ("", []),
    ],
)
def test_words_and_sounds_find(four, owner, text, expected):
    assert found(owner, text) == expected


def test_decomposed_letters_find(four, owner):
    assert found(owner, "A\u030ase") == ["Åse Bjørk"]


@pytest.mark.parametrize(("one", "other"), [("Christian", "kristian"), ("Sophie", "Sofie"), ("Aagaard", "Ågård")])
def test_one_sound_has_one_spelling(one, other):
    assert sounds(one) == sounds(other)


def test_usual_place_finds(citizen, owner):
    assert found(owner, "banegård") == [f"Karla {SURNAMES['citizen']}"]


@pytest.mark.parametrize("text", ["010190-1234", "0101901234", "010190 1234", "20 30 40 50", "+45 20304050"])
def test_numbers_find_exactly(citizen, owner, text):
    assert found(owner, text) == [f"Karla {SURNAMES['citizen']}"]


@pytest.mark.parametrize("text", ["0101901235", "20304051", "0101"])
def test_a_part_of_a_number_finds_nobody(citizen, owner, text):
    assert found(owner, text) == []


def test_hit_shows_what_tells_likes_apart(citizen, owner, place):
    with acting(owner) as by:
        hit = find_citizens(by, SURNAMES["citizen"])[0]
    alias = token("citizen", "alias")
    assert hit.meta == (
        f"Kaldes {alias} · født 1990 · plejer at være: Banegårdspladsen, Midtbyen · kontaktperson: Oda Lind"
    )
    assert hit.talked == "Talt med i går"


def test_nobody_of_another_unit_or_organisation_is_found(citizen, other_citizen, foreign_citizen, owner):
    assert found(owner, "Karla") == [f"Karla {SURNAMES['citizen']}"]


def test_protected_name_is_found_only_by_those_who_may_see_it(protected_citizen, owner, unit_mate, leader):
    name = f"Karla {SURNAMES['protected_citizen']}"
    texts = [SURNAMES["protected_citizen"], "Quistorf", token("protected_citizen", "alias")]
    assert {text: found(owner, text) for text in texts} == {text: [name] for text in texts}
    assert {text: found(leader, text) for text in texts} == {text: [name] for text in texts}
    assert {text: found(unit_mate, text) for text in texts} == {text: [] for text in texts}


def test_protected_citizen_found_by_cpr_shows_no_name(owner, unit_mate, centre, place):
    with acting(owner) as by:
        add_citizen(
            unit=centre, name="Else Krag", protected=True, cpr="0101901234", birth_year=1990, usual_place=place, by=by
        )
    with acting(unit_mate) as by:
        hit = find_citizens(by, "010190-1234")[0]
    assert (hit.shown, hit.name_hidden, hit.meta) == ("Beskyttet borger", True, "")


def test_search_is_logged_without_what_was_typed(citizen, owner):
    with acting(owner) as by:
        find_citizens(by, SURNAMES["citizen"])
        rows = list(AccessLog.objects.order_by("id").values_list("action", "citizen_id", "count", "detail"))
    assert rows == [("search", None, 1, "name"), ("search", citizen.pk, None, "name")]


def test_own_citizens_are_those_of_ones_courses(citizen, unit_citizen, owner):
    with acting(owner) as by:
        hits = own_citizens(by)
        logged = list(AccessLog.objects.values_list("action", "citizen_id"))
    assert ([hit.id for hit in hits], logged) == ([citizen.pk], [("list", citizen.pk)])


def test_likely_same_by_sound_and_by_cpr(citizen, owner):
    with acting(owner) as by:
        by_name = likely_same(by, names=["Carla Zornfelt"])
        by_cpr = likely_same(by, names=["Noget Andet"], cpr="010190-1234")
    assert ([hit.id for hit in by_name], [hit.id for hit in by_cpr]) == ([citizen.pk], [citizen.pk])


def test_queries_do_not_grow(citizen, owner, centre, django_assert_num_queries):
    with acting(owner) as by:
        Citizen.objects.create_many(
            Citizen(unit=centre, name=f"Karla Nummer {n}", search_key=f"karla nummer {n}", sort_key=str(n))
            for n in range(30)
        )
        with django_assert_num_queries(4):
            assert len(find_citizens(by, "karla zorn")) == 1
        with django_assert_num_queries(3):
            assert len(find_citizens(by, "karla")) == 20
