"""Small numbers are hidden from readers outside the team, and so is whatever would give them away.

A table with its totals is a network in which citizens flow: from the column of totals into a row, through a cell into
a column, on to the row of totals, and by the grand total back. What flows into a point flows out of it, and these
equations are all that a reader can count with. A hidden number is safe when it lies on a ring of hidden numbers along
which one citizen more could flow, for then the table that the reader sees fits another number as well.

Decided:

- Hidden is every count and every total under `SMALLEST`, **zero as well**. A zero tells about everybody in the group
  what they are not; and with the zeros open, two hidden cells that add up to 2 could only be 1 and 1.
- A reader may know this rule: a number hidden for being small must stay open within 0 to 4, one hidden to protect it
  from 0 upwards.
- What is hidden besides is the ring that hides the fewest citizens, in a list the smallest further count.
- What is hidden of a total that is shown adds up to `SMALLEST` or more: "three in one of these two" is a small number
  too.

It guards one table. Who sees two tables of overlapping groups, or the same one a week later, can subtract them.
Percentages and means of a hidden count are to be hidden by whoever prints them.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

SMALLEST = 5


@dataclass(frozen=True)
class Row:
    """A list of counts and its total; None is hidden."""

    cells: list[int | None]
    total: int | None


@dataclass(frozen=True)
class Table:
    """`cells[row][column]` with the totals of rows, of columns and of all; None is hidden."""

    cells: list[list[int | None]]
    row_totals: list[int | None]
    column_totals: list[int | None]
    total: int | None


def hide_small(counts: Sequence[int], smallest: int = SMALLEST) -> Row:
    """Counts of groups that exclude each other, with their total.

    Where one may belong to several groups, each group is a list of its own: those in it, and the others.
    """
    total = sum(counts)
    arcs = [Arc("in", "out", count) for count in counts]
    *cells, of_all = hide_arcs([*arcs, Arc("out", "in", total)], smallest)
    return Row(cells, of_all)


def hide_small_table(rows: Sequence[Sequence[int]], smallest: int = SMALLEST) -> Table:
    """Counts by two divisions at once, with both kinds of totals. Raises ValueError where the rows differ in length."""
    row_totals = [sum(row) for row in rows]
    column_totals = [sum(column) for column in zip(*rows, strict=True)]
    height, width = len(row_totals), len(column_totals)
    arcs = [Arc(("row", i), ("column", j), count) for i, row in enumerate(rows) for j, count in enumerate(row)]
    arcs += [Arc("row totals", ("row", i), count) for i, count in enumerate(row_totals)]
    arcs += [Arc(("column", j), "column totals", count) for j, count in enumerate(column_totals)]
    arcs += [Arc("column totals", "row totals", sum(row_totals))]
    shown = iter(hide_arcs(arcs, smallest))
    return Table(
        [[next(shown) for _ in range(width)] for _ in range(height)],
        [next(shown) for _ in range(height)],
        [next(shown) for _ in range(width)],
        next(shown),
    )


@dataclass(frozen=True)
class Arc:
    """A number of the table: `count` citizens flow from `tail` to `head`.

    Totals stand last in a list of arcs: of two numbers as large, the first is hidden.
    """

    tail: Hashable
    head: Hashable
    count: int

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"not a number of citizens: {self.count}")


#: How many citizens it hides, how many numbers it goes by, and which.
Way = tuple[int, int, list[int]]


def hide_arcs(arcs: list[Arc], smallest: int = SMALLEST) -> list[int | None]:
    """The numbers in the order of `arcs`: for figures that divide one and the same base in several ways, which would
    give each other away if each were hidden by itself."""
    network = Network(arcs, smallest)
    network.hide()
    return [None if place in network.hidden else arc.count for place, arc in enumerate(arcs)]


class Network:
    """The numbers of one table by their place in `arcs`, and which of them are hidden so far."""

    def __init__(self, arcs: list[Arc], smallest: int) -> None:
        self.arcs, self.smallest = arcs, smallest
        self.small = {place for place, arc in enumerate(arcs) if arc.count < smallest}
        self.hidden = set(self.small)
        self.at: dict[Hashable, list[int]] = defaultdict(list)
        for place, arc in enumerate(arcs):
            self.at[arc.tail].append(place)
            self.at[arc.head].append(place)

    def hide(self) -> None:
        self._hide_rings_through(sorted(self.small, key=self._size))
        while (further := self._next_to_a_small_sum()) is not None:
            self._hide_rings_through([further])

    def _hide_rings_through(self, places: Iterable[int]) -> None:
        safe: set[int] = set()
        for place in places:
            if place not in safe:
                ring = self._cheapest_ring(place)
                safe.update(ring)
                self.hidden.update(ring)

    def _size(self, place: int) -> int:
        return self.arcs[place].count

    def _next_to_a_small_sum(self) -> int | None:
        """The number to hide besides, where all that is hidden at a point is on one side of it and adds up to few."""
        for point, places in self.at.items():
            flows_in = {place for place in places if self.arcs[place].head == point}
            hidden = self.hidden.intersection(places)
            if not hidden or (hidden & flows_in and hidden - flows_in):
                continue
            if sum(self.arcs[place].count for place in hidden) < self.smallest:
                same_side = flows_in if hidden <= flows_in else set(places) - flows_in
                if beside := same_side - hidden:
                    return min(sorted(beside), key=self._size)
        return None

    def _cheapest_ring(self, place: int) -> list[int]:
        """`place` and what closes the ring around it, with one citizen more or one fewer along it."""
        arc = self.arcs[place]
        ways = []
        if self._may_rise(place):
            ways.append(self._cheapest_way(arc.head, arc.tail, without=place))
        if self._may_fall(place):
            ways.append(self._cheapest_way(arc.tail, arc.head, without=place))
        found = [way for way in ways if way is not None]
        return [place, *min(found)[-1]] if found else [place]

    def _may_rise(self, place: int) -> bool:
        return place not in self.small or self.arcs[place].count < self.smallest - 1

    def _may_fall(self, place: int) -> bool:
        return self.arcs[place].count > 0

    def _cheapest_way(self, start: Hashable, goal: Hashable, without: int) -> Way | None:
        """Dijkstra's way from point to point: along an arc that may rise, against one that may fall.

        What is hidden already costs nothing, anything else its citizens.
        """
        waiting: list[tuple[int, int, list[int], Hashable]] = [(0, 0, [], start)]
        seen: set[Hashable] = set()
        while waiting:
            citizens, length, way, point = heapq.heappop(waiting)
            if point == goal:
                return citizens, length, way
            if point in seen:
                continue
            seen.add(point)
            for place in self.at[point]:
                arc = self.arcs[place]
                further, may = (arc.head, self._may_rise) if arc.tail == point else (arc.tail, self._may_fall)
                if place != without and further not in seen and may(place):
                    cost = 0 if place in self.hidden else arc.count
                    heapq.heappush(waiting, (citizens + cost, length + 1, [*way, place], further))
        return None
