"""A telephone number at work, as people write it and as it is dialled."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def read_work_phone(text: str) -> str:
    """Digits only, or + and digits; "" for nothing. Raises ValidationError for what can be no telephone number."""
    number = re.sub(r"[\s.\-–()]", "", text)
    number = re.sub(r"^(00|\+)45(?=\d{8}$)", "", re.sub(r"^00", "+", number))
    if number and not re.fullmatch(r"[0-9]{8}|\+[0-9]{6,15}", number):
        raise ValidationError(_("Et telefonnummer er otte cifre, eller + og landekode."), code="phone_form")
    return number


def written_work_phone(number: str) -> str:
    """ "12 34 56 78"; a foreign number as it is."""
    return " ".join(re.findall("..", number)) if re.fullmatch("[0-9]{8}", number) else number
