"""Pictures of numbers: SVG drawn on the server, in the page's own colours, each with its table beside it.

The SVG stands in the page itself: its colours are the page's CSS variables, so that it follows light, dark and paper.
It holds no script and no style; the numbers are written into it by Python, in Danish.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert
from django.utils.safestring import SafeString, mark_safe

WIDTH = 330
BAR = 22
_ROW = 48

_TEXT = {"color": "var(--ink)", "fontSize": 13}
_CONFIG: dict[str, Any] = {
    "font": "inherit",
    "text": _TEXT,
    "view": {"stroke": None},
    "axis": {
        "aria": False, "labelColor": "var(--ink)", "labelFontSize": 13, "gridColor": "var(--line)",
        "tickColor": "var(--line-strong)", "domain": False, "ticks": False, "title": None,
    },
    "mark": {"aria": False},
    "legend": {
        "aria": False, "labelColor": "var(--ink)", "labelFontSize": 13, "orient": "bottom", "title": None,
        "columns": 2, "symbolType": "square", "symbolStrokeColor": "var(--ink)", "symbolStrokeWidth": 1,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """One bar under its name: the parts it is stacked from, and what stands at its end."""

    name: str
    parts: Sequence[float]
    text: str


def stacked(rows: Sequence[Bar], labels: Sequence[str], shades: Sequence[str]) -> SafeString:
    """Bars one below the other, each divided in the same parts; `labels` and `shades` say which part is which."""
    values = [
        {"name": bar.name, "part": label, "order": number, "size": size}
        for bar in rows
        for number, (label, size) in enumerate(zip(labels, bar.parts, strict=True))
        if size
    ]
    ends = [{"name": bar.name, "size": sum(bar.parts), "text": bar.text} for bar in rows]
    layers = [
        {
            "data": {"values": values},
            "mark": {"type": "bar", "height": BAR, "yOffset": 10, "stroke": "var(--surface)", "strokeWidth": 1},
            "encoding": {
                "x": {"field": "size", "type": "quantitative", "stack": "zero"},
                "color": {
                    "field": "part", "type": "nominal", "scale": {"domain": list(labels), "range": list(shades)},
                },
                "order": {"field": "order", "type": "quantitative"},
            },
        },
        {
            "data": {"values": ends},
            "mark": {"type": "text", "align": "left", "dx": 5, "yOffset": 10},
            "encoding": {"x": {"field": "size", "type": "quantitative"}, "text": {"field": "text"}},
        },
    ]  # fmt: skip
    return drawn(bars([bar.name for bar in rows], "name", layers, max((sum(bar.parts) for bar in rows), default=0)))


def bars(
    names: list[str], field: str, layers: list[dict[str, Any]], longest: float, *, scale: bool = True
) -> dict[str, Any]:
    """Bars one below the other, each under its name, with room for the number at the end of the longest."""
    y = {
        "field": field, "type": "nominal", "sort": names,
        "axis": {"labelAlign": "left", "labelPadding": 0, "labelOffset": -14, "labelLimit": WIDTH, "zindex": 1},
    }  # fmt: skip
    x_axis = {"tickMinStep": 1, "format": "d", "tickCount": 4} if scale else None
    for layer in layers:
        layer["encoding"].setdefault("y", y)
        layer["encoding"]["x"] |= {"scale": {"domain": [0, max(longest, 1) * 1.12], "nice": False}, "axis": x_axis}
        if layer["encoding"]["y"] is None:
            del layer["encoding"]["y"]
    return {"width": WIDTH, "height": _ROW * len(names), "layer": layers}


def drawn(spec: dict[str, Any]) -> SafeString:
    return mark_safe(_svg(json.dumps(spec)))


@lru_cache(maxsize=128)
def _svg(spec: str) -> str:
    """The picture of these numbers; they name no citizen and no worker. Vega escapes every text it writes."""
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "background": None, "config": _CONFIG}
    return vl_convert.vegalite_to_svg({**whole, **json.loads(spec)})
