"""The words that are copied into an SMS to a citizen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.models import Organisation
from cases.reminders import USUAL, WHEN, check_wording


class ReminderForm(HouseForm):
    submit_label = _("Gem påmindelsen")

    text = forms.CharField(
        label=_("Teksten"),
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, initial={"text": organisation.reminder_text}, **kwargs)
        self.organisation = organisation
        self.fields["text"].help_text = _("%(when)s bliver til dag og klokkeslæt. Tomt betyder: %(usual)s") % {
            "when": WHEN,
            "usual": USUAL,
        }

    def clean_text(self) -> str:
        text = " ".join(self.cleaned_data["text"].split())
        check_wording(text, self.organisation)
        return text
