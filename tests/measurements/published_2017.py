"""Made-up answers that reproduce tables 7-1 to 7-3 and figure 7-2 of the evaluation report of 2017.

The real answers were never published. These give every printed mean, change, mark and percentage, and nothing else in
them is to be believed. In table 7-3 the numbers 0-4 about mental health cannot come from the 8 citizens in its note: 12
can give them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """As printed: the two means, the change, its mark; and figure 7-2's percentages, better first."""

    key: str
    before: list[int]
    after: list[int]
    printed: tuple[str, str, str, str]
    better: str = "higher"
    development: tuple[int, int, int] | None = None

    @property
    def pairs(self) -> Counter[tuple[int, int]]:
        return Counter(zip(self.before, self.after, strict=True))


def digits(text: str) -> list[int]:
    return [int(digit) for digit in text]


TABLE_7_1 = [
    Published(
        "hope",
        digits("434444444343554255555522555"),
        digits("545555555552454255555522555"),
        ("4.07", "4.44", "0.37", "**"),
        development=(41, 52, 7),
    ),
    Published(
        "worse",
        digits("444455554452535545445555455"),
        digits("555544554452535545445555455"),
        ("4.44", "4.52", "0.08", ""),
        development=(15, 78, 7),
    ),
    Published(
        "hurt_others",
        digits("444155525454533444554213544"),
        digits("555244414354533444554213544"),
        ("3.85", "3.78", "-0.07", ""),
        development=(15, 63, 22),
    ),
    Published(
        "work_hard",
        digits("434333232255545555324315455"),
        digits("545445343344545555324315455"),
        ("3.70", "4.04", "0.34", "**"),
        development=(37, 56, 7),
    ),
    Published(
        "serious_problem",
        digits("434425535555554535533445553"),
        digits("555544435555554535533445553"),
        ("4.22", "4.41", "0.19", ""),
        development=(19, 74, 7),
    ),
    Published(
        "no_need",
        digits("132222211133231111131212411"),
        digits("221111111133231111131212411"),
        ("1.78", "1.59", "-0.19", "*"),
        better="lower",
        development=(22, 74, 4),
    ),
]

TABLE_7_2 = [
    Published(
        "days",
        [9, 30, 0, 18, 30, 30, 13, 30, 28, 7, 12, 25, 30, 23, 10],
        [14, 0, 10, 26, 0, 0, 14, 0, 26, 9, 7, 21, 0, 24, 13],
        ("19.7", "10.9", "-8.7", "*"),
    ),
    Published(
        "bothered",
        digits("342143224"),
        digits("412134341"),
        ("2.8", "2.6", "-0.2", ""),
    ),
    Published(
        "importance",
        digits("243432344"),
        digits("434434324"),
        ("3.2", "3.4", "0.2", ""),
    ),
]

TABLE_7_3 = [
    Published(
        "physical.days",
        [21, 6, 7, 13, 17, 5, 15, 10, 25, 19, 10, 0, 23, 7, 21],
        [6, 0, 9, 20, 27, 0, 25, 0, 17, 12, 12, 4, 4, 16, 10],
        ("13.3", "10.8", "-2.5", ""),
    ),
    Published(
        "psych.days",
        [30, 11, 8, 24, 30, 30, 30, 30, 30, 7, 26, 30, 29, 5, 11],
        [9, 26, 26, 24, 19, 9, 9, 3, 20, 30, 17, 12, 30, 19, 29],
        ("22.1", "18.8", "-3.3", ""),
    ),
    Published(
        "physical.bothered",
        digits("24214242"),
        digits("12440404"),
        ("2.6", "2.4", "-0.3", ""),
    ),
    Published(
        "psych.bothered",
        digits("443234442212"),
        digits("444122132021"),
        ("2.9", "2.2", "-0.8", "*"),
    ),
    Published(
        "physical.importance",
        digits("41141404"),
        digits("14204043"),
        ("2.4", "2.3", "-0.1", ""),
    ),
    Published(
        "psych.importance",
        digits("341444343121"),
        digits("214012321441"),
        ("2.8", "2.1", "-0.8", ""),
    ),
]
