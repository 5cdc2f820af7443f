"""Weeks of hours in this quarter and the two before, amounts, three scenarios; one team has skipped a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership
from accounts.policy import POLICY, Can, Role
from demo.organisations import Stage
from measurements.actions.cost import book_amount, set_rate
from measurements.actions.hours import register_week
from measurements.actions.scenario import Typed, write_scenario
from measurements.activities import Activity, Grade
from measurements.quarters import Quarter, mondays_between
from measurements.scenario_items import Item

#: Quarters of an hour in a usual week of 37 hours, and how much they differ: workers, then leaders.
USUAL: dict[str, tuple[tuple[Activity, int, int], ...]] = {
    Grade.EMPLOYEE: (
        (Activity.OUTREACH, 48, 16),
        (Activity.BRIDGING, 40, 14),
        (Activity.PLANNING, 24, 8),
        (Activity.TRAINING, 3, 6),
        (Activity.MAPPING, 5, 4),
        (Activity.OUTREACH_PLANNING, 8, 4),
        (Activity.BRIDGING_PLANNING, 7, 4),
        (Activity.OTHER, 9, 4),
    ),
    Grade.LEADER: (
        (Activity.OUTREACH, 1, 2),
        (Activity.BRIDGING, 2, 2),
        (Activity.PLANNING, 14, 6),
        (Activity.TRAINING, 1, 3),
        (Activity.BRIDGING_PLANNING, 4, 3),
    ),
}
LEADING = (Role.LEADER, Role.PROJECT_LEAD)
#: The town, by its seed, that reported nothing in the quarter before this one.
SKIPPED = 2
AMOUNTS = (
    ("Handsker, sokker og soveposer", "2340.50"),
    ("Rejsekort og taxa med borgere", "1875.00"),
    ("Bøger om den motiverende samtale", "1120.00"),
    ("Kort med telefonnumre, 500 stk.", "895.00"),
    ("Kaffe og suppe på ruten", "640.25"),
)
NEW_RATES = ((Grade.EMPLOYEE, "336.40"), (Grade.LEADER, "411.80"))
NEW_SOURCE = "Lønkontorets opgørelse, inkl. pension"
#: (who, what follows and what is avoided) as in the three examples of table 9-5; the prices are invented.
EXAMPLES: tuple[tuple[str, dict[str, Typed]], ...] = (
    (
        "Mand i 40'erne på gaden, ofte på skadestuen. Kommer i behandling og får hjælp i psykiatrien.",
        {
            Item.AMBULATORY: Typed(True, Decimal(68000), Decimal(1)),
            Item.PSYCHIATRIC: Typed(True, Decimal(1950), Decimal(8)),
            Item.EMERGENCY: Typed(True, Decimal(4300), Decimal(6)),
            Item.ACUTE_ADMISSION: Typed(True, Decimal(38500), Decimal(3)),
            Item.HOMELESSNESS: Typed(False, Decimal(120000), Decimal(1)),
            Item.POLICE: Typed(True),
        },
    ),
    (
        "Kvinde i 50'erne, ved at miste sin lejlighed. Beholder den med hjemmehjælp og behandling.",
        {
            Item.AMBULATORY: Typed(True, Decimal(68000), Decimal(1)),
            Item.HOME_HELP: Typed(True, Decimal(410), Decimal(52)),
            Item.EVICTION: Typed(True, Decimal(85000), Decimal(1)),
        },
    ),
    (
        "Mand i 60'erne på herberg i mange år. Flytter i længerevarende botilbud.",
        {
            Item.AMBULATORY: Typed(True, Decimal(68000), Decimal(1)),
            Item.LASTING_HOUSING: Typed(True, Decimal(540000), Decimal(1)),
            Item.HOMELESSNESS: Typed(True, Decimal(420000), Decimal(1)),
            Item.EMERGENCY: Typed(True, Decimal(4300), Decimal(4)),
        },
    ),
)


def fill(stage: Stage) -> None:
    random = Random(f"hours-{stage.town.seed}")
    today = timezone.localdate(stage.now)
    quarter = Quarter.of(today)
    # The last whole week is missing with some: that is what a Monday looks like.
    mondays = list(weeks(stage, quarter, today))
    for membership in registering(stage):
        with acting_as(membership) as by:
            grade = Grade.LEADER if membership.role in LEADING else Grade.EMPLOYEE
            for monday in mondays[: -1 if membership.role == Role.HEALTH_STAFF else None]:
                register_week(
                    unit=stage.unit,
                    team=membership.team,
                    monday=monday,
                    quarters=dict(week(grade, random)),
                    grade=grade,
                    by=by,
                )
    with acting_as(stage.membership(Role.LEADER)) as by:
        for grade, amount in NEW_RATES:
            set_rate(grade=grade, from_on=quarter.first, amount=Decimal(amount), source=NEW_SOURCE, by=by)
        for number, (text, amount) in enumerate(AMOUNTS):
            day = today - timedelta(days=11 + 31 * number)
            book_amount(
                unit=stage.unit, activity=Activity.OTHER, booked_on=day, amount=Decimal(amount), text=text, by=by
            )
        for number, (about, items) in enumerate(EXAMPLES, start=1):
            write_scenario(
                unit=stage.unit,
                name=f"Borgereksempel {number}",
                about=about,
                from_on=quarter.before.before.first,
                to_on=quarter.before.last,
                items=items,
                by=by,
            )


def weeks(stage: Stage, quarter: Quarter, today: date) -> Iterator[date]:
    """Whole weeks, the oldest first."""
    for one in (quarter.before.before, quarter.before, quarter):
        if one == quarter.before and stage.town.seed == SKIPPED:
            continue
        for monday in mondays_between(one.first, one.last):
            if monday + timedelta(days=6) < today:
                yield monday


def registering(stage: Stage) -> list[Membership]:
    """Those of the first unit who register hours."""
    return [
        membership
        for membership in stage.memberships.values()
        if membership.unit_id == stage.unit.pk and POLICY[Role(membership.role)].get(Can.REGISTER_HOURS)
    ]


def week(grade: Grade, random: Random) -> Iterator[tuple[str, int]]:
    """(activity, quarters of an hour); now and then somebody is away and nothing is worked."""
    if random.random() < 0.04:
        return
    for activity, usual, spread in USUAL[grade]:
        yield activity, max(0, usual + random.randint(-spread, spread))
