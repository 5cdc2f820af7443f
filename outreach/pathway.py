"""*Model for udgående og rummelig stofmisbrugsbehandling*: three phases of three steps (S2 p. 33-46).

The manual's own checklists could not be obtained: these are built from the report's prose, say so, and can be rewritten
by professionals.
"""

from django.utils.translation import gettext_lazy as _

from cases.pathway import Item, Pathway, Phase, Step

_FROM_PROSE = _("Bygget af teksten i slutrapporten (Rambøll 2017), %(pages)s – ikke manualens egen liste.")


class Source:
    """The note under a checklist, translated when it is shown."""

    def __init__(self, pages: str) -> None:
        self.pages = pages

    def __str__(self) -> str:
        return str(_FROM_PROSE) % {"pages": self.pages}


CONTACT = Phase(
    "contact",
    _("Udgående og kontaktskabende indsats"),
    (
        Step(
            "contact.visibility",
            _("Synlighed og tilgængelighed"),
            _("Borgerne ved, hvem I er, og hvor og hvornår I kan træffes."),
            (
                Item("who_we_are", _("Fortalt, hvem I er, hvor I kommer fra, og hvorfor I er der")),
                Item("cards", _("Visitkort og materiale med")),
                Item("accepted", _("Accepteret af stedet")),
                Item("two_workers", _("To medarbejdere og sikkerhed overvejet")),
                Item("times_known", _("Tid og sted er kendt af borgerne")),
            ),
            Source("s. 39-40"),
        ),
        Step(
            "contact.first_contact",
            _("Kontaktskabelse"),
            _("En kontakt på borgerens præmisser. Et nej respekteres: træd tilbage, men forbliv synlig."),
            (
                Item("open", _("Åben, tålmodig og nærværende")),
                Item("citizen_leads", _("Borgeren styrer kontakten")),
                Item("no_respected", _("Et nej er respekteret: trådt tilbage, men stadig synlig")),
                Item("adapted", _("Tilpasset borgerens situation")),
            ),
            Source("s. 40-41"),
        ),
        Step(
            "contact.prescreening",
            _("Forscreening"),
            _("En faglig vurdering af, om borgeren hører til målgruppen for indsatsen."),
            (
                Item("criteria", _("De seks kriterier er overvejet")),
                Item("burden", _("Belastning på de fem områder er vurderet")),
                Item("referrer", _("Noteret, hvem der henviste")),
            ),
            Source("s. 17 og 41-42"),
        ),
    ),
)

MOTIVATION = Phase(
    "motivation",
    _("Motivationsarbejde"),
    (
        Step(
            "motivation.alliance",
            _("Opbygning af relations- og behandlingsalliance"),
            _("Enighed om mål og mening, enighed om metoder, og et bånd der holder."),
            (
                Item("goal", _("Talt om mål og mening")),
                Item("method", _("Talt om, hvordan I arbejder sammen")),
                Item("bond", _("Relationen bærer en svær samtale")),
                Item("confidence", _("Talt om, hvad I ikke bringer videre, fx om {side_use}")),
            ),
            Source("s. 10, 39 og 55-56"),
        ),
        Step(
            "motivation.recovery",
            _("Fokus på motivation i en proces mod recovery"),
            _("Borgerens egne grunde til forandring. Stilstand kan være succes."),
            (
                Item("own_words", _("Borgerens egne grunde er skrevet ned")),
                Item("small_steps", _("Små skridt er set og anerkendt")),
                Item("stage", _("Overvejet, hvor borgeren er i forandringscirklen")),
            ),
            Source("s. 42-44 og 52"),
        ),
        Step(
            "motivation.onward_plan",
            _("Plan for det videre forløb"),
            _("En plan i borgerens ord, der ikke lover mere, end der kan holdes."),
            (
                Item("contact_taken", _("Kontakt taget til behandlingstilbuddet før indskrivning")),
                Item("nothing_promised", _("Intet lovet, som ikke kan holdes")),
                Item("quarantine", _("Karantæne undersøgt, alternativ fundet")),
                Item("demands", _("Borgeren kender krav og tilbud")),
                Item("withdrawal", _("Borgeren ved, at I senere trækker jer")),
                Item("citizens_words", _("Planen er i borgerens ord")),
            ),
            Source("s. 44"),
        ),
    ),
)

BRIDGING = Phase(
    "bridging",
    _("Fortsat behandling og brobygning"),
    (
        Step(
            "bridging.enrolment",
            _("Brobygning til stofbehandling og indskrivning"),
            _("Hurtig reaktion, når motivationen er der."),
            (
                Item("fast", _("Reageret hurtigt på motivation")),
                Item("direct_visitation", _("Direkte visitation brugt")),
                Item("assessment_before", _("Udredning og måske anamnese lavet på forhånd")),
                Item("doctor", _("Lægen inddraget")),
                Item("colleagues", _("Kollegerne på jeres {centre} ved, hvad visitationskompetencen dækker")),
            ),
            Source("s. 44-45"),
        ),
        Step(
            "bridging.treatment",
            _("Behandling i eksisterende tilbud"),
            _("Borgerens {therapist} har ansvaret; du holder kontakten, især i begyndelsen."),
            (
                Item("first_meetings", _("Med til de første møder")),
                Item("transport", _("Hjælp til transport overvejet")),
                Item("therapist", _("Kontakt med borgerens {therapist} aftalt")),
                Item("absence", _("Aftalt, hvem der får besked ved udeblivelse")),
            ),
            Source("s. 45"),
        ),
        Step(
            "bridging.other_offers",
            _("Brobygning til øvrige sociale og sundhedsfaglige tilbud"),
            _("Stabil kontakt til det, borgeren har brug for ved siden af behandlingen."),
            (
                Item("escorted", _("Fulgt til det første møde")),
                Item("stable", _("Stabil kontakt opnået")),
                Item("knowledge", _("Viden overdraget med samtykke")),
            ),
            Source("s. 45-46"),
        ),
    ),
)

OUTREACH = Pathway("outreach", _("Udgående indsats"), (CONTACT, MOTIVATION, BRIDGING))
