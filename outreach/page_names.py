"""What people call the outreach's pages, for the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.page_names import register_page_names

register_page_names(_("Hvem henviste"), "outreach:referral", "outreach:referrals", "outreach:partner_citizens")
register_page_names(_("Forscreening"), "outreach:prescreening")
register_page_names(_("Vejledt og rådgivet"), "outreach:guidance_new", "outreach:guidance_remove")
register_page_names(_("Observation"), "outreach:observation_new", "outreach:observation_edit")
register_page_names(
    _("Plan for det videre forløb"),
    "outreach:plan_new",
    "outreach:plan",
    "outreach:plan_edit",
    "outreach:plan_give",
    "outreach:plan_renew",
    "outreach:plan_offer",
    "outreach:plan_offer_remove",
    "outreach:plan_offer_done",
    "outreach:plan_step",
    "outreach:plan_step_remove",
    "outreach:plan_step_done",
)
register_page_names(_("Planen til borgeren"), "outreach:plan_paper", "outreach:plan_read_along")
register_page_names(
    _("Udredning"),
    "outreach:assessment",
    "outreach:assessment_write",
    "outreach:assessment_end",
    "outreach:assessment_reopen",
)
register_page_names(_("Indskrivning"), "outreach:enrolment_new", "outreach:enrolment", "outreach:motivation_shown")
register_page_names(
    _("Behandlingen fulgt"), "outreach:treatment_new", "outreach:treatment_edit", "outreach:treatment_remove"
)
register_page_names(
    _("Tilbud før og efter"), "outreach:affiliation_before", "outreach:affiliation_after",
    "outreach:affiliation_bridge",
)  # fmt: skip
register_page_names(_("Fra motivation til indskrivning"), "outreach:pace")
