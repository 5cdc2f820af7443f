"""What people call this room's pages, for *Opslag* and *Hvem har set*."""

from django.utils.translation import gettext_lazy as _

from cases.page_names import register_page_names

register_page_names(
    _("Ruter"), "outreach:routes", "outreach:route", "outreach:route_new", "outreach:route_edit", "outreach:route_out",
    "outreach:route_call_off",
)  # fmt: skip
register_page_names(_("Ude nu"), "outreach:out_now")
register_page_names(
    _("Besøg"), "outreach:visits", "outreach:visit", "outreach:visit_new", "outreach:visit_out", "outreach:visit_more",
    "outreach:visit_back", "outreach:visit_edit", "outreach:visit_call_off", "outreach:visit_take_up",
    "outreach:visit_numbers",
)  # fmt: skip
