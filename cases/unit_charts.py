"""The leader's page as pictures: SVG drawn on the server, in the page's own colours, each with its table beside it.

The SVG stands in the page itself: its colours are the page's CSS variables, so that it follows light, dark and paper.
It holds no script and no style; the numbers are written into it by Python, in Danish.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import vl_convert
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases.limit import Load, figure
from cases.names import danish_sort_key
from cases.unit_choice import BANDS
from cases.unit_page import PhaseLine

WIDTH = 330
_ROW, _BAR = 48, 22

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

#: From the lightest to the darkest: the longer in the phase, the stronger.
_SHADES = [f"var(--band-{band.key})" for band in BANDS]


def phase_chart(lines: Sequence[PhaseLine]) -> SafeString:
    """Open courses by phase, each bar divided by how long they have been in it."""
    labels = [str(band.label) for band in BANDS]
    values = [
        {"phase": line.title, "band": label, "order": number, "courses": found.number}
        for line in lines
        for number, (label, found) in enumerate(zip(labels, line.bands, strict=True))
        if found.number
    ]
    totals = [{"phase": line.title, "courses": line.total.number, "text": line.total.text} for line in lines]
    longest = max((line.total.number for line in lines), default=0)
    layers = [
        {
            "data": {"values": values},
            "mark": {"type": "bar", "height": _BAR, "yOffset": 10, "stroke": "var(--surface)", "strokeWidth": 1},
            "encoding": {
                "x": {"field": "courses", "type": "quantitative", "stack": "zero"},
                "color": {
                    "field": "band", "type": "nominal", "scale": {"domain": labels, "range": _SHADES},
                },
                "order": {"field": "order", "type": "quantitative"},
            },
        },
        {
            "data": {"values": totals},
            "mark": {"type": "text", "align": "left", "dx": 5, "yOffset": 10},
            "encoding": {"x": {"field": "courses", "type": "quantitative"}, "text": {"field": "text"}},
        },
    ]  # fmt: skip
    return _drawn(_bars([line.title for line in lines], "phase", layers, longest))


def team_chart(load: Load) -> SafeString:
    """Each team's average by name, against the limit."""
    teams = sorted(
        {one.team_id for one in load.carriers.values() if one.counts},
        key=lambda team: (team is None, danish_sort_key(load.team_name(team))),
    )
    rows = [(f"{_short(load.team_name(team))}: {figure(load.average(team))}", load.average(team)) for team in teams]
    values = [{"team": name, "average": float(number)} for name, number in rows]
    longest = max([Decimal(load.limit), *(number for _name, number in rows)])
    limit = [{"limit": load.limit, "text": _("grænsen %(limit)s") % {"limit": load.limit}}]
    layers = [
        {
            "data": {"values": values},
            "mark": {"type": "bar", "height": _BAR, "yOffset": 10, "color": "var(--band-3)"},
            "encoding": {"x": {"field": "average", "type": "quantitative"}},
        },
        {
            "data": {"values": limit},
            "mark": {"type": "rule", "color": "var(--bad)", "strokeWidth": 2, "strokeDash": [6, 4]},
            "encoding": {"x": {"field": "limit", "type": "quantitative"}, "y": None},
        },
        {
            "data": {"values": limit},
            "mark": {"type": "text", "align": "right", "dx": -5, "y": "height", "dy": 9, "color": "var(--bad)"},
            "encoding": {"x": {"field": "limit", "type": "quantitative"}, "y": None, "text": {"field": "text"}},
        },
    ]
    return _drawn(_bars([name for name, _number in rows], "team", layers, float(longest), scale=False))


def _short(name: str) -> str:
    """Cut to the picture's width; the table has it whole."""
    return name if len(name) <= 36 else f"{name[:35]}…"


def _bars(
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


def _drawn(spec: dict[str, Any]) -> SafeString:
    return mark_safe(_svg(json.dumps(spec)))


@lru_cache(maxsize=32)
def _svg(spec: str) -> str:
    """The picture of these numbers; they name no citizen and no worker. Vega escapes every text it writes."""
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "background": None, "config": _CONFIG}
    return vl_convert.vegalite_to_svg({**whole, **json.loads(spec)})
