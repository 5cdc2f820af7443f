"""Which evaluation one wants to see: its days, of whom, beside what, and for which reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import CheckTiles
from accounts.models import Membership
from measurements.report.scope import period_before

#: The earliest day that can be asked for, and the longest period: a slip of the pen is no report.
_EARLIEST = date(2000, 1, 1)


class EvaluationForm(HouseForm):
    submit_label = _("Vis")

    fra = forms.DateField(label=_("Fra"))
    til = forms.DateField(label=_("Til og med"))
    sammenlign = forms.ChoiceField(
        label=_("Sammenlign med"),
        required=False,
        choices=[("", _("Ingen")), ("foer", _("Lige så lang tid før")), ("aar", _("Samme tid året før"))],
    )
    kommune = forms.MultipleChoiceField(label=_("Kommuner"), required=False, widget=CheckTiles)
    udenfor = forms.BooleanField(label=_("Til læsere uden for teamet: skjul små tal"), required=False)

    def __init__(self, *args: Any, memberships: Sequence[Membership], is_outside: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(memberships) > 1:
            self.fields["kommune"].choices = [(str(one.organisation_id), one.organisation.name) for one in memberships]
        else:
            del self.fields["kommune"]
        if is_outside:
            del self.fields["udenfor"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("fra"), data.get("til")
        if first and first < _EARLIEST:
            raise ValidationError({"fra": _("Vælg en dag efter 1. januar 2000.")})
        if first and last and first > last:
            raise ValidationError({"til": _("Perioden slutter, før den begynder.")})
        return data

    def earlier(self) -> tuple[date, date] | None:
        """The period to stand beside, as chosen."""
        chosen, first, last = (self.cleaned_data.get(name) for name in ("sammenlign", "fra", "til"))
        if chosen == "foer":
            return period_before(first, last)
        return (_year_before(first), _year_before(last)) if chosen == "aar" else None


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28) if leap_day else day.replace(year=day.year - 1)
