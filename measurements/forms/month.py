"""Which month one wants to see. The field is named as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from measurements.smdb.months import Month, months_to, next_due

#: Months to choose among.
MANY = 18


class MonthForm(HouseForm):
    maaned = forms.ChoiceField(label=_("Måned"), required=False)

    def __init__(self, data: Mapping[str, Any], today: date) -> None:
        """An address that names no month shows the one whose deadline is next."""
        try:
            self.month = Month.read(data.get("maaned", ""))
        except ValueError:
            self.month = next_due(today)
        super().__init__(initial={"maaned": str(self.month)})
        known = sorted({*months_to(today, MANY), self.month}, reverse=True)
        self.fields["maaned"].choices = [(str(one), one.title) for one in known]
