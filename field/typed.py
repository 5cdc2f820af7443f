"""What was typed on a tablet, field by field and in words: the labels of the page's own form, values as one reads them,
and no text that the reader may not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, Scope, scope_of
from cases.dates import at_clock, near_day
from cases.forms.contact_choices import TextList
from cases.models import Contact
from cases.numbers import masked_cpr
from field.describe import Described, Lists, describe
from field.kinds import Kind
from field.payload import Payload
from field.settled import ALL

#: Named above the fields by what the reader may call them; and what was only searched for.
_SAID_ELSEWHERE = ("citizens", "q")
_NOTES = {
    Contact.Visibility.TEAM: Can.READ_TEAM_NOTES,
    Contact.Visibility.UNIT: Can.READ_UNIT_NOTES,
    Contact.Visibility.HEALTH: Can.READ_HEALTH_NOTES,
}


@dataclass(frozen=True)
class TypedField:
    """`withheld`: something was typed that the reader may not read. `errors`: why the house did not take it."""

    label: str
    value: str = ""
    withheld: bool = False
    errors: tuple[str, ...] = ()


def typed_fields(
    kind: Kind | None, payload: Payload, errors: Mapping[str, Sequence[str]], *, reader: User, author: User
) -> list[TypedField]:
    """In the order of the screen: what was typed, and what was missed. What is said of the whole is not among it."""
    reads = reads_texts(payload, reader=reader, author=author)
    told, known = [], {ALL, *_SAID_ELSEWHERE}
    for name, field in _fields(kind, reader):
        known.add(name)
        values = [value for value in payload.data.get(name, []) if value.strip()]
        if (values or name in errors) and name not in _SAID_ELSEWHERE and field["type"] != "hidden":
            told.append(_told(field, values, errors.get(name, ()), reads, reader))
    left = [(name, values) for name, values in payload.data.items() if name not in known and any(values)]
    told += [
        TypedField(_("Andet"), ", ".join(values) if reads else "", not reads, tuple(errors.get(name, ())))
        for name, values in left
    ]
    return told


def reads_texts(payload: Payload, *, reader: User, author: User) -> bool:
    """As with the note of a contact: its author always, else whom it was written for. What does not say is for the
    team. Who sees others' entries sees the whole unit's, so an ability over one's own is none over these."""
    if reader.pk == author.pk:
        return True
    wanted = payload.first("visibility")
    ability = _NOTES[Contact.Visibility(wanted)] if wanted in _NOTES else Can.READ_TEAM_NOTES
    return scope_of(reader, ability) >= Scope.UNIT


def moment_words(moment: Any) -> str:
    """ "i dag kl. 14.10"."""
    local = timezone.localtime(moment)
    return f"{near_day(local.date())} {at_clock(local.time())}"


def _fields(kind: Kind | None, reader: User) -> Iterable[tuple[str, Described]]:
    """The fields of the kind's forms by name, with the choices that the reader knows."""
    lists, found = Lists(), []
    several = kind.forms(reader) if kind and kind.forms else []
    for section in describe(several, lists):
        for field in section["fields"]:
            if name := field.get("list"):
                field["choices"] = lists.known[name]
            found.append((field["name"], field))
    for form in several:
        for bound in form.hidden_fields():
            shown = "text" if isinstance(bound.field, TextList) else "hidden"
            found.append((bound.html_name, {"label": str(bound.label), "type": shown}))
    return found


def _told(field: Described, values: list[str], errors: Sequence[str], reads: bool, reader: User) -> TypedField:
    label, said = field["label"], tuple(errors)
    if not values:
        return TypedField(label, errors=said)
    if field["type"] == "long" and not reads:
        return TypedField(label, withheld=True, errors=said)
    return TypedField(label, ", ".join(_words(field, value, reader) for value in values), errors=said)


def _words(field: Described, value: str, reader: User) -> str:
    if field["type"] in ("one", "many", "list"):
        choices = {str(key): words for key, words in field.get("choices", [])}
        return choices.get(value) or (reader.name if value == str(reader.pk) else _("findes ikke på din liste"))
    if field["type"] == "yes":
        return _("Ja")
    if field.get("name") == "cpr":
        return masked_cpr("".join(filter(str.isalnum, value)))
    return _day_words(field["type"], value) or value


def _day_words(shape: str, value: str) -> str:
    """Empty for what is no such day or time: then it stands as it was typed."""
    try:
        read = {"date": parse_date, "moment": parse_datetime, "time": parse_time}[shape](value)
    except (KeyError, ValueError):
        return ""
    if isinstance(read, time):
        return time_format(read, "TIME_FORMAT")
    shown = "DATETIME_FORMAT" if shape == "moment" else "DATE_FORMAT"
    return date_format(read, shown) if isinstance(read, date) else ""
