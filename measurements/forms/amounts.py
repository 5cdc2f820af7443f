"""Numbers as Danes write them: "2,5" hours, "1.250,50" kroner."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from measurements.activities import MOST_QUARTERS, QUARTERS

_NUMBER = re.compile(r"^-?\d{1,9}(\.\d{1,6})?$", re.ASCII)
#: Dots between thousands: "12.500" or "1.250.000".
_THOUSANDS = re.compile(r"^-?\d{1,3}(\.\d{3})+$", re.ASCII)
_FRACTIONS = {"¼": ",25", "½": ",5", "¾": ",75"}


def read_number(text: str, *, thousands: bool) -> Decimal:
    """Raises ValueError for what is no number. A comma is the decimal one; a dot too, unless it parts thousands."""
    plain = re.sub(r"\s", "", text)
    if thousands and ("," in plain or _THOUSANDS.match(plain)):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    if plain.startswith("."):
        plain = f"0{plain}"
    if not _NUMBER.match(plain):
        raise ValueError(text)
    return Decimal(plain)


def hours_text(quarters: int | None) -> str:
    """ "2,5"; nothing for none."""
    if not quarters:
        return ""
    return (
        str(number_format((Decimal(quarters) / QUARTERS).normalize(), use_l10n=True))
        if quarters % QUARTERS
        else (str(quarters // QUARTERS))
    )


class HoursField(forms.Field):
    """Whole, half and quarter hours; cleaned to quarters of an hour, 0 where it is empty."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs |= {"inputmode": "decimal", "class": "short"}

    def prepare_value(self, value: Any) -> Any:
        return hours_text(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int:
        text = (value or "").strip()
        for sign, decimals in _FRACTIONS.items():
            text = text.replace(sign, decimals)
        if not text:
            return 0
        try:
            hours = read_number(text, thousands=False)
        except ValueError:
            raise ValidationError(_("Skriv timerne som et tal, fx 2 eller 2,5."), code="invalid") from None
        if hours < 0:
            raise ValidationError(_("Timer kan ikke være negative."), code="negative")
        quarters = hours * QUARTERS
        if quarters > MOST_QUARTERS:
            raise ValidationError(_("En uge har kun 168 timer."), code="too_many")
        if quarters != int(quarters):
            raise ValidationError(_("Skriv hele, halve eller kvarte timer, fx 2,25."), code="quarters")
        return int(quarters)


class AmountField(forms.Field):
    """An amount in kroner, or another number with at most two decimals."""

    widget = forms.TextInput

    def __init__(
        self, *, least: Decimal = Decimal("0.01"), most: Decimal = Decimal(99_999_999), **options: Any
    ) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "decimal", "class": "short"}
        too_little = _("Skriv et beløb over 0.") if least > 0 else _("Tallet kan ikke være negativt.")
        self.validators += [
            MinValueValidator(least, too_little),
            MaxValueValidator(most, _("Tallet er for stort. Se, om et komma mangler.")),
        ]

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return number_format(value.quantize(Decimal("0.01")) if value % 1 else int(value), use_l10n=True)

    def to_python(self, value: Any) -> Decimal | None:
        text = (value or "").strip().removesuffix("kr.").removesuffix("kr")
        if not text:
            return None
        try:
            number = read_number(text, thousands=True)
        except ValueError:
            raise ValidationError(_("Skriv et tal, fx 1250 eller 1.250,50."), code="invalid") from None
        if number != round(number, 2):
            raise ValidationError(_("Skriv højst to decimaler."), code="decimals")
        return number
