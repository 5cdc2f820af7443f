"""*Samtaler nær og fjern*: the figures as tables and pictures, each with its definition. Never a worker's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.charts import Bar, stacked
from cases.models import Appointment
from cases.talk_figures import (
    FEWEST,
    LONG_GAP,
    Change,
    Fit,
    Middle,
    Outcomes,
    Share,
    Side,
    changes,
    fit_by_mode,
    mean_of,
    median_of,
    minutes_by_mode,
    months,
    outcomes,
    outcomes_by_mode,
    share_long,
)
from cases.talk_reading import Talks
from cases.ways import Mode

#: From the nearest way to the farthest.
_SHADES = ("var(--band-6)", "var(--band-3)", "var(--band-1)", "var(--band-0)")
_LOST = ("var(--band-6)", "var(--band-1)")

#: What can be chosen: months back from today's, or a calendar year from today's.
PERIODS: dict[str, str | Promise] = {
    "3": gettext_lazy("De seneste 3 måneder"),
    "6": gettext_lazy("De seneste 6 måneder"),
    "12": gettext_lazy("De seneste 12 måneder"),
    "aar": gettext_lazy("I år"),
    "sidste-aar": gettext_lazy("Sidste år"),
}
USUAL_PERIOD = "6"


@dataclass(frozen=True)
class Table:
    """One figure: its picture where there is one, its table, and how it is counted."""

    key: str
    title: str
    columns: list[str]
    rows: list[list[str]]
    definition: list[str]
    icon: str = "chart"
    chart: SafeString | str = ""
    chart_title: str = ""
    chart_words: str = ""
    note: str = ""


def period_of(chosen: str, today: date) -> tuple[date, date]:
    """First and last day; whole months, the present one up to today."""
    if chosen == "aar":
        return today.replace(month=1, day=1), today
    if chosen == "sidste-aar":
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    number = int(chosen) - 1
    years, month = divmod(today.month - 1 - number, 12)
    return date(today.year + years, month + 1, 1), today


def tables(talks: Talks, first: date, last: date) -> list[Table]:
    return [
        _kept(talks),
        _gaps(talks),
        _months(talks, first, last),
        _minutes(talks),
        *_changes(talks),
        _fit(talks),
    ]


def share_words(share: Share) -> str:
    """ "12 %", or a dash where there are too few."""
    return f"{_rounded(share.percent, 0)} %" if share.percent is not None else _FEW


def middle_words(middle: Middle) -> str:
    if middle.value is None:
        return _FEW
    return _rounded(middle.value, 0 if float(middle.value).is_integer() else 1)


def _rounded(value: float, places: int) -> str:
    """Halves up, as people round; Django's own would cut the rest off."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number_format(exact, places)


_FEW = "–"


def _kept(talks: Talks) -> Table:
    by_mode, whole = outcomes_by_mode(talks.planned), outcomes(talks.planned)
    shown = [(str(mode.label), found) for mode, found in by_mode.items() if found.number or found.by_us or found.untold]
    bars = [
        Bar(name, [found.share_missed.percent or 0, found.share_called_off.percent or 0], share_words(found.share_lost))
        for name, found in shown
        if found.number >= FEWEST
    ]
    chart = stacked(bars, [_("Udeblev"), _("Afbud fra borgeren")], _LOST) if bars else ""
    rows = [[name, *_outcome_cells(found)] for name, found in shown]
    if len(rows) > 1:
        rows.append([_("I alt"), *_outcome_cells(whole)])
    without = sum(row.held and not row.written for row in talks.planned)
    return Table(
        key="afbud",
        title=_("Udeblevet og afbud"),
        icon="calendar",
        columns=[
            _("Planlagt som"), _("Samtaler (N)"), _("Afholdt"), _("Udeblev"), _("Afbud"), _("Andel udeblevet"),
            _("Andel afbud"), _("Aflyst af os"), _("Uden udfald"),
        ],
        rows=rows,
        chart=chart,
        chart_title=_("Andel, der udeblev eller sendte afbud, i procent"),
        chart_words=_("Søjler med andelen, der udeblev eller sendte afbud, for hver måde. Tallene står under."),
        note=_("%(number)s afholdte samtaler har ingen kontakt skrevet.") % {"number": without} if without else "",
        definition=[
            _("Planlagte samtaler (aftaler med en måde), hvis dag ligger i perioden, efter den planlagte måde."),
            _("N er afholdte, udeblevne og dem, borgeren sendte afbud til. Andelene er af N."),
            _("Det, vi selv aflyste, og det, der ikke er skrevet et udfald på, tæller ikke med i N."),
            _("Sygehus, værested, gade og hjemme er fremmøde."),
        ],
    )  # fmt: skip


def _outcome_cells(found: Outcomes) -> list[str]:
    counts = (found.number, found.held, found.missed, found.called_off)
    shares = (share_words(found.share_missed), share_words(found.share_called_off))
    return [*map(str, counts), *shares, str(found.by_us), str(found.untold)]


def _gaps(talks: Talks) -> Table:
    days = median_of([gap.days for gap in talks.gaps])
    rows = [[str(days.number), middle_words(days), share_words(share_long(talks.gaps))]] if days.number else []
    return Table(
        key="dage",
        title=_("Dage mellem samtaler"),
        icon="clock",
        columns=[_("Mellemrum (N)"), _("Median, dage"), _("Andel over %(days)s dage") % {"days": LONG_GAP}],
        rows=rows,
        definition=[
            _("Dage fra en samtale til den næste med samme borger. Flere samtaler på én dag er én."),
            _("Et mellemrum tæller i den periode, det slutter i, også når det begyndte før."),
            _("Kun mens samme forløb var åbent i enheden hele tiden og ikke holdt pause."),
            _("Medianen er tallet i midten: halvdelen af mellemrummene er kortere, halvdelen længere."),
        ],
    )


def _months(talks: Talks, first: date, last: date) -> Table:
    found = months(talks.spoken, first, last)
    labels = [str(mode.label) for mode in Mode]
    bars = [Bar(_month(one.first), list(one.modes.values()), str(one.number)) for one in found]
    rows = [
        [
            _month(one.first),
            str(one.number),
            *map(str, one.modes.values()),
            str(one.citizens),
            _each(one.number, one.citizens),
        ]
        for one in found
    ]
    return Table(
        key="maaneder",
        title=_("Samtaler pr. måned"),
        icon="talk",
        columns=[_("Måned"), _("Samtaler (N)"), *labels, _("Borgere"), _("Samtaler pr. borger")],
        rows=rows if talks.spoken else [],
        chart=stacked(bars, labels, _SHADES) if talks.spoken else "",
        chart_title=_("Samtaler i hver måned"),
        chart_words=_("Søjler med samtaler i hver måned, delt efter måde. Tallene står i tabellen under."),
        definition=_spoken_words(),
    )


def _month(first: date) -> str:
    return date_format(first, "F Y")


def _each(number: int, citizens: int) -> str:
    return _rounded(number / citizens, 1) if citizens >= FEWEST else _FEW


def _spoken_words() -> list[str]:
    return [
        _("Kontakter med en borger, hvor I talte sammen, planlagt eller ej. SMS tæller ikke."),
        _("Talte I med to borgere på én gang, er det to samtaler."),
        _("En afholdt samtale, som ingen kontakt er skrevet på, er ikke med."),
    ]


def _minutes(talks: Talks) -> Table:
    by_mode = minutes_by_mode(talks.spoken)
    rows = [
        [str(mode.label), str(found.number), middle_words(found)] for mode, found in by_mode.items() if found.number
    ]
    return Table(
        key="minutter",
        title=_("Samtalernes længde"),
        icon="clock",
        columns=[_("Måde"), _("Samtaler med minutter (N)"), _("Gennemsnit, minutter")],
        rows=rows,
        definition=[
            *_spoken_words()[:1],
            _("Kun dem, der er skrevet minutter på. En samtale med flere borgere på én gang er én her."),
        ],
    )


def _changes(talks: Talks) -> list[Table]:
    return [_change(change) for change in changes(talks.planned, talks.gaps) if change.courses or change.to_remote]


def _change(change: Change) -> Table:
    title = _("Når et forløb gik fra fremmøde til telefon eller video")
    if not change.to_remote:
        title = _("Når et forløb gik fra telefon eller video til fremmøde")
    rows = [[_("Før skiftet"), *_side(change.before)], [_("Fra skiftet"), *_side(change.after)]]
    return Table(
        key="skift-fjern" if change.to_remote else "skift-naer",
        title=title,
        icon="switch",
        columns=[
            _("Hvornår"), _("Planlagte samtaler (N)"), _("Udeblev"), _("Afbud"), _("Andel udeblevet eller afbud"),
            _("Mellemrum (N)"), _("Median, dage"),
        ],
        rows=rows if change.courses else [],
        note=_("Forløb, der skiftede: %(number)s.") % {"number": change.courses} if change.courses else "",
        definition=[
            _("Forløb med planlagte samtaler i perioden, først på den ene slags måde, så på den anden."),
            _("Walk'n'talk er fremmøde."),
            _("Et forløb tæller én gang, fra sit første skift. Alt fra den samtale og frem er »fra skiftet«."),
            _("Et mellemrum, der går hen over skiftet, hører til ingen af siderne."),
            _("Forskellen viser ikke, hvad der er årsagen: det er ikke tilfældigt, hvem der skifter."),
        ],
    )  # fmt: skip


def _side(side: Side) -> list[str]:
    planned, days = side.planned, side.middle
    counts = (planned.number, planned.missed, planned.called_off)
    return [*map(str, counts), share_words(planned.share_lost), str(days.number), middle_words(days)]


def _fit(talks: Talks) -> Table:
    found = {mode: fit for mode, fit in fit_by_mode(talks.planned).items() if _said(fit)}
    return Table(
        key="passer",
        title=_("Passer måden til borgeren"),
        icon="hand",
        columns=[
            _("Planlagt som"), _("Ønske kendt (N)"), _("Andel som ønsket"), _("Udbytte: ja"), _("Delvist"), _("Nej"),
            _("Ikke i byen: afholdt"), _("Svært ved at komme: afholdt"),
        ],
        rows=[[str(mode.label), *_fit_cells(fit)] for mode, fit in found.items()],
        definition=[
            _("Planlagte samtaler i perioden, hvor I har skrevet, hvad borgeren helst vil, eller hvordan det går."),
            _("Som ønsket: planlagt på den slags måde, borgeren helst vil."),
            _("Udbytte er jeres egen vurdering efter samtalen."),
            _("»8 af 10« er afholdte af alle, også dem, der udeblev eller sendte afbud."),
            _("Ikke i byen, og svært ved at komme, er det, I skrev, da samtalen blev planlagt."),
        ],
    )  # fmt: skip


def _said(fit: Fit) -> bool:
    return bool(fit.wished or fit.benefits or fit.away.number or fit.hard.number)


def _fit_cells(fit: Fit) -> list[str]:
    benefits = [str(fit.benefits[benefit]) for benefit in Appointment.Benefit.values]
    return [str(fit.wished), share_words(fit.share_as_wished), *benefits, _of(fit.away), _of(fit.hard)]


def _of(found: Outcomes) -> str:
    return _("%(part)s af %(number)s") % {"part": found.held, "number": found.number} if found.number else _FEW


def headline(talks: Talks) -> Sequence[tuple[str, str, str]]:
    """What S0 tells of, in four figures: (figure, what it is, of how many)."""
    kept, days = outcomes(talks.planned), median_of([gap.days for gap in talks.gaps])
    lasted = mean_of([*{row.occasion: row.minutes for row in talks.spoken if row.minutes}.values()])
    citizens = len({row.citizen_id for row in talks.spoken})
    return [
        (share_words(kept.share_lost), _("udeblev eller sendte afbud"), _n(kept.number)),
        (middle_words(days), _("dage mellem samtaler (median)"), _n(days.number)),
        (str(len(talks.spoken)), _("samtaler i perioden"), _("%(number)s borgere") % {"number": citizens}),
        (middle_words(lasted), _("minutter i gennemsnit"), _n(lasted.number)),
    ]


def _n(number: int) -> str:
    return f"N = {number}"
