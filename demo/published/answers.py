"""What each citizen answered: nothing but the published counts, dealt out, and the made-up pairs. No database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import TypeVar

from demo.published.data import HOUSES, deal, read

#: {question: what was sent}, as `measurements.actions.measurement.answer` takes it.
Given = dict[str, list[str]]
#: {house: one of each citizen, in the order of the citizens}
ByHouse = dict[str, list[Given]]

Row = TypeVar("Row")

DOMAINS = ("drugs", "physical", "psychological")


def motivation(when: str) -> ByHouse:
    """`when`: before or after. Six questions, 27 citizens."""
    pairs = {key: pair for key, pair in read("motivation").items() if key != "about"}
    return _divided(
        "motivation_pairs", [{key: [str(pair[when][one])] for key, pair in pairs.items()} for one in range(27)]
    )


def follow_up(when: str) -> ByHouse:
    """The 15 with both measurements; what was not asked is left out."""
    asked = {key: pair[when] for key, pair in read("follow_up").items() if key != "about"}
    rows = [{key: [str(row[one])] for key, row in asked.items() if row[one] is not None} for one in range(15)]
    return _divided("follow_ups", rows)


def enrolment() -> ByHouse:
    """All who answered at enrolment: those with a second measurement come first in each house."""
    known, others = follow_up("before"), _others()
    people = {house: read("people")[house] for house in HOUSES}
    found: ByHouse = {}
    for house in HOUSES:
        rest = people[house]["enrolled"] - people[house]["follow_ups"]
        rows = [*map(_with_problems, known[house]), *(next(others) for _each in range(rest))]
        found[house] = [{**row, **more} for row, more in zip(rows, _dealt_in_house(house), strict=True)]
    together = [row for house in HOUSES for row in found[house]]
    for shift, key in enumerate(("income", "worked", "psychological_medicine")):
        for row, answer in zip(together, deal(read("enrolment")[key], shift * 5), strict=True):
            row[key] = [answer]
    return found


def _with_problems(row: Given) -> Given:
    """Whoever had days with problems had problems."""
    said = {f"{domain}_problems": ["no" if row[f"{domain}_days"] == ["0"] else "yes"] for domain in DOMAINS[1:]}
    return {**row, **said}


def _others() -> Iterator[Given]:
    """The 36 without a second measurement."""
    told = read("enrolment")["others"]
    columns: dict[str, list[str]] = {
        "drugs_days": [str(days) for days in told["drugs_days"]],
        "drugs_bothered": deal(told["drugs_bothered"], 3),
        "drugs_importance": deal(told["drugs_importance"]),
        "physical_problems": deal(told["physical_problems"], 7),
        "psychological_problems": deal(told["psychological_problems"], 11),
    }
    days = {domain: cycle(told["days"]) for domain in DOMAINS[1:]}
    scales = {(domain, key): cycle(deal(told[key], 2)) for domain in DOMAINS[1:] for key in ("bothered", "importance")}
    for one in range(len(told["drugs_days"])):
        row: Given = {key: [column[one]] for key, column in columns.items()}
        for domain in DOMAINS[1:]:
            if row[f"{domain}_problems"] == ["no"]:
                row[f"{domain}_days"] = ["0"]
                continue
            row[f"{domain}_days"] = [str(next(days[domain]))]
            for key in ("bothered", "importance"):
                row[f"{domain}_{key}"] = [next(scales[domain, key])]
        yield row


def _dealt_in_house(house: str) -> list[Given]:
    """What is published of each municipality by itself."""
    told, size = read("enrolment"), read("people")[house]["enrolled"]
    used = {
        substance: deal({"yes": count, "no": size - count}, 4 * place)
        for place, (substance, count) in enumerate(told["substances"][house].items())
    }
    origin = deal(told["nationality"][house], 9)
    return [
        {"substances": [key for key, column in used.items() if column[one] == "yes"], "nationality": [origin[one]]}
        for one in range(size)
    ]


def affiliations(when: str) -> dict[str, list[dict[str, str]]]:
    """{house: of each citizen {service: code}}; the other services together are called "other"."""
    told = read("affiliations")[when]
    columns = {service: deal(counts, 5 * place) for place, (service, counts) in enumerate(told.items())}
    rows = [{service: column[one] for service, column in columns.items()} for one in range(_size(columns))]
    return _divided(f"asked_{when}", rows)


def techniques() -> dict[str, list[dict[str, str]]]:
    """{house: of each course {technique: degree}}."""
    told = read("fidelity")["techniques"]
    columns = {name: deal(counts, 3 * place) for place, (name, counts) in enumerate(told.items())}
    return _divided("techniques", [{name: column[one] for name, column in columns.items()} for one in range(55)])


def _size(columns: Mapping[str, list[str]]) -> int:
    return len(next(iter(columns.values())))


def _divided(which: str, rows: list[Row]) -> dict[str, list[Row]]:
    """The first ones are those of the first house, as many as it has."""
    found, begin = {}, 0
    for house in HOUSES:
        end = begin + read("people")[house][which]
        found[house], begin = rows[begin:end], end
    assert begin == len(rows), which
    return found
