"""Whom the citizen calls: the contact person, and the backup where the contact person is away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.phones import written_work_phone
from cases.dates import short_day
from cases.facts import Fact, facts_of
from cases.models import Absence, Assignment, Citizen

Kind = Assignment.Kind


@dataclass(frozen=True)
class Follower:
    """One person who follows, in words. `phone` as it is dialled; `away` where they are not there today."""

    id: UUID
    name: str
    kind: str
    as_what: str
    phone: str
    away: str = ""

    @property
    def written_phone(self) -> str:
        return written_work_phone(self.phone)

    @property
    def with_phone(self) -> str:
        return _("%(name)s, telefon %(phone)s") % {"name": self.name, "phone": self.written_phone}


@dataclass(frozen=True)
class Calls:
    """`call`: whom to call now; `followers`: all who follow the open courses, the contact person first."""

    call: Follower | None
    followers: list[Follower]


def followers_of_citizen(citizen: Citizen) -> Calls:
    """Of the open courses, from the facts; telephones and absences in one query, none where nobody follows."""
    today = timezone.localdate()
    rows: dict[UUID, Fact] = {}
    for course in facts_of(citizen).courses:
        if course.is_open:
            # Whoever is two things (the coordinator who is contact person) is told as the first of them.
            for row in course.carried_by(today):
                if row.who_id and row.code != Kind.OTHER:
                    rows.setdefault(row.who_id, row)
    known = _known(rows, today)
    order = [Kind.CONTACT_PERSON, Kind.COVER, Kind.BACKUP, Kind.COORDINATOR]
    found = [_follower(row, *known.get(pk, ("", None)), today) for pk, row in rows.items()]
    found.sort(key=lambda one: (order.index(Kind(one.kind)), one.name))
    return Calls(_to_call(found), found)


def _to_call(followers: list[Follower]) -> Follower | None:
    """The contact person; where they are away who stands in or the backup, of those with a telephone the first."""
    here = [one for one in followers if not one.away]
    first = next((one for one in here if one.kind == Kind.CONTACT_PERSON), None)
    if first and first.phone:
        return first
    beside = (one for one in here if one.kind in (Kind.COVER, Kind.BACKUP) and one.phone)
    return next(beside, None) or first or next(iter(here), None)


def _known(ids: Iterable[UUID], today: date) -> dict[UUID, tuple[str, date | None]]:
    """{person: (telephone, last day of an absence that holds today)}."""
    keys = list(ids)
    if not keys:
        return {}
    away = Absence.objects.current(today).filter(user=OuterRef("pk")).order_by("-to_on")
    rows = User.objects.filter(pk__in=keys).annotate(away_to=Subquery(away.values("to_on")[:1]))
    return {pk: (phone, away_to) for pk, phone, away_to in rows.order_by().values_list("pk", "phone", "away_to")}


def _follower(row: Fact, phone: str, away_to: date | None, today: date) -> Follower:
    away = _("Væk til og med %(day)s") % {"day": short_day(away_to, today)} if away_to else ""
    kind = row.code or ""
    assert row.who_id is not None
    return Follower(row.who_id, row.who or "", kind, str(Kind(kind).label), phone, away)


@dataclass(frozen=True)
class Ask:
    """Whom a paper tells the citizen to call. `backup`: a sentence about whom else, or nothing."""

    ask_whom: str
    number: str = ""
    backup: str = ""


def ask_of(citizen: Citizen, user: User) -> Ask:
    """A paper is kept for long: it names the contact person though they are away today. Without one, who prints it."""
    calls = followers_of_citizen(citizen)
    first = next((one for one in calls.followers if one.kind == Kind.CONTACT_PERSON), None)
    if first is None:
        return Ask(user.name, written_work_phone(user.phone))
    backup = next((one for one in calls.followers if one.kind == Kind.BACKUP and one.phone), None)
    with translation.override("da"):
        words = (
            _("Er %(who)s væk, så ring til %(backup)s.") % {"who": first.name, "backup": backup.with_phone}
            if backup
            else ""
        )
    return Ask(first.name, first.written_phone, words)
