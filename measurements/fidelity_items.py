"""The questions of the fidelity surveys, declared as data: keys that never change, words of the published report.

Project level S2 p. 35-40, individual level S2 p. 43. The barometer's own items could not be obtained; the steps of the
crisis centre's model stand for them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crisis_center.pathway import CRISIS
from measurements.models import FidelityWave
from measurements.models.technique import TECHNIQUES

Text = str | Promise


@dataclass(frozen=True)
class Item:
    key: str
    text: Text

    @property
    def field(self) -> str:
        """Its name in a form."""
        return self.key.replace(".", "_")

    @property
    def published(self) -> str:
        """The report's own words, in whichever language one reads: the key of the row in its table."""
        with translation.override(settings.LANGUAGE_CODE):
            return str(self.text)


@dataclass(frozen=True)
class Theme:
    """Questions under one heading. `table`: the report's table of them, empty where it has none."""

    key: str
    table: str
    title: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Technique:
    """One of the nine: the model's field, the report's number, what follows the stem, and the example in brackets."""

    field: str
    number: str
    short: Text
    example: Text = ""


PROJECT: tuple[Theme, ...] = (
    Theme(
        "mapping",
        "T5-1",
        _("Geografisk afdækning"),
        (
            Item(
                "mapping.areas",
                _(
                    "I hvilken grad har I gennemført en afdækning af områder, besøgssteder og opholdssteder, hvor det "
                    "kan tænkes, at målgruppen opholder sig?"
                ),
            ),
            Item(
                "mapping.partners",
                _("I hvilken grad har I gennemført en afdækning af mulige samarbejdspartnere i området?"),
            ),
        ),
    ),
    Theme(
        "communication",
        "T5-2",
        _("Kommunikationsstrategi og formidling"),
        (
            Item(
                "communication.strategy",
                _(
                    "I hvilken grad har I udarbejdet en kommunikationsstrategi, hvor det er prioriteret, hvilke "
                    "samarbejdspartnere det giver mest mening at kontakte hvornår?"
                ),
            ),
            Item(
                "communication.targeted",
                _(
                    "I hvilken grad har I i kommunikationen og formidlingen målrettet budskaberne til de enkelte "
                    "samarbejdspartnere?"
                ),
            ),
        ),
    ),
    Theme(
        "cooperation",
        "T5-3",
        _("Samarbejdsaftaler og relationer"),
        (
            Item(
                "cooperation.aware",
                _(
                    "I hvilken grad har I arbejdet systematisk med at gøre relevante samarbejdspartnere i relevante "
                    "områder opmærksomme på URS-projektet og de muligheder, projektet stiller til rådighed?"
                ),
            ),
            Item(
                "cooperation.network",
                _(
                    "I hvilken grad har I opbygget et netværk til relevante samarbejdspartnere med henblik på at "
                    "fremme kendskabet til hinandens arbejdsområder og forskellige muligheder i arbejdet med "
                    "målgruppen?"
                ),
            ),
            Item(
                "cooperation.roles",
                _(
                    "I hvilken grad har I udarbejdet en plan eller samarbejdsmodel, hvor rolle- og ansvarsfordeling "
                    "mellem URS-projektet og mulige samarbejdspartnere i relevante områder er afklaret?"
                ),
            ),
        ),
    ),
    Theme(
        "visibility",
        "T5-4",
        _("Synlighed og tilgængelighed"),
        (
            Item(
                "visibility.route",
                _(
                    "I hvilken grad har I udarbejdet og planlagt en geografisk rute for den udgående "
                    "stofmisbrugsbehandling?"
                ),
            ),
            Item(
                "visibility.edge_hours",
                _(
                    "I hvilken grad er der etableret en praksis, hvor behandlerne er synlige og tilgængelige for "
                    "borgerne i ydertimerne?"
                ),
            ),
        ),
    ),
)

#: The report prints the ends; 2-4 are the labels that occur in its tables.
DEGREES: dict[int, Text] = {
    1: _("Slet ikke"),
    2: _("I mindre grad"),
    3: _("Hverken/eller"),
    4: _("I høj grad"),
    5: _("I meget høj grad"),
}

BAROMETER: tuple[Theme, ...] = tuple(
    Theme(phase.key, "", phase.title, tuple(Item(step.key, step.title) for step in phase.steps))
    for phase in CRISIS.phases
)
#: Only the ends have words.
IMPLEMENTED: dict[int, Text] = {0: _("0 – slet ikke"), 1: "1", 2: "2", 3: "3", 4: _("4 – i højeste grad")}

STEM = _("I hvilken grad har du i arbejdet med borgeren anvendt …")
MI: tuple[Technique, ...] = (
    Technique(
        TECHNIQUES[0], "1", _("åbne spørgsmål?"),
        _("Eksempelvis spørgsmål der begynder med: Hvad, hvordan, hvornår, hvem og hvor?"),
    ),
    Technique(
        TECHNIQUES[1], "2", _("åbne spørgsmål til fremme af forandringsudsagn?"),
        _("Eksempelvis spørgsmål, der kan støtte borgeren i at udtrykke ønske om forandring."),
    ),
    Technique(
        TECHNIQUES[2], "3", _("spejling?"),
        _(
            "Eksempelvis viser at du lytter og forstår, giver borgeren mulighed for at korrigere, enkeltsidet "
            "spejling og dobbeltsidet spejling."
        ),
    ),
)  # fmt: skip
SOLUTION_FOCUSED: tuple[Technique, ...] = (
    Technique(TECHNIQUES[3], "4", _("LØFT spørgsmål til undtagelser?")),
    Technique(TECHNIQUES[4], "5", _("LØFT skalaspørgsmål?")),
    Technique(TECHNIQUES[5], "6", _("LØFT spørgsmål til forskelle?")),
    Technique(TECHNIQUES[6], "7", _("LØFT Coping spørgsmål?")),
    Technique(TECHNIQUES[7], "8", _("LØFT Mirakelspørgsmål?")),
    Technique(TECHNIQUES[8], "9", _("LØFT spørgsmål til at arbejde med mål?")),
)
#: The report's figure → its heading and its techniques.
FIGURES: dict[str, tuple[Text, tuple[Technique, ...]]] = {
    "F5-2": (_("Brug af MI-samtale- og spørgeteknikker"), MI),
    "F5-3": (_("Brug af LØFT-samtale- og spørgeteknikker"), SOLUTION_FOCUSED),
}


def themes_of(instrument: str) -> tuple[Theme, ...]:
    return BAROMETER if instrument == FidelityWave.Instrument.BAROMETER else PROJECT


def scale_of(instrument: str) -> dict[int, Text]:
    return IMPLEMENTED if instrument == FidelityWave.Instrument.BAROMETER else DEGREES


def items_of(instrument: str) -> dict[str, Item]:
    return {item.key: item for theme in themes_of(instrument) for item in theme.items}


def degree_words(instrument: str, value: int | None) -> str:
    """The answer in words; empty for one that stays open."""
    return "" if value is None else str(scale_of(instrument)[value])
