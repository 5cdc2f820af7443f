"""Why an entry of a tablet is not to be used."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm


class DropForm(HouseForm):
    submit_label = _("Skal ikke bruges")

    why = forms.CharField(
        label=_("Hvorfor skal det ikke bruges?"),
        help_text=_("Fx »skrevet to gange«. Det, der blev skrevet, bliver liggende, og du kan gøre det om."),
        max_length=300,
        strip=True,
    )
