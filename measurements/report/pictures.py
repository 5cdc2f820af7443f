"""The picture of a report's table: bars under their labels, each with its number as the table prints it.

What stands where is reckoned here, for a label may be a whole question and must not be cut; `cases.charts` draws it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases.charts import BAR, WIDTH, drawn
from measurements.report.tables import Cell, Row, Table

#: Paper is wider and has an end: a picture of many rows shall fit.
PAPER_WIDTH = 700
PAPER_BAR, PAPER_GAP = 17, 8
#: A letter and a line at the size in which pictures are written.
_LETTER, _LINE = 7.2, 17
_GAP = 12
_TYPEFACE = "Atkinson Hyperlegible Next"
#: From the darkest to the lightest: told apart, and in their order, in grey too.
_BANDS = {1: (3,), 2: (6, 1), 3: (6, 3, 0), 4: (6, 3, 1, 0)}
_MOST_SHADES = max(_BANDS)
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")


def picture(table: Table, *, paper: bool = False) -> SafeString:
    """SVG in the page's own colours, or in those of a light page for paper. Empty where there is nothing to draw."""
    drawing = table.drawing
    if drawing is None or not any(_size(cell) for name in drawing.columns for cell in table.column(name)):
        return SafeString("")
    canvas = Canvas(PAPER_WIDTH, PAPER_BAR, PAPER_GAP) if paper else Canvas(WIDTH, BAR, _GAP)
    if drawing.shape == "stacked":
        _stacked(canvas, table, drawing.columns)
    else:
        _bars(canvas, table, drawing.columns)
    return _on_paper(canvas.drawn()) if paper else canvas.drawn()


def picture_words(table: Table) -> str:
    """What is said of the picture to whoever does not see it."""
    columns = ", ".join(table.drawing.columns if table.drawing else ())
    if table.drawing and table.drawing.shape == "stacked":
        said = _("%(title)s som søjler, der hver er delt i %(columns)s. Tallene står i tabellen.")
    else:
        said = _("%(title)s som søjler: %(columns)s. Tallene står i tabellen.")
    return said % {"title": table.title, "columns": columns}


@dataclass
class Canvas:
    """Rectangles and words by their place, filled from the top; `y` is where the next begins."""

    width: int
    bar: int
    gap: int
    y: float = 0
    boxes: list[dict[str, Any]] = field(default_factory=list)
    chips: list[dict[str, Any]] = field(default_factory=list)
    words: list[dict[str, Any]] = field(default_factory=list)

    def label(self, text: str) -> None:
        """From the left edge, over as many lines as it takes."""
        for line in textwrap.wrap(text, int(self.width / _LETTER)) or [""]:
            self.word(line, 0, self.y + _LINE / 2)
            self.y += _LINE
        self.y += 2

    def word(self, text: str, x: float, middle: float) -> None:
        self.words.append({"text": text, "x": x, "y": middle})

    def box(self, left: float, right: float, height: float, shade: str) -> None:
        self.boxes.append({"x": left, "x2": right, "y": self.y, "y2": self.y + height, "shade": shade})

    def chip(self, text: str, left: float, middle: float) -> None:
        """A word on a ground of its own, readable on every shade."""
        right = left + _wide(text) + 4
        self.chips.append({"x": left, "x2": right, "y": middle - 7.5, "y2": middle + 7.5, "shade": "var(--surface)"})
        self.word(text, left + 3, middle)

    def drawn(self) -> SafeString:
        rectangle = {"type": "rect", "stroke": "var(--ink-soft)", "strokeWidth": 0.75}
        layers = [
            _layer(self.boxes, rectangle, second=True),
            _layer(self.chips, {"type": "rect", "cornerRadius": 3}, second=True),
            _layer(self.words, {"type": "text", "align": "left", "baseline": "middle"}, second=False),
        ]
        return drawn({"width": self.width, "height": self.y, "layer": [layer for layer in layers if layer]})


def _layer(values: list[dict[str, Any]], mark: dict[str, Any], *, second: bool) -> dict[str, Any]:
    if not values:
        return {}
    place = {"type": "quantitative", "scale": None, "axis": None}
    encoding: dict[str, Any] = {"x": {"field": "x", **place}, "y": {"field": "y", **place}}
    if second:
        shade = {"field": "shade", "type": "nominal", "scale": None}
        encoding |= {"x2": {"field": "x2"}, "y2": {"field": "y2"}, "fill": shade}
    else:
        encoding["text"] = {"field": "text", "type": "nominal"}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _bars(canvas: Canvas, table: Table, names: Sequence[str]) -> None:
    """A bar for each of the columns; several say whose they are beside the number, or above where the name is long."""
    several, longest = len(names) > 1, max(map(len, names))
    above = several and longest > canvas.width / _LETTER / 3
    beside = several and not above
    drawn_cells = [[row.cells[table.columns.index(name)] for name in names] for row in table.rows]
    ends = [
        [f"{name} {cell.text}" if beside else cell.text for name, cell in zip(names, cells, strict=True)]
        for cells in drawn_cells
    ]
    low, high = _span([cell for cells in drawn_cells for cell in cells])
    unit = (canvas.width - max(_wide(end) for row in ends for end in row) - 8) / (high - low)
    height = min(canvas.bar, 18) if several else canvas.bar
    for row, cells, row_ends in zip(table.rows, drawn_cells, ends, strict=True):
        canvas.label(row.label)
        for number, (name, cell, end) in enumerate(zip(names, cells, row_ends, strict=True)):
            if above:
                canvas.label(name)
            size = _size(cell) or 0.0
            left, right = sorted((-low * unit, (size - low) * unit))
            if size:
                canvas.box(left, right, height, _shade(number, len(names)))
            canvas.word(end, right + 6, canvas.y + height / 2 + 1)
            canvas.y += height + 3
        canvas.y += canvas.gap - 3
    canvas.y -= canvas.gap


def _span(cells: Sequence[Cell]) -> tuple[float, float]:
    """From where to where a picture of these reaches: per cent to a hundred, whatever the highest of them."""
    told = [(size, cell.text) for cell in cells if (size := _size(cell)) is not None]
    whole = 100.0 if all(text.endswith("%") for _number, text in told) else 0.0
    return min(0.0, *(size for size, _text in told)), max(whole, *(size for size, _text in told))


def _stacked(canvas: Canvas, table: Table, names: Sequence[str]) -> None:
    """A bar of a hundred per cent for each row. Of a row with something hidden no part is drawn: it would tell."""
    places = [table.columns.index(name) for name in names]
    for row in table.rows:
        canvas.label(row.label)
        _divided(canvas, row, [row.cells[place] for place in places])
        canvas.y += canvas.bar + canvas.gap
    _legend(canvas, names)


def _divided(canvas: Canvas, row: Row, cells: Sequence[Cell]) -> None:
    middle = canvas.y + canvas.bar / 2
    sizes = [_size(cell) or 0.0 for cell in cells]
    hides = [cell for cell in cells if cell.is_hidden]
    if hides or not sum(sizes):
        canvas.word((hides or list(cells))[0].text, 6, middle)
        return
    left = 0.0
    for number, (cell, size) in enumerate(zip(cells, sizes, strict=True)):
        if not size:
            continue
        right = left + size / sum(sizes) * canvas.width
        canvas.box(left, right, canvas.bar, _shade(number, len(cells)))
        text = _numbered(number, len(cells), cell.text)
        if right - left > _wide(text) + 10:
            canvas.chip(text, left + 4, middle)
        left = right


def _legend(canvas: Canvas, names: Sequence[str]) -> None:
    x = 0.0
    for number, name in enumerate(names):
        text = _numbered(number, len(names), name)
        wide = 20 + _wide(text)
        if x and x + wide > canvas.width:
            x, canvas.y = 0.0, canvas.y + _LINE + 4
        canvas.boxes.append({
            "x": x, "x2": x + 13, "y": canvas.y + 2, "y2": canvas.y + 15, "shade": _shade(number, len(names)),
        })  # fmt: skip
        canvas.word(text, x + 20, canvas.y + _LINE / 2)
        x += wide + 16
    canvas.y += _LINE


def _numbered(number: int, of: int, text: str) -> str:
    """With more parts than shades, a number says which is which."""
    return f"{number + 1}: {text}" if of > _MOST_SHADES else text


def _shade(number: int, of: int) -> str:
    return f"var(--band-{_BANDS[min(of, _MOST_SHADES)][number % _MOST_SHADES]})"


def _size(cell: Cell) -> float | None:
    return float(cell.value) if isinstance(cell.value, int | Decimal) else None


def _wide(text: str) -> float:
    return len(text) * _LETTER


def _on_paper(svg: str) -> SafeString:
    colours = _light_colours()
    coloured = _VARIABLE.sub(lambda found: colours[found[1]], svg)
    return mark_safe(coloured.replace('font-family="inherit"', f'font-family="{_TYPEFACE}"'))


@lru_cache(maxsize=1)
def _light_colours() -> dict[str, str]:
    """The variables of the light page; paper is white as its surface is."""
    found = finders.find("css/tokens.css")
    assert isinstance(found, str)
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{3,8});", Path(found).read_text()))
