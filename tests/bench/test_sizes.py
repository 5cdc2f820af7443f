from datetime import UTC, datetime

import pytest

from bench import world
from bench.sizes import COURSES, LARGEST, SIZES, Size, chosen
from bench.tables import TABLES, chunks

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("contacts", "municipalities", "workers"), [(10_000, 2, 134), (100_000, 5, 161), (2_000_000, 98, 998)]
)
def test_the_largest_municipality_stays_and_the_country_grows(contacts, municipalities, workers):
    size = Size(contacts)

    assert (size.municipalities, size.all_workers, size.workers(0)) == (municipalities, workers, LARGEST)


def test_one_chooses_sizes_or_gets_them_all():
    assert (chosen(""), chosen("100000, 10_000")) == (list(SIZES), [10_000, 100_000])
    with pytest.raises(ValueError, match="smallest"):
        chosen("9")


def test_the_same_size_and_moment_make_the_same_country():
    first, second = world.make(Size(10_000), NOW), world.make(Size(10_000), NOW)

    assert first.people == second.people
    assert first.meetings() == second.meetings()


def test_every_worker_of_the_largest_carries_thirteen_open_courses():
    made = world.make(Size(10_000), NOW)

    largest = [person.worker for person in made.people if person.municipality == 0 and person.is_open]
    assert {worker: largest.count(worker) for worker in largest} == dict.fromkeys(range(LARGEST), COURSES)


def test_contacts_are_as_many_as_asked_for_and_in_the_order_of_time():
    meetings = world.make(Size(10_000), NOW).meetings()

    assert abs(len(meetings) - 10_000) < 5
    assert meetings == sorted(meetings)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.model)
def test_every_row_has_the_columns_it_says(table):
    rows = table.rows(world.make(Size(10_000), NOW))
    text = next(chunks(rows, len(table.columns.split()), [], size=50))

    assert all(line.count("\t") + 1 == len(table.columns.split()) for line in text.splitlines())
