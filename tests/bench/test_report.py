"""What is told of a run: aims met and missed alike."""

import pytest

from bench import page, report
from bench.aims import AIMS, FLAT, Aim, growth
from bench.metrics import Metric, NotTheSame, require_same
from bench.timing import Cost


def size(contacts: int, blocks: int) -> dict:
    """One size in which everything costs as its name is long."""
    names = {name for aim in AIMS for name in (*aim.above, *aim.below)} | {"empty.again", *FLAT}
    costs = {name: [[1.0, 1.0]] * 3 for name in names}
    costs["my_day.ours"] = [[9.0, 1.0]] * 3
    return {
        "contacts": contacts,
        "costs": costs,
        "counts": {name: {"queries": 3, "blocks": blocks, "bytes": 10} for name in names},
    }


@pytest.fixture
def result():
    machine = {"cores": 2, "python": "3.11", "django": "5.2", "postgresql": "18"}
    return {
        "day": "2026-03-02", "minutes": 9.6, "rounds": 9, "machine": machine,
        "sizes": [size(10_000, 100), size(100_000, 1000)],
    }  # fmt: skip


def test_an_aim_is_met_or_missed_or_not_judged():
    assert [Aim("", (), (), at_most=2).verdict(value) for value in (2.0, 2.1)] == ["ok", "missed"]
    assert [Aim("", (), (), at_least=15).verdict(value) for value in (15.0, 14.9)] == ["ok", "missed"]
    assert Aim("", (), ()).verdict(99) == ""


def test_what_was_not_measured_is_left_out_not_made_up():
    assert Aim("", ("a",), ("b",)).value({"a": [Cost(1, 1)]}) is None


def test_the_table_tells_each_aim_at_the_largest_size(result):
    lines = {line["title"]: (line["value"], line["verdict"]) for line in report.judged(result)}

    assert len(lines) == len(AIMS)
    assert lines["Min dag ÷ (its SQL + empty page)"] == (2.5, "missed")
    assert lines["one contact, history and log ÷ raw SQL"] == (1.0, "ok")


def test_the_table_tells_in_seconds_what_one_waits_for_and_the_page_names_what_is_too_slow(result):
    result["sizes"][-1]["seconds"] = {"sync.ours": 12.0, "carried.ours": 0.1}

    assert [line[1:] for line in report.waited(result)] == [("< 10", "12.00", "missed"), ("< 1", "0.10", "ok")]
    assert "seconds of 500 contacts of a tablet" in page.written(result)


def test_growth_is_told_in_blocks_and_judged_by_its_exponent(result):
    line = report.grown(result)[0]

    assert (line.blocks, round(line.slope, 6), line.verdict) == ([100, 1000], 1.0, "missed")
    assert growth("x", [10_000], [5]).verdict == ""


def test_the_page_names_what_was_missed_and_how_to_measure_again(result):
    written = page.written(result)

    assert "Min dag ÷ (its SQL + empty page); " in written
    assert "blocks of my_day.ours" in written
    assert "make bench" in written


def test_a_table_stands_straight():
    assert report.table(("what", "n"), [("a", "1"), ("long one", "22")]).splitlines() == [
        "| what     | n  |",
        "|----------|----|",
        "| a        | 1  |",
        "| long one | 22 |",
    ]


def test_ways_that_show_different_rows_are_no_metric():
    same = Metric("x", {}, {"ours": lambda: [1, 2], "sql": lambda: [1, 2]})
    other = Metric("x", {}, {"ours": lambda: [1, 2], "sql": lambda: [2]})
    nothing = Metric("x", {}, {"ours": list, "sql": list})

    assert require_same(same) == 2
    for metric in (other, nothing):
        with pytest.raises(NotTheSame):
            require_same(metric)
