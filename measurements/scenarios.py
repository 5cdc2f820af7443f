"""What a scenario comes to, table 9-5: gains less derived costs less what the effort costs per citizen (S2 p. 73)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Organisation
from measurements.contacted import contacted_citizens, contacted_days
from measurements.costs import Costs, Rows, costs, costs_of, kroner_words, read_rows
from measurements.models import Scenario, ScenarioItem
from measurements.scenario_items import DERIVED, GAINS, NOT_QUANTIFIED, Item

_NONE = Decimal(0)


@dataclass(frozen=True)
class Outcome:
    """`derived` and `gains`: what is ticked, with kroner a year; None where nobody has put a price on it. `direct` and
    `indirect`: the effort per contacted citizen, None while nobody was contacted."""

    derived: Sequence[tuple[Item, Decimal | None]]
    gains: Sequence[tuple[Item, Decimal | None]]
    direct: Decimal | None
    indirect: Decimal | None

    @property
    def effort(self) -> Decimal | None:
        return None if self.direct is None or self.indirect is None else self.direct + self.indirect

    @property
    def derived_total(self) -> Decimal:
        return sum((amount or _NONE for _item, amount in self.derived), _NONE)

    @property
    def gains_total(self) -> Decimal:
        return sum((amount or _NONE for _item, amount in self.gains), _NONE)

    @property
    def net(self) -> Decimal | None:
        """Net gain per citizen; negative is a net cost."""
        return None if self.effort is None else self.gains_total - self.derived_total - self.effort


def outcome(items: Iterable[ScenarioItem], found: Costs) -> Outcome:
    """Pure: from the items and the costs of the scenario's period."""
    ticked = {row.item: row for row in items if row.ticked}

    def of(kinds: Sequence[Item]) -> list[tuple[Item, Decimal | None]]:
        return [(item, None if item in NOT_QUANTIFIED else ticked[item].amount) for item in kinds if item in ticked]

    direct, indirect = found.direct["Samlet"].per_citizen, found.indirect["Samlet"].per_citizen
    return Outcome(of(DERIVED), of(GAINS), direct, indirect)


def outcome_of(scenario: Scenario, today: date) -> tuple[Outcome, Costs]:
    """Five queries."""
    organisation, units = scenario.organisation, {scenario.unit_id}
    contacted = contacted_citizens(organisation, scenario.from_on, scenario.to_on, units=units)
    found = costs(organisation, scenario.from_on, scenario.to_on, contacted=contacted, units=units, today=today)
    return outcome(scenario.items.all(), found), found


def outcomes(scenarios: Sequence[Scenario], organisation: Organisation, today: date) -> list[Outcome]:
    """Of several scenarios; as many queries as for one where all are of one unit and their items are prefetched."""
    if not scenarios:
        return []
    first, last = min(one.from_on for one in scenarios), max(one.to_on for one in scenarios)
    found = []
    by_unit = {unit_id: _of_unit(organisation, unit_id, first, last) for unit_id in {one.unit_id for one in scenarios}}
    for one in scenarios:
        rows, days = by_unit[one.unit_id]
        contacted = len({citizen_id for citizen_id, day in days if one.from_on <= day <= one.to_on})
        of = costs_of(rows, one.from_on, one.to_on, contacted=contacted, today=today)
        found.append(outcome(one.items.all(), of))
    return found


def _of_unit(organisation: Organisation, unit_id: UUID, first: date, last: date) -> tuple[Rows, set]:
    days = contacted_days(organisation, first, last, units={unit_id})
    return read_rows(organisation, first, last, {unit_id}), days


def reservations() -> list[str]:
    """Always printed with a scenario (S2 p. 68, 73)."""
    return [
        _("Borgereksemplet er hypotetisk: det viser, hvad der kan ske, og ikke hvad der er sket."),
        _("Beregningen er alene budgetøkonomisk. Hvad indsatsen betyder for borgerens liv, er ikke talt med."),
        _("Der er ingen kontrolgruppe: ingen ved, hvad der var sket uden indsatsen."),
        _("Borgeren har ret til hjælp efter loven, uanset om regnestykket giver en gevinst."),
        _("Indsatsens omkostninger er pr. borger i hele perioden, de øvrige poster pr. borger pr. år."),
    ]


def outcome_rows(found: Sequence[Outcome]) -> list[list[str]]:
    """The rows of table 9-5, a cell for each scenario: from what the effort costs to the net gain. Of the items only
    those that somebody has ticked."""
    return [
        [_("Samlede borgerrettede indsatsomkostninger"), *(kroner_words(one.effort) for one in found)],
        [_("Heraf indirekte indsatsomkostninger"), *(kroner_words(one.indirect) for one in found)],
        [_("Heraf direkte indsatsomkostninger"), *(kroner_words(one.direct) for one in found)],
        [_("Afledte omkostninger i alt"), *(kroner_words(one.derived_total) for one in found)],
        *_item_rows(DERIVED, [dict(one.derived) for one in found]),
        [_("Gevinster i alt"), *(kroner_words(one.gains_total) for one in found)],
        *_item_rows(GAINS, [dict(one.gains) for one in found]),
        _net_row([one.net for one in found]),
    ]


def _item_rows(items: Sequence[Item], ticked: Sequence[dict[Item, Decimal | None]]) -> list[list[str]]:
    return [
        [str(item.label), *(_words(one[item]) if item in one else "–" for one in ticked)]
        for item in items
        if any(item in one for one in ticked)
    ]


def _net_row(nets: Sequence[Decimal | None]) -> list[str]:
    """Called a net cost where it is one for all."""
    if nets and all(net is not None and net < 0 for net in nets):
        return [_("Nettoomkostning pr. borger"), *(kroner_words(-net) for net in nets if net is not None)]
    return [_("Nettogevinst pr. borger"), *(kroner_words(net) for net in nets)]


def _words(amount: Decimal | None) -> str:
    return _("ikke kvantificeret") if amount is None else kroner_words(amount)
