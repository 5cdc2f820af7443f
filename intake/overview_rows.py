"""Who stands behind a row of the leader's view: those of them whom the reader may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import days_long, short_day
from cases.models import Attendance, Citizen
from intake.enquiry_list import enquiries_of, name_of, people_of, since_words
from intake.models import Enquiry
from intake.overview import Helped, Overview, Received, Stayed, Treated, Used
from intake.overview_tables import (
    ATTENDED,
    DOORS,
    HANDOVERS,
    HELP,
    OFFERS,
    RECEPTION,
    TREATMENT,
    hours_words,
)  # fmt: skip

#: Those whose rows are enquiries; the rest are citizens'.
_ENQUIRIES = (DOORS, HELP, RECEPTION, TREATMENT)
_ROWS = {
    DOORS: Enquiry.Door.values, HELP: Helped.values, RECEPTION: Stayed.values, TREATMENT: Treated.values,
    HANDOVERS: Received.values, OFFERS: Used.values, ATTENDED: Attendance.How.values,
}  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """`words`: what is said of each row, by its key, in order. `citizens` and `urls` by the same keys."""

    is_enquiries: bool
    words: dict[UUID, str]
    citizens: dict[UUID, UUID]
    urls: dict[UUID, str]


def behind(told: Overview, figure: str, row: str) -> Behind | None:
    """None where no row of that name leads anywhere."""
    if row not in _ROWS.get(figure, ()):
        return None
    if figure in _ENQUIRIES:
        return Behind(True, dict(_enquiries(told, figure, row)), {}, {})
    if figure == ATTENDED:
        days = Counter(citizen for citizen, how in told.attended if how == row)
        urls = {citizen: reverse("cases:own_plan", args=[citizen]) for citizen in days}
        said = {citizen: days_long(number) for citizen, number in days.items()}
        return Behind(False, said, {citizen: citizen for citizen in days}, urls)
    if figure == OFFERS:
        chosen = [one for one in told.choices if one.used == row]
        said = {one.id: _("valgt %(day)s") % {"day": short_day(one.chosen_on)} for one in chosen}
        urls = {one.id: reverse("cases:choice", args=[one.id]) for one in chosen}
        return Behind(False, said, {one.id: one.citizen_id for one in chosen}, urls)
    brought = [one for one in told.brought if one.received == row]
    said = {one.id: _("begyndt %(day)s") % {"day": short_day(one.begun_on)} for one in brought}
    urls = {one.id: reverse("cases:warm_handover", args=[one.id]) for one in brought}
    return Behind(False, said, {one.id: one.citizen_id for one in brought}, urls)


def _enquiries(told: Overview, figure: str, row: str) -> list[tuple[UUID, str]]:
    found = []
    for one in told.came:
        if (figure == DOORS and one.door == row) or (figure == TREATMENT and one.treated == row):
            found.append((one.id, days_long(one.days) if figure == TREATMENT and one.days is not None else ""))
        elif figure == HELP and one.is_self and one.helped == row:
            found.append((one.id, "" if one.hours is None else hours_words(Fraction(one.hours))))
        elif figure == RECEPTION and one.stayed(told.now) == row:
            found.append((one.id, _("videre %(day)s") % {"day": short_day(one.left_on)} if one.left_on else ""))
    return found


def seen(user: User, found: Behind) -> list[UUID]:
    """The keys that the reader may see, in order. One query."""
    if found.is_enquiries:
        known = set(enquiries_of(user).filter(pk__in=found.words).values_list("pk", flat=True))
        return [key for key in found.words if key in known]
    rows = Citizen.objects.visible_to(user).filter(pk__in=set(found.citizens.values()))
    known = set(rows.values_list("pk", flat=True))
    return [key for key in found.words if found.citizens[key] in known]


@dataclass(frozen=True)
class Line:
    title: str
    url: str
    meta: str


def enquiry_lines(user: User, keys: list[UUID], found: Behind) -> tuple[list[Line], list[UUID], int]:
    """(lines, the citizens they tell of, how many are about nobody's file). Two queries."""
    rows = enquiries_of(user).in_bulk(keys)
    people = people_of(user, [row.citizen_id for row in rows.values() if row.citizen_id])
    lines, nobodys = [], 0
    for key in keys:
        row = rows[key]
        person = people.get(row.citizen_id)
        if row.citizen_id and person is None:
            continue
        nobodys += row.citizen_id is None
        parts = (str(row.get_door_display()), since_words(row.came_at), found.words[key])
        meta = " · ".join(part for part in parts if part)
        lines.append(Line(name_of(row, person), row.get_absolute_url(), meta))
    return lines, list(people), nobodys


def citizen_lines(labels: dict[UUID, str], keys: list[UUID], found: Behind) -> list[Line]:
    return [Line(labels[found.citizens[key]], found.urls[key], found.words[key]) for key in keys]
