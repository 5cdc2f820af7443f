"""Files as people save them: encodings, separators, sheets, and what cannot be read says why."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from cases.imports import reading
from cases.imports.reading import Sheet, Unreadable, read

LIST = "Navn;Kommune\nÅse Bæk;Odense\n\n  Per   Lund ;Nyborg\n"
READ = Sheet(["Navn", "Kommune"], [(2, ["Åse Bæk", "Odense"]), (4, ["Per Lund", "Nyborg"])])


def workbook(*rows: list) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_gives_the_same_lines(encoding):
    assert read(LIST.encode(encoding)) == READ


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_usual_separator_gives_the_same_lines(separator, newline):
    assert read(LIST.replace(";", separator).replace("\n", newline).encode()) == READ


def test_a_workbook_gives_the_same_lines():
    assert read(workbook(["Navn", "Kommune"], ["Åse Bæk", "Odense"], [], [" Per   Lund", "Nyborg"])) == READ


def test_cells_of_a_workbook_become_the_text_that_is_shown():
    moment = datetime(2026, 3, 4, 14, 30)  # noqa: DTZ001 (a workbook knows no time zone)
    read_rows = read(
        workbook(["A", "B", "C", "D", "E", "F"], [101901234.0, moment, date(2026, 3, 4), time(9, 5), True, 1.5])
    ).rows

    assert read_rows == [(2, ["101901234", "2026-03-04 14:30", "2026-03-04", "09:05", "ja", "1.5"])]


def test_a_title_above_the_headings_is_passed_over_and_line_numbers_stay():
    assert read(b"Borgerliste 2026;\n;\nNavn;Kommune\nPer;Odense\n") == Sheet(
        ["Navn", "Kommune"], [(4, ["Per", "Odense"])]
    )


def test_a_list_of_names_alone_is_a_list():
    assert read(b"Navn\nPer Lund\n") == Sheet(["Navn"], [(2, ["Per Lund"])])


def test_what_stands_right_of_the_headings_is_kept():
    assert read("Navn;Kommune\nPer;Odense;ring først\n".encode()).rows == [(2, ["Per", "Odense", "ring først"])]


def test_a_note_of_several_lines_is_one_cell():
    assert read(b'Dato;Notat\n1.2.2026;"en\nto; tre"\n').rows == [(2, ["1.2.2026", "en\nto; tre"])]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Filen er tom."),
        (b" \n ", "Filen er tom."),
        (b"Navn;Kommune\n", "Der er ingen linjer"),
        (b"Per Lund;010190-1234\nBo Bang;020290-1234\n", "ligner ikke kolonnernes navne"),
        (b"\xff\xfe\x00", "ikke|hverken|linjer"),
        (b"\xd0\xcf\x11\xe0\x00\x00", "hverken CSV eller XLSX"),
        (b"PK\x03\x04 cut off", "kan ikke åbnes"),
        (packed(**{"content.xml": b"<office/>"}), "hverken CSV eller XLSX"),
        (packed(**{"xl/workbook.xml": b"<workbook"}), "kan ikke åbnes"),
        (packed(**{"xl/workbook.xml": b"0" * (reading.MAX_UNPACKED + 1)}), "for stor"),
        (b"a;b\n" + b"1;2\n" * (reading.MAX_ROWS + 1), "over 10.000 linjer"),
        (b"a" * (reading.MAX_BYTES + 1), "for stor"),
        (b'Dato;Navn;Notat\n1.2.2026;Per;"hej\n2.2.2026;Bo;dav\n3.2.2026;Ib;ja\n', "anførselstegn"),
    ],
)
def test_what_cannot_be_read_says_why(content, says):
    with pytest.raises(Unreadable, match=says):
        read(content)


def test_one_long_text_named_by_many_cells_does_not_fill_the_memory():
    # A workbook holds each text once, however many cells name it.
    row = ["x" * 30_000] * 20

    with pytest.raises(Unreadable, match="for stor"):
        read(workbook(["a", "b"], *[row] * 40))
