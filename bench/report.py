"""The table of a run, for the terminal and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench import aims, timing
from bench.timing import Cost

#: What has a row in the table of costs, and what it is called.
TITLES = {
    "empty": "Empty page", "my_day": "Min dag", "unit": "Leader's page (data; page: the whole)",
    "contacts": "Contact list", "contacts_half": "Contact list, half way down", "timeline": "Citizen's page",
    "search": "Citizen search", "contact": "One new contact", "import": "Import of 5,000",
    "sync": "500 contacts of a tablet", "carried": "The list that a tablet carries, 65 citizens",
    "evaluation": "The evaluation (data; page: the whole)",
}  # fmt: skip


def costs_of(size: Mapping[str, Any]) -> dict[str, list[Cost]]:
    return {name: [Cost(*pair) for pair in pairs] for name, pairs in size["costs"].items()}


def judged(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each aim at the largest size: {title, aim, value, low, high, verdict}; what was not measured is left out."""
    largest = result["sizes"][-1]
    costs, lines = costs_of(largest), []
    for aim in aims.AIMS:
        value = aim.value(costs)
        if value is not None:
            lines.append({
                "title": aim.title, "aim": aim.words, **value.as_json(), "verdict": aim.verdict(value.value),
            })  # fmt: skip
    return lines


def grown(result: Mapping[str, Any]) -> list[aims.Growth]:
    sizes = result["sizes"]
    contacts = [size["contacts"] for size in sizes]
    lines = []
    for name in aims.FLAT:
        if all(name in size["counts"] for size in sizes):
            lines.append(aims.growth(name, contacts, [size["counts"][name]["blocks"] for size in sizes]))
    return lines


def waited(result: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """(what, aim, seconds, verdict) at the largest size."""
    taken = result["sizes"][-1].get("seconds", {})
    return [
        (TITLES[name.partition(".")[0]], f"< {most:g}", f"{taken[name]:.2f}", "ok" if taken[name] < most else "missed")
        for name, most in aims.SECONDS.items()
        if name in taken
    ]


def control(result: Mapping[str, Any]) -> list[float]:
    """The control pair at each size."""
    values = [aims.CONTROL.value(costs_of(size)) for size in result["sizes"]]
    return [value.value for value in values if value is not None]


def is_quiet(result: Mapping[str, Any]) -> bool:
    return all(timing.is_quiet(value) for value in control(result))


def tables(result: Mapping[str, Any]) -> str:
    """Aims, growth and costs as Markdown."""
    contacts = [size["contacts"] for size in result["sizes"]]
    largest = result["sizes"][-1]
    aimed = [
        (line["title"], line["aim"], f"{line['value']:.2f}", f"{line['low']:.2f}–{line['high']:.2f}", line["verdict"])
        for line in judged(result)
    ]
    grew = [
        (line.name, *(f"{blocks:,}" for blocks in line.blocks), "" if line.slope is None else f"{line.slope:+.2f}",
         line.verdict)
        for line in grown(result)
    ]  # fmt: skip
    cost = []
    for name, rounds in costs_of(largest).items():
        metric, _, way = name.partition(".")
        middle, counted = timing.median(rounds), largest["counts"][name]
        cost.append((
            TITLES.get(metric, metric), way, f"{middle.client:.1f}", f"{middle.server:.1f}", str(counted["queries"]),
            f"{counted['blocks']:,}", f"{counted['bytes']:,}" if counted["bytes"] else "",
        ))  # fmt: skip
    parts = [
        table(("what", "aim", "value", "quartiles", ""), aimed),
        "Blocks of 8 kB that the queries of one call touch, and the slope of their logarithm on that of the contacts:",
        table(("call", *(f"{size:,}" for size in contacts), "exponent", ""), grew),
        f"CPU milliseconds of one call with {contacts[-1]:,} contacts:",
        table(("what", "way", "Python", "database", "queries", "blocks", "bytes"), cost),
    ]
    if seconds := waited(result):
        parts += ["Seconds by the clock, without a network between:", table(("what", "aim", "seconds", ""), seconds)]
    return "\n\n".join(parts)


def table(heading: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose columns stand straight in a terminal too."""
    every = [heading, *lines]
    widths = [max(len(line[column]) for line in every) for column in range(len(heading))]
    rows = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in every
    ]
    return "\n".join([rows[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *rows[1:]])
