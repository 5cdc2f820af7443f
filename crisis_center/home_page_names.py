"""What people call these pages, for the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.page_names import register_page_names

register_page_names(
    _("Fremtidsplan"), "crisis_center:future", "crisis_center:future_read", "crisis_center:future_aside"
)
register_page_names(
    _("Midtvejsmøde"), "crisis_center:midway", "crisis_center:midway_plan", "crisis_center:midway_held",
    "crisis_center:midway_missed", "crisis_center:midway_edit",
)  # fmt: skip
register_page_names(_("Støtteberedskab"), "crisis_center:readiness", "crisis_center:readiness_settle")
register_page_names(
    _("Udslusning"), "crisis_center:leave", "crisis_center:expect_until", "crisis_center:hard_times",
    "crisis_center:municipal_discharge", "crisis_center:reopen_stay",
)  # fmt: skip
register_page_names(
    _("Hjemkomst"), "crisis_center:homecoming", "crisis_center:homecoming_found", "crisis_center:homecoming_remove",
    "crisis_center:homecoming_decline", "crisis_center:homecoming_resume", "crisis_center:agreement_new",
    "crisis_center:agreement_kept",
)  # fmt: skip
register_page_names(
    _("Handleplan efter SEL § 141"), "crisis_center:plan_141", "crisis_center:plan_141_offer",
    "crisis_center:plan_141_write", "crisis_center:plan_141_hand",
)  # fmt: skip
register_page_names(_("Akutkrisecenter i tal"), "crisis_center:numbers", "crisis_center:number_rows")
