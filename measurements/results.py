"""Tables 7-1 to 7-3 and figure 7-2 of the evaluation, live: means before and after, on pairs only (S2 p. 53-58)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from measurements.instruments import Item, read_themes
from measurements.models import InstrumentVersion
from measurements.models.instrument import unsaved
from measurements.pairs import Asked, counted_pairs
from measurements.statistics import Better as Direction
from measurements.statistics import Paired, paired, percent, rounded

#: Published name of each table: the instruments before and after, the themes, and decimals of the means.
TABLES: dict[str, tuple[str, str, tuple[str, ...], int]] = {
    "T7-1": ("motivation", "motivation", ("motivation",), 2),
    "T7-2": ("treatment_start", "treatment_follow_up", ("drugs",), 1),
    "T7-3": ("treatment_start", "treatment_follow_up", ("physical", "psychological"), 1),
}


_BETTER: dict[str, Direction] = {"higher": "higher", "lower": "lower", "": ""}


@dataclass(frozen=True)
class Line:
    """One question. `result` None: nobody has answered it both times."""

    item: Item
    theme: str
    result: Paired | None
    decimals: int

    @property
    def cells(self) -> list[str]:
        """As the table prints it: question, before, after, change with its mark, p of both tests, N."""
        if self.result is None:
            return [self.item.text, "–", "–", "–", "–", "–", "0"]
        one = self.result
        change = f"{_signed(one.change, self.decimals)}{one.stars}"
        return [
            self.item.text, _number(one.mean_before, self.decimals), _number(one.mean_after, self.decimals), change,
            _p(one.t_test.p if one.t_test else None), _p(one.wilcoxon.p if one.wilcoxon else None), str(one.n),
        ]  # fmt: skip

    @property
    def development(self) -> list[str] | None:
        """Figure 7-2: better, the same, worse, in per cent of N; None for a question without a direction."""
        if self.result is None or (told := self.result.development) is None:
            return None
        counts = (told.positive, told.same, told.negative)
        return [self.item.text, *(f"{percent(count, self.result.n)} %" for count in counts), str(self.result.n)]


def results(user: User, first: date, last: date) -> dict[str, list[Line]]:
    """By the published names of the tables. One query."""
    items = {name: list(_items(name)) for name in TABLES}
    asked = [Asked(item.key, *TABLES[name][:2]) for name, rows in items.items() for _theme, item in rows]
    pairs = counted_pairs(user, asked, first, last)
    return {
        name: [
            Line(
                item,
                theme,
                paired(pairs[item.key], _BETTER[item.better]) if item.key in pairs else None,
                TABLES[name][3],
            )
            for theme, item in rows
        ]
        for name, rows in items.items()
    }


def _items(table: str) -> Iterable[tuple[str, Item]]:
    """(theme, question) of the numbers both instruments ask, in the order of the later one."""
    _before, after, themes, _decimals = TABLES[table]
    version: InstrumentVersion = next(one for one in unsaved() if one.key == after)
    for theme in read_themes(version.themes):
        if theme.key in themes:
            yield from ((theme.title, item) for item in theme.items)


def reservations() -> Sequence[str]:
    """Printed with every result (S2 p. 52)."""
    return [
        _("Kun borgere, der har svaret både før og efter, er talt med. De er ikke nødvendigvis som de andre."),
        _("Der er ingen kontrolgruppe: tallene viser, hvad der skete, ikke hvad der gjorde det."),
        _("Mange spørgsmål prøves på én gang: enkelte forskelle kan være tilfældige. Under 6 par vises ingen p-værdi."),
        _("** p < 0,05 og * p < 0,10 (parret t-test, som i kilden). Ved siden af står Wilcoxons test."),
        _("Et fald kan være voksende indsigt. Spørgsmål om vigtighed har ingen retning."),
    ]


def _number(value: Fraction | None, decimals: int) -> str:
    if value is None:
        return "–"
    return str(number_format(rounded(value, decimals), decimals))


def _signed(value: Fraction | None, decimals: int) -> str:
    text = _number(value, decimals)
    return f"+{text}" if value is not None and rounded(value, decimals) > 0 else text.replace("-", "−")


def _p(value: float | None) -> str:
    if value is None:
        return "–"
    return "< 0,001" if value < 0.001 else str(number_format(round(value, 3), 3))
