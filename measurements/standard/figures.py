"""The monitoring figures that stand beside the quality standard, each with its N, its definition and its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.dates import days_long, short_day
from measurements.models import StandardPoint
from measurements.report import groups
from measurements.report.groups import Group, Part
from measurements.report.tables import NONE, Cell, Row, Table, count, hidden, share
from measurements.standard.monitored import Followed, Monitored, Planned, Waited
from measurements.statistics import rounded
from measurements.suppression import Arc, hide_arcs
from outreach.endings import FOLLOW_UPS

Beside = StandardPoint.Beside
#: Names of the tables, as they stand in an address.
TABLES = {
    Beside.GUARANTEE: "garanti", Beside.WAITING: "ventedage", Beside.PLANS: "planer", Beside.FOLLOW_UP: "opfoelgning",
}  # fmt: skip
KEPT, NOT_KEPT, MEAN = "overholdt", "ikke-overholdt", "gennemsnit"
_KEPT = (Waited.HALF, Waited.IN_TIME)
_BEGUN = (Waited.HALF, Waited.IN_TIME, Waited.LATE)


def tables(told: Monitored, *, hides: bool) -> dict[str, Table]:
    """By name, in the order of `TABLES`."""
    waited = _waited(told, hides)
    made = (_guarantee(waited), _waiting(told, waited), _plans(told, hides), _follow_up(told, hides))
    return {table.id: table for table in made}


def beside(chosen: str) -> list[str]:
    """The tables that stand beside a point that chose so."""
    if chosen == Beside.ALL:
        return list(TABLES.values())
    return [TABLES[Beside(chosen)]] if chosen else []


def _waited(told: Monitored, hides: bool) -> dict[str, int | None]:
    """The numbers of both tables of requests; they divide the same requests in two ways, so they are hidden as one.

    All that tried the guarantee are kept or not kept; what was kept was begun, what was not was begun late or not.
    """
    n = Counter(request.waited for request in told.requests)
    kept, not_kept = n[Waited.HALF] + n[Waited.IN_TIME], n[Waited.LATE] + n[Waited.NOT_BEGUN]
    arcs = {
        Waited.HALF.value: Arc("kept", "begun", n[Waited.HALF]),
        Waited.IN_TIME.value: Arc("kept", "begun", n[Waited.IN_TIME]),
        Waited.LATE.value: Arc("not kept", "begun", n[Waited.LATE]),
        Waited.NOT_BEGUN.value: Arc("not kept", "out", n[Waited.NOT_BEGUN]),
        KEPT: Arc("in", "kept", kept),
        NOT_KEPT: Arc("in", "not kept", not_kept),
        "begun": Arc("begun", "out", kept + n[Waited.LATE]),
        "tried": Arc("out", "in", kept + not_kept),
    }
    return _hidden(arcs) if hides else {name: arc.count for name, arc in arcs.items()}


def _hidden(arcs: Mapping[str, Arc]) -> dict[str, int | None]:
    return dict(zip(arcs, hide_arcs(list(arcs.values())), strict=True))


def _cells(part: Part) -> tuple[Cell, ...]:
    number, n = part
    return share(number, n), count(number), count(n)


def _guarantee(waited: Mapping[str, int | None]) -> Table:
    labels = ((KEPT, _("Overholdt")), (NOT_KEPT, _("Ikke overholdt")))
    rows = [Row(key, label, _cells((waited[key], waited["tried"])), opens=bool(waited[key])) for key, label in labels]
    return Table(
        id=TABLES[Beside.GUARANTEE],
        title=_("Behandlingsgarantien"),
        page="",
        columns=groups.columns(),
        rows=tuple(rows),
        n=waited["tried"],
        definition=_(
            "Anmodninger om behandling, der er fremsat i perioden. Overholdt: behandlingen begyndte senest på dag 14 "
            "(SEL § 101). Ikke overholdt: de 14 dage er gået uden det. Ikke talt med: anmodninger, der endnu løber "
            "inden for de 14 dage, dem, hvor borgeren inden da valgte et andet tilbud eller trak anmodningen tilbage, "
            "og anonym behandling (SEL § 101 a), som ingen garanti har."
        ),
    )


def _waiting(told: Monitored, waited: Mapping[str, int | None]) -> Table:
    rows = [
        Row(one.value, str(one.label), _cells((waited[one.value], waited["begun"])), opens=bool(waited[one.value]))
        for one in _BEGUN
    ]
    days = [request.days for request in told.requests if request.days is not None]
    rows.append(Row(MEAN, _("Gennemsnit"), (NONE, _mean(days, waited["begun"]), count(waited["begun"]))))
    return Table(
        id=TABLES[Beside.WAITING],
        title=_("Ventedage"),
        page="",
        columns=groups.columns(),
        rows=tuple(rows),
        n=waited["begun"],
        definition=_(
            "Anmodninger fremsat i perioden, hvor behandlingen er begyndt: dage fra den første personlige anmodning "
            "til behandlingen begyndte. Samme dag er dag 0."
        ),
    )


def _mean(days: list[int], n: int | None) -> Cell:
    if n is None:
        return hidden()
    if not days:
        return NONE
    value = rounded(Fraction(sum(days), len(days)), 1)
    return Cell(value, _("%(days)s dage") % {"days": str(value).replace(".", ",")})


def _plans(told: Monitored, hides: bool) -> Table:
    n = Counter(one.planned for one in told.begun)
    rows = groups.exclusive([Group(one.value, str(one.label), n[one]) for one in Planned], hides=hides)
    return Table(
        id=TABLES[Beside.PLANS],
        title=_("Planer ved start"),
        page="",
        columns=groups.columns(),
        rows=tuple(rows),
        n=_total(rows),
        definition=_(
            "Behandlinger, hvor borgeren blev indskrevet i perioden. Planen er planen for det videre forløb: talt er "
            "den dag, borgeren første gang fik den i dette forløb."
        ),
    )


def _total(rows: list[Row]) -> int | None:
    value = rows[0].cells[-1].value
    return value if isinstance(value, int) else None


def _follow_up(told: Monitored, hides: bool) -> Table:
    """Both follow-ups tell of the same ends, and whoever declined declined both: hidden as one."""
    declined = sum(end.is_declined for end in told.ends)
    asked = [status for status in Followed if status != Followed.DECLINED]
    arcs = {Followed.DECLINED.value: Arc("in", "out", declined), "asked": Arc("in", "first", len(told.ends) - declined)}
    for months, tail, head in zip(FOLLOW_UPS, ("first", "second"), ("second", "out"), strict=True):
        n = Counter(end.followed[months] for end in told.ends)
        arcs |= {f"{status.value} {months}": Arc(tail, head, n[status]) for status in asked}
    arcs["all"] = Arc("out", "in", len(told.ends))
    shown = _hidden(arcs) if hides else {name: arc.count for name, arc in arcs.items()}
    rows = []
    for status in Followed:
        names = [status.value] * 2 if status == Followed.DECLINED else [f"{status.value} {m}" for m in FOLLOW_UPS]
        cells = [cell for name in names for cell in _cells((shown[name], shown["all"]))[:2]]
        opens = any(shown[name] for name in names)
        rows.append(Row(status.value, str(status.label), (*cells, count(shown["all"])), opens=opens))
    return Table(
        id=TABLES[Beside.FOLLOW_UP],
        title=_("Opfølgning efter 1 og 6 måneder"),
        page="",
        columns=(
            _("Efter 1 måned"), _("Antal efter 1 måned"), _("Efter 6 måneder"), _("Antal efter 6 måneder"), _("N"),
        ),
        rows=tuple(rows),
        n=shown["all"],
        definition=_(
            "Forløb, der er afsluttet i perioden som færdigbehandlet, overgået til et andet tilbud eller til sygehus "
            "(BEK 1477/2019 § 4 stk. 2). Gjort er den opgave, der blev oprettet ved afslutningen."
        ),
    )  # fmt: skip


def behind(told: Monitored, table: str, row: str) -> dict[UUID, str] | None:
    """Whom a row counts, and what is to be said of each; None where there is no such row."""
    found = list(_behind(told, table, row))
    if not found and row not in _rows_of(table):
        return None
    said: dict[UUID, list[str]] = {}
    for citizen, words in found:
        said.setdefault(citizen, []).append(words)
    return {citizen: " · ".join(words) for citizen, words in said.items()}


def _rows_of(table: str) -> set[Any]:
    return {
        TABLES[Beside.GUARANTEE]: {KEPT, NOT_KEPT},
        TABLES[Beside.WAITING]: {one.value for one in _BEGUN},
        TABLES[Beside.PLANS]: set(Planned.values),
        TABLES[Beside.FOLLOW_UP]: set(Followed.values),
    }.get(table, set())


def _behind(told: Monitored, table: str, row: str) -> Iterator[tuple[UUID, str]]:
    if table in (TABLES[Beside.GUARANTEE], TABLES[Beside.WAITING]):
        wanted = {KEPT: _KEPT, NOT_KEPT: (Waited.LATE, Waited.NOT_BEGUN)}.get(row, (row,))
        for request in told.requests:
            if request.waited in wanted and (table == TABLES[Beside.GUARANTEE] or request.days is not None):
                yield request.citizen_id, "" if request.days is None else days_long(request.days)
    elif table == TABLES[Beside.PLANS]:
        for one in told.begun:
            if one.planned == row:
                plan = _("plan %(day)s") % {"day": short_day(one.plan_given_on)} if one.plan_given_on else ""
                begun = _("begyndt %(day)s") % {"day": short_day(one.begun_on)}
                yield one.citizen_id, ", ".join(part for part in (begun, plan) if part)
    elif table == TABLES[Beside.FOLLOW_UP]:
        for end in told.ends:
            if row in end.followed.values():
                yield end.citizen_id, _ended_words(end.ended_on, end.followed)


def _ended_words(ended_on: date, followed: Mapping[int, Followed]) -> str:
    first, second = (str(followed[months].label).lower() for months in FOLLOW_UPS)
    return _("afsluttet %(day)s; 1 måned: %(first)s; 6 måneder: %(second)s") % {
        "day": short_day(ended_on), "first": first, "second": second,
    }  # fmt: skip
