"""A scenario with its items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.base import HouseForm
from measurements.actions.scenario import Typed
from measurements.forms.amounts import AmountField
from measurements.models import ScenarioItem
from measurements.scenario_items import DERIVED, GAINS, NOT_QUANTIFIED, Item


class ScenarioForm(HouseForm):
    """Each item has a tick, a price and how often a year; what nobody has put a price on only the tick."""

    submit_label = gettext_lazy("Gem scenariet")
    form_tag = False

    name = forms.CharField(label=gettext_lazy("Navn"), max_length=80, help_text=gettext_lazy("Fx Borgereksempel 1."))
    about = forms.CharField(
        label=gettext_lazy("Hvem er borgeren?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Et tænkt eksempel. Skriv ikke om en virkelig borger."),
    )
    from_on = forms.DateField(
        label=gettext_lazy("Indsatsen fra"), help_text=gettext_lazy("Omkostningen pr. borger tages fra den periode.")
    )
    to_on = forms.DateField(label=gettext_lazy("Til og med"))

    def __init__(self, *args: Any, items: Mapping[str, ScenarioItem] | None = None, **kwargs: Any) -> None:
        known = items or {}
        initial = {**(kwargs.pop("initial", None) or {})}
        for item in Item:
            row = known.get(item)
            initial[f"tick-{item}"] = bool(row and row.ticked)
            initial[f"price-{item}"] = row.unit_price if row else None
            initial[f"times-{item}"] = row.times if row and row.times is not None else Decimal(1)
        self.base_fields = {**self.base_fields, **dict(_item_fields())}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begin, end = cleaned.get("from_on"), cleaned.get("to_on")
        if begin and end and end < begin:
            self.add_error("to_on", _("Perioden slutter, før den begynder."))
        for item in Item:
            if item in NOT_QUANTIFIED or not cleaned.get(f"tick-{item}"):
                continue
            for name, words in (
                (f"price-{item}", _("Skriv en pris, eller fjern krydset.")),
                (f"times-{item}", _("Skriv, hvor mange gange om året, eller fjern krydset.")),
            ):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, words)
        return cleaned

    @property
    def items(self) -> dict[str, Typed]:
        get = self.cleaned_data.get
        return {
            item.value: Typed(bool(get(f"tick-{item}")), get(f"price-{item}"), get(f"times-{item}")) for item in Item
        }

    def plain_fields(self) -> Iterator[BoundField]:
        for name in ("name", "about", "from_on", "to_on"):
            yield self[name]

    def item_rows(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """(heading, rows of tick, price and times) for the template."""
        return [
            (_("Afledte omkostninger"), [self._item_row(item) for item in DERIVED]),
            (_("Gevinster"), [self._item_row(item) for item in GAINS]),
        ]

    def _item_row(self, item: Item) -> dict[str, Any]:
        if item in NOT_QUANTIFIED:
            return {"tick": self[f"tick-{item}"]}
        return {"tick": self[f"tick-{item}"], "price": self[f"price-{item}"], "times": self[f"times-{item}"]}


def _item_fields() -> Iterator[tuple[str, forms.Field]]:
    for item in Item:
        hint = gettext_lazy("Ikke kvantificeret: nævnes, men tæller ikke.") if item in NOT_QUANTIFIED else ""
        yield f"tick-{item}", forms.BooleanField(label=item.label, required=False, help_text=hint)
        if item not in NOT_QUANTIFIED:
            yield (
                f"price-{item}",
                AmountField(label=gettext_lazy("Kr. pr. gang"), required=False, least=Decimal(0)),
            )
            yield (
                f"times-{item}",
                AmountField(label=gettext_lazy("Gange om året"), required=False, least=Decimal(0), most=Decimal(9999)),
            )
