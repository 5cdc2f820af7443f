"""CPR and telephone numbers as people write them, and as they are stored: encrypted, so only one way of writing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import InvalidComponent
from stdnum.exceptions import ValidationError as InvalidNumber

#: Weights of modulus 11. Numbers issued since 2007 need not fulfil it, so it is only ever a hint.
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_CPR = re.compile(r"\d{6}[0-9A-Z]{4}")
_LETTERS = re.compile(r"\d{6}(?=[0-9A-Z]*[A-Z])[0-9A-Z]{4}")

CPR_FORM = _("Et CPR-nummer er ti tegn: dag, måned, år og fire til, fx 010190-1234.")
CPR_DATE = _("De første seks cifre er ikke en dato. Se efter, om de står rigtigt.")


@dataclass(frozen=True)
class Cpr:
    """A number fit to be stored. `hint` says what is unusual about it; it may be saved all the same."""

    number: str
    birth_year: int | None
    hint: str | Promise = ""


def plain_cpr(text: str) -> str:
    """The ten characters without hyphen and spaces; other text comes back tidied, to be refused with a reason."""
    return re.sub(r"[\s.\-–]", "", text).upper()


def looks_like_cpr(text: str) -> bool:
    return bool(_CPR.fullmatch(plain_cpr(text)))


def read_cpr(text: str) -> Cpr:
    """Raises ValidationError for a wrong length or date. Letters make it an erstatnings-CPR, whose day says nothing."""
    number = plain_cpr(text)
    if _LETTERS.fullmatch(number):
        return Cpr(number, None, _("Nummeret har bogstaver og gemmes som erstatnings-CPR-nummer."))
    if not re.fullmatch(r"\d{10}", number):
        raise ValidationError(CPR_FORM, code="cpr_form")
    try:
        born = stdnum_cpr.get_birth_date(number)
    except InvalidComponent as error:
        raise ValidationError(CPR_DATE, code="cpr_date") from error
    except InvalidNumber as error:
        raise ValidationError(CPR_FORM, code="cpr_form") from error
    if born > timezone.localdate():
        raise ValidationError(_("Fødselsdagen i CPR-nummeret ligger i fremtiden."), code="cpr_future")
    unusual = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=True)) % 11
    hint = _(
        "Nummeret opfylder ikke kontrolcifferet. Det gør nyere numre ikke altid. Se efter, om det er skrevet rigtigt."
    )
    return Cpr(number, born.year, hint if unusual else "")


def masked_cpr(number: str | None) -> str:
    """010190-****, also when the rest is letters."""
    return f"{number[:6]}-****" if number else ""


def written_cpr(number: str | None) -> str:
    return f"{number[:6]}-{number[6:]}" if number else ""


def plain_phone(text: str) -> str:
    """Digits only, without the Danish country code; a foreign number keeps its plus."""
    digits = re.sub(r"[^\d+]", "", text)
    digits = re.sub(r"^(\+45|0045)(?=\d{8}$)", "", digits)
    return re.sub(r"^00", "+", digits)


def looks_like_phone(text: str) -> bool:
    """Eight digits, however they are grouped."""
    return not re.search(r"[^\d+\s.\-–()]", text) and bool(re.fullmatch(r"\d{8}", plain_phone(text)))


def read_phone(text: str) -> str:
    """Raises ValidationError for what can be no telephone number."""
    number = plain_phone(text)
    if not re.fullmatch(r"\d{8}|\+\d{6,15}", number):
        raise ValidationError(_("Et telefonnummer er otte cifre, eller + og landekode."), code="phone_form")
    return number


def written_phone(number: str | None) -> str:
    """22 33 44 55"""
    if number and re.fullmatch(r"\d{8}", number):
        return " ".join(number[at : at + 2] for at in range(0, 8, 2))
    return number or ""
