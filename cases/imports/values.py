"""Cells as people write them, turned into values; what cannot be, says why in Danish."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.municipalities import MUNICIPALITIES
from cases.models import Citizen, Contact

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
#: Excel counts days from here.
EXCEL_ZERO = date(1899, 12, 30)
#: Nobody younger is in outreach work: `14` in a birthday is 1914, not last year's child.
YOUNGEST = 12


class BadCell(ValueError):
    """The cell cannot be understood; the message says what was expected."""


def as_date(text: str) -> date:
    """22.11.2026, 22/11-26, 22-11-2026, 2026-11-22, 22. november 2026, an Excel day number."""
    text = text.strip().casefold()
    iso = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?$", text)
    short = re.match(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4}|\d{2})(?:\s.*)?$", text)
    long = re.match(r"(?:\w+dag\s+)?(?:den\s+)?(\d{1,2})\.?\s+([a-zæøå]{3,})\.?\s+(\d{4}|\d{2})(?:\s.*)?$", text)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        if short:
            day, month, year = map(int, short.groups())
            return date(_century(year), month, day)
        if long:
            number, name, written = long.groups()
            month = next(place for place, full in enumerate(MONTHS, start=1) if full.startswith(name[:3]))
            return date(_century(int(written)), month, int(number))
        if re.fullmatch(r"\d{5}", text):
            return EXCEL_ZERO + timedelta(days=int(text))
    except (ValueError, StopIteration):
        pass
    raise BadCell(_("»%(text)s« er ikke en dato. Skriv fx 22.11.2026.") % {"text": text[:40]})


def _century(year: int) -> int:
    if year > 99:
        return year
    return 2000 + year if year <= timezone.localdate().year % 100 + 1 else 1900 + year


def as_time(text: str) -> time:
    """14.30, 14:30, kl. 14, 1430, 930."""
    found = re.match(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?$", text.strip().casefold())
    packed = re.fullmatch(r"(\d{1,2})(\d{2})", text.strip())
    try:
        if packed:
            return time(int(packed[1]), int(packed[2]))
        if found:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise BadCell(_("»%(text)s« er ikke et klokkeslæt. Skriv fx 14.30.") % {"text": text[:40]})


def time_in(text: str) -> time | None:
    """The time of day in a cell that holds both date and time, if any."""
    found = re.search(r"[ t](\d{1,2})[.:](\d{2})(?::\d{2})?$", text.strip().casefold())
    return time(int(found[1]), int(found[2])) if found and int(found[1]) < 24 and int(found[2]) < 60 else None


def as_year(text: str) -> int:
    """A birth year, or the year of a birth date. Of a year in two digits the one that makes the person grown up."""
    text = text.strip()
    this_year = timezone.localdate().year
    if re.fullmatch(r"\d{4}", text):
        year = int(text)
    else:
        year = as_date(text).year
        if str(year) not in text and year > this_year - YOUNGEST:
            year -= 100
    if not 1900 <= year <= this_year:
        raise BadCell(_("»%(text)s« kan ikke være et fødselsår.") % {"text": text[:40]})
    return year


def as_minutes(text: str) -> int:
    found = re.match(r"(\d{1,4})\s*(?:min.*)?$", text.strip().casefold())
    hours = re.match(r"(\d{1,2})[,.]?(\d)?\s*t(?:ime.*)?$", text.strip().casefold())
    minutes = int(found[1]) if found else int(hours[1]) * 60 + int(hours[2] or 0) * 6 if hours else -1
    if not 0 <= minutes <= 1440:
        raise BadCell(_("»%(text)s« er ikke et antal minutter mellem 0 og 1440.") % {"text": text[:40]})
    return minutes


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w§']+", " ", text.casefold()).split())


WAYS: dict[str, str] = {
    "gade": "street", "gaden": "street", "gadeplan": "street", "park": "street", "værested": "drop_in",
    "varmestue": "drop_in", "hjem": "home", "hjemme": "home", "hjemmebesøg": "home", "eget hjem": "home",
    "telefon": "phone", "tlf": "phone", "opkald": "phone", "sms": "sms", "video": "video", "teams": "video",
    "walk'n'talk": "walk_and_talk", "walk n talk": "walk_and_talk", "walk and talk": "walk_and_talk",
    "gåtur": "walk_and_talk", "sygehus": "hospital", "hospital": "hospital", "psykiatri": "psychiatry",
    "psykiatrien": "psychiatry", "i huset": "centre", "kontor": "centre", "fremmøde": "centre",
    "forsorgshjem": "shelter", "herberg": "shelter", "andet": "other",
}  # fmt: skip
RESULTS: dict[str, str] = {
    "talte sammen": "talked", "talt med": "talked", "samtale": "talked", "kontakt": "talked", "ja": "talked",
    "mødt": "talked", "truffet": "talked", "set": "seen", "set ikke talt med": "seen", "kun set": "seen",
    "ikke truffet": "not_met", "ikke mødt": "not_met", "ikke hjemme": "not_met", "udeblevet": "not_met",
    "forgæves": "not_met", "ingen kontakt": "not_met", "nej": "not_met",
}  # fmt: skip
WISHES: dict[str, str] = {
    "ønsker kontakt": "contact", "ja": "contact", "ikke nu": "not_now", "senere": "not_now", "nej": "no",
    "ønsker ikke kontakt": "no",
}  # fmt: skip
INITIATIVES: dict[str, str] = {
    "medarbejder": "worker", "os": "worker", "borger": "citizen", "borgeren": "citizen", "partner": "partner",
    "samarbejdspartner": "partner",
}  # fmt: skip
GENDERS: dict[str, str] = {
    "k": "woman", "kvinde": "woman", "f": "woman", "m": "man", "mand": "man", "andet": "other", "x": "other",
}  # fmt: skip


def as_choice(text: str, words: dict[str, str], labels: list[tuple[str, object]]) -> str:
    """The stored value of a word a municipality may have used. Raises BadCell naming what is understood."""
    folded = _words(text)
    known = {**words, **{_words(str(label)): str(value) for value, label in labels}}
    if folded in known:
        return known[folded]
    wanted = ", ".join(str(label) for _value, label in labels)
    raise BadCell(_("»%(text)s« kendes ikke. Brug et af: %(wanted)s.") % {"text": text[:40], "wanted": wanted})


def as_way(text: str) -> str:
    return as_choice(text, WAYS, list(Contact.Way.choices))


def as_result(text: str) -> str:
    return as_choice(text, RESULTS, list(Contact.Result.choices))


def as_wish(text: str) -> str:
    return as_choice(text, WISHES, list(Contact.Wish.choices))


def as_initiative(text: str) -> str:
    return as_choice(text, INITIATIVES, list(Contact.Initiative.choices))


def as_gender(text: str) -> str:
    return as_choice(text, GENDERS, list(Citizen.Gender.choices))


def as_municipality(text: str) -> str:
    """A municipality's code from its code or name, with or without "Kommune", with å or aa."""
    plain = _town(re.sub(r"\s*kommunes?$", "", text.strip().casefold()))
    code = plain.lstrip("0").zfill(3)
    if code in MUNICIPALITIES:
        return code
    for code, name in MUNICIPALITIES.items():
        if _town(name.casefold()) == plain:
            return code
    raise BadCell(_("»%(text)s« er ikke en af de 98 kommuner.") % {"text": text[:40]})


def _town(name: str) -> str:
    return name.replace("aa", "å")
