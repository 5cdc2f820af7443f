"""A reminder to copy into an SMS or secure post: day and clock, and nothing of what it is about or who sends it.

The program sends none. Danish whatever language the screen has: it is the citizen who reads it.
"""

from __future__ import annotations

import re
from datetime import date, time

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Organisation, Unit
from cases.dates import at_clock, long_day

WHEN = "{tidspunkt}"
#: The usual words. Not translated: see above.
USUAL = "Hej. Husk vores aftale {tidspunkt}. Ring, hvis du ikke kan."

#: Beginnings of words that tell what it is about.
_TELLING = re.compile(
    r"\b(rusmid|misbrug|sidemisbrug|sideforbrug|stof|alkohol|afhængig|behandl|substitution|metadon|buprenorphin|psyk|"
    r"akutkrise|krisecent|herberg|forsorg|værested|hjemløs|udgående|kommune|socialcent)\w*",
    re.IGNORECASE,
)


def reminder(organisation: Organisation, due_on: date, due_at: time | None) -> str:
    with translation.override("da"):
        day = long_day(due_on)
        when = " ".join(part for part in (day[:1].lower() + day[1:], at_clock(due_at)) if part)
    return (organisation.reminder_text or USUAL).replace(WHEN, when)


def tells(text: str, *names: str) -> str:
    """The first word of `text` that says what it is about, or one of the names in it, or nothing."""
    if found := _TELLING.search(text):
        return found[0]
    folded = text.casefold()
    return next((name for name in names if name and name.casefold() in folded), "")


def check_wording(text: str, organisation: Organisation) -> None:
    """Raises ValidationError for words that would tell whoever looks at the telephone."""
    if text and WHEN not in text:
        raise ValidationError(_("Skriv %(when)s der, hvor dag og klokkeslæt skal stå.") % {"when": WHEN})
    if re.search(r"[{}]", text.replace(WHEN, "")):
        raise ValidationError(_("Kun %(when)s kan stå i krøllede parenteser.") % {"when": WHEN})
    units = Unit.objects.filter(organisation=organisation).values_list("name", flat=True)
    if word := tells(text, organisation.name, *organisation.words.values(), *units):
        raise ValidationError(
            _("»%(word)s« fortæller, hvad aftalen drejer sig om, eller hvem den er med. Skriv det uden.")
            % {"word": word}
        )
