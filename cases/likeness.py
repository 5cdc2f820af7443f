"""Who may be one person: pairs that look alike, scored by what speaks for it. Knows no database.

Comparing everybody with everybody would cost the square of their number. Two are compared only when they share a key:
a telephone number, the first and last word of what they are called (or one a slip or two away), or a word of it
together with place or age. A key that a crowd shares is divided by place and by age, and says nothing where that does
not help. So the cost grows about as the number of citizens does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

Words = tuple[str, ...]

#: Whose points come to less is not shown: one weak sign alone says nothing.
ENOUGH = 4
#: Years of birth are often guessed on the street.
YEARS_APART = 2
#: A key shared by more than these is a common name, not a likeness.
CROWD = 12
#: A word so few bear says more than a common one.
RARE = 3
#: What speaks against it: another whole name, another gender.
DOUBT = 2


class Sign(Enum):
    """What speaks for two being one."""

    PHONE = "phone"
    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"
    SAME_ALIAS = "same_alias"
    NEAR_ALIAS = "near_alias"
    ALIAS_IS_NAME = "alias_is_name"
    PART_OF_NAME = "part_of_name"
    SHARED_WORD = "shared_word"
    PLACE = "place"
    SAME_YEAR = "same_year"
    NEAR_YEAR = "near_year"

    @property
    def label(self) -> str:
        return str(_WORDS[self])


_WORDS = {
    Sign.PHONE: _("samme telefon"),
    Sign.SAME_NAME: _("navne, der lyder ens"),
    Sign.NEAR_NAME: _("navne, der ligner hinanden"),
    Sign.SAME_ALIAS: _("kaldenavne, der lyder ens"),
    Sign.NEAR_ALIAS: _("kaldenavne, der ligner hinanden"),
    Sign.ALIAS_IS_NAME: _("den enes kaldenavn ligner den andens navn"),
    Sign.PART_OF_NAME: _("det ene navn er en del af det andet"),
    Sign.SHARED_WORD: _("et ord fælles i det, de kaldes"),
    Sign.PLACE: _("samme sted"),
    Sign.SAME_YEAR: _("født samme år"),
    Sign.NEAR_YEAR: _("næsten samme alder"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of one citizen; `name` and `alias` as words that sound (`cases.search.sounds`)."""

    id: UUID
    name: Words = ()
    alias: Words = ()
    phone: str | None = None
    year: int | None = None
    gender: str = ""
    place: UUID | None = None
    has_cpr: bool = False

    @property
    def callings(self) -> Iterator[Words]:
        if self.name:
            yield self.name
        if self.alias:
            yield self.alias


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one; `first` is the smaller id, so that a pair is written one way only."""

    first: UUID
    second: UUID
    points: int
    signs: tuple[Sign, ...]

    @property
    def key(self) -> tuple[int, UUID, UUID]:
        """The most likely first; then by id, so that pages do not shift."""
        return (-self.points, self.first, self.second)


def likely(people: Sequence[Known]) -> list[Pair]:
    """The pairs with enough to speak for them, most likely first."""
    near = near_words({word for one in people for words in one.callings for word in words})
    bearers: dict[str, int] = defaultdict(int)
    for one in people:
        for word in {word for words in one.callings for word in words}:
            bearers[word] += 1
    met = {pair for block in _blocks(people, near) for pair in _within(people, block)}
    found = (_compare(people[one], people[other], near, bearers) for one, other in met)
    return sorted((pair for pair in found if pair), key=lambda pair: pair.key)


# --- Words a slip apart -----------------------------------------------------------------------------------------------
def slips_allowed(length: int) -> int:
    """None in two letters, two from eight: in six, Hansen, Jensen and Larsen would all be one name."""
    return 0 if length < 3 else 1 if length < 8 else 2


def near_words(vocabulary: Iterable[str]) -> dict[str, dict[str, int]]:
    """{word: {word near it: slips}}, itself included.

    Two words at most n slips apart have a common rest when at most n letters are left out of each, so only words with a
    common rest are compared.
    """
    words = list(vocabulary)
    rests: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for rest in _rests(word, slips_allowed(len(word))):
            rests[rest].append(word)
    near: dict[str, dict[str, int]] = {word: {word: 0} for word in words}
    for sharing in rests.values():
        for one, other in combinations(sharing, 2):
            if other in near[one]:
                continue
            allowed = slips_allowed(min(len(one), len(other)))
            slips = OSA.distance(one, other, score_cutoff=allowed)
            if slips <= allowed:
                near[one][other] = near[other][one] = slips
    return near


def _rests(word: str, left_out: int) -> set[str]:
    rests = {word}
    for _letter in range(left_out):
        rests |= {rest[:at] + rest[at + 1 :] for rest in rests for at in range(len(rest))}
    return rests


# --- Who is compared with whom ----------------------------------------------------------------------------------------
def _blocks(people: Sequence[Known], near: Mapping[str, Mapping[str, int]]) -> Iterator[list[int]]:
    """Positions in `people` that share a key."""
    phones: dict[Any, list[int]] = defaultdict(list)
    called: dict[Words, set[int]] = defaultdict(set)
    words: dict[Any, set[int]] = defaultdict(set)
    for number, one in enumerate(people):
        if one.phone:
            phones[one.phone].append(number)
        for calling in one.callings:
            called[_ends(calling)].add(number)
            for word in calling:
                for key in _with_place_or_age(word, one):
                    words[key].add(number)
    yield from (block for block in phones.values() if len(block) > 1)
    yield from _alike(called, near)
    # A word of a name means something only beside an alias: all others of that name are no likeness.
    with_alias = {number for number, one in enumerate(people) if one.alias or len(one.name) == 1}
    yield from (list(block) for block in words.values() if len(block) > 1 and block & with_alias)


def _ends(calling: Words) -> Words:
    """First and last word, in one order: Hansen Peter is Peter Hansen, and the names between are often left out."""
    return tuple(sorted((calling[0], calling[-1])))


def _with_place_or_age(word: str, one: Known) -> Iterator[tuple[str, Any]]:
    if one.place:
        yield (word, one.place)
    if one.year:
        # Whoever is at most YEARS_APART older has one of these years, too.
        yield from ((word, one.year + later) for later in range(YEARS_APART + 1))


def _alike(called: Mapping[Words, set[int]], near: Mapping[str, Mapping[str, int]]) -> Iterator[list[int]]:
    for (first, last), bearers in called.items():
        for other_first in near[first]:
            for other_last in near[last]:
                other = tuple(sorted((other_first, other_last)))
                if other >= (first, last) and (others := called.get(other)):
                    together = bearers | others
                    if len(together) > 1:
                        yield list(together)


def _within(people: Sequence[Known], block: list[int]) -> Iterator[tuple[int, int]]:
    if len(block) <= CROWD:
        yield from combinations(sorted(block), 2)
        return
    shares: dict[Any, list[int]] = defaultdict(list)
    for number in block:
        for key in _with_place_or_age("", people[number]):
            shares[key].append(number)
    for share in shares.values():
        if len(share) <= CROWD:
            yield from combinations(sorted(share), 2)


# --- What speaks for it -----------------------------------------------------------------------------------------------
def _compare(
    one: Known, other: Known, near: Mapping[str, Mapping[str, int]], bearers: Mapping[str, int]
) -> Pair | None:
    if one.has_cpr and other.has_cpr:
        # A CPR number stands on one citizen only, so these are two.
        return None
    signs = [*_same_phone(one, other), *_called_alike(one, other, near, bearers)]
    if not signs:
        return None
    if one.place and one.place == other.place:
        signs.append((Sign.PLACE, 2))
    points = sum(worth for _sign, worth in signs)
    if one.gender and other.gender and one.gender != other.gender:
        points -= DOUBT
    if _have_other_names(one, other, signs):
        points -= DOUBT
    if one.year and other.year:
        apart = abs(one.year - other.year)
        if apart <= YEARS_APART:
            signs.append((Sign.NEAR_YEAR, 1) if apart else (Sign.SAME_YEAR, 2))
            points += signs[-1][1]
        else:
            points -= ENOUGH
    if points < ENOUGH:
        return None
    first, second = sorted((one.id, other.id))
    return Pair(first, second, points, tuple(sign for sign, _worth in signs))


def _have_other_names(one: Known, other: Known, signs: list[tuple[Sign, int]]) -> bool:
    """Both have a whole name, and these are not alike: only a telephone or an alias brought them together."""
    of_names = (Sign.SAME_NAME, Sign.NEAR_NAME)
    return len(one.name) > 1 and len(other.name) > 1 and not any(sign in of_names for sign, _worth in signs)


def _same_phone(one: Known, other: Known) -> list[tuple[Sign, int]]:
    return [(Sign.PHONE, 6)] if one.phone and one.phone == other.phone else []


def _called_alike(
    one: Known, other: Known, near: Mapping[str, Mapping[str, int]], bearers: Mapping[str, int]
) -> list[tuple[Sign, int]]:
    """The strongest likeness of what the two are called, or none."""
    found = []
    for mine in one.callings:
        for theirs in other.callings:
            aliases = (mine is one.alias) + (theirs is other.alias)
            found.append(
                _whole(mine, theirs, aliases, near, bearers) or _part(mine, theirs, is_name=not aliases) or _NOTHING
            )
    best = max(found, key=lambda entry: entry[1], default=_NOTHING)
    return [best] if best[1] else []


_NOTHING = (Sign.SHARED_WORD, 0)


def _whole(
    mine: Words,
    theirs: Words,
    aliases: int,
    near: Mapping[str, Mapping[str, int]],
    bearers: Mapping[str, int],
) -> tuple[Sign, int] | None:
    """Both names say the same, or nearly; `aliases` is how many of the two are one."""
    same = (Sign.SAME_NAME, Sign.ALIAS_IS_NAME, Sign.SAME_ALIAS)[aliases]
    if set(mine) == set(theirs):
        return (same, 5) if len(mine) > 1 else (same, 3 + (bearers[mine[0]] <= RARE))
    short, long = sorted((mine, theirs), key=len)
    if len(short) == 1 and len(long) > 1:
        return None
    total = 0
    for word in short:
        slips = [near[word][there] for there in long if there in near[word]]
        if not slips:
            return None
        total += min(slips)
    nearly = (Sign.NEAR_NAME, Sign.ALIAS_IS_NAME, Sign.NEAR_ALIAS)[aliases]
    return nearly, 2 if len(short) == 1 or total > 1 else 3


def _part(mine: Words, theirs: Words, *, is_name: bool) -> tuple[Sign, int] | None:
    """One name stands in the other, or a word is in both. Of two whole names a word is no likeness."""
    short, long = sorted((set(mine), set(theirs)), key=len)
    shared = {word for word in short & long if len(word) > 2}
    if not shared or (is_name and len(short) > 1):
        return None
    return (Sign.PART_OF_NAME, 2) if short <= long else (Sign.SHARED_WORD, 1)
