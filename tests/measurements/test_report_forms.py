"""The forms of a report: the same numbers in all of them, text that is only text, pictures that cut nothing off."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from measurements.report.csv_sheet import as_csv
from measurements.report.data import as_json, report_data
from measurements.report.pdf import as_pdf
from measurements.report.pictures import picture, picture_words
from measurements.report.tables import Chapter, Drawing, Report, change, count, hidden, share
from measurements.report.xlsx import as_xlsx, sheet_names
from tests.measurements.report_factories import (
    ANSWERS,
    EMPTY,
    FIRST,
    FORMULA,
    LAST,
    LONG,
    MADE_AT,
    MONEY,
    NOTHING,
    RECONSTRUCTED,
    REPORT,
    SHARES,
    TURNED,
    TWO_PLACES,
    WIDE,
    row,
    table,
)
from tests.pdf_text import text_of

TABLES = [made for chapter in REPORT.chapters for made in chapter.tables]
COLOURS = re.compile(r'(?:fill|stroke)="([^"]+)"')


def only(*tables: Any, **values: Any) -> Report:
    return replace(NOTHING, chapters=(Chapter("only", "Resultater", tables),), **values)


def data(report: Report = REPORT) -> dict[str, Any]:
    return json.loads(as_json(report, FIRST, LAST, MADE_AT))


def lines(report: Report = REPORT) -> list[dict[str, str]]:
    text = as_csv(report)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def book(report: Report = REPORT) -> Workbook:
    return load_workbook(io.BytesIO(as_xlsx(report, MADE_AT)))


# --- the same numbers in all of them ----------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def pdf_lines() -> set[str]:
    with translation.override("da"):
        return set(text_of(as_pdf(REPORT, MADE_AT)).split("\n"))


@pytest.mark.parametrize("made", TABLES, ids=lambda made: made.id)
def test_each_form_has_the_numbers_of_the_table(made, pdf_lines):
    printed = [cell.value for line in made.rows for cell in line.cells if isinstance(cell.value, int | Decimal)]
    entry = data()[made.id]
    in_json = [line[name] for line in entry["rows"].values() for name in made.columns]
    in_csv = [line["værdi"] for line in lines() if line["tabel"] == made.id]
    in_sheets = [cell.value for sheet in book() for line in sheet for cell in line]

    assert [value for value in in_json if isinstance(value, int | float)] == [
        float(value) if isinstance(value, Decimal) else value for value in printed
    ]
    assert [value for value in in_csv if re.fullmatch(r"-?\d+(,\d+)?", value)] == [
        str(value).replace(".", ",") for value in printed
    ]
    assert [
        value for value in printed if float(value) not in [v for v in in_sheets if isinstance(v, int | float)]
    ] == []
    assert [cell.text for line in made.rows for cell in line.cells if cell.text not in pdf_lines] == []


def test_nothing_of_an_empty_report_raises():
    assert list(data(NOTHING)) == ["meta"]
    assert lines(NOTHING) == []
    assert book(NOTHING).sheetnames == ["Om rapporten"]
    assert as_pdf(NOTHING, MADE_AT).startswith(b"%PDF-")


# --- JSON -------------------------------------------------------------------------------------------------------------
def test_data_says_null_for_what_is_hidden_and_names_it():
    rows = data()["T7-3"]["rows"]

    assert rows["important"] == {
        "label": "Hvor vigtigt er det?", "Fysiske: før": None, "Fysiske: efter tre mdr.": None,
        "Fysiske: udvikling": None, "Fysiske: signifikans": None, "Psykiske: før": None,
        "Psykiske: efter tre mdr.": None, "Psykiske: udvikling": None, "p (t-test)": 0.25,
        "hidden": ["Psykiske: før", "Psykiske: efter tre mdr.", "Psykiske: udvikling"],
    }  # fmt: skip
    assert list(rows["days"].values())[1:] == [4.07, 4.5, 0.43, "**", 4.0, 3.93, -0.07, 0.0]


def test_data_tells_of_whom_it_is_and_that_it_was_reconstructed():
    assert data()["meta"] == {
        "title": REPORT.title,
        "first": "2014-01-01",
        "last": "2016-12-31",
        "organisations": ["Aarhus Kommune", "Odense Kommune"],
        "earlier": "",
        "reconstructed": True,
        "reservations": [
            RECONSTRUCTED,
            "Der er ingen sammenligningsgruppe.",
            "Få borgere svarede både før og efter.",
            "Små tal er skjult, og det er også de tal, der ville røbe dem.",
        ],
        "made_at": "2026-03-02T09:30:00+00:00",
    }
    entry = report_data(REPORT, FIRST, LAST, MADE_AT)["F4-1"]
    assert (entry["page"], entry["kind"], entry["n"], entry["columns"]) == (54, "figure", 164, ["Andel", "Antal", "N"])
    assert "æbleskrå" in as_json(REPORT, FIRST, LAST, MADE_AT)


# --- CSV --------------------------------------------------------------------------------------------------------------
def test_the_sheet_is_one_that_a_danish_excel_opens():
    text = as_csv(only(WIDE))

    assert text.count("\n") == text.count("\r\n") == 17
    assert text.splitlines()[2].endswith(";Fysiske: efter tre mdr.;4,50;27")
    assert text.splitlines()[0] == "\ufefftabel;titel;række;kolonne;værdi;N"
    assert ["skjult" in line for line in text.splitlines()].count(True) == 3


def test_a_row_with_a_number_of_its_own_says_it():
    made = table("T1", "T", ("Andel", "N"), row("a", "A", share(1, 2), count(2)), n=7)

    assert [line["N"] for line in lines(only(made))] == ["2", "2"]


def test_no_text_of_the_sheet_is_a_formula():
    found = lines(only(FORMULA))

    assert [(line["titel"], line["række"], line["kolonne"], line["værdi"]) for line in found] == [
        ("'=1+1", "'=1+1", "'@SUM(A1)", "'=1+1"),
        ("'=1+1", "'=1+1", "Ærlig", "'-2+3"),
    ]


# --- XLSX -------------------------------------------------------------------------------------------------------------
def shown(sheet: Any, label: str) -> list[tuple[Any, str]]:
    """(value, format) of the cells beside a label."""
    found = next(line for line in sheet.iter_rows() if line[0].value == label and line[1].value is not None)
    return [(cell.value, cell.number_format) for cell in found[1:]]


def test_the_workbook_has_real_numbers_that_look_as_printed():
    sheet = book(only(SHARES, WIDE, MONEY))["Resultater"]

    assert shown(sheet, "Cannabis")[:3] == [(41, '0" %"'), (68, "#,##0"), (164, "#,##0")]
    assert shown(sheet, "Hallucinogener")[:3] == [("skjult", "General"), ("skjult", "General"), (164, "#,##0")]
    days = next(line for line in sheet.iter_rows() if line[0].value == LONG and len(line) > 8 and line[8].value == 0)
    assert [cell.number_format for cell in days[1:9]] == [
        "0.00", "0.00", "+0.00;-0.00;0.00", "General", "0.00", "0.00", "0.00", '"< 0,001"',
    ]  # fmt: skip


def test_no_text_of_the_workbook_is_a_formula():
    kinds = [(cell.data_type, cell.quotePrefix) for sheet in book() for line in sheet for cell in line if cell.value]

    assert {kind for kind, _quoted in kinds} == {"s", "n"}
    # "=1+1" as title, label and cell, "+head", "@SUM(A1)", "-2+3", "=HYPERLINK(1)"
    assert sum(quoted for _kind, quoted in kinds) == 7


def test_the_workbook_tells_what_it_is_and_prints_across():
    made = book()
    cover = [cell.value for line in made["Om rapporten"] for cell in line if cell.value]

    assert (made.properties.title, made.properties.creator, made.properties.lastModifiedBy) == (
        REPORT.title, "Brobyg", None,
    )  # fmt: skip
    assert cover[:8] == [
        REPORT.title, RECONSTRUCTED, "Hvem", REPORT.whose, "Periode", REPORT.period, "Lavet", "2. marts 2026",
    ]  # fmt: skip
    assert {
        (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.paperSize) for sheet in made
    } == {("landscape", 1, 9)}


def test_names_of_sheets_are_what_excel_allows():
    titles = ["Hvem er borgerne / hvad bruger de nu?", "resultater", "Resultater", "[]", "'a'", "x" * 40, "x" * 50]

    names = sheet_names(titles)
    assert names == [
        "Hvem er borgerne   hvad bruger", "resultater", "Resultater 2", "Ark", "a", "x" * 31, "x" * 29 + " 2",
    ]  # fmt: skip
    assert [name for name in names if len(name) > 31] == []


# --- PDF --------------------------------------------------------------------------------------------------------------
def test_the_paper_is_tagged_in_danish_with_bookmarks_and_words_for_its_pictures():
    pdf = as_pdf(REPORT, MADE_AT)

    assert [sign for sign in (b"pdfuaid", b"/Lang(da)", b"/MarkInfo", b"/Outlines", b"/TH") if sign not in pdf] == []
    assert pdf.count(b"/Alt") == len([made for made in TABLES if picture(made)])


def test_every_page_says_that_it_was_reconstructed():
    pdf = as_pdf(REPORT, MADE_AT)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    text = text_of(pdf)

    assert text.count(f"Brobyg\n{RECONSTRUCTED}\nSide ") == pages
    assert f"Side {pages} af {pages}" in text
    assert RECONSTRUCTED not in text_of(as_pdf(replace(REPORT, reconstructed=""), MADE_AT))


def test_a_table_over_several_pages_repeats_its_header():
    long = table("T1", "Lang", ("Kun her",), *(row(str(n), f"Række {n}", count(n)) for n in range(120)))
    pdf = as_pdf(only(long), MADE_AT)

    assert text_of(pdf).count("\nKun her\n") == len(re.findall(rb"/Type\s*/Page\b", pdf)) - 1 > 2


def test_only_a_table_too_wide_for_it_turns_the_paper():
    upright, turned = rb"/MediaBox\s*\[0 0 595", rb"/MediaBox\s*\[0 0 841"
    found = [
        (len(re.findall(upright, pdf)), len(re.findall(turned, pdf)))
        for pdf in (as_pdf(only(made), MADE_AT) for made in (WIDE, TURNED))
    ]
    assert found == [(2, 0), (2, 1)]


def test_what_stands_in_the_report_is_text_and_never_markup():
    nasty = '#panic() $x$ *fed* ]] \\ " 中文 <b>'
    made = table("T1", nasty, (nasty,), row("a", nasty, share(1, 2)), drawing=Drawing("bars", (nasty,)))

    assert "#panic() $x$ *fed* ]]" in text_of(as_pdf(only(made, whose=nasty), MADE_AT))


# --- pictures ---------------------------------------------------------------------------------------------------------
def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def bars(svg: str) -> int:
    return svg.count('fill="var(--band-')


def test_a_long_label_is_wrapped_and_never_cut():
    assert LONG in " ".join(texts(picture(SHARES)))
    assert "…" not in picture(SHARES)


def test_what_is_hidden_or_missing_draws_nothing_and_says_so():
    assert texts(picture(SHARES))[-4:] == ["Hallucinogener", "skjult", "CNS-stimulerende", "–"]
    assert bars(picture(SHARES)) == 2


def test_two_municipalities_stand_under_each_other_with_their_names():
    assert texts(picture(TWO_PLACES)) == [
        "Cannabis", "Aarhus 41 %", "Odense 59 %", "Opiater og æbleskrå", "Aarhus 7 %", "Odense skjult",
    ]  # fmt: skip


def test_a_long_name_of_a_column_stands_above_its_bar():
    assert texts(picture(MONEY))[:5] == [
        "Samlet", "Samlede timer", "12.345", "Samlede omkostninger (kr.)", "4.567.890",
    ]  # fmt: skip


def test_a_divided_bar_draws_no_part_of_a_row_with_something_hidden():
    svg = picture(ANSWERS)

    # Two rows of three parts, and three in the legend.
    assert bars(svg) == 9
    assert texts(svg)[-7:] == [
        "Jeg arbejder hårdt",
        "skjult",
        "Jeg skader ingen",
        "–",
        "Bedre",
        "Det samme",
        "Mindre godt",
    ]


def test_more_parts_than_shades_are_numbered():
    names = ("Slet ikke", "Lidt", "Noget", "Meget", "Ved ikke")
    five = table("T1", "T", names, row("a", "A", *[share(1, 5)] * 5), drawing=Drawing("stacked", names))

    assert texts(picture(five))[:6] == ["A", "1: 20 %", "2: 20 %", "3: 20 %", "4: 20 %", "5: 20 %"]


def test_a_fall_is_drawn_to_the_other_side():
    rows = row("up", "Op", change(Fraction(1, 2), 2)), row("down", "Ned", change(Fraction(-1), 2))
    made = table("T1", "T", ("Udvikling",), *rows, drawing=Drawing("bars", ("Udvikling",)))

    assert texts(picture(made)) == ["Op", "+0,50", "Ned", "−1,00"]
    assert bars(picture(made)) == 2


@pytest.mark.parametrize(
    "made",
    [FORMULA, EMPTY, table("T1", "T", ("A",), row("a", "A", hidden()), drawing=Drawing("bars", ("A",)))],
    ids=["not drawn", "no rows", "all hidden"],
)
def test_there_is_no_picture_of_nothing(made):
    assert picture(made) == ""


@pytest.mark.parametrize("made", [SHARES, TWO_PLACES, ANSWERS, MONEY], ids=lambda made: made.id)
def test_colours_are_the_pages_own_and_on_paper_those_of_the_light_page(made):
    page, paper = picture(made), picture(made, paper=True)

    assert {one for one in COLOURS.findall(page) if not one.startswith("var(--")} <= {"none", "transparent"}
    assert "var(" not in paper
    assert "inherit" not in paper
    assert re.findall(r"<script|<style|style=|\son\w+=|href=", page + paper) == []


def test_words_say_what_the_picture_shows_and_where_the_numbers_are():
    assert [picture_words(made) for made in (TWO_PLACES, ANSWERS)] == [
        "Hvad borgerne bruger i de to kommuner som søjler: Aarhus, Odense. Tallene står i tabellen.",
        "Udviklingen i borgernes motivation som søjler, der hver er delt i Bedre, Det samme, Mindre godt. "
        "Tallene står i tabellen.",
    ]
