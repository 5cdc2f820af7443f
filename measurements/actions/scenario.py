"""A scenario is written, and written anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from measurements.models import Scenario, ScenarioItem


@dataclass(frozen=True)
class Typed:
    """What was typed of one item."""

    ticked: bool = False
    unit_price: Decimal | None = None
    times: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        return not self.ticked and self.unit_price is None


@action
def write_scenario(
    *,
    name: str,
    from_on: date,
    to_on: date,
    items: Mapping[str, Typed],
    by: User,
    unit: Unit | None = None,
    scenario: Scenario | None = None,
    about: str = "",
) -> Scenario:
    """A new scenario of `unit`, or the one that is given with other values. Raises ValidationError by field."""
    if scenario is None:
        scenario = Scenario(unit=unit, made_by=by)
    else:
        scenario = Scenario.objects.select_for_update(of=("self",)).get(pk=scenario.pk)
    scenario.name, scenario.about = " ".join(name.split()), about.strip()
    scenario.from_on, scenario.to_on = from_on, to_on
    scenario.clean_fields(exclude=["organisation", "unit", "made_by"])
    if to_on < from_on:
        raise ValidationError({"to_on": _("Perioden slutter, før den begynder.")})
    try:
        with transaction.atomic():
            scenario.save()
    except IntegrityError as error:
        if not Scenario.objects.filter(unit=scenario.unit, name=scenario.name).exclude(pk=scenario.pk).exists():
            raise
        raise ValidationError({"name": _("Der findes allerede et scenarie med det navn.")}) from error
    _write_items(scenario, items)
    return scenario


@action
def remove_scenario(*, scenario: Scenario, by: User) -> None:
    """With its items; the history keeps both."""
    ScenarioItem.objects.filter(scenario=scenario).delete()
    scenario.delete()


def _write_items(scenario: Scenario, items: Mapping[str, Typed]) -> None:
    known = {row.item: row for row in scenario.items.all()}
    new = []
    for item, typed in items.items():
        row = known.get(item)
        if row is None and not typed.is_blank:
            new.append(ScenarioItem(scenario=scenario, item=item, **vars(typed)))
        elif row is not None:
            row.ticked, row.unit_price, row.times = typed.ticked, typed.unit_price, typed.times
            row.save()
    ScenarioItem.objects.create_many(new)
