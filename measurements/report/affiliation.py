"""How a citizen belonged to the services before the effort and after it: figures 4-3 to 4-5 and 7-3 to 7-5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measurements.report import groups
from measurements.report.counting import Affiliations
from measurements.report.groups import Group
from measurements.report.tables import Drawing, Table
from measurements.suppression import SMALLEST

Text = str | Promise

#: By figure: the service, when it was asked, and the published words of each status.
AFFILIATION: dict[str, tuple[str, str, Mapping[str, Text]]] = {
    "F4-3": (
        "drug_treatment", "before",
        {
            "unknown": gettext_lazy("Borgeren er hidtil ukendt i stofmisbrugsbehandlingssystemet"),
            "no_contact": gettext_lazy(
                "Borgeren er tidligere kendt i stofmisbrugsbehandlingssystemet, men har ingen kontakt til "
                "stofmisbrugsbehandlingssystemet"
            ),
            "sporadic": gettext_lazy("Borgeren har sporadisk kontakt til stofmisbrugsbehandlingssystemet"),
            "regular": gettext_lazy("Borgeren har regelmæssig kontakt til stofmisbrugsbehandlingssystemet"),
        },
    ),
    "F4-4": (
        "substitution", "before",
        {
            "never": gettext_lazy(
                "Borgeren modtager ikke substitutionsbehandling og har ikke tidligere modtaget "
                "substitutionsbehandling"
            ),
            "earlier": gettext_lazy(
                "Borgeren modtager ikke substitutionsbehandling, men har tidligere modtaget "
                "substitutionsbehandling"
            ),
            "receives": gettext_lazy("Borgeren modtager i øjeblikket substitutionsbehandling"),
        },
    ),
    "F4-5": (
        "other", "before",
        {
            "never": gettext_lazy(
                "Borgeren modtager ingen øvrige sociale og sundhedsfaglige tilbud og har ikke tidligere "
                "modtaget sociale- og sundhedsfaglige tilbud"
            ),
            "earlier": gettext_lazy(
                "Borgeren modtager ingen øvrige sociale og sundhedsfaglige tilbud, men har tidligere "
                "modtaget øvrige sociale- og sundhedsfaglige tilbud"
            ),
            "receives": gettext_lazy("Borgeren modtager i øjeblikket øvrige sociale og sundhedsfaglige tilbud"),
        },
    ),
    "F7-3": (
        "drug_treatment", "after",
        {
            "continues": gettext_lazy("Borgeren modtager fortsat social stofmisbrugsbehandling"),
            "completed": gettext_lazy(
                "Borgeren er afsluttet i social stofmisbrugsbehandling og udskrevet som "
                "færdigbehandlet"
            ),
            "dropped": gettext_lazy("Borgeren er frafaldet social stofmisbrugsbehandling"),
        },
    ),
    "F7-4": (
        "substitution", "after",
        {
            "continues": gettext_lazy("Borgeren modtager fortsat substitutionsbehandling"),
            "dropped": gettext_lazy("Borgeren er frafaldet substitutionsbehandling"),
            "never": gettext_lazy(
                "Borgeren modtager ikke substitutionsbehandling og har ikke tidligere modtaget "
                "substitutionsbehandling"
            ),
        },
    ),
    "F7-5": (
        "other", "after",
        {
            "started": gettext_lazy("Borgeren er opstartet/genindskrevet i øvrige sociale- og sundhedsfaglige tilbud"),
            "follows": gettext_lazy("Borgeren følger et social- og sundhedsfagligt tilbud"),
            "dropped": gettext_lazy("Borgeren er frafaldet social- og sundhedsfagligt tilbud"),
        },
    ),
}  # fmt: skip


def published(name: str) -> dict[str, str]:
    """{the published words, in whichever language one reads: the status}. The words are the rows' keys."""
    with translation.override(settings.LANGUAGE_CODE):
        return {str(words): status for status, words in AFFILIATION[name][2].items()}


def affiliation_table(name: str, told: Sequence[Affiliations], hides: bool) -> Table:
    service, when, labels = AFFILIATION[name]
    counts: Counter[str] = Counter()
    for one in told:
        counts.update(getattr(one, when).get(service, {}))
    shown = [
        Group(key, str(labels[status]), counts[status])
        for key, status in published(name).items()
        if counts[status] or status != "regular"
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
