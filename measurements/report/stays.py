"""The acute crisis centre: its stays in numbers, and the implementeringsbarometer beside them (W7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from django.utils.translation import gettext as _

from accounts.models import User
from crisis_center.numbers import Measure, StayRow, measures, rows_of, stay_rows_between
from measurements.report import groups
from measurements.report.scope import Scope
from measurements.report.tables import NONE, Cell, Chapter, Row, Table, count, mean, share
from measurements.statistics import median
from measurements.suppression import SMALLEST


def gather(scope: Scope, user: User | None) -> list[StayRow]:
    """Stays that began in the period and that the reader may see; without a reader nobody's. One query."""
    if user is None:
        return []
    return stay_rows_between(user, scope.first, scope.last + timedelta(days=1))


def chapter(rows: Sequence[StayRow], barometer: tuple[Table, ...], *, hides: bool) -> Chapter | None:
    if not rows and not barometer:
        return None
    told = list({row.id: row for row in rows}.values())
    table = Table(
        id="AKC-1",
        title=_("Ophold på akutkrisecenter, der begyndte i perioden"),
        page="",
        head=_("Mål"),
        columns=(_("Værdi"), _("Andel"), _("N")),
        rows=tuple(_row(one, told, hides) for one in measures()),
        compared=(_("Værdi"), _("Andel")),
        definition=_(
            "Hvert ophold tælles én gang. Andelen er af de ophold, man kan spørge om det: fx er tilbage inden for tre "
            "måneder kun spurgt om dem, der er rejst."
        ),
    )
    return Chapter("akutkrisecenter", _("Akutkrisecentret"), (table, *barometer))


def _row(measure: Measure, rows: list[StayRow], hides: bool) -> Row:
    base = [row for row in rows if measure.base(row)]
    counted = rows_of(measure, base)
    if measure.value:
        if hides and len(counted) < SMALLEST:
            return Row(measure.key, measure.label, (count(None), NONE, count(None)))
        middle = median(_tally(measure, counted))
        shown = mean(middle, 0)
        text = f"{shown.text} {measure.unit}" if middle is not None else shown.text
        return Row(measure.key, measure.label, (Cell(shown.value, text), NONE, count(len(counted))))
    part, n = groups.of_all(len(counted), len(base), hides=hides)
    of = NONE if measure.key == "ophold" else share(part, n)
    return Row(measure.key, measure.label, (count(part), of, count(n)))


def _tally(measure: Measure, rows: Sequence[StayRow]) -> dict[Fraction, int]:
    found: dict[Fraction, int] = {}
    for row in rows:
        assert measure.value is not None
        value = Fraction(measure.value(row))
        found[value] = found.get(value, 0) + 1
    return found
