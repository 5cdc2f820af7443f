"""What is hidden cannot be found again, neither by subtraction nor by solving all sums at once."""

from __future__ import annotations

from itertools import chain, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from measurements.suppression import Row, Table, hide_small, hide_small_table

#: Many small ones and some large, as in the tables of a small team.
COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 40))
LISTS = st.lists(COUNTS, min_size=1, max_size=5)
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(st.lists(COUNTS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ([12, 9, 20], [12, 9, 20], 41),
        # The smallest of the others protects it.
        ([3, 20, 8, 11], [None, 20, None, 11], 42),
        # A zero is hidden like any other.
        ([0, 12, 9], [None, 12, None], 21),
        # Two that protect each other, and are many enough together.
        ([4, 3, 12, 9], [None, None, 12, 9], 28),
        # Two of them, but three citizens "in one of these two" are few as well.
        ([1, 2, 12, 9], [None, None, 12, None], 24),
        # Whoever knows the rule would see 4 and 4 in a sum of 8, and 0 and 0 in a sum of 0.
        ([4, 4, 12, 9], [None, None, 12, None], 29),
        ([0, 0, 20], [None, None, None], 20),
        # The total gives nothing away, or is small itself.
        ([3, 20], [None, None], 23),
        ([1, 2], [None, None], None),
        ([4, 4], [None, None], None),
        ([0], [None], None),
        ([], [], None),
        ([5], [5], 5),
    ],
)
def test_a_list_with_its_total(counts, cells, total):
    assert hide_small(counts) == Row(cells, total)


def test_the_report_of_2017_to_outsiders():
    """Figures 7-3 to 7-5: 12, 2, 16 · 10, 6, 14 · 1, 23, 6 of thirty."""
    assert [hide_small(counts).cells for counts in ([12, 2, 16], [10, 6, 14], [1, 23, 6])] == [
        [None, None, 16],
        [10, 6, 14],
        [None, 23, None],
    ]


def test_a_small_cell_of_a_table_takes_three_others_along():
    """The ring that hides fewest citizens goes by 7, 6 and 9, not by what is smallest in its row alone."""
    table = [
        [3, 7, 30],
        [9, 6, 25],
        [50, 60, 8],
    ]
    assert hide_small_table(table) == Table(
        cells=[[None, None, 30], [None, None, 25], [50, 60, 8]],
        row_totals=[40, 40, 118],
        column_totals=[62, 73, 63],
        total=198,
    )


def test_a_small_total_hides_its_row_and_another_total():
    table = [
        [1, 2],
        [10, 12],
        [30, 31],
    ]
    assert hide_small_table(table) == Table(
        cells=[[None, None], [None, None], [30, 31]],
        row_totals=[None, None, 61],
        column_totals=[41, 45],
        total=86,
    )


def test_a_table_without_small_numbers_is_shown_whole():
    assert hide_small_table([[5, 6], [7, 8]]) == Table([[5, 6], [7, 8]], [11, 15], [12, 14], 26)


def test_what_is_no_table_of_citizens_is_refused():
    with pytest.raises(ValueError):
        hide_small_table([[5, 6], [7]])
    with pytest.raises(ValueError, match="-1"):
        hide_small([7, -1])


@given(LISTS)
def test_in_a_list_every_hidden_count_has_more_than_one_value(counts):
    """Every list that a reader could think of is tried: small ones hidden as such are 0 to 4, others anything."""
    row = hide_small(counts)
    if row.total is None:
        assert sum(counts) < 5 or set(counts) == {4}
        assert row.cells == [None] * len(counts)
        return
    hidden = [count for count, cell in zip(counts, row.cells, strict=True) if cell is None]
    possible = [range(5) if count < 5 else range(sum(hidden) + 1) for count in hidden]
    fitting = [values for values in product(*possible) if sum(values) == sum(hidden)]
    assert all(len(set(values)) > 1 for values in zip(*fitting, strict=True)) or not hidden


@given(TABLES)
def test_what_is_shown_is_true_and_what_is_small_is_not_shown(table):
    hidden = flat(hide_small_table(table))
    true = whole(table)
    assert all(cell is None or cell == count >= 5 for cell, count in zip(hidden, true, strict=True))
    assert None in hidden or min(true) >= 5


@given(TABLES)
def test_no_row_or_column_hides_exactly_one_number(table):
    """Its total counts with it: a hidden total is one of the numbers that the reader lacks."""
    shown = hide_small_table(table)
    rows = [[*row, total] for row, total in zip(shown.cells, shown.row_totals, strict=True)]
    rows.append([*shown.column_totals, shown.total])
    lines = [*rows, *zip(*rows, strict=True)]
    assert [line for line in lines if list(line).count(None) == 1] == []


@given(TABLES)
def test_what_is_hidden_of_a_shown_total_is_never_few(table):
    shown = hide_small_table(table)
    rows = [*zip(shown.cells, shown.row_totals, strict=True)]
    columns = [
        ([*column], total) for column, total in zip(zip(*shown.cells, strict=True), shown.column_totals, strict=True)
    ]
    margins = [(shown.row_totals, shown.total), (shown.column_totals, shown.total)]
    left = [
        total - sum(cell or 0 for cell in line)
        for line, total in chain(rows, columns, margins)
        if total is not None and None in line
    ]
    assert [few for few in left if few < 5] == []


@settings(max_examples=60)
@given(TABLES)
def test_no_hidden_number_can_be_solved_for(table):
    """The least and the most that fits all sums differ, even for one who guesses which were hidden for being small."""
    true, shown = whole(table), flat(hide_small_table(table))
    bounds = [
        (count, count) if cell is not None else (0, 4) if count < 5 else (0, None)
        for cell, count in zip(shown, true, strict=True)
    ]
    sums = equations(len(table), len(table[0]))
    assert not (sums @ true).any()
    for place in [place for place, cell in enumerate(shown) if cell is None]:
        wanted = np.zeros(len(true))
        wanted[place] = 1
        least, most = (linprog(sign * wanted, A_eq=sums, b_eq=np.zeros(len(sums)), bounds=bounds) for sign in (1, -1))
        # Unbounded (3) is as open as can be.
        assert most.status == 3 or -most.fun - least.fun > 0.5


def whole(table: list[list[int]]) -> list[int]:
    """Cells, totals of rows, totals of columns, total of all."""
    return [*chain(*table), *map(sum, table), *map(sum, zip(*table, strict=True)), sum(map(sum, table))]


def flat(table: Table) -> list[int | None]:
    return [*chain(*table.cells), *table.row_totals, *table.column_totals, table.total]


def equations(height: int, width: int) -> np.ndarray:
    """Each line is one sum of the table in the order of `whole`: its parts less its total are nothing."""
    cells = np.arange(height * width).reshape(height, width)
    rows, columns = height * width + np.arange(height), height * width + height + np.arange(width)
    everything = columns[-1] + 1
    lines = [
        *zip(cells, rows, strict=True),
        *zip(cells.T, columns, strict=True),
        (rows, everything),
        (columns, everything),
    ]
    sums = np.zeros((len(lines), everything + 1))
    for line, (parts, total) in zip(sums, lines, strict=True):
        line[parts], line[total] = 1, -1
    return sums
