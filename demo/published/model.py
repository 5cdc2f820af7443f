"""Two waves of fidelity in each municipality, and what the work cost: the second is invented but for its rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from accounts.acting import acting_as
from accounts.models import Membership
from demo.published.data import FIRST, LAST, read
from demo.published.houses import House
from measurements.actions.cost import book_amount, set_rate
from measurements.actions.fidelity import answer_wave, begin_wave, close_wave
from measurements.actions.hours import register_week
from measurements.actions.scenario import Typed, write_scenario
from measurements.activities import Activity, Grade
from measurements.models import FidelityWave
from measurements.quarters import Quarter, mondays_between

#: The examples stand in one municipality: side by side they are the published three.
EXAMPLES_IN = "odense"
ABOUT = "Krydserne er evalueringsrapportens, så vidt de kan læses. Priserne er opdigtede."


def fill(house: House) -> None:
    with acting_as(house.leader) as by:
        for wave in read("fidelity")["waves"][house.key]:
            on = date.fromisoformat(wave["on"])
            row = begin_wave(
                unit=house.unit, instrument=FidelityWave.Instrument.PROJECT, name=wave["name"], on=on, by=by
            )
            answer_wave(wave=row, answers=wave["answers"], by=by)
            close_wave(wave=row, by=by)
    for membership in house.workers:
        _hours(house, membership, Grade.EMPLOYEE)
    _hours(house, house.leader, Grade.LEADER)
    _kroner(house)


def _hours(house: House, membership: Membership, grade: Grade) -> None:
    usual = read("costs")["quarters_of_an_hour_a_week"][grade]
    with acting_as(membership) as by:
        for monday in _mondays(house):
            register_week(unit=house.unit, team=membership.team, monday=monday, quarters=usual, grade=grade, by=by)


def _mondays(house: House) -> Iterator[date]:
    told = read("costs")
    for name in told["quarters"]:
        quarter = Quarter.read(name, Quarter.of(FIRST))
        if name not in told["not_reported"][house.key]:
            yield from mondays_between(quarter.first, quarter.last)


def _kroner(house: House) -> None:
    told = read("costs")
    rates = told["rates"]
    with acting_as(house.leader) as by:
        for grade in Grade:
            set_rate(
                grade=grade, from_on=date.fromisoformat(rates["from_on"]), amount=Decimal(rates[grade]),
                source=rates["source"], by=by,
            )  # fmt: skip
        for day, amount, text in told["booked"]:
            book_amount(
                unit=house.unit, activity=Activity.OTHER, booked_on=date.fromisoformat(day), amount=Decimal(amount),
                text=text, by=by,
            )  # fmt: skip
        if house.key == EXAMPLES_IN:
            for example in told["examples"]:
                items = {
                    item: Typed(item in example["ticked"], Decimal(price), Decimal(1))
                    for item, price in told["prices"].items()
                }
                write_scenario(
                    unit=house.unit, name=example["name"], about=ABOUT, from_on=FIRST, to_on=LAST, items=items, by=by
                )
