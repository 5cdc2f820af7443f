"""Chapter 9 of the evaluation: hours, kroner and scenarios (S2 p. 68-73)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from measurements.costs import CostRow, Costs, costs, hours_words
from measurements.models import Scenario
from measurements.report.scope import Scope
from measurements.report.tables import NONE, Cell, Chapter, Row, Table
from measurements.scenario_items import DERIVED, GAINS, Item
from measurements.scenarios import Outcome, outcomes, reservations
from measurements.statistics import rounded


@dataclass(frozen=True)
class Economy:
    name: str
    costs: Costs
    scenarios: Sequence[tuple[str, Outcome]]


def gather(scope: Scope, contacted: int) -> Economy:
    """Three queries, and five where there are scenarios. `contacted`: citizens, as chapter 4 counts them."""
    today, units = timezone.localdate(), {scope.unit.pk} if scope.unit else None
    found = costs(scope.organisation, scope.first, scope.last, contacted=contacted, units=units, today=today)
    rows = list(
        Scenario.objects.filter(from_on__lte=scope.last, to_on__gte=scope.first, **scope.whose())
        .order_by("pk")
        .prefetch_related("items")
    )
    told = outcomes(rows, scope.organisation, today)
    return Economy(scope.name, found, [(row.name, one) for row, one in zip(rows, told, strict=True)])


def chapter(told: Sequence[Economy]) -> Chapter:
    notes = [f"{one.name}: {note}" if len(told) > 1 else note for one in told for note in one.costs.notes]
    tables = [
        _costs("T9-1", _("Beregnede direkte omkostninger opdelt på omkostningstype"), "69", told, notes),
        _costs("T9-2", _("Beregnede indirekte omkostninger opdelt på omkostningstype"), "71", told, notes),
    ]
    if any(one.scenarios for one in told):
        tables.append(_scenarios(told))
    return Chapter("oekonomi", _("Modellens økonomiske konsekvenser"), tuple(tables))


def _costs(name: str, title: str, page: str, told: Sequence[Economy], notes: Sequence[str]) -> Table:
    sides = [one.costs.direct if name == "T9-1" else one.costs.indirect for one in told]
    keys = [key for side in sides for key in side if key != "Samlet"]
    rows = [_cost_row([side[key] for side in sides if key in side], sides) for key in dict.fromkeys([*keys, "Samlet"])]
    columns = (
        _("Samlede timer"), _("Samlede omkostninger (kr.)"), _("Gns. omkostninger per borger (kr.)"),
    )  # fmt: skip
    return Table(
        id=name,
        title=title,
        page=page,
        head=_("Omkostningstype"),
        columns=columns,
        rows=tuple(rows),
        n=sum(one.costs.contacted or 0 for one in told),
        compared=columns[1:],
        definition=_(
            "Registrerede timer gange timesatsen, som gjaldt mandag i ugen, og bogførte kroner. Gennemsnittet er pr. "
            "kontaktet borger, også dem uden indsats. Et helt kvartal uden registrering erstattes af gennemsnittet af "
            "de andre."
        ),
        notes=tuple(dict.fromkeys(notes)),
    )


def _cost_row(rows: Sequence[CostRow], sides: Sequence[Mapping[str, CostRow]]) -> Row:
    hours, cost = sum((one.hours for one in rows), Decimal(0)), sum((one.cost for one in rows), Decimal(0))
    # Of all contacted, also where a municipality has no such row.
    contacted = sum(side["Samlet"].contacted or 0 for side in sides)
    each = cost / contacted if contacted else None
    return Row(rows[0].key, rows[0].label, (
        _nearest(hours, 10, hours_words), _nearest(cost, 100, _bare_kroner), _nearest(each, 100, _bare_kroner),
    ))  # fmt: skip


def _bare_kroner(value: Decimal) -> str:
    """The column says that it is kroner."""
    return hours_words(_hundreds(value))


def _hundreds(value: Decimal) -> Decimal:
    return rounded(value / 100, 0) * 100


def _nearest(value: Decimal | None, step: int, text: Callable[[Decimal], str]) -> Cell:
    if value is None:
        return NONE
    return Cell(int(rounded(value / step, 0)) * step, text(value))


def _kroner(value: Decimal | None) -> Cell:
    return NONE if value is None else Cell(int(_hundreds(value)), _bare_kroner(value))


def _scenarios(told: Sequence[Economy]) -> Table:
    named = len(told) > 1
    found = [(f"{one.name}: {name}" if named else name, it) for one in told for name, it in one.scenarios]
    each = [one for _name, one in found]

    def row(key: str, label: str, value: Callable[[Outcome], Decimal | None]) -> Row:
        return Row(key, label, tuple(_kroner(value(one)) for one in each))

    rows = [
        row(
            "Samlede borgerettede indsatsomkostninger",
            _("Samlede borgerrettede indsatsomkostninger"),
            lambda one: one.effort,
        ),
        row("Indirekte indsatsomkostninger", _("Indirekte indsatsomkostninger"), lambda one: one.indirect),
        row("Direkte indsatsomkostninger", _("Direkte indsatsomkostninger"), lambda one: one.direct),
        *_item_rows(DERIVED, [dict(one.derived) for one in each]),
        *_item_rows(GAINS, [dict(one.gains) for one in each]),
        row("Nettogevinst", _("Nettogevinst pr. borger (negativ: nettoomkostning)"), lambda one: one.net),
    ]
    return Table(
        id="T9-5",
        title=_("Samlede økonomiske konsekvenser per borger på baggrund af hypotetiske borgereksempler (kr.)"),
        page="73",
        head=_("Post"),
        columns=tuple(name for name, _one in found),
        rows=tuple(rows),
        definition=_(
            "Nettogevinst er de afkrydsede gevinster minus de afkrydsede afledte omkostninger minus indsatsens "
            "omkostninger pr. kontaktet borger. Priserne har enheden selv skrevet; scenariets egen periode gælder."
        ),
        notes=tuple(reservations()),
    )


def _item_rows(items: Sequence[Item], ticked: Sequence[dict[Item, Decimal | None]]) -> list[Row]:
    return [
        Row(str(item.value), str(item.label), tuple(_ticked(one, item) for one in ticked))
        for item in items
        if any(item in one for one in ticked)
    ]


def _ticked(one: dict[Item, Decimal | None], item: Item) -> Cell:
    if item not in one:
        return NONE
    amount = one[item]
    return Cell("x", _("ikke kvantificeret")) if amount is None else _kroner(amount)
