"""How a citizen belonged to the services before the effort and after it: figures 4-3 to 4-5 and 7-3 to 7-5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from measurements.report import groups
from measurements.report.counting import Affiliations
from measurements.report.groups import Group
from measurements.report.tables import Drawing, Table
from measurements.suppression import SMALLEST

#: By figure: the service, when it was asked, and the published label of each status.
AFFILIATION: dict[str, tuple[str, str, Mapping[str, str]]] = {
    "F4-3": (
        "drug_treatment", "before",
        {
            "Borgeren er hidtil ukendt i stofmisbrugsbehandlingssystemet": "unknown",
            "Borgeren er tidligere kendt i stofmisbrugsbehandlingssystemet, men har ingen kontakt til "
            "stofmisbrugsbehandlingssystemet": "no_contact",
            "Borgeren har sporadisk kontakt til stofmisbrugsbehandlingssystemet": "sporadic",
            "Borgeren har regelmæssig kontakt til stofmisbrugsbehandlingssystemet": "regular",
        },
    ),
    "F4-4": (
        "substitution", "before",
        {
            "Borgeren modtager ikke substitutionsbehandling og har ikke tidligere modtaget substitutionsbehandling":
            "never",
            "Borgeren modtager ikke substitutionsbehandling, men har tidligere modtaget substitutionsbehandling":
            "earlier",
            "Borgeren modtager i øjeblikket substitutionsbehandling": "receives",
        },
    ),
    "F4-5": (
        "other", "before",
        {
            "Borgeren modtager ingen øvrige sociale og sundhedsfaglige tilbud og har ikke tidligere modtaget sociale- "
            "og sundhedsfaglige tilbud": "never",
            "Borgeren modtager ingen øvrige sociale og sundhedsfaglige tilbud, men har tidligere modtaget øvrige "
            "sociale- og sundhedsfaglige tilbud": "earlier",
            "Borgeren modtager i øjeblikket øvrige sociale og sundhedsfaglige tilbud": "receives",
        },
    ),
    "F7-3": (
        "drug_treatment", "after",
        {
            "Borgeren modtager fortsat social stofmisbrugsbehandling": "continues",
            "Borgeren er afsluttet i social stofmisbrugsbehandling og udskrevet som færdigbehandlet": "completed",
            "Borgeren er frafaldet social stofmisbrugsbehandling": "dropped",
        },
    ),
    "F7-4": (
        "substitution", "after",
        {
            "Borgeren modtager fortsat substitutionsbehandling": "continues",
            "Borgeren er frafaldet substitutionsbehandling": "dropped",
            "Borgeren modtager ikke substitutionsbehandling og har ikke tidligere modtaget substitutionsbehandling":
            "never",
        },
    ),
    "F7-5": (
        "other", "after",
        {
            "Borgeren er opstartet/genindskrevet i øvrige sociale- og sundhedsfaglige tilbud": "started",
            "Borgeren følger et social- og sundhedsfagligt tilbud": "follows",
            "Borgeren er frafaldet social- og sundhedsfagligt tilbud": "dropped",
        },
    ),
}  # fmt: skip


def affiliation_table(name: str, told: Sequence[Affiliations], hides: bool) -> Table:
    service, when, labels = AFFILIATION[name]
    counts: Counter[str] = Counter()
    for one in told:
        counts.update(getattr(one, when).get(service, {}))
    shown = [
        Group(label, label, counts[status]) for label, status in labels.items() if counts[status] or status != "regular"
    ]
    rows = groups.exclusive(shown, hides=hides)
    n = sum(group.number for group in shown)
    return Table(
        id=name,
        kind="figure",
        title=_affiliation_titles()[service, when],
        page={"F4-3": "27", "F4-4": "28", "F4-5": "29", "F7-3": "59", "F7-4": "61", "F7-5": "62"}[name],
        columns=groups.columns(),
        rows=tuple(rows),
        n=None if hides and n < SMALLEST else n,
        drawing=Drawing("bars", (_("Andel"),)),
        compared=(_("Andel"), _("N")),
        definition=_affiliation_definition(when),
    )


def _affiliation_titles() -> dict[tuple[str, str], str]:
    return {
        ("drug_treatment", "before"): _("Tilknytning til stofmisbrugsbehandlingssystemet før indsatsen"),
        ("substitution", "before"): _("Tilknytning til substitutionsbehandling før indsatsen"),
        ("other", "before"): _("Tilknytning til øvrige sociale og sundhedsfaglige tilbud før indsatsen"),
        ("drug_treatment", "after"): _("Tilknytning til stofmisbrugsbehandlingssystemet efter indsatsen"),
        ("substitution", "after"): _("Tilknytning til substitutionsbehandling efter indsatsen"),
        ("other", "after"): _("Tilknytning til øvrige sociale og sundhedsfaglige tilbud efter indsatsen"),
    }


def _affiliation_definition(when: str) -> str:
    if when == "before":
        return _(
            "Forløb, hvor tilknytningen før indsatsen er skrevet i perioden. Sporadisk er sjældnere end hver 14. dag. "
            "Øvrige tilbud tælles sammen: det stærkeste svar gælder for forløbet."
        )
    return _(
        "Forløb, hvor tilknytningen efter indsatsen er skrevet i perioden, tre måneder efter opstart i behandling "
        "eller ved afslutning. Øvrige tilbud tælles sammen: det stærkeste svar gælder for forløbet."
    )
