"""Chapter 4 of the evaluation: who was met, and how life was before (S2 p. 22-31)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from measurements.contacted import contacted_citizens
from measurements.report import groups, keys
from measurements.report.affiliation import affiliation_table
from measurements.report.counting import Affiliations, People, affiliations, counted_answers, people, single
from measurements.report.groups import Group
from measurements.report.scope import Scope
from measurements.report.tables import Cell, Chapter, Drawing, Row, Table, count, mean, share
from measurements.suppression import SMALLEST

#: The questions of tool 2 that the chapter counts.
QUESTIONS = (
    "substances", "drugs_days", "drugs_bothered", "drugs_importance", "physical_problems", "psychological_problems",
    "psychological_medicine", "income", "worked", "nationality",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """Of one organisation or unit."""

    name: str
    code: str
    contacted: int
    people: People
    answers: Mapping[str, Counter[str]]
    affiliations: Affiliations


def gather(scope: Scope) -> Target:
    """Five queries."""
    units = {scope.unit.pk} if scope.unit else None
    return Target(
        scope.name,
        scope.organisation.municipality_code,
        contacted_citizens(scope.organisation, scope.first, scope.last, units=units),
        people(scope),
        counted_answers(scope, "treatment_start", "before", QUESTIONS),
        affiliations(scope),
    )


def chapter(told: Sequence[Target], *, hides: bool) -> Chapter:
    tables = [
        _traced(told, hides),
        _who(told, hides),
        _substances(told, hides),
        # As with all that stands by municipality: beside the sum it would give away what is hidden.
        *([_substances_by_name(told, hides)] if len(told) > 1 and not hides else []),
        *(affiliation_table(name, [one.affiliations for one in told], hides) for name in ("F4-3", "F4-4", "F4-5")),
        _problems(told, hides),
        _income(told, hides),
        _key_numbers(told, hides),
    ]
    return Chapter("maalgruppe", _("Målgruppen"), tuple(tables))


def added(told: Iterable[Target], key: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in told:
        found.update(one.answers.get(key, {}))
    return found


def _traced(told: Sequence[Target], hides: bool) -> Table:
    """Who was met without more, and who received the effort: two groups of the whole."""
    numbers = [[max(one.contacted - one.people.citizens, 0), one.people.citizens] for one in told]
    names = [(one.name, one.name) for one in told]
    if len(told) > 1:
        numbers.append([sum(pair) for pair in zip(*numbers, strict=True)])
        names.append(("Samlet", _("Samlet")))
    rows = [_traced_row(*name, *_two(pair, hides)) for name, pair in zip(names, numbers, strict=True)]
    # From the sum and one municipality an outsider could reckon what is hidden of the other.
    rows = rows[-1:] if hides else rows
    return Table(
        id="T4-1",
        title=_("Opsporede borgere og borgere, der har modtaget en indsats"),
        page="22",
        head=_("Kommune"),
        columns=(_("Antal opsporede borgere"), _("Borgere, der har modtaget en indsats i regi af modellen")),
        rows=tuple(rows),
        n=None if hides else sum(one.contacted for one in told),
        compared=(_("Antal opsporede borgere"), _("Borgere, der har modtaget en indsats i regi af modellen")),
        definition=_(
            "Opsporet er enhver borger, der er skrevet en kontakt om i perioden, også et forsøg. En indsats har den "
            "borger fået, hvis motivationsarbejde begyndte i perioden. Hver borger tælles én gang."
        ),
    )


def _two(pair: Sequence[int], hides: bool) -> tuple[int | None, int | None]:
    """(those with the effort, all)."""
    part, whole = groups.of_all(pair[1], sum(pair), hides=hides)
    return part, whole


def _traced_row(key: str, label: str, begun: int | None, contacted: int | None) -> Row:
    return Row(key, label, (count(contacted), count(begun)), opens=bool(contacted))


def _who(told: Sequence[Target], hides: bool) -> Table:
    sides = [*([_merged(told)] if len(told) > 1 else []), *told]
    sides = sides[:1] if hides else sides
    names = [_("I alt") if len(told) > 1 and place == 0 else one.name for place, one in enumerate(sides)]
    blocks: list[tuple[Sequence[tuple[str, str]], Callable[[Target], Sequence[int]]]] = [
        (_gender_labels(told), _genders),
        ([(key, _age_label(ages)) for key, ages in keys.AGES.items()], _ages),
        ([("Andet", _("Nationalitet: andet")), ("Dansk", _("Nationalitet: dansk"))], _nationalities),
    ]
    known = [_population().get(one.code) for one in told]
    populations = [one for one in (*known, _population()[""]) if one]
    rows = []
    for labels, numbers in blocks:
        # A third gender that nobody has said has no row, and counts nobody.
        counted = [list(row) for row in zip(*(numbers(one)[: len(labels)] for one in sides), strict=True)]
        shown = [[_hidden_share(counted, i, j, hides) for j in range(len(sides))] for i in range(len(labels))]
        for (key, label), cells in zip(labels, shown, strict=True):
            rows.append(Row(key, label, (*cells, *(_known(one, key) for one in populations)), opens=True))
    columns = (*names, *(_("Befolkning %(name)s") % {"name": one["name"]} for one in populations))
    return Table(
        id="T4-2",
        title=_("Køn, alder og nationalitet"),
        page="23",
        columns=columns,
        rows=tuple(rows),
        n=None if hides else sum(sum(_genders(one)) for one in told),
        compared=(names[0],),
        definition=_(
            "Borgere, hvis motivationsarbejde begyndte i perioden, og hvis køn eller fødselsår står i sagen; alder i "
            "det år, arbejdet begyndte. Nationalitet er svaret ved indskrivning i behandling. N er dem, hvis køn "
            "kendes. Befolkningen: Danmarks Statistik, som gengivet i evalueringsrapporten fra 2017."
        ),
        notes=(*_known_of(sides, names, hides), _("Hver andel er afrundet for sig; en kolonne kan give 99 eller 101.")),
    )


def _known_of(sides: Sequence[Target], names: Sequence[str], hides: bool) -> list[str]:
    """Of how many each part of the table tells."""
    parts = ((_("Køn"), _genders), (_("Alder"), _ages), (_("Nationalitet"), _nationalities))
    told = [
        (what, [(name, sum(numbers(one))) for name, one in zip(names, sides, strict=True)]) for what, numbers in parts
    ]
    return [
        f"{what}: " + ", ".join(f"{name} N = {count(None if hides and n < SMALLEST else n).text}" for name, n in found)
        for what, found in told
    ]


def _age_label(ages: tuple[int, int]) -> str:
    bounds = {"first": ages[0], "last": ages[1], "after": ages[1] + 1}
    if ages[0] == 0:
        return _("Under %(after)s år") % bounds
    return (_("%(first)s år og over") if ages[1] > 100 else _("%(first)s–%(last)s år")) % bounds


def _hidden_share(counted: list[list[int]], row: int, column: int, hides: bool) -> Cell:
    numbers = [one[column] for one in counted]
    total = sum(numbers)
    if not hides:
        return share(numbers[row], total)
    shown = groups.hide_small(numbers)
    return share(shown.cells[row], shown.total)


def _merged(told: Sequence[Target]) -> Target:
    genders, ages = Counter[str](), Counter[int]()
    for one in told:
        genders.update(one.people.genders)
        ages.update(one.people.ages)
    everybody = People(sum(one.people.citizens for one in told), genders, ages)
    answers = {key: added(told, key) for key in ("nationality",)}
    return Target("", "", 0, everybody, answers, Affiliations({}, {}))


def _gender_labels(told: Sequence[Target]) -> list[tuple[str, str]]:
    labels = list(zip(keys.GENDERS, (_("Kvinde"), _("Mand"), _("Andet køn")), strict=True))
    return labels if any(_genders(one)[2] for one in told) else labels[:2]


def _genders(one: Target) -> list[int]:
    return [one.people.genders[gender] for gender in keys.GENDERS.values()]


def _ages(one: Target) -> list[int]:
    return [sum(n for age, n in one.people.ages.items() if first <= age <= last) for first, last in keys.AGES.values()]


def _nationalities(one: Target) -> list[int]:
    known = one.answers.get("nationality", Counter())
    return [known["other"], known["danish"]]


def _known(population: Mapping[str, Any], key: str) -> Cell:
    return Cell(population[key], f"{population[key]} %")


@lru_cache(maxsize=1)
def _population() -> Mapping[str, Mapping[str, Any]]:
    path = Path(__file__).parent.parent / "declared" / "population.json"
    found: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["columns"]
    return found


def _substances(told: Sequence[Target], hides: bool) -> Table:
    counts = single(added(told, "substances"))
    n = counts.pop("*", 0)
    rows = groups.overlapping(_substance_groups(counts), n, hides=hides)
    return Table(
        id="F4-1",
        kind="figure",
        title=_("Rusmidler, borgerne anvender som led i deres misbrug"),
        page="25",
        columns=groups.columns(),
        rows=tuple(rows),
        n=None if hides and n < SMALLEST else n,
        drawing=Drawing("bars", (_("Andel"),)),
        compared=(_("Andel"), _("N")),
        definition=_(
            "Svar ved indskrivning i behandling i perioden: brugt inden for de sidste 30 dage. Flere svar pr. borger, "
            "så andelene giver ikke 100. Andet er mest benzodiazepiner."
        ),
    )


def _substance_groups(counts: Mapping[str, int]) -> list[Group]:
    words = {"Opiater": _("Opiater"), "Andet": _("Andet"), "Alkohol": _("Alkohol"),
             "CNS-stimulerende": _("CNS-stimulerende"), "Hallucinogener": _("Hallucinogener"),
             "Cannabis": _("Cannabis")}  # fmt: skip
    return [Group(label, words[label], counts.get(key, 0)) for label, key in keys.SUBSTANCES.items()]


def _substances_by_name(told: Sequence[Target], hides: bool) -> Table:
    sides = []
    for one in told:
        counts = single(one.answers.get("substances", {}))
        n = counts.pop("*", 0)
        sides.append(groups.overlapping(_substance_groups(counts), n, hides=hides))
    names = tuple(one.name for one in told)
    columns = (*names, *(_("N %(name)s") % {"name": name} for name in names))
    rows = [
        Row(first.key, first.label, tuple(side[place].cells[cell] for cell in (0, 2) for side in sides))
        for place, first in enumerate(sides[0])
    ]  # fmt: skip
    return Table(
        id="F4-2",
        kind="figure",
        title=_("Rusmidler, borgerne anvender som led i deres misbrug, fordelt på kommuner"),
        page="26",
        columns=columns,
        rows=tuple(rows),
        drawing=Drawing("bars", names),
        definition=_("Som figur 4-1, hver kommune for sig."),
    )


def _problems(told: Sequence[Target], hides: bool) -> Table:
    rows = []
    for key, label, question in (
        ("Fysiske problemer", _("Fysiske problemer"), "physical_problems"),
        ("Psykiske problemer", _("Psykiske problemer"), "psychological_problems"),
    ):
        answers = added(told, question)
        yes, no = groups.exclusive([Group("yes", "", answers["yes"]), Group("no", "", answers["no"])], hides=hides)
        rows.append(Row(key, label, (yes.cells[0], no.cells[0], yes.cells[2]), opens=True))
    return Table(
        id="F4-6",
        kind="figure",
        title=_("Andel, der oplever fysiske og psykiske problemer"),
        page="30",
        columns=(_("Ja"), _("Nej"), _("N")),
        rows=tuple(rows),
        drawing=Drawing("stacked", (_("Ja"), _("Nej"))),
        compared=(_("Ja"), _("N")),
        definition=_("Svar ved indskrivning i behandling i perioden: problemer inden for de sidste 30 dage."),
    )


def _income(told: Sequence[Target], hides: bool) -> Table:
    answers = added(told, "income")
    words = (_("Kontanthjælp"), _("Førtidspension/pension"), _("Andet"))
    shown = [
        Group(key, label, sum(answers[one] for one in counted))
        for label, (key, counted) in zip(words, keys.INCOMES.items(), strict=True)
    ]
    n = sum(group.number for group in shown)
    return Table(
        id="F4-7",
        kind="figure",
        title=_("Borgernes indkomstgrundlag"),
        page="31",
        columns=groups.columns(),
        rows=tuple(groups.exclusive(shown, hides=hides)),
        n=None if hides and n < SMALLEST else n,
        drawing=Drawing("bars", (_("Andel"),)),
        compared=(_("Andel"), _("N")),
        definition=_(
            "Svar ved indskrivning i behandling i perioden. Andet er lønindkomst, revalideringsydelse, illegale "
            "aktiviteter og uoplyst."
        ),
    )


def _key_numbers(told: Sequence[Target], hides: bool) -> Table:
    """What the chapter tells in its prose."""
    bothered, importance = added(told, "drugs_bothered"), added(told, "drugs_importance")
    unknown = Counter[str]()
    for one in told:
        unknown.update(one.affiliations.before.get("drug_treatment", {}))
    ages = Counter[int]()
    for one in told:
        ages.update(one.people.ages)
    rows = [
        _share_row(
            keys.BOTHERED,
            _("Betydeligt eller meget bekymret eller besværet af stofmisbruget"),
            bothered["3"] + bothered["4"], bothered.total(), hides,
        ),
        _share_row(
            keys.IMPORTANT,
            _("Meget vigtigt at få behandling for stofmisbruget"), importance["4"], importance.total(), hides,
        ),
        _answer_row(told, keys.PHYSICAL, _("Oplever fysiske problemer"), "physical_problems", "yes", hides),
        _answer_row(
            told, keys.PSYCHOLOGICAL, _("Oplever psykiske problemer"), "psychological_problems", "yes", hides
        ),
        _mean_row(
            keys.DAYS,
            _("Dage med stofproblemer inden for de sidste 30 dage, blandt dem med problemer"),
            {int(day): n for day, n in added(told, "drugs_days").items() if int(day)}, hides,
        ),
        _share_row(
            keys.UNKNOWN, _("Hidtil ukendt i eller uden kontakt til behandlingssystemet"),
            unknown["unknown"] + unknown["no_contact"], unknown.total(), hides,
        ),
        _answer_row(
            told, keys.MEDICINE,
            _("Har fået ordineret medicin for psykiske problemer"), "psychological_medicine", "yes", hides,
        ),
        _answer_row(
            told, keys.NO_WORK,
            _("Har ikke arbejdet eller forsøgt at få arbejde inden for de sidste 30 dage"), "worked", "no", hides,
        ),
        _mean_row(keys.AGE, _("Gennemsnitsalder, år"), ages, hides),
    ]  # fmt: skip
    return Table(
        id="P4-3",
        title=_("Nøgletal om målgruppen"),
        page="21-31",
        columns=(_("Værdi"), _("N")),
        rows=tuple(rows),
        compared=(_("Værdi"), _("N")),
        definition=_(
            "Svar ved indskrivning i behandling, tilknytning før indsatsen og oplysninger i sagen, som i tabellerne "
            "ovenfor. De to øverste svar på skalaen 0–4 er betydeligt og meget; meget vigtigt er 4."
        ),
    )


def _answer_row(told: Sequence[Target], key: str, label: str, question: str, answer: str, hides: bool) -> Row:
    answers = added(told, question)
    return _share_row(key, label, answers[answer], answers.total(), hides)


def _share_row(key: str, label: str, part: int, n: int, hides: bool) -> Row:
    shown, of = groups.of_all(part, n, hides=hides)
    return Row(key, label, (share(shown, of), count(of)), opens=bool(n))


def _mean_row(key: str, label: str, counts: Mapping[int, int], hides: bool) -> Row:
    n = sum(counts.values())
    if hides and n < SMALLEST:
        return Row(key, label, (count(None), count(None)))
    value = Fraction(sum(one * number for one, number in counts.items()), n) if n else None
    return Row(key, label, (mean(value, 0), count(n)), opens=bool(n))
