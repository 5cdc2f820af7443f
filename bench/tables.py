"""Rows for every table the pages read, as text for COPY. The history is filled from them inside the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from bench import words
from bench.sizes import COURSES
from bench.world import DAY, World
from cases.names import danish_sort_key, search_key

Value = str | int | bool | date | datetime | None
Row = tuple[Value, ...]

STEPS = (
    "contact.visibility",
    "contact.first_contact",
    "contact.prescreening",
    "motivation.alliance",
    "motivation.recovery",
)


@dataclass(frozen=True)
class Table:
    """`rows(world)` gives the columns named; the others of the model get `rest`, or nothing."""

    model: str
    columns: str
    rows: Callable[[World], Iterator[Row]]
    rest: dict[str, Value]


def at(moment: int) -> datetime:
    return datetime.fromtimestamp(moment / 1000, UTC)


def organisations(world: World) -> Iterator[Row]:
    for place, code in zip(world.municipalities, words.MUNICIPALITIES, strict=False):
        yield place.organisation, f"Kommune {place.number + 1}", code


def units(world: World) -> Iterator[Row]:
    for place in world.municipalities:
        yield place.unit, place.organisation, "Rusmiddelcentret"


def teams(world: World) -> Iterator[Row]:
    for place in world.municipalities:
        for number, team in enumerate(dict.fromkeys(worker.team for worker in place.workers)):
            yield team, place.organisation, place.unit, f"Team {number + 1}"


def users(world: World) -> Iterator[Row]:
    for place in world.municipalities:
        yield place.leader, f"leder.{place.number}@bench.example", f"Leder {place.number}"
        for worker in place.workers:
            name = words.name(place.number * 131 + worker.number)
            yield worker.id, f"m{worker.number}.{place.number}@bench.example", name


def memberships(world: World) -> Iterator[Row]:
    began = at(world.now - 6 * 365 * DAY).date()
    for place in world.municipalities:
        key = world.keys.at(world.now - 6 * 365 * DAY)
        yield key, place.leader, place.organisation, place.unit, None, "leader", began
        for worker in place.workers:
            key = world.keys.at(world.now - 6 * 365 * DAY)
            yield key, worker.id, place.organisation, place.unit, worker.team, "outreach_worker", began


def places(world: World) -> Iterator[Row]:
    for place in world.municipalities:
        for number, key in enumerate(place.places):
            name = words.PLACES[number]
            yield key, place.organisation, place.unit, name, search_key(name)


def citizens(world: World) -> Iterator[Row]:
    for person in world.people:
        place = world.municipalities[person.municipality]
        named = person.number % 10 < 7
        name = words.name(person.number * 7 + 3) if named else ""
        alias = words.alias(person.number) if person.number % 10 >= 6 else ""
        yield (
            person.id, place.organisation, place.unit, "named" if named else "alias", name, alias,
            place.places[person.number % 12], 1950 + person.number % 55, person.number % 50 == 49,
            search_key(name, alias), danish_sort_key(name or alias),
        )  # fmt: skip


def cases(world: World) -> Iterator[Row]:
    for person in world.people:
        place = world.municipalities[person.municipality]
        yield person.case, place.organisation, person.id, place.unit, "outreach"


def periods(world: World) -> Iterator[Row]:
    for person in world.people:
        organisation = world.municipalities[person.municipality].organisation
        closed = (None, "") if person.is_open else (at(person.ends), "stable_contact")
        yield world.keys.at(person.begins), organisation, person.case, at(person.begins), *closed


def pauses(world: World) -> Iterator[Row]:
    """One course in twenty rests now; not one of those whose pages are measured."""
    for person in world.people[COURSES:]:
        if person.is_open and person.number % 20 == 0:
            moment = world.now - 10 * DAY
            organisation = world.municipalities[person.municipality].organisation
            yield world.keys.at(moment), organisation, person.case, at(moment), "Indlagt på sygehuset"


def assignments(world: World) -> Iterator[Row]:
    """The contact person; on every third course also a colleague of the team."""
    for person in world.people:
        place = world.municipalities[person.municipality]
        began = at(person.begins).date()
        ended = None if person.is_open else at(person.ends).date()
        worker = place.workers[person.worker]
        yield world.keys.at(person.begins), place.organisation, person.case, worker.id, "contact_person", began, ended
        # Nobody is added for the worker whose pages are measured: thirteen courses at every size.
        if person.number % 3 == 0 and person.number >= 5 * COURSES:
            other = place.workers[(person.worker + 1) % len(place.workers) or 1]
            if other is not worker:
                yield world.keys.at(person.begins), place.organisation, person.case, other.id, "other", began, ended


def steps(world: World) -> Iterator[Row]:
    for person in world.people:
        organisation = world.municipalities[person.municipality].organisation
        taken = 2 + person.number % 4
        length = (person.ends - person.begins) // taken
        for number in range(taken):
            began = person.begins + number * length
            is_going = person.is_open and number == taken - 1
            ended = None if is_going else at(began + length)
            yield world.keys.at(began), organisation, person.case, STEPS[number], at(began), ended


def tasks(world: World) -> Iterator[Row]:
    """Open ones on the open courses, around today; two that are done for everybody."""
    for person in world.people:
        place = world.municipalities[person.municipality]
        owner, common = place.workers[person.worker].id, (place.organisation, place.unit, person.id)
        if person.is_open:
            due = (world.today + timedelta(days=person.number % 9 - 4)).date()
            kind = "agreement" if person.number % 2 else "task"
            yield (
                world.keys.at(world.now), *common, kind, words.TASKS[person.number % 5], due,
                None if kind == "task" else "10:30", place.places[person.number % 12], owner, None, None, "",
            )  # fmt: skip
        for number in range(2):
            done = person.begins + (number + 1) * (person.ends - person.begins) // 3
            yield (
                world.keys.at(done), *common, "agreement", words.TASKS[number], at(done).date(), "13:00",
                place.places[number], owner, at(done), owner, "done",
            )  # fmt: skip


def requests(world: World) -> Iterator[Row]:
    """Every third citizen has asked for treatment; a few clocks run."""
    for person in world.people:
        organisation = world.municipalities[person.municipality].organisation
        if person.is_open and person.number % 40 == 5:
            asked = at(world.now - (person.number % 13) * DAY).date()
            yield world.keys.at(world.now), organisation, person.id, asked, None, ""
        elif person.number % 3 == 0:
            asked = at(person.begins).date()
            yield world.keys.at(person.begins), organisation, person.id, asked, asked + timedelta(days=9), "started"


def contacts(world: World) -> Iterator[Row]:
    """In the order of time. One in fifty met nobody, one in a hundred somebody nobody knows, one in 200 corrects."""
    draw, key, people = world.random, world.keys.at, world.people
    last: dict[int, str] = {}
    for entry in world.meetings():
        moment, number = entry >> 20, entry & 0xFFFFF
        person, chance = people[number], draw.random()
        place = world.municipalities[person.municipality]
        worker = place.workers[person.worker if chance < 0.85 else int(chance * 1000) % len(place.workers)].id
        pk, nobody = key(moment), chance * 100 % 1
        known = number < COURSES or nobody > 0.03
        result = ("talked", "talked", "talked", "talked", "talked", "talked", "talked", "seen", "not_met", "not_met")[
            int(nobody * 10)
        ]
        described = "" if known or nobody < 0.02 else "Mand, ca. 30 år, rød jakke"
        if not known:
            result = "seen" if described else "not_met"
        asks_peace = result == "talked" and nobody > 0.68
        corrects = last.get(number) if nobody > 0.995 and known else None
        if known and not corrects:
            last[number] = pk
        elif corrects:
            last.pop(number)
        yield (
            pk, place.organisation, place.unit, person.id if known else None, described, at(moment), at(moment),
            worker, place.places[number % 12], words.WAYS[number % 4], result,
            "not_now" if asks_peace else "", at(moment + 14 * DAY).date() if asks_peace else None,
            15 + number % 4 * 15, pk, words.note(entry), "team" if nobody > 0.3 else "unit",
            corrects, worker if corrects else None, "Forkert tidspunkt" if corrects else "",
        )  # fmt: skip


def _rest(**values: Value) -> dict[str, Value]:
    return {"shared_with_id": None, **values}


TABLES = (
    Table("accounts.Organisation", "id name municipality_code", organisations, {
        "kind": "municipality", "words": "{}", "caseload_limit": 15, "caseload_warn_from": 13, "stay_weight": 1,
        "rhythm_days": 14, "phase_rhythms": "{}", "forget_after_days": 180,
    }),
    Table("accounts.Unit", "id organisation_id name", units, {"kind": "treatment_centre"}),
    Table("accounts.Team", "id organisation_id unit_id name", teams, {}),
    Table("accounts.User", "id email name", users, {"password": "!", "is_active": True}),
    Table("accounts.Membership", "id user_id organisation_id unit_id team_id role from_on", memberships, {}),
    Table("directory.Place", "id organisation_id unit_id name search_key", places, _rest(
        kind="street", area="", description="",
    )),
    Table(
        "cases.Citizen",
        "id organisation_id unit_id identity name alias usual_place_id birth_year protected search_key sort_key",
        citizens,
        _rest(
            anonymous_basis="", description="", gender="man", home_municipality="", address="", language="",
            needs_interpreter=False, contact_wishes="", children="",
        ),
    ),
    Table("cases.Case", "id organisation_id citizen_id unit_id pathway", cases, {}),
    Table("cases.CasePeriod", "id organisation_id case_id opened_at closed_at close_reason", periods, _rest(
        close_note="",
    )),
    Table("cases.CasePause", "id organisation_id case_id paused_at reason", pauses, {}),
    Table("cases.Assignment", "id organisation_id case_id user_id kind from_on to_on", assignments, _rest(
        over_limit_reason="",
    )),
    Table("cases.StepRun", "id organisation_id case_id step started_at ended_at", steps, _rest(skip_reason="")),
    Table(
        "cases.Task",
        "id organisation_id unit_id citizen_id kind title due_on due_at place_id owner_id done_at done_by_id outcome",
        tasks,
        {},
    ),
    Table("cases.TreatmentRequest", "id organisation_id citizen_id requested_on ended_on outcome", requests, _rest(
        note="",
    )),
    Table(
        "cases.Contact",
        "id organisation_id unit_id citizen_id described_as at written_at author_id place_id way result wish "
        "rest_until minutes occasion note visibility corrects_id corrected_by_id correction_reason",
        contacts,
        _rest(initiative="worker", asks_for_treatment=False, citizens_words=""),
    ),
)  # fmt: skip


def chunks(rows: Iterator[Row], columns: int, rest: list[str], size: int = 20_000) -> Iterator[str]:
    """Text for COPY, `size` rows at a time; `rest` are the values that every row ends with."""
    ending = "".join(f"\t{value}" for value in rest) + "\n"
    while part := list(islice(rows, size)):
        if len(part[0]) != columns:
            raise ValueError(f"{columns} columns are named, a row has {len(part[0])}.")
        yield "".join("\t".join([text_of(value) for value in row]) + ending for row in part)


def text_of(value: Value) -> str:
    """One value as COPY reads it. The invented texts hold neither tabs nor backslashes."""
    return r"\N" if value is None else str(value)
