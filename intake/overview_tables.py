"""The leader's view as tables, each with its definition; a row leads to those it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.dates import days_long
from cases.models import Attendance
from intake.models import Enquiry
from intake.overview import Helped, Overview, Received, Stayed, Treated, Used
from measurements.activities import ACTIVITIES, SPENT, Spent
from measurements.models import StandardPoint
from measurements.report import groups
from measurements.report.groups import Group
from measurements.report.page import Shown, shown_table
from measurements.report.tables import NONE, Cell, Row, Table, count, share, words
from measurements.standard import figures
from measurements.statistics import median, rounded
from measurements.weeks import quarters_text

DOORS, HELP, TREATMENT, RECEPTION = "indgange", "foerste-hjaelp", "behandling", "modtagelsen"
HANDOVERS, OFFERS, ATTENDED, HOURS = "overleveringer", "tilbud", "fremmoede", "tid"
#: The guarantee is counted in one place, and stands there with its rows.
GUARANTEE = figures.TABLES[StandardPoint.Beside.GUARANTEE]
MEDIAN = "median"
FIGURE = "intake:overview_figure"


def made(told: Overview) -> dict[str, Table]:
    """By name, in the order of the page."""
    tables = (
        _doors(told), _help(told), _reception(told), _treatment(told), figures.tables(told.standard, hides=False)[
            GUARANTEE
        ], _handovers(told), _offers(told), _attended(told), _hours(told),
    )  # fmt: skip
    return {table.id: table for table in tables}


def shown(tables: dict[str, Table], query: str) -> dict[str, Shown]:
    """`query`: the days, for the addresses."""
    found = {name: shown_table(table, query, opens=True, url_name=FIGURE) for name, table in tables.items()}
    guarantee = shown_table(tables[GUARANTEE], query, opens=True, url_name="measurements:standard_figure")
    return found | {GUARANTEE: guarantee}


def _table(key: str, title: str, rows: Iterable[Row], n: int, definition: str) -> Table:
    return Table(key, title, "", groups.columns(), tuple(rows), definition, n=n)


def _by(choices: type[TextChoices], values: Iterable[Any]) -> list[Row]:
    n = Counter(values)
    return groups.exclusive([Group(one.value, str(one.label), n[one.value]) for one in choices], hides=False)


def _middle(values: Sequence[int], said: Callable[[Fraction], str]) -> Row:
    value = median(Counter(values))
    told = NONE if value is None else Cell(rounded(value, 1), said(value))
    return Row(MEDIAN, _("Median"), (NONE, told, count(len(values))))


def hours_words(value: Fraction) -> str:
    """ "5 timer"; from two days on in days, as one says it."""
    if value < 1:
        return _("under 1 time")
    if value >= 48:
        return days_long(round(value / 24))
    return ngettext("%(hours)s time", "%(hours)s timer", round(value)) % {"hours": round(value)}


def days_words(value: Fraction) -> str:
    whole = value.denominator == 1
    return days_long(int(value)) if whole else _("%(days)s dage") % {"days": str(rounded(value, 1)).replace(".", ",")}


def _doors(told: Overview) -> Table:
    return _table(
        DOORS, _("Indgange"), _by(Enquiry.Door, (one.door for one in told.came)), len(told.came),
        _("Alle henvendelser til enheden i perioden, også fra pårørende og fagpersoner, efter den indgang de kom ad."),
    )  # fmt: skip


def _help(told: Overview) -> Table:
    own = [one for one in told.came if one.is_self]
    hours = [one.hours for one in own if one.hours is not None]
    rows = [*_by(Helped, (one.helped for one in own)), _middle(hours, hours_words)]
    return _table(
        HELP, _("Ventetid til første hjælp"), rows, len(own),
        _("Borgere, der selv har henvendt sig i perioden: hele timer fra henvendelsen til den første hjælp, der er "
          "skrevet. Med det samme: hjælpen blev givet i selve henvendelsen, som på gaden. Medianen er af dem, der "
          "måtte vente og har fået hjælp."),
    )  # fmt: skip


def _reception(told: Overview) -> Table:
    tried = [stayed for one in told.came if (stayed := one.stayed(told.now))]
    return _table(
        RECEPTION, _("Højst tre dage i modtagelsen"), _by(Stayed, tried), len(tried),
        _("Borgere, der selv har henvendt sig i perioden. Videre: en kontaktperson følger, borgeren er på vej til det "
          "rette sted, eller henvendelsen er afsluttet, senest den dag, de tre dage er gået. En overlevering, der "
          "sluttede uden, tæller ikke. Dem, hvis tre dage løber endnu, er ikke talt med."),
    )  # fmt: skip


def _treatment(told: Overview) -> Table:
    asked = [one for one in told.came if one.treated]
    days = [one.days for one in asked if one.days is not None]
    rows = [*_by(Treated, (one.treated for one in asked)), _middle(days, days_words)]
    return _table(
        TREATMENT, _("Ventetid til behandling"), rows, len(asked),
        _("Henvendelser i perioden, hvor borgeren har bedt om behandling: dage fra henvendelsen til behandlingen "
          "begyndte. En behandling har en dag og intet klokkeslæt, så der regnes ikke i timer. Medianen er af dem, der "
          "er begyndt."),
    )  # fmt: skip


def _handovers(told: Overview) -> Table:
    return _table(
        HANDOVERS, _("Overleveringer"), _by(Received, (one.received for one in told.brought)), len(told.brought),
        _("Overleveringer af enhedens borgere, begyndt i perioden, som de står i dag. Sluttet uden stabil kontakt "
          "tæller som tabt, også når modtageren først sagde ja."),
    )  # fmt: skip


def _offers(told: Overview) -> Table:
    return _table(
        OFFERS, _("Valgte tilbud"), _by(Used, (one.used for one in told.choices)), len(told.choices),
        _("Tilbud, der er valgt i borgernes egen plan i perioden, som de står i dag."),
    )  # fmt: skip


def _attended(told: Overview) -> Table:
    rows = _by(Attendance.How, (how for _citizen, how in told.attended))
    return _table(
        ATTENDED, _("Fremmøde i tilbuddene"), rows, len(told.attended),
        _("Dage i perioden, hvor der er ført fremmøde i et valgt tilbud; en borger kan have flere."),
    )  # fmt: skip


def _hours(told: Overview) -> Table:
    rows = [_team(str(number), name, quarters) for number, (name, quarters) in enumerate(told.hours)]
    if len(rows) > 1:
        rows.append(_team("alle", _("Alle teams"), sum((quarters for _name, quarters in told.hours), Counter())))
    return Table(
        HOURS, _("Ansigt til ansigt"), "",
        (*(str(one.label) for one in Spent), _("Ansigt til ansigt, andel")), tuple(rows),
        _("Medarbejdernes registrerede timer i de uger, der har de fleste dage i perioden, efter team. %(face)s: "
          "%(face_what)s. %(desk)s: %(desk_what)s. Der er ingen aktivitet for visitation alene. Et team med kun én "
          "medarbejder lægges sammen med de øvrige.")
        % {
            "face": Spent.FACE.label, "face_what": _activities(Spent.FACE), "desk": Spent.DESK.label,
            "desk_what": _activities(Spent.DESK),
        },
        head=_("Team"),
    )  # fmt: skip


def _activities(spent: Spent) -> str:
    return "; ".join(str(one.activity.label) for one in ACTIVITIES if one.spent == spent)


def _team(key: str, name: str, quarters: Counter[str]) -> Row:
    n: Counter[str] = Counter()
    for activity, number in quarters.items():
        n[SPENT[activity]] += number
    face, everything = share(n[Spent.FACE], n.total()), (words(quarters_text(n[one])) for one in Spent)
    return Row(key, name, (*everything, face))


@dataclass(frozen=True)
class Tile:
    """One number to take in at a glance, and where it comes from."""

    number: str
    label: str
    note: str
    url: str


def tiles(tables: dict[str, Table]) -> list[Tile]:
    def n(name: str) -> str:
        return f"N = {tables[name].n}"

    def cell(name: str, row: str, column: int) -> str:
        return next(one.cells[column].text for one in tables[name].rows if one.key == row)

    def of_median(name: str) -> str:
        return f"N = {cell(name, MEDIAN, 2)}"

    hours = tables[HOURS].rows
    told = [
        (str(tables[DOORS].n), _("Henvendelser"), "", DOORS),
        (cell(HELP, MEDIAN, 1), _("Median til første hjælp"), of_median(HELP), HELP),
        (cell(RECEPTION, Stayed.IN_TIME, 0), _("Videre inden for tre dage"), n(RECEPTION), RECEPTION),
        (cell(TREATMENT, MEDIAN, 1), _("Median til behandling"), of_median(TREATMENT), TREATMENT),
        (cell(GUARANTEE, figures.KEPT, 0), _("Garantien overholdt"), n(GUARANTEE), GUARANTEE),
        (cell(HANDOVERS, Received.CONFIRMED, 0), _("Overleveringer bekræftet"), n(HANDOVERS), HANDOVERS),
        (cell(OFFERS, Used.CAME, 0), _("Valgte tilbud, borgeren er kommet i"), n(OFFERS), OFFERS),
        (hours[-1].cells[-1].text if hours else NONE.text, _("Af timerne er ansigt til ansigt"), "", HOURS),
    ]
    return [Tile(number, label, note, f"#{name}") for number, label, note, name in told]


def hours_url() -> str:
    return reverse("measurements:unit_hours")
