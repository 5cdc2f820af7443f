"""Visits as lists show them: when, where, who, and how it went. Never a citizen's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.addresses import address_of
from cases.dates import short_day
from cases.timeline import Key
from outreach.models import VisitWorker
from outreach.models.visit import minutes_of

PAGE = 30

_COLUMNS = (
    "pk", "day", "route__name", "place__name", "planned_from", "planned_to", "out_at", "expected_back_at", "back_at",
    "met", "cards", "own_minutes", "note", "safety_note", "cancelled_at", "cancelled_because", "route_id",
)  # fmt: skip


@dataclass(frozen=True)
class VisitRow:
    id: UUID
    day: date
    route: str | None
    place: str | None
    planned_from: time | None
    planned_to: time | None
    out_at: datetime | None
    expected_back_at: datetime | None
    back_at: datetime | None
    met: int | None
    cards: int | None
    own_minutes: int | None
    note: str
    safety_note: str
    cancelled_at: datetime | None
    cancelled_because: str
    route_id: UUID | None

    @property
    def key(self) -> Key:
        """Where the next page begins."""
        return Key(timezone.make_aware(datetime.combine(self.day, time())), self.id)

    @property
    def where(self) -> str:
        return self.route or self.place or ""

    @property
    def is_out(self) -> bool:
        return self.out_at is not None and self.back_at is None

    @property
    def minutes(self) -> int | None:
        return minutes_of(self.own_minutes, self.out_at, self.back_at)


@dataclass(frozen=True)
class VisitLine:
    """One visit ready to show. `tone` bad: overdue, and nothing else."""

    url: str
    where: str
    day: str
    meta: str
    result: str
    tone: str
    note: str
    safety: str


def visit_rows(found: QuerySet, before: Key | None = None, limit: int = PAGE) -> list[VisitRow]:
    """A page of visits and one more, newest first. One query."""
    if before:
        day = timezone.localdate(before.at)
        found = found.filter(Q(day__lt=day) | Q(day=day, pk__lt=before.id))
    return [VisitRow(*row) for row in found.order_by("-day", "-pk").values_list(*_COLUMNS)[: limit + 1]]


def crew_of(visits: Iterable[UUID]) -> dict[UUID, list[str]]:
    """{visit: names of those who are or were out}. One query."""
    names: dict[UUID, list[str]] = defaultdict(list)
    links = VisitWorker.objects.filter(visit__in=list(visits)).order_by("user__name", "pk")
    for visit, name in links.values_list("visit_id", "user__name"):
        names[visit].append(name)
    return names


def visit_lines(rows: Iterable[VisitRow], crew: dict[UUID, list[str]], now: datetime) -> list[VisitLine]:
    url_of = address_of("outreach:visit")
    lines = []
    for row in rows:
        result, tone = went(row, now)
        meta = (clocks(row), ", ".join(crew.get(row.id, [])), minutes_long(row.minutes), _cards(row))
        lines.append(
            VisitLine(
                url=url_of(row.id),
                where=row.where,
                day=f"{date_format(row.day, 'l')} {short_day(row.day)}".capitalize(),
                meta=" · ".join(part for part in meta if part),
                result=result,
                tone=tone,
                note=row.note,
                safety=row.safety_note,
            )
        )
    return lines


def went(row: VisitRow, now: datetime) -> tuple[str, str]:
    """(how it went in words, tone of the badge)."""
    if row.cancelled_at:
        return _("Aflyst: %(why)s") % {"why": row.cancelled_because}, ""
    if row.back_at:
        return met_words(row.met or 0), "good" if row.met else ""
    if row.out_at and row.expected_back_at:
        words = {"time": at_time(row.expected_back_at, now)}
        if row.expected_back_at < now:
            return _("Skulle være tilbage %(time)s") % words, "bad"
        return _("Ude, ventes %(time)s") % words, "water"
    return (_("Planlagt") if row.day >= timezone.localdate(now) else _("Intet skrevet")), ""


def met_words(met: int) -> str:
    return ngettext("%(n)s mødt", "%(n)s mødt", met) % {"n": met} if met else _("Ingen mødt")


def minutes_long(minutes: int | None) -> str:
    return "" if minutes is None else ngettext("%(n)s minut", "%(n)s minutter", minutes) % {"n": minutes}


def at_time(moment: datetime, now: datetime) -> str:
    """ "kl. 13.00", with the day where it is another one than today."""
    local = timezone.localtime(moment)
    words = _("kl. %(time)s") % {"time": time_format(local, "TIME_FORMAT")}
    return words if local.date() == timezone.localdate(now) else f"{short_day(local.date())} {words}"


def span(first: time | None, last: time | None) -> str:
    """ "kl. 10.00–13.00"."""
    clocks = [time_format(clock, "TIME_FORMAT") for clock in (first, last) if clock]
    return _("kl. %(times)s") % {"times": "–".join(clocks)} if clocks else ""


def clocks(row: VisitRow) -> str:
    """When one was out, else when one meant to be."""
    if row.out_at is None:
        return span(row.planned_from, row.planned_to)
    out = timezone.localtime(row.out_at).time()
    return span(out, timezone.localtime(row.back_at).time() if row.back_at else None)


def _cards(row: VisitRow) -> str:
    return ngettext("%(n)s kort", "%(n)s kort", row.cards) % {"n": row.cards} if row.cards else ""
