"""What it means that a report says the same as a published one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.measurements.comparison import Comparison, compare


def compared(cells: dict[str, Any], row: dict[str, Any], **more: Any) -> Comparison:
    published = {"tables": {"T1": {"rows": {"a": cells}}}, **more}
    return compare(published, {"T1": {"rows": {"a": {"label": "A", **row}}}})


def test_numbers_are_compared_as_they_are_printed():
    found = compared({"Før": 3.7, "Efter": 4.04, "N": 27}, {"Før": Decimal("3.70"), "Efter": 4.05, "N": 27})

    assert found.matched == ["T1 / a / Før", "T1 / a / N"]
    assert found.differing == ["T1 / a / Efter: published 4.04, reported 4.05"]


def test_where_two_ways_of_rounding_are_right_either_is():
    also = [{"table": "T1", "row": "a", "column": "Udvikling", "also": [0.07]}]
    told = {said: compared({"Udvikling": 0.08}, {"Udvikling": said}, also=also) for said in (0.07, 0.08, 0.09)}

    assert [said for said, found in told.items() if not found.differing] == [0.07, 0.08]


@pytest.mark.parametrize(
    ("published", "reported", "same"),
    [
        ("", None, True), ("", "*", False), ("**", "**", True), ("**", None, False),
        (True, 52000, True), (True, None, False), (False, None, True), (False, 52000, False),
        ("> 0", 100, True), ("> 0", -100, False), ("> 0", None, False), (0, 0, True), (0, None, False),
    ],
)  # fmt: skip
def test_marks_ticks_and_nothing(published, reported, same):
    assert (compared({"x": published}, {"x": reported}).differing == []) is same


def test_what_the_report_lacks_differs_and_is_named():
    published = {"tables": {"T1": {"n": 27, "rows": {"a": {"x": 1}}}}}

    assert compare(published, {}).differing == [
        "T1 / N: published 27, reported None",
        "T1 / a / x: published 1, reported None",
    ]


def test_a_row_is_found_by_the_beginning_of_its_name():
    published = {"tables": {"T1": {"rows": {"Hjemmehjælp": {"x": 1}, "Nettogevinst": {"x": 2}}}}}
    rows = {"home_help": {"label": "Hjemmehjælp (SEL § 83)", "x": 1}, "Nettogevinst pr. borger": {"label": "", "x": 2}}

    assert compare(published, {"T1": {"rows": rows}}).differing == []


def test_numbers_whose_places_are_unknown_stand_somewhere_in_the_row():
    published = {"tables": {}, "any_order": {"T1": {"a": [5, 42, 53]}}}
    found = compare(published, {"T1": {"rows": {"a": {"label": "A", "w": 0, "x": 5, "y": 53, "z": 41}}}})

    assert found.matched == ["T1 / a / 5", "T1 / a / 53"]
    assert found.differing == ["T1 / a / 42: published 42, reported [0, 53, 41]"]


def test_a_column_may_say_whose_it_is():
    assert compared({"Borgereksempel 1": 1}, {"Odense: Borgereksempel 1": 1}).differing == []


def test_what_cannot_be_tested_is_named_and_counted():
    lost = [{"table": "T9", "row": "*", "column": "*", "cells": 15, "why": "Kroner are lost."}]
    found = compared({"x": 1}, {"x": 1}, not_testable=lost)

    assert found == Comparison(["T1 / a / x"], [], {"T9 / * / *": "Kroner are lost."}, 15)
