"""What the pages of an enquiry are called, and what of it would name a protected citizen."""

from django.utils.translation import gettext_lazy as _

from cases.changes import register_naming
from cases.page_names import register_page_names
from intake.models import Enquiry
from intake.models.enquiry import WORDS

register_page_names(_("Henvendelser"), "intake:enquiries", "intake:enquiry_new", "intake:enquiry_who")
register_page_names(
    _("Henvendelse"), "intake:enquiry", "intake:enquiry_take", "intake:enquiry_pass", "intake:enquiry_met",
    "intake:enquiry_help", "intake:enquiry_urgency", "intake:enquiry_call", "intake:enquiry_match",
    "intake:enquiry_unmatch", "intake:enquiry_ask", "intake:enquiry_meet", "intake:enquiry_hand_over",
    "intake:enquiry_settle", "intake:enquiry_reopen",
)  # fmt: skip

register_naming(Enquiry, *WORDS, "phone", "handover", "agreement")
