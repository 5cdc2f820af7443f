"""What the outreach adds to the leader's page: ways to its own lists. No query."""

from __future__ import annotations

from cases.panels import Column, Page, Panel, register_panel

register_panel(
    Panel(Page.UNIT, "referrals", 70, "outreach/referrals_panel.html", lambda _user, _citizen: {}, Column.ASIDE)
)
register_panel(Panel(Page.UNIT, "pace", 71, "outreach/pace_panel.html", lambda _user, _citizen: {}, Column.ASIDE))
