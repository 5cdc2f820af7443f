"""A point of the quality standard, and the days its figures tell of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import ChoiceTiles
from cases.forms.request import PeriodForm
from measurements.models import StandardPoint
from measurements.models.standard import TEXT_LIMIT
from measurements.standard.points import Point


class PointForm(HouseForm):
    """Always shows the newest words, also those that hold from a day to come."""

    submit_label = _("Gem som ny udgave")

    title = forms.CharField(label=_("Overskrift"), max_length=120, help_text=_("Kort, med kommunens egne ord."))
    text = forms.CharField(
        label=_("Kommunens tekst"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("Som den er besluttet. Den tidligere udgave bliver stående."),
    )
    beside = forms.ChoiceField(
        label=_("Tal ved siden af"),
        choices=[("", _("Ingen")), *StandardPoint.Beside.choices],
        required=False,
        widget=ChoiceTiles({"class": "words"}, compact=True),
        help_text=_("De tal, som punktet følges op på."),
    )
    from_on = forms.DateField(label=_("Gælder fra"), initial=timezone.localdate)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=32000)

    def __init__(self, data: Any = None, *, point: Point) -> None:
        newest = point.newest
        known = {name: getattr(newest, name) for name in ("title", "text", "beside")} if newest else {}
        if point.coming:
            known["from_on"] = point.coming.from_on
        super().__init__(data, initial={**known, "seen": newest.version if newest else 0})

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0


class FiguresForm(PeriodForm):
    """Read from the address, the last twelve months where it says nothing."""

    fra = forms.DateField(label=_("Fra"), required=False)
    til = forms.DateField(label=_("Til og med"), required=False)
    udenfor = forms.BooleanField(label=_("Til læsere uden for teamet: skjul små tal"), required=False)

    def __init__(self, data: Mapping[str, Any], *, is_outside: bool) -> None:
        super().__init__(data)
        self.data = {**self.data, "udenfor": data.get("udenfor", "")}
        if is_outside:
            del self.fields["udenfor"]

    @property
    def hides(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data.get("udenfor"))
