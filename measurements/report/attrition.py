"""What is lost on the way from a contact to a measurement three months on (S2 p. 78, appendix 1, figure 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from measurements.models.measurement import Open
from measurements.report.citizens import Developed
from measurements.report.citizens import added as added_pairs
from measurements.report.counting import Attrition, single
from measurements.report.groups import Group, exclusive, of_all
from measurements.report.keys import ATTRITION
from measurements.report.model import Practice
from measurements.report.tables import Chapter, Row, Table, count
from measurements.report.target_group import Target
from measurements.report.target_group import added as added_answers
from measurements.suppression import SMALLEST

Ended = Mapping[tuple[str, str], Attrition]


def chapter(
    targets: Sequence[Target],
    developed: Sequence[Developed],
    practices: Sequence[Practice],
    ended: Sequence[Ended],
    *,
    hides: bool,
) -> Chapter:
    return Chapter(
        "datafrafald", _("Datafrafald"), (_flow(targets, developed, practices, hides), _missing(ended, hides))
    )


def _flow(
    targets: Sequence[Target], developed: Sequence[Developed], practices: Sequence[Practice], hides: bool
) -> Table:
    def pairs(key: str) -> int:
        return added_pairs(developed, key).total()

    def affiliated(when: str) -> int:
        """By the service that most were asked about."""
        sides = [getattr(one.affiliations, when) for one in targets]
        services = {service for side in sides for service in side}
        return max((sum(side[service].total() for side in sides) for service in services), default=0)

    numbers = (
        (_("Kontakt"), sum(one.contacted for one in targets)),
        (_("Indsats"), sum(one.people.citizens for one in targets)),
        (_("Motivation, målt før og efter"), pairs("motivation")),
        (_("Tilknytning før indsatsen"), affiliated("before")),
        (_("Målt ved indskrivning i behandling"), single(added_answers(targets, "substances"))["*"]),
        (_("Køn kendes"), sum(n for one in targets for key, n in one.people.genders.items() if key)),
        (_("Tilknytning efter indsatsen"), affiliated("after")),
        (_("Stofproblemer, dage: målt to gange"), pairs("drugs_days")),
        (_("Stofproblemer, besvær: målt to gange"), pairs("drugs_bothered")),
        (_("Fysisk helbred, besvær: målt to gange"), pairs("physical_bothered")),
        (_("Svar om samtaleteknikker"), sum(one.techniques["F5-2"].number for one in practices)),
    )
    shown = [_shown(n, hides) for _label, n in numbers]
    # As in table 4-1, or the one would tell what the other hides.
    shown[1], shown[0] = of_all(numbers[1][1], numbers[0][1], hides=hides)
    rows = tuple(Row(key, label, (count(n),)) for key, (label, _n), n in zip(ATTRITION, numbers, shown, strict=True))
    return Table(
        id="FB-3",
        kind="figure",
        title=_("Datafrafald undervejs"),
        page="78",
        columns=(_("Antal"),),
        rows=rows,
        compared=(_("Antal"),),
        definition=_("Hvor mange der ligger bag hver slags tal i rapporten, fra kontakt til måling efter tre måneder."),
    )


def _missing(ended: Sequence[Ended], hides: bool) -> Table:
    labels = {
        ("motivation", "before"): _("Motivation, før"),
        ("motivation", "after"): _("Motivation, efter"),
        ("treatment_start", "before"): _("Ved indskrivning i behandling"),
        ("treatment_follow_up", "after"): _("Tre måneder efter indskrivning"),
    }
    rows = []
    for key, label in labels.items():
        found = [one[key] for one in ended if key in one]
        parts = [Group(one, "", sum(told.reasons[one] for told in found)) for one in ("", *Open.values)]
        shown = exclusive(parts, hides=hides)
        rows.append(Row("-".join(key), label, (shown[0].cells[2], *(part.cells[1] for part in shown))))
    return Table(
        id="D78",
        title=_("Målinger, der blev besvaret, og hvorfor andre ikke blev"),
        page="78",
        head=_("Måling"),
        columns=(_("Afsluttet i perioden"), _("Besvaret"), *(str(label) for label in Open.labels)),
        rows=tuple(rows),
        compared=(_("Afsluttet i perioden"), _("Besvaret")),
        definition=_("Målinger, der blev afsluttet i perioden, med svar eller med en grund til, at der ikke er noget."),
    )


def _shown(number: int, hides: bool) -> int | None:
    return None if hides and number < SMALLEST else number
