"""The leader's page as pictures. How they are drawn is said in `cases.charts`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.charts import BAR, Bar, bars, drawn, stacked
from cases.limit import Load, figure
from cases.names import danish_sort_key
from cases.unit_choice import BANDS
from cases.unit_page import PhaseLine

#: From the lightest to the darkest: the longer in the phase, the stronger.
_SHADES = [f"var(--band-{band.key})" for band in BANDS]


def phase_chart(lines: Sequence[PhaseLine]) -> SafeString:
    """Open courses by phase, each bar divided by how long they have been in it."""
    rows = [Bar(line.title, [found.number for found in line.bands], line.total.text) for line in lines]
    return stacked(rows, [str(band.label) for band in BANDS], _SHADES)


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
            "mark": {"type": "bar", "height": BAR, "yOffset": 10, "color": "var(--band-3)"},
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
    return drawn(bars([name for name, _number in rows], "team", layers, float(longest), scale=False))


def _short(name: str) -> str:
    """Cut to the picture's width; the table has it whole."""
    return name if len(name) <= 36 else f"{name[:35]}…"
