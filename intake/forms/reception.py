"""What stands on the digital entrance."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm, Section
from intake.forms.public import Phone
from intake.models import Reception


class ReceptionForm(HouseModelForm):
    sections: ClassVar[tuple[Section, ...]] = (
        Section(_("Hvem vi er"), ("town", "address", "phone", "hours")),
        Section(_("Velkommen"), ("welcome_da", "welcome_en"), text=_("En eller to sætninger i almindeligt sprog.")),
        Section("", ("is_open",)),
    )
    submit_label = _("Gem")

    phone = Phone(label=_("Telefon"))
    is_open = forms.BooleanField(
        label=_("Den digitale indgang er åben"),
        required=False,
        help_text=_(
            "Når den er lukket, kan ingen skrive til jer på hjemmesiden. Aftaler, der er lavet, står ved magt."
        ),
    )

    class Meta:
        model = Reception
        fields = ("town", "address", "phone", "hours", "welcome_da", "welcome_en")
        widgets = {name: forms.Textarea({"rows": 2}) for name in ("welcome_da", "welcome_en")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].label = _("Kommune eller by, som borgerne kender den")
        self.fields["hours"].help_text = _("Fx mandag til torsdag kl. 9–15, fredag kl. 9–13")
        self.initial.setdefault("is_open", self.instance.is_open)
