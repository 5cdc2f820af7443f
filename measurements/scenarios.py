"""What a scenario comes to, table 9-5: gains less derived costs less what the effort costs per citizen (S2 p. 73)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from measurements.contacted import contacted_citizens
from measurements.costs import Costs, costs, kroner_words
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


def reservations() -> list[str]:
    """Always printed with a scenario (S2 p. 68, 73)."""
    return [
        _("Borgereksemplet er hypotetisk: det viser, hvad der kan ske, og ikke hvad der er sket."),
        _("Beregningen er alene budgetøkonomisk. Hvad indsatsen betyder for borgerens liv, er ikke talt med."),
        _("Der er ingen kontrolgruppe: ingen ved, hvad der var sket uden indsatsen."),
        _("Borgeren har ret til hjælp efter loven, uanset om regnestykket giver en gevinst."),
        _("Indsatsens omkostninger er pr. borger i hele perioden, de øvrige poster pr. borger pr. år."),
    ]


def outcome_rows(found: Outcome) -> list[list[str]]:
    """The rows of table 9-5, from what the effort costs to the net gain."""
    rows = [
        [_("Samlede borgerrettede indsatsomkostninger"), kroner_words(found.effort)],
        [_("Heraf indirekte indsatsomkostninger"), kroner_words(found.indirect)],
        [_("Heraf direkte indsatsomkostninger"), kroner_words(found.direct)],
        [_("Afledte omkostninger i alt"), kroner_words(found.derived_total)],
        *([str(item.label), _words(amount)] for item, amount in found.derived),
        [_("Gevinster i alt"), kroner_words(found.gains_total)],
        *([str(item.label), _words(amount)] for item, amount in found.gains),
    ]
    net = found.net
    label = _("Nettoomkostning pr. borger") if net is not None and net < 0 else _("Nettogevinst pr. borger")
    return [*rows, [label, kroner_words(abs(net) if net is not None else None)]]


def _words(amount: Decimal | None) -> str:
    return _("ikke kvantificeret") if amount is None else kroner_words(amount)
