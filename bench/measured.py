"""What was measured of everybody: rows for the evaluation, in the order of the people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.tables import Row, Table, at
from bench.world import DAY, Person, World

_SUBSTANCES = ("cannabis", "alcohol", "opiates", "stimulants", "hallucinogens", "other")
_INCOMES = ("cash_benefit", "cash_benefit", "pension", "wages", "not_said")
_THEMES = ("drugs", "physical", "psychological")
_STATEMENTS = ("hope", "worse", "hurt_others", "work_hard", "serious_problem", "no_need")
_STATUSES = {
    "drug_treatment": (("unknown", "no_contact", "sporadic"), ("continues", "completed", "dropped")),
    "substitution": (("never", "earlier", "receives"), ("continues", "dropped", "never")),
    "gp": (("never", "earlier", "receives"), ("started", "follows", "dropped")),
}


def versions(world: World) -> Iterator[Row]:
    for place in world.municipalities:
        for key in ("motivation", "treatment_start", "treatment_follow_up"):
            began = world.now - 6 * 365 * DAY
            yield world.keys.at(began), place.organisation, key, 1, key, at(began)


def measurements(world: World) -> Iterator[Row]:
    """Everybody at enrolment; half before and after the motivation work, a third three months on."""
    for person in world.people:
        yield _measured(world, person, "treatment_start", "before", 40 * DAY, _start(person, 0))
        if person.number % 3 == 0:
            yield _measured(world, person, "treatment_follow_up", "after", 131 * DAY, _asi(person, 1))
        yield _measured(world, person, "motivation", "before", 20 * DAY, _motivated(person, 0))
        if person.number % 2 == 0:
            yield _measured(world, person, "motivation", "after", 39 * DAY, _motivated(person, 1))


def _measured(world: World, person: Person, instrument: str, occasion: str, later: int, given: dict[str, Any]) -> Row:
    place = world.municipalities[person.municipality]
    moment = min(person.begins + later, world.now)
    worker = place.workers[person.worker].id
    key, on, answers = world.keys.at(moment), at(moment), json.dumps(given)
    # Of which version is not asked here: any key does.
    return (key, place.organisation, person.case, key, instrument, occasion, on.date(), answers, "{}", worker, on, on)


def _motivated(person: Person, after: int) -> dict[str, Any]:
    return {key: 1 + (person.number * (place + 3) + after * (person.number % 3)) % 5
            for place, key in enumerate(_STATEMENTS)}  # fmt: skip


def _asi(person: Person, after: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, theme in enumerate(_THEMES):
        draw = person.number * (place + 7) + after * (person.number % 4)
        found |= {f"{theme}_days": draw % 31, f"{theme}_bothered": draw % 5, f"{theme}_importance": (draw + 2) % 5}
    return found


def _start(person: Person, after: int) -> dict[str, Any]:
    number = person.number
    return {
        "substances": [one for place, one in enumerate(_SUBSTANCES) if (number + place) % 3 == 0] or ["other"],
        "physical_problems": ("yes", "no")[number % 2], "psychological_problems": ("yes", "no")[number % 7 == 0],
        "psychological_medicine": ("yes", "no")[number % 3 == 0], "income": _INCOMES[number % 5],
        "worked": ("no", "yes")[number % 10 == 0], "nationality": ("danish", "other")[number % 12 == 0],
        **_asi(person, after),
    }  # fmt: skip


def affiliations(world: World) -> Iterator[Row]:
    for person in world.people:
        place = world.municipalities[person.municipality]
        before_on, after_on = _day(world, person, 10), _day(world, person, 140)
        for service, (before, after) in _STATUSES.items():
            answers = before[person.number % 3], before_on, after[person.number % 3], after_on
            yield world.keys.at(person.begins), place.organisation, person.case, person.case, service, *answers


def _day(world: World, person: Person, days: int) -> Any:
    day: datetime = at(min(person.begins + timedelta(days=days) // timedelta(milliseconds=1), world.now))
    return day.date()


TABLES = (
    Table("measurements.InstrumentVersion", "id organisation_id key number title since", versions, {
        "shared_with_id": None, "occasions": "[]", "themes": "[]",
    }),
    Table(
        "measurements.Measurement",
        "id organisation_id case_id version_id instrument occasion answered_on answers open begun_by_id noted_at "
        "ended_at",
        measurements,
        {"shared_with_id": None},
    ),
    Table(
        "outreach.Affiliation",
        "id organisation_id case_id period_id service before before_on after after_on",
        affiliations,
        {"shared_with_id": None},
    ),
)  # fmt: skip
