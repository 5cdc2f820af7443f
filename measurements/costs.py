"""What the effort costs: hours times rates and booked kroner, as tables 9-1 and 9-2 of the evaluation (S2 p. 68-71).

cost(activity) = employee hours × rate + leader hours × rate + booked kr., with the rate in force on the Monday of each
week. A week belongs to the day its Thursday is. A quarter of a unit without any registered week is replaced by the mean
of its other quarters, and the notes say so. Values are exact; `cells` and `*_words` round as the report prints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db.models import Min, Sum
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import Organisation
from measurements.activities import DIRECT, INDIRECT, QUARTERS, Activity, Grade, published
from measurements.models import BookedAmount, HoursWeek
from measurements.quarters import Quarter, middle_of, mondays_between, quarters_between
from measurements.rates import FIRST, Rate, rate_on, rates_of

_NONE = Decimal(0)
#: (activity, grade)
Hours = tuple[str, str]


def _zeros() -> defaultdict:
    return defaultdict(Decimal)


@dataclass(frozen=True)
class WeekRow:
    """Hours of a unit in a week, all its workers of one grade together; `quarters` None: a week without any."""

    unit_id: UUID
    monday: date
    grade: str
    activity: str | None
    quarters: int | None
    #: The unit's name.
    unit: str = ""


@dataclass(frozen=True)
class BookedRow:
    unit_id: UUID
    activity: str
    booked_on: date
    amount: Decimal


@dataclass
class Tally:
    """What a unit has in a quarter, or a whole period: hours, what they cost, and kroner by activity."""

    registered: bool = False
    hours: defaultdict[Hours, Decimal] = field(default_factory=_zeros)
    cost: defaultdict[Hours, Decimal] = field(default_factory=_zeros)
    booked: defaultdict[str, Decimal] = field(default_factory=_zeros)

    def add(self, other: Tally) -> None:
        self.registered |= other.registered
        for key, value in other.hours.items():
            self.hours[key] += value
        for key, value in other.cost.items():
            self.cost[key] += value
        for activity, value in other.booked.items():
            self.booked[activity] += value


@dataclass(frozen=True)
class CostRow:
    """`key`: the row's name in the published table."""

    key: str
    label: str
    hours: Decimal
    cost: Decimal
    contacted: int | None

    @property
    def per_citizen(self) -> Decimal | None:
        return self.cost / self.contacted if self.contacted else None

    @property
    def cells(self) -> list[str]:
        """As it is printed."""
        return [self.label, hours_words(self.hours), kroner_words(self.cost), kroner_words(self.per_citizen)]


@dataclass(frozen=True)
class Missing:
    """A quarter of a unit that was replaced by the mean of `of` others."""

    unit_id: UUID
    quarter: Quarter
    of: int
    #: The unit's name, where others are counted too.
    unit: str = ""

    @property
    def note(self) -> str:
        words = _("%(quarter)s er ikke registreret og er erstattet af gennemsnittet af de øvrige %(of)s kvartaler.")
        if self.of == 1:
            words = _("%(quarter)s er ikke registreret og er erstattet af det andet registrerede kvartal.")
        said = words % {"quarter": self.quarter.title, "of": self.of}
        return f"{self.unit}: {said}" if self.unit else said


@dataclass(frozen=True)
class Costs:
    """`direct` is table 9-1, `indirect` table 9-2, both by the published names of their rows with "Samlet" last."""

    direct: Mapping[str, CostRow]
    indirect: Mapping[str, CostRow]
    total: CostRow
    contacted: int | None
    missing: Sequence[Missing]
    #: Weeks registered in the period, of all units.
    registered: bool

    @property
    def notes(self) -> list[str]:
        """What must be printed under the tables."""
        replaced = [one.note for one in self.missing]
        rounded = _("Timer er afrundet til nærmeste 10 og omkostninger til nærmeste 100 kr.")
        if self.contacted is None:
            return [*replaced, rounded]
        if not self.contacted:
            return [*replaced, rounded, _("Ingen borgere er kontaktet i perioden, så der er intet gennemsnit.")]
        number = _("Gennemsnittet er beregnet på alle %(number)s kontaktede borgere.") % {"number": self.contacted}
        return [*replaced, rounded, number]


def costs(
    organisation: Organisation,
    first: date,
    last: date,
    *,
    contacted: int | None = None,
    units: Collection[UUID] | None = None,
    today: date | None = None,
) -> Costs:
    """What was registered from `first` to `last`, of `units` (default: all). `contacted`: how many citizens were
    contacted in the period, all of them (`measurements.contacted.contacted_citizens`). Three queries."""
    rows = read_rows(organisation, first, last, units)
    return costs_of(rows, first, last, contacted=contacted, today=today or timezone.localdate())


@dataclass(frozen=True)
class Rows:
    """What costs are made of."""

    weeks: Sequence[WeekRow]
    booked: Sequence[BookedRow]
    rates: Sequence[Rate] = FIRST


def read_rows(organisation: Organisation, first: date, last: date, units: Collection[UUID] | None = None) -> Rows:
    """Three queries."""
    return Rows(
        week_rows(organisation.pk, first, last, units),
        booked_rows(organisation.pk, first, last, units),
        rates_of(organisation.pk),
    )


def costs_of(rows: Rows, first: date, last: date, *, contacted: int | None, today: date) -> Costs:
    """Pure: what of the rows lies from `first` to `last`, which may be less than was read."""
    weeks = [row for row in rows.weeks if first <= middle_of(row.monday) <= last]
    tallies = tally(weeks, (row for row in rows.booked if first <= row.booked_on <= last), rows.rates)
    missing = replace_missing(tallies, first, last, today)
    names = {row.unit_id: row.unit for row in weeks}
    if len({unit_id for unit_id, _quarter in tallies}) > 1:
        missing = [replace(one, unit=names[one.unit_id]) for one in missing]
    whole = Tally()
    for one in tallies.values():
        whole.add(one)
    return tables(whole, contacted, missing)


def first_quarter(organisation: Organisation, units: Collection[UUID] | None = None) -> Quarter | None:
    """In which anything was registered first. One query."""
    rows = HoursWeek.objects.filter(organisation_id=organisation.pk)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    monday = rows.aggregate(first=Min("monday"))["first"]
    return Quarter.of(middle_of(monday)) if monday else None


def week_rows(organisation_id: UUID, first: date, last: date, units: Collection[UUID] | None = None) -> list[WeekRow]:
    """One query, which adds up in the database."""
    mondays = mondays_between(first, last)
    if not mondays:
        return []
    rows = HoursWeek.objects.filter(organisation_id=organisation_id, monday__range=(mondays[0], mondays[-1]))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    columns = ("unit_id", "monday", "grade", "entries__activity", "unit__name")
    summed = rows.order_by("monday", "unit_id").values_list(*columns).annotate(quarters=Sum("entries__quarters"))
    return [
        WeekRow(unit_id, monday, grade, activity, quarters, unit)
        for unit_id, monday, grade, activity, unit, quarters in summed
    ]


def booked_rows(
    organisation_id: UUID, first: date, last: date, units: Collection[UUID] | None = None
) -> list[BookedRow]:
    rows = BookedAmount.objects.filter(organisation_id=organisation_id, booked_on__range=(first, last))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return [BookedRow(*row) for row in rows.values_list("unit_id", "activity", "booked_on", "amount")]


def tally(
    weeks: Iterable[WeekRow], booked: Iterable[BookedRow], rates: Sequence[Rate]
) -> dict[tuple[UUID, Quarter], Tally]:
    """By unit and quarter."""
    found: dict[tuple[UUID, Quarter], Tally] = defaultdict(Tally)
    for week in weeks:
        one = found[week.unit_id, Quarter.of(middle_of(week.monday))]
        one.registered = True
        if week.activity and week.quarters:
            key, hours = (week.activity, week.grade), Decimal(week.quarters) / QUARTERS
            one.hours[key] += hours
            one.cost[key] += hours * rate_on(rates, week.grade, week.monday)
    for row in booked:
        found[row.unit_id, Quarter.of(row.booked_on)].booked[row.activity] += row.amount
    return found


def replace_missing(tallies: dict[tuple[UUID, Quarter], Tally], first: date, last: date, today: date) -> list[Missing]:
    """Puts the mean of a unit's other quarters where a whole and ended quarter of the period has no registered week;
    booked kroner of such a quarter stay as they are, if there are any. Units that never registered have nothing to
    take a mean of."""
    whole = [
        quarter
        for quarter in quarters_between(first, last)
        if first <= quarter.first and quarter.last <= last and quarter.last < today
    ]
    missing = []
    for unit_id in sorted({unit_id for unit_id, _quarter in tallies}):
        # Before it began to register nothing is missing.
        begun = [quarter for (of, quarter), one in tallies.items() if of == unit_id and one.registered]
        reported = [
            tallies[unit_id, quarter]
            for quarter in whole
            if (unit_id, quarter) in tallies and tallies[unit_id, quarter].registered
        ]
        for quarter in whole:
            here = tallies.get((unit_id, quarter), Tally())
            if reported and quarter > min(begun) and not here.registered:
                mean = _mean(reported)
                mean.booked = here.booked or mean.booked
                tallies[unit_id, quarter] = mean
                missing.append(Missing(unit_id, quarter, len(reported)))
    return missing


def _mean(tallies: Sequence[Tally]) -> Tally:
    summed, mean = Tally(), Tally()
    for one in tallies:
        summed.add(one)
    for key, value in summed.hours.items():
        mean.hours[key], mean.cost[key] = value / len(tallies), summed.cost[key] / len(tallies)
    for activity, value in summed.booked.items():
        mean.booked[activity] = value / len(tallies)
    return mean


def tables(whole: Tally, contacted: int | None, missing: Sequence[Missing] = ()) -> Costs:
    """The rows of both tables. Booked kroner of a direct activity are a row of their own, where there are any."""
    direct = [
        _row(whole, published(activity, grade), f"{activity.label} ({grade.label})", [activity], [grade], contacted)
        for activity in DIRECT
        for grade in Grade
    ]
    direct += [
        CostRow(
            f"{published(activity)} (kr.)", _("%(activity)s (bogført)") % {"activity": activity.label}, _NONE,
            whole.booked[activity], contacted,
        )
        for activity in DIRECT
        if whole.booked[activity]
    ]  # fmt: skip
    indirect = [_row(whole, published(one), str(one.label), [one], list(Grade), contacted, True) for one in INDIRECT]
    first, second = _with_total(direct, contacted), _with_total(indirect, contacted)
    both = _sum([first["Samlet"], second["Samlet"]], _("Direkte og indirekte"), contacted)
    return Costs(first, second, both, contacted, missing, whole.registered)


def _row(
    whole: Tally,
    key: str,
    label: str,
    activities: Collection[Activity],
    grades: Collection[Grade],
    contacted: int | None,
    with_booked: bool = False,
) -> CostRow:
    keys = [(activity.value, grade.value) for activity in activities for grade in grades]
    cost = sum((whole.cost[one] for one in keys), _NONE)
    if with_booked:
        cost += sum((whole.booked[one.value] for one in activities), _NONE)
    return CostRow(key, label, sum((whole.hours[one] for one in keys), _NONE), cost, contacted)


def _with_total(rows: Sequence[CostRow], contacted: int | None) -> dict[str, CostRow]:
    return {row.key: row for row in [*rows, _sum(rows, _("Samlet"), contacted)]}


def _sum(rows: Sequence[CostRow], label: str, contacted: int | None) -> CostRow:
    hours, cost = (sum((getattr(row, name) for row in rows), _NONE) for name in ("hours", "cost"))
    return CostRow("Samlet", label, hours, cost, contacted)


def _nearest(value: Decimal, step: int) -> int:
    return int((value / step).quantize(Decimal(1), ROUND_HALF_UP)) * step


def hours_words(hours: Decimal) -> str:
    """To the nearest 10: "1.230"."""
    return str(number_format(_nearest(hours, 10), 0, force_grouping=True))


def kroner_words(kroner: Decimal | None) -> str:
    """To the nearest 100: "12.300 kr."; a dash for what cannot be known."""
    if kroner is None:
        return "–"
    return _("%(number)s kr.") % {"number": number_format(_nearest(kroner, 100), 0, force_grouping=True)}
