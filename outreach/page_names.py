"""What people call the outreach's pages, for the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.page_names import register_page_names

register_page_names(_("Hvem henviste"), "outreach:referral", "outreach:referrals")
register_page_names(_("Forscreening"), "outreach:prescreening")
register_page_names(_("Vejledt og rådgivet"), "outreach:guidance_new", "outreach:guidance_remove")
register_page_names(_("Observation"), "outreach:observation_new", "outreach:observation_edit")
