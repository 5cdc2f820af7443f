"""A report made by hand, with every odd thing that a table may hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from measurements.report.tables import (
    NONE,
    Cell,
    Chapter,
    Drawing,
    Report,
    Row,
    Table,
    change,
    count,
    hidden,
    mean,
    probability,
    share,
    words,
)

FIRST, LAST = date(2014, 1, 1), date(2016, 12, 31)
MADE_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LONG = (
    "Hvor mange dage inden for de seneste 30 dage har du været generet af problemer i forbindelse med dit brug af "
    "stoffer, alkohol eller ordineret medicin?"
)
RECONSTRUCTED = "Rekonstrueret af den udgivne rapports tal. Ikke rigtige borgere."


def table(key: str, title: str, columns: tuple[str, ...], *rows: Row, **values: Any) -> Table:
    usual = {"page": "54", "definition": "Borgere, hvis motivationsarbejde begyndte i perioden.", "head": "Spørgsmål"}
    return Table(key, title, columns=columns, rows=rows, **{**usual, **values})


def row(key: str, label: str, *cells: Cell) -> Row:
    return Row(key, label, cells)


SHARES = table(
    "F4-1", "Hvad borgerne bruger", ("Andel", "Antal", "N"),
    row("cannabis", "Cannabis", share(68, 164), count(68), count(164)),
    row("question", LONG, share(100, 164), count(100), count(164)),
    row("hidden", "Hallucinogener", hidden(), hidden(), count(164)),
    row("nobody", "CNS-stimulerende", share(0, 0), count(0), count(0)),
    kind="figure", n=164, drawing=Drawing("bars", ("Andel",)),
    notes=("Hver andel er afrundet for sig; en kolonne kan give 99 eller 101.",),
)  # fmt: skip
TWO_PLACES = table(
    "F4-2", "Hvad borgerne bruger i de to kommuner", ("Aarhus", "Odense"),
    row("cannabis", "Cannabis", share(41, 100), share(60, 101)),
    row("opioids", "Opiater og æbleskrå", share(7, 100), hidden()),
    kind="figure", drawing=Drawing("bars", ("Aarhus", "Odense")),
)  # fmt: skip
ANSWERS = table(
    "F7-2", "Udviklingen i borgernes motivation", ("Bedre", "Det samme", "Mindre godt"),
    row("hope", LONG, share(11, 27), share(14, 27), share(2, 27)),
    row("worse", "Jeg har kontrol", share(4, 27), share(21, 27), share(2, 27)),
    row("hidden", "Jeg arbejder hårdt", hidden(), share(21, 27), hidden()),
    row("nobody", "Jeg skader ingen", NONE, NONE, NONE),
    kind="figure", n=27, drawing=Drawing("stacked", ("Bedre", "Det samme", "Mindre godt")),
)  # fmt: skip
WIDE = table(
    "T7-3", "Fysisk og psykisk helbred, før og efter tre måneder",
    ("Fysiske: før", "Fysiske: efter tre mdr.", "Fysiske: udvikling", "Fysiske: signifikans", "Psykiske: før",
     "Psykiske: efter tre mdr.", "Psykiske: udvikling", "p (t-test)"),
    row("days", LONG, mean(Fraction(407, 100), 2), mean(Fraction(9, 2), 2), change(Fraction(43, 100), 2), words("**"),
        mean(Fraction(4), 2), mean(Fraction(393, 100), 2), change(Fraction(-7, 100), 2), probability(0.0001)),
    row("important", "Hvor vigtigt er det?", NONE, NONE, NONE, words(""), hidden(), hidden(), hidden(),
        probability(0.25)),
    n=27, notes=("** p < 0,05. * p < 0,10.",),
)  # fmt: skip
MONEY = table(
    "T9-1", "Hvad indsatsen koster", ("Samlede timer", "Samlede omkostninger (kr.)"),
    row("all", "Samlet", count(12345), count(4567890)),
    row("less", "Planlægning", count(1), count(250)),
    drawing=Drawing("bars", ("Samlede timer", "Samlede omkostninger (kr.)")),
)  # fmt: skip
FORMULA = table(
    "PB-1", "=1+1", ("@SUM(A1)", "Ærlig"), row("formula", "=1+1", words("=1+1"), words("-2+3")), head="+head",
)  # fmt: skip
EMPTY = table("T5-1", "Uden rækker", ("Aarhus dec. 2014",), drawing=Drawing("bars", ("Aarhus dec. 2014",)))

TURNED = table(
    "T4-2", "Målgruppens køn, alder og nationalitet", tuple(f"Kommunens navn {place}" for place in range(10)),
    *(row(f"r{place}", f"Række {place}", *(share(place, 10 + n) for n in range(10))) for place in range(10)),
)  # fmt: skip

NOTHING = Report("Evaluering", "Aarhus Kommune", "2014–2016", (), ())
REPORT = replace(
    NOTHING,
    title="Evaluering af udgående og rummelig stofmisbrugsbehandling",
    whose="Aarhus Kommune, Odense Kommune",
    organisations=("Aarhus Kommune", "Odense Kommune"),
    period="1. januar 2014 – 31. december 2016",
    reservations=("Der er ingen sammenligningsgruppe.", "Få borgere svarede både før og efter."),
    chapters=(
        Chapter("target", "Målgruppen: hvem er borgerne / hvad bruger de?", (SHARES, TWO_PLACES), lead="Om borgerne."),
        Chapter("results", "Resultater", (ANSWERS, WIDE, TURNED)),
        Chapter("costs", "Hvad koster det [kr.]", (MONEY, FORMULA, EMPTY),
                texts=(("Barrierer", ("=HYPERLINK(1)", "Svært at få kontakt til læger.")),)),
        Chapter("none", "Resultater", ()),
    ),
    reconstructed=RECONSTRUCTED,
    hides=True,
)  # fmt: skip


def long_report(tables: int) -> Report:
    """So many tables and figures in chapters of five."""
    kinds = (SHARES, TWO_PLACES, ANSWERS, WIDE, TURNED)
    made = [replace(kinds[number % 5], id=f"T{number}", title=f"Tabel {number}") for number in range(tables)]
    chapters = tuple(
        Chapter(f"c{at}", f"Kapitel {at // 5 + 1}", tuple(made[at : at + 5])) for at in range(0, tables, 5)
    )
    return replace(REPORT, chapters=chapters)
