"""The sums of fidelity as the evaluation prints them: T5-1…T5-4, F5-2, F5-3, the barometer, drivers and barriers.

Rows bear the keys of the published tables: of T5 the question word for word, of F5 its number. Whoever calls asks the
policy first; the organisation is always named, the unit where one is meant. Each function costs the same number of
queries, whatever there is to count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import Organisation, Unit
from cases.models.case import CaseQuerySet
from measurements.fidelity_items import FIGURES, Item, Technique, Text, Theme, themes_of
from measurements.models import DriverNote, FidelityAnswer, FidelityWave, TechniqueUse
from measurements.models.technique import TECHNIQUES, Degree
from measurements.motivation_ended import begun_outreach, ended_within
from measurements.statistics import percent, rounded

Instrument = FidelityWave.Instrument


@dataclass(frozen=True)
class Given:
    """An answer as it was given; `reason`: of one given after the wave was closed."""

    value: int | None
    at: datetime
    who: str
    reason: str = ""


@dataclass
class WaveAnswers:
    """A wave and what was answered in it; the last answer to a question counts."""

    wave: FidelityWave
    given: dict[str, list[Given]] = field(default_factory=dict)

    def value(self, item: str) -> int | None:
        answers = self.given.get(item)
        return answers[-1].value if answers else None

    @property
    def answered(self) -> int:
        return sum(self.value(item) is not None for item in self.given)

    def mean(self, items: Iterable[Item]) -> Decimal | None:
        """Of the questions that are answered, to one decimal, half up; None where none is."""
        values = [value for item in items if (value := self.value(item.key)) is not None]
        return rounded(Fraction(sum(values), len(values)), 1) if values else None


@dataclass(frozen=True)
class WaveTable:
    """One theme, the waves side by side. `codes`: {the question word for word: its answer in each wave}."""

    table: str
    theme: Theme
    columns: list[str]
    codes: dict[str, list[int | None]]
    #: Of each wave, of what is answered, to one decimal.
    means: list[Decimal | None]


@dataclass(frozen=True)
class FigureRow:
    """How often each degree was answered, in the order of `Degree`; `percent` of the `number` who answered, half up."""

    technique: Technique
    counts: list[int]

    @property
    def number(self) -> int:
        return sum(self.counts)

    @property
    def percent(self) -> list[int | None]:
        return [percent(count, self.number) for count in self.counts]


@dataclass(frozen=True)
class Figure:
    """F5-2 or F5-3. `rows`: {the published number of the item: its row}; `number`: courses that were answered of."""

    figure: str
    title: Text
    columns: list[str]
    rows: dict[str, FigureRow]
    number: int


@dataclass(frozen=True)
class Asked:
    """Courses whose motivation work ended in the period, and of how many of them somebody answered."""

    ended: int
    answered: int

    @property
    def missing(self) -> int:
        return self.ended - self.answered


def waves(
    instrument: str, *, organisation: Organisation, unit: Unit | None = None, first: date, last: date
) -> list[WaveAnswers]:
    """The waves of the period with their answers, the oldest first. Two queries."""
    rows = FidelityWave.objects.filter(_whose(organisation, unit), instrument=instrument).within(first, last)
    return with_answers(rows.order_by("on", "pk"))


def with_answers(rows: Iterable[FidelityWave]) -> list[WaveAnswers]:
    """One query beside that of the waves."""
    found = {wave.pk: WaveAnswers(wave) for wave in rows}
    columns = ("wave_id", "item", "value", "answered_at", "answered_by__name", "reason")
    answers = FidelityAnswer.objects.filter(wave__in=list(found)).order_by("answered_at", "pk")
    for wave_id, item, *given in answers.values_list(*columns) if found else ():
        found[wave_id].given.setdefault(item, []).append(Given(*given))
    return list(found.values())


def wave_tables(instrument: str, found: Sequence[WaveAnswers]) -> list[WaveTable]:
    """T5-1…T5-4 of the project level, or one table for each phase of the barometer. No query."""
    return [
        WaveTable(
            theme.table,
            theme,
            [one.wave.name for one in found],
            {item.published: [one.value(item.key) for one in found] for item in theme.items},
            [one.mean(theme.items) for one in found],
        )
        for theme in themes_of(instrument)
    ]


def project_tables(
    *, organisation: Organisation, unit: Unit | None = None, first: date, last: date
) -> dict[str, WaveTable]:
    """{"T5-1": …, "T5-4": …}. Two queries."""
    found = waves(Instrument.PROJECT, organisation=organisation, unit=unit, first=first, last=last)
    return {table.table: table for table in wave_tables(Instrument.PROJECT, found)}


def barometer_tables(
    *, organisation: Organisation, unit: Unit | None = None, first: date, last: date
) -> dict[str, WaveTable]:
    """{key of the phase: its steps, 0-4, with the mean of each wave}. Two queries."""
    found = waves(Instrument.BAROMETER, organisation=organisation, unit=unit, first=first, last=last)
    return {table.theme.key: table for table in wave_tables(Instrument.BAROMETER, found)}


def technique_figures(
    *, organisation: Organisation, unit: Unit | None = None, first: date, last: date
) -> dict[str, Figure]:
    """{"F5-2": …, "F5-3": …} of the answers given in the period. One query."""
    counted = (
        _technique_rows(organisation, unit)
        .filter(answered_on__range=(first, last))
        .aggregate(
            number=Count("pk", filter=_answers_something()),
            **{f"{name}_{degree}": Count("pk", filter=Q(**{name: degree})) for name in TECHNIQUES for degree in Degree},
        )
    )
    return {
        figure: Figure(
            figure,
            title,
            [str(degree.label) for degree in Degree],
            {one.number: FigureRow(one, [counted[f"{one.field}_{degree}"] for degree in Degree]) for one in techniques},
            counted["number"],
        )
        for figure, (title, techniques) in FIGURES.items()
    }


def asked_of(*, organisation: Organisation, unit: Unit | None = None, first: date, last: date) -> Asked:
    """Two queries: joined by an "or" the database would look at each course on its own."""
    ended = answered = 0
    for way in ended_within(*_moments(first, last)):
        rows = begun_outreach().filter(way, _whose(organisation, unit))
        counted = rows.aggregate(ended=Count("pk"), answered=Count("technique_use"))
        ended, answered = ended + counted["ended"], answered + counted["answered"]
    return Asked(ended, answered)


def ended_in(*, organisation: Organisation, unit: Unit | None = None, first: date, last: date) -> CaseQuerySet:
    """Courses whose motivation work ended in the period."""
    by_a_step, by_the_close = ended_within(*_moments(first, last))
    return begun_outreach().filter(by_a_step | by_the_close, _whose(organisation, unit))


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    begin, end = (datetime.combine(day, time.min) for day in (first, last + timedelta(days=1)))
    return timezone.make_aware(begin), timezone.make_aware(end)


def drivers(
    *, organisation: Organisation, unit: Unit | None = None, first: date, last: date
) -> Mapping[str, Mapping[str, list[DriverNote]]]:
    """{theme: {"driver": […], "barrier": […]}}, the newest first. One query."""
    found: dict[str, dict[str, list[DriverNote]]] = {
        theme.value: {kind.value: [] for kind in DriverNote.Kind} for theme in DriverNote.Theme
    }
    rows = DriverNote.objects.filter(_whose(organisation, unit)).within(first, last).select_related("written_by")
    for note in rows.order_by("-noticed_on", "-pk"):
        found[note.theme][note.kind].append(note)
    return found


def _technique_rows(organisation: Organisation, unit: Unit | None) -> QuerySet:
    rows = TechniqueUse.objects.filter(organisation=organisation)
    return rows.filter(case__unit=unit) if unit else rows


def _answers_something() -> Q:
    return ~Q(**dict.fromkeys(TECHNIQUES, ""))


def _whose(organisation: Organisation, unit: Unit | None) -> Q:
    whose: dict[str, UUID] = {"organisation_id": organisation.pk}
    return Q(**whose, unit=unit) if unit else Q(**whose)
