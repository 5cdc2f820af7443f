"""At an end: does the citizen want to be asked how it goes?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.widgets import ChoiceTiles
from outreach.forms.affiliation import AfterForm

YES, NO = "yes", "no"


class EndingForm(AfterForm):
    """The follow-up, and how contact with the services is after."""

    form_tag = False

    follow_up = forms.ChoiceField(
        label=_("Opfølgning efter 1 og 6 måneder"),
        choices=[(YES, _("Ja, to opgaver oprettes")), (NO, _("Borgeren ønsker det ikke"))],
        initial=YES,
        required=False,
        widget=ChoiceTiles({"class": "words"}, compact=True),
        help_text=_(
            "Gælder, når borgeren er færdigbehandlet, går videre til et andet tilbud eller overgår til sygehus "
            "(BEK 1477/2019 § 4 stk. 2)."
        ),
    )
    refused = forms.CharField(
        label=_("Hvad sagde borgeren?"), max_length=200, required=False, help_text=_("Kun ved et nej.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked before the services, which are the longer part.
        self.order_fields(["follow_up", "refused"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("follow_up") == NO and not data.get("refused"):
            self.add_error("refused", ValidationError(_("Skriv kort, hvad borgeren sagde.")))
        return data

    def refusal(self) -> str | None:
        """The citizen's reason; None where follow-up is wanted. Only of a valid form."""
        return self.cleaned_data["refused"] if self.cleaned_data["follow_up"] == NO else None
