"""An invented country of one size, from one seed: who works where, whose courses run, when everybody was met.

Everything is decided here, as plain numbers and keys; `bench.tables` turns it into rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from bench.sizes import COURSES, Size

SEED = 20171
DAY = 24 * 3600 * 1000
#: Years back over which contacts are spread, and the longest an open course has run.
BACK, OPEN_FOR = 6 * 365 * DAY, 540 * DAY
#: Contacts of each citizen of the worker whose pages are measured, so that every size fills those pages alike.
PROBED = 45


class Keys:
    """UUIDv7 as 32 hexadecimal digits, from a moment in milliseconds; the same every time."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def at(self, moment: int) -> str:
        return f"{moment:012x}7{self._random.getrandbits(12):03x}{0x8 << 60 | self._random.getrandbits(62):016x}"


@dataclass(frozen=True)
class Worker:
    id: str
    number: int
    team: str


@dataclass
class Municipality:
    number: int
    organisation: str
    unit: str
    leader: str
    workers: list[Worker] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Person:
    """A citizen and the one course: met between two moments (ms), by one worker."""

    id: str
    case: str
    municipality: int
    worker: int
    begins: int
    ends: int
    is_open: bool
    number: int


@dataclass
class World:
    size: Size
    now: int
    random: Random
    keys: Keys
    municipalities: list[Municipality]
    people: list[Person]

    @property
    def today(self) -> datetime:
        return datetime.fromtimestamp(self.now / 1000, UTC)

    def meetings(self) -> list[int]:
        """(moment << 20 | number of the citizen) of every contact, in the order in which they were written."""
        draw, shift = self.random, 20
        met = [person for person in self.people[:COURSES] for _ in range(PROBED)]
        whole = sum(len(place.workers) for place in self.municipalities)
        for people, place in zip(self._by_municipality(), self.municipalities, strict=True):
            share = self.size.contacts * len(place.workers) // whole
            met += draw.choices(people, k=share - (len(met) if place.number == 0 else 0))
        return sorted(int(p.begins + draw.random() * (p.ends - p.begins)) << shift | p.number for p in met)

    def _by_municipality(self) -> list[list[Person]]:
        found: list[list[Person]] = [[] for _ in self.municipalities]
        for person in self.people:
            found[person.municipality].append(person)
        return found


def make(size: Size, now: datetime) -> World:
    """The same world for the same size and day."""
    random = Random(SEED)
    keys = Keys(random)
    moment = int((now - timedelta(minutes=30)).timestamp() * 1000)
    world = World(size, moment, random, keys, [], [])
    world.municipalities = [_municipality(world, number) for number in range(size.municipalities)]
    for place in world.municipalities:
        world.people += _people(world, place, len(world.people))
    return world


def _municipality(world: World, number: int) -> Municipality:
    born = world.now - BACK
    key = world.keys.at
    place = Municipality(number, key(born), key(born), key(born))
    place.places = [key(born) for _ in range(12)]
    teams = [key(born) for _ in range((world.size.workers(number) + 4) // 5)]
    for worker in range(world.size.workers(number)):
        place.workers.append(Worker(key(born), worker, teams[worker // 5]))
    return place


def _people(world: World, place: Municipality, first: int) -> Iterator[Person]:
    """The open courses first, thirteen for each worker in turn; then those that have ended."""
    draw, key = world.random, world.keys.at
    for number in range(world.size.citizens(place.number)):
        worker, is_open = number // COURSES, number < COURSES * len(place.workers)
        if is_open:
            begins, ends = world.now - draw.randrange(30 * DAY, OPEN_FOR), world.now
        else:
            worker = draw.randrange(len(place.workers))
            begins = world.now - draw.randrange(200 * DAY, BACK)
            ends = min(begins + draw.randrange(30 * DAY, 500 * DAY), world.now - DAY)
        yield Person(key(begins), key(begins), place.number, worker, begins, ends, is_open, first + number)
