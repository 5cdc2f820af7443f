"""Words of enquiries that opened nobody's file go by the same deadline as those about other strangers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.redaction import register_redactable
from cases.strangers import Strangers, register_strangers
from intake.actions.outcome import forget_enquiries
from intake.models import Enquiry
from intake.models.enquiry import WORDS

register_redactable(Enquiry, *WORDS, "phone")
register_strangers(
    Strangers(
        "enquiries",
        _("Henvendelser uden sag"),
        Enquiry,
        described=lambda unit: Enquiry.objects.filter(unit=unit).described(),
        due=lambda unit, days, on: Enquiry.objects.filter(unit=unit).due_to_forget(days=days, on=on),
        forget=forget_enquiries,
    )
)
