"""The way to *Modeltro*, on the unit's page. No query."""

from __future__ import annotations

from cases.panels import Column, Page, Panel, register_panel

register_panel(
    Panel(Page.UNIT, "fidelity", 72, "measurements/fidelity_panel.html", lambda _user, _citizen: {}, Column.ASIDE)
)
