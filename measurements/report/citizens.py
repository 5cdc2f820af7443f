"""Chapter 7 of the evaluation: what came of it for the citizens, in means before and after, on pairs (S2 p. 53-62)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from measurements.instruments import Item, read_themes
from measurements.models.instrument import unsaved
from measurements.report import groups, keys
from measurements.report.affiliation import affiliation_table
from measurements.report.counting import Asked, Pairs, counted_pairs
from measurements.report.scope import Scope
from measurements.report.tables import (
    NONE,
    Cell,
    Chapter,
    Drawing,
    Row,
    Table,
    change,
    count,
    decimal,
    mean,
    probability,
    words,
)
from measurements.report.tables import hidden as hidden_cell
from measurements.report.target_group import Target
from measurements.statistics import Better, Paired, paired
from measurements.suppression import SMALLEST

_BEFORE, _AFTER = "treatment_start", "treatment_follow_up"
#: The three questions of each theme, by the published key.
_ASI = ("days", "bothered", "importance")
#: {published prefix: theme}
_HEALTH = {"Fysiske": "physical", "Psykiske": "psychological"}
_BETTER: dict[str, Better] = {"higher": "higher", "lower": "lower", "": ""}


@dataclass(frozen=True)
class Developed:
    pairs: Mapping[str, Pairs]


def gather(scope: Scope) -> Developed:
    """Two queries."""
    motivation = [Asked(item.key, "motivation", "motivation") for item in motivation_items()]
    others = [Asked(item.key, _BEFORE, _AFTER) for item in follow_up_items().values()]
    return Developed(counted_pairs(scope, [*motivation, *others]))


def motivation_items() -> list[Item]:
    return list(_items("motivation"))


def follow_up_items() -> dict[str, Item]:
    return {item.key: item for item in _items(_AFTER)}


def _items(instrument: str) -> Iterable[Item]:
    version = next(one for one in unsaved() if one.key == instrument)
    return (item for theme in read_themes(version.themes) for item in theme.items)


def added(told: Iterable[Developed], key: str) -> Pairs:
    found: Pairs = Counter()
    for one in told:
        found.update(one.pairs.get(key, {}))
    return found


def chapter(told: Sequence[Developed], targets: Sequence[Target], *, hides: bool) -> Chapter:
    affiliations = [one.affiliations for one in targets]
    return Chapter(
        "borgerresultater",
        _("Borgerresultater"),
        (
            _contact(targets, hides),
            _motivation(told, hides),
            _development(told, hides),
            _drugs(told, hides),
            _health(told, hides),
            *(affiliation_table(name, affiliations, hides) for name in ("F7-3", "F7-4", "F7-5")),
        ),
    )


def _contact(targets: Sequence[Target], hides: bool) -> Table:
    begun = sum(one.people.citizens for one in targets)
    contacted = sum(one.contacted for one in targets)
    part, whole = groups.of_all(begun, contacted, hides=hides)
    rest = None if part is None or whole is None else whole - part
    rows = (
        Row(keys.CONTACT, _("Samlet kontakt"), (count(whole),), opens=True),
        Row(keys.ADVISED, _("Vejledt og rådgivet, uden motivationsarbejde"),
            (count(rest),)),
        Row(keys.BEGUN, _("Motivationsarbejde igangsat"), (count(part),), opens=True),
    )  # fmt: skip
    return Table(
        id="F7-1",
        kind="figure",
        title=_("Borgerkontakt"),
        page="53",
        columns=(_("Antal"),),
        rows=rows,
        drawing=Drawing("bars", (_("Antal"),)),
        compared=(_("Antal"),),
        definition=_(
            "Borgere, der er skrevet en kontakt om i perioden, og dem af dem, hvis motivationsarbejde begyndte i "
            "perioden."
        ),
    )


def _motivation(told: Sequence[Developed], hides: bool) -> Table:
    rows = [_mean_row(item.key, item.text, item, added(told, item.key), 2, hides) for item in motivation_items()]
    return Table(
        id="T7-1",
        title=_("Borgernes motivation, før- og eftermåling"),
        page="54",
        head=_("Udsagn"),
        columns=(_("Førmåling"), _("Eftermåling"), *_change_columns()),
        rows=tuple(rows),
        n=_largest(rows),
        compared=(_("Udvikling"), _("N")),
        definition=_(
            "Forløb, der er målt både ved motivationsarbejdets begyndelse og ved dets afslutning, med den sidste "
            "måling i perioden. Skala 1 (nej, meget uenig) til 5 (ja, meget enig). Det sidste udsagn er vendt: et "
            "fald er bedre."
        ),
        notes=(_tests(), _many()),
    )


def _change_columns() -> tuple[str, ...]:
    return (
        _("Udvikling"), _("Signifikans"), _("p (t-test)"), _("p (Wilcoxon)"), _("Effektstørrelse (dz)"),
        _("95 % interval"), _("N"),
    )  # fmt: skip


def _mean_row(key: str, label: str, item: Item, pairs: Pairs, decimals: int, hides: bool) -> Row:
    one = paired(pairs, _BETTER[item.better])
    return Row(key, label, _mean_cells(one, decimals, hides), opens=bool(one.n))


def _mean_cells(one: Paired, decimals: int, hides: bool) -> tuple[Cell, ...]:
    if hides and one.n < SMALLEST:
        return tuple(hidden_cell() for _name in range(9))
    return (
        mean(one.mean_before, decimals), mean(one.mean_after, decimals), change(one.change, decimals),
        words(one.stars), probability(one.t_test.p if one.t_test else None),
        probability(one.wilcoxon.p if one.wilcoxon else None), decimal(one.effect_size, 2), _interval(one, decimals),
        count(one.n),
    )  # fmt: skip


def _interval(one: Paired, decimals: int) -> Cell:
    if one.interval is None:
        return NONE
    low, high = (decimal(value, decimals).text for value in (one.interval.low, one.interval.high))
    return words(_("%(low)s til %(high)s") % {"low": low, "high": high})


def _largest(rows: Sequence[Row]) -> int | None:
    """N of the question most have answered twice; the rows say their own."""
    numbers = [row.cells[-1].value for row in rows]
    return max((number for number in numbers if isinstance(number, int)), default=None)


def _development(told: Sequence[Developed], hides: bool) -> Table:
    rows = []
    for item in motivation_items():
        found = paired(added(told, item.key), _BETTER[item.better]).development
        counts = (found.positive, found.same, found.negative) if found else (0, 0, 0)
        parts = groups.exclusive([groups.Group(str(n), "", number) for n, number in enumerate(counts)], hides=hides)
        shares = tuple(one.cells[0] for one in parts)
        rows.append(Row(item.key, item.text, (*shares, parts[0].cells[2]), opens=True))
    names = (_("Positiv udvikling"), _("Samme udviklingsniveau"), _("Negativ udvikling"))
    return Table(
        id="F7-2",
        kind="figure",
        title=_("Udvikling i borgerens motivation"),
        page="55",
        head=_("Udsagn"),
        columns=(*names, _("N")),
        rows=tuple(rows),
        drawing=Drawing("stacked", names),
        compared=(names[0], _("N")),
        definition=_(
            "De samme forløb som i tabel 7-1: svaret er blevet bedre, er det samme eller er blevet mindre godt. Et "
            "fald kan være voksende indsigt. Ved det vendte udsagn er et lavere svar bedre."
        ),
    )


def _drugs(told: Sequence[Developed], hides: bool) -> Table:
    items = follow_up_items()
    rows = [
        _mean_row(key, items[f"drugs_{key}"].text, items[f"drugs_{key}"], added(told, f"drugs_{key}"), 1, hides)
        for key in _ASI
    ]
    return Table(
        id="T7-2",
        title=_("Udviklingen i borgerens generelle misbrugssituation"),
        page="57",
        head=_("Spørgsmål"),
        columns=(_("Førmåling"), _("Tremåneders eftermåling"), *_change_columns()),
        rows=tuple(rows),
        n=_largest(rows),
        compared=(_("Udvikling"), _("N")),
        definition=_(
            "Forløb, der er målt både ved indskrivning i behandling og tre måneder efter, med den sidste måling i "
            "perioden. Dage 0–30; skala 0 (ikke bekymret) til 4 (meget bekymret). Vigtighed har ingen retning."
        ),
        notes=(_tests(), _many()),
    )


def _health(told: Sequence[Developed], hides: bool) -> Table:
    items = follow_up_items()
    rows = []
    for key in _ASI:
        cells: list[Cell] = []
        for theme in _HEALTH.values():
            one = items[f"{theme}_{key}"]
            told_cells = _mean_cells(paired(added(told, one.key), _BETTER[one.better]), 1, hides)
            cells += [*told_cells[:5], told_cells[-1]]
        rows.append(Row(key, _health_label(items[f"physical_{key}"].text), tuple(cells), opens=True))
    names = (_("før"), _("efter tre mdr."), _("udvikling"), _("signifikans"), _("p (t-test)"), _("N"))
    sides = (_("Fysiske: %(what)s"), _("Psykiske: %(what)s"))
    return Table(
        id="T7-3",
        title=_("Borgernes fysiske og psykiske helbred"),
        page="58",
        head=_("Spørgsmål"),
        columns=tuple(side % {"what": name} for side in sides for name in names),
        rows=tuple(rows),
        definition=_(
            "Som tabel 7-2, om fysiske og om psykiske problemer. N står for hver: ikke alle har svaret på begge."
        ),
        notes=(_tests(),),
    )


def _health_label(text: str) -> str:
    """The row tells of both kinds."""
    return text.replace("disse fysiske problemer", "disse problemer")


def _tests() -> str:
    return _(
        "** p < 0,05 og * p < 0,10 (parret t-test, som i kilden). Ved siden af står Wilcoxons test. Under 6 par vises "
        "ingen p-værdi."
    )


def _many() -> str:
    return _("Eksplorativt: mange spørgsmål prøves på én gang, så enkelte forskelle kan være tilfældige.")
