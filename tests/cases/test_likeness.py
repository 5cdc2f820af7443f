"""Who looks alike, and what of it is said: without a database."""

from __future__ import annotations

from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from rapidfuzz.distance import OSA

from cases import likeness
from cases.likeness import CROWD, Known, Sign, likely, near_words, slips_allowed
from cases.search import sounds

HERE, THERE = UUID(int=901), UUID(int=902)


def known(number: int, name: str = "", alias: str = "", **facts: Any) -> Known:
    return Known(UUID(int=number), tuple(sounds(name).split()), tuple(sounds(alias).split()), **facts)


def signs(one: dict[str, Any], other: dict[str, Any]) -> list[Sign]:
    """What speaks for the two being one; nothing when they are no pair."""
    return [sign for pair in likely([known(1, **one), known(2, **other)]) for sign in pair.signs]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"phone": "12345678"}, {"phone": "12345678", "alias": "Mester"}, [Sign.PHONE]),
        ({"name": "Sophie Aagaard"}, {"name": "Sofie Ågård"}, [Sign.SAME_NAME]),
        ({"name": "Hansen, Peter"}, {"name": "Peter Hansen", "year": 1980}, [Sign.SAME_NAME]),
        (
            {"name": "Peter Lund Hansen", "year": 1980},
            {"name": "Peder Hansen", "year": 1981},
            [Sign.NEAR_NAME, Sign.NEAR_YEAR],
        ),
        (
            {"name": "Muhamed Hasan", "place": HERE},
            {"name": "Mohamed Hassan", "place": HERE},
            [Sign.NEAR_NAME, Sign.PLACE],
        ),
        ({"alias": "Kaptajnen"}, {"alias": "Captajnen"}, [Sign.SAME_ALIAS]),
        ({"alias": "Kaptajnen", "place": HERE}, {"alias": "Kaptejnen", "place": HERE}, [Sign.NEAR_ALIAS, Sign.PLACE]),
        ({"name": "Ib Lange"}, {"alias": "Ib Lange"}, [Sign.ALIAS_IS_NAME]),
        ({"name": "Per Skov", "place": HERE}, {"alias": "Per", "place": HERE}, [Sign.PART_OF_NAME, Sign.PLACE]),
        ({"name": "Per Skov", "year": 1970}, {"alias": "Per", "year": 1970}, [Sign.PART_OF_NAME, Sign.SAME_YEAR]),
        (
            {"name": "Per Skov", "year": 1970, "place": HERE},
            {"alias": "Røde Per", "year": 1971, "place": HERE},
            [Sign.SHARED_WORD, Sign.PLACE, Sign.NEAR_YEAR],
        ),
    ],
)
def test_what_speaks_for_two_being_one(one, other, said):
    assert signs(one, other) == said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A CPR number stands on one citizen only.
        ({"name": "Per Skov", "has_cpr": True}, {"name": "Per Skov", "has_cpr": True}),
        ({"name": "Per Skov", "year": 1970}, {"name": "Per Skov", "year": 1975}),
        ({"name": "Per Skov", "place": HERE}, {"name": "Per Lund", "place": HERE}),
        ({"name": "Jens Hansen", "place": HERE}, {"name": "Jens Larsen", "place": HERE}),
        ({"name": "Per Skov", "place": HERE}, {"alias": "Per", "place": THERE}),
        ({"name": "Per Skov", "alias": "Mester"}, {"name": "Bo Lind", "alias": "Mester"}),
        ({"name": "Kim Skov", "gender": "man", "place": HERE}, {"alias": "Kim", "gender": "woman", "place": HERE}),
        ({"place": HERE, "year": 1970}, {"place": HERE, "year": 1970}),
    ],
)
def test_what_is_no_pair(one, other):
    assert signs(one, other) == []


def test_the_most_likely_stands_first_and_a_pair_is_written_one_way():
    people = [
        known(5, name="Per Skov", place=HERE),
        known(4, alias="Per", place=HERE),
        known(3, name="Per Skow", phone="12345678"),
    ]

    found = [(pair.first.int, pair.second.int, pair.points) for pair in likely([*people, known(2, phone="12345678")])]

    assert found == [(2, 3, 6), (3, 5, 5), (4, 5, 4)]


def test_words_are_near_exactly_when_so_many_slips_lie_between():
    words = [
        "per",
        "peer",
        "pre",
        "pia",
        "ib",
        "ip",
        "kaptajnen",
        "kaptejnen",
        "captejnen",
        "kaptan",
        "hansen",
        "jensen",
    ]

    expected = {
        frozenset((one, other))
        for one, other in combinations(words, 2)
        if OSA.distance(one, other) <= slips_allowed(min(len(one), len(other)))
    }

    near = near_words(words)
    assert {frozenset((one, other)) for one in near for other in near[one] if one != other} == expected
    assert frozenset(("hansen", "jensen")) not in expected


def test_in_a_crowd_of_one_name_only_those_of_one_place_or_age_are_pairs():
    crowd = [known(number, name="Peter Hansen", year=1900 + 3 * number) for number in range(CROWD + 5)]
    same_age = known(500, name="Peter Hansen", year=1903)

    assert [(pair.first.int, pair.second.int) for pair in likely([*crowd, same_age])] == [(1, 500)]


def test_a_large_unit_compares_few_of_all_there_are(monkeypatch):
    """Each with each would be 1,999,000 comparisons."""
    seen = []
    compare = likeness._compare
    monkeypatch.setattr(likeness, "_compare", lambda *pair: seen.append(1) or compare(*pair))

    likely(
        [
            known(n, name=f"{_word(n)} {_word(n * 7 + 3)}", alias=_word(n % 197), place=UUID(int=n % 19 + 1))
            for n in range(2000)
        ]
    )

    assert 0 < len(seen) < 100_000


def _word(number: int) -> str:
    """A word of its own for each number below 4,096, as names are: syllables."""
    syllables = ("ka", "lo", "mi", "ne", "ru", "sa", "to", "vi", "be", "du", "fe", "gi", "ho", "ja", "pe", "ry")
    return "".join(syllables[number >> shift & 15] for shift in (8, 4, 0))
