"""From when to when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm


class PeriodForm(HouseForm):
    submit_label = _("Vis")

    fra = forms.DateField(label=_("Fra"))
    til = forms.DateField(label=_("Til og med"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("fra") and data.get("til") and data["fra"] > data["til"]:
            raise ValidationError({"til": _("Perioden slutter, før den begynder.")})
        return data
