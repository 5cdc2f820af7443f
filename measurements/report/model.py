"""Chapter 5 of the evaluation: how far the model was put into practice, and what helped or hindered (S2 p. 33-48)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measurements.fidelity import (
    Asked,
    Figure,
    WaveAnswers,
    WaveTable,
    asked_of,
    drivers,
    technique_figures,
    wave_tables,
    waves,
)
from measurements.fidelity_items import STEM, degree_words
from measurements.models import DriverNote, FidelityWave
from measurements.models.technique import Degree
from measurements.report import groups
from measurements.report.groups import Group
from measurements.report.scope import Scope
from measurements.report.tables import NONE, Cell, Chapter, Drawing, Row, Table, mean
from measurements.suppression import SMALLEST

Instrument = FidelityWave.Instrument
_PAGES = {"T5-1": "35", "T5-2": "37", "T5-3": "38", "T5-4": "40", "F5-2": "43", "F5-3": "43"}


@dataclass(frozen=True)
class Practice:
    name: str
    project: Sequence[WaveAnswers]
    barometer: Sequence[WaveAnswers]
    techniques: Mapping[str, Figure]
    asked: Asked
    notes: Mapping[str, Mapping[str, list[DriverNote]]]


def gather(scope: Scope) -> Practice:
    """Seven queries."""
    organisation, unit, first, last = scope.organisation, scope.unit, scope.first, scope.last
    return Practice(
        scope.name,
        waves(Instrument.PROJECT, organisation=organisation, unit=unit, first=first, last=last),
        waves(Instrument.BAROMETER, organisation=organisation, unit=unit, first=first, last=last),
        technique_figures(organisation=organisation, unit=unit, first=first, last=last),
        asked_of(organisation=organisation, unit=unit, first=first, last=last),
        drivers(organisation=organisation, unit=unit, first=first, last=last),
    )


def chapter(told: Sequence[Practice], *, hides: bool) -> Chapter:
    project = _wave_tables(told, Instrument.PROJECT)
    techniques = [_techniques(name, told, hides) for name in ("F5-2", "F5-3")]
    return Chapter("modellen", _("Modellen og fidelitet i implementeringen"), (*project, *techniques))


def barometer(told: Sequence[Practice]) -> tuple[Table, ...]:
    """The crisis centre's, where it was answered."""
    return tuple(_wave_tables(told, Instrument.BAROMETER)) if any(one.barometer for one in told) else ()


def _wave_tables(told: Sequence[Practice], instrument: Instrument) -> list[Table]:
    sides = [
        (one.name, wave_tables(instrument, one.project if instrument == Instrument.PROJECT else one.barometer))
        for one in told
    ]
    return [
        _wave_table(instrument, [(name, found[place]) for name, found in sides]) for place in range(len(sides[0][1]))
    ]


def _wave_table(instrument: Instrument, sides: Sequence[tuple[str, WaveTable]]) -> Table:
    table = sides[0][1]
    columns = tuple(f"{name} {column}" for name, one in sides for column in one.columns)
    rows = [
        Row(text, item_text, tuple(_degree(instrument, code) for _name, one in sides for code in one.codes[text]))
        for text, item_text in ((item.published, str(item.text)) for item in table.theme.items)
    ]
    rows.append(
        Row("gennemsnit", _("Gennemsnit"), tuple(
            NONE if one is None else Cell(one, mean(one, 1).text) for _name, side in sides for one in side.means
        ))
    )  # fmt: skip
    is_project = instrument == Instrument.PROJECT
    return Table(
        id=table.table or f"barometer-{table.theme.key}",
        title=str(table.theme.title),
        page=_PAGES.get(table.table, ""),
        head=_("Spørgsmål") if is_project else _("Trin"),
        columns=columns,
        rows=tuple(rows),
        definition=(
            _(
                "Projektledelsens egne svar, 1 (slet ikke) til 5 (i meget høj grad), en kolonne for hver måling i "
                "perioden."
            )
            if is_project
            else _("Krisecentrets egne svar, 0 (slet ikke) til 4 (i højeste grad), et halvår ad gangen.")
        ),
        notes=() if columns else (_("Ingen måling i perioden."),),
    )


def _degree(instrument: str, code: int | None) -> Cell:
    if code is None:
        return NONE
    words = degree_words(instrument, code)
    return Cell(code, words if words.startswith(str(code)) else f"{words} ({code})")


def _techniques(name: str, told: Sequence[Practice], hides: bool) -> Table:
    figures = [one.techniques[name] for one in told]
    rows = []
    for key, first in figures[0].rows.items():
        counts = [sum(column) for column in zip(*(figure.rows[key].counts for figure in figures), strict=True)]
        parts = groups.exclusive(
            [Group(degree.value, "", n) for degree, n in zip(Degree, counts, strict=True)], hides=hides
        )
        label = f"{STEM} {first.technique.short}".replace("… ", "")
        cells = (*(one.cells[0] for one in parts), parts[0].cells[2])
        rows.append(Row(key, label, cells, opens=True))
    degrees = tuple(str(degree.label) for degree in Degree)
    ended, answered = (sum(getattr(one.asked, side) for one in told) for side in ("ended", "answered"))
    n = sum(figure.number for figure in figures)
    return Table(
        id=name,
        kind="figure",
        title=str(figures[0].title),
        page=_PAGES[name],
        head=_("Spørgsmål"),
        columns=(*degrees, _("N")),
        rows=tuple(rows),
        n=None if hides and n < SMALLEST else n,
        drawing=Drawing("stacked", degrees),
        compared=(degrees[0], _("N")),
        definition=_(
            "Medarbejderens svar om ét forløb, når motivationsarbejdet er slut, skrevet i perioden. Ikke aktuelt er et "
            "svar."
        ),
        notes=(
            _("Motivationsarbejdet sluttede i perioden i %(ended)s forløb; om %(answered)s af dem er der svaret.")
            % {"ended": ended, "answered": answered},
        ) if not hides else (),
    )  # fmt: skip


def drivers_chapter(told: Sequence[Practice], *, hides: bool) -> Chapter:
    """Chapter 8. What somebody wrote may tell of a person: not for readers outside the team."""
    texts = [] if hides else [text for one in told for text in _texts(one, len(told) > 1)]
    return Chapter("drivkraefter", _("Drivkræfter og barrierer"), (_observed(told),), texts=tuple(texts))


def _observed(told: Sequence[Practice]) -> Table:
    kinds = list(DriverNote.Kind)
    rows = [
        Row(theme.value, str(theme.label), tuple(
            Cell(n, str(n)) for kind in kinds for n in [sum(len(one.notes[theme.value][kind.value]) for one in told)]
        ))
        for theme in DriverNote.Theme
    ]  # fmt: skip
    return Table(
        id="D8",
        title=_("Drivkræfter og barrierer, antal iagttagelser"),
        page="63-67",
        head=_("Tema"),
        columns=(_("Drivkræfter"), _("Barrierer")),
        rows=tuple(rows),
        compared=(_("Drivkræfter"), _("Barrierer")),
        definition=_("Daterede iagttagelser, som enheden selv har skrevet i perioden."),
    )


def _texts(one: Practice, named: bool) -> Iterable[tuple[str, tuple[str, ...]]]:
    for theme in DriverNote.Theme:
        for kind in DriverNote.Kind:
            if found := one.notes[theme.value][kind.value]:
                heading = f"{theme.label}: {kind.label}"
                lines = tuple(f"{date_format(note.noticed_on, 'SHORT_DATE_FORMAT')}: {note.text}" for note in found)
                yield f"{one.name}, {heading}" if named else heading, lines
