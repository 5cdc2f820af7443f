"""The acute crisis centre (*akutkrisecenter*): three phases from spotting to homecoming (S4 5.3).

Checklist A is nearly the manual's own (S4 5.3.2); the others are built from its prose, say so, and can be rewritten by
professionals.
"""

from django.utils.translation import gettext_lazy as _

from cases.pathway import Item, Pathway, Phase, Step

_FROM_PROSE = _("Bygget af teksten i modelbeskrivelsen af akutkrisecentret, afsnit 5.3 – ikke manualens egen liste.")
_NEAR_VERBATIM = _("Modelbeskrivelsen af akutkrisecentret, afsnit 5.3.2, næsten ordret.")

IN = Phase(
    "crisis_in",
    _("Opsporing og indskrivning"),
    (
        Step(
            "crisis_in.spotting",
            _("Spotning af borgere"),
            _("En, der kender borgeren, siger til. Fra da af har den sociale mentor ansvaret for at løfte opgaven."),
            (
                Item("concern", _("Hørt af spotteren, hvad der gav bekymring")),
                Item("citizen_knows", _("Talt med borgeren om, at der er sagt til")),
                Item("taken_over", _("Spotteren ved, at opgaven er overtaget")),
            ),
            _FROM_PROSE,
        ),
        Step(
            "crisis_in.screening",
            _("Screening og henvendelse til akutkrisecenter"),
            _("Screeningen handler ikke om at frasortere borgere, der vurderes svære at hjælpe."),
            (
                Item("situation", _("Borgerens samlede situation er set")),
                Item("wish", _("Borgerens eget ønske er hørt")),
                Item("consent", _("Samtykke til at fortælle centret om borgeren")),
                Item("centre_asked", _("Centret er kontaktet")),
            ),
            _FROM_PROSE,
        ),
        Step(
            "crisis_in.pick_up",
            _("Afhentning af borgere"),
            _("Så hurtigt som muligt: de fleste kan ikke rejse alene."),
            (
                Item("escort", _("Aftalt, hvem der følger borgeren")),
                Item("belongings", _("Ejendele og medicin er med")),
                Item("motivation", _("Motiveret undervejs")),
            ),
            _FROM_PROSE,
        ),
    ),
)

STAY = Phase(
    "crisis_stay",
    _("Ophold"),
    (
        Step(
            "crisis_stay.arrival",
            _("Ankomst og modtagelse"),
            _("Først ro og et sikkert sted."),
            (
                Item("welcome", _("Budt velkommen, tildelt værelse og velkomstpakke")),
                Item("seen", _("Tilset af medarbejdere samt medicinansvarlige")),
                Item("doctor", _("Læge konsulteret; ved behov psykiater og speciallæger")),
                Item("dialogue", _("Dialog om borgerens situation er indledt")),
                Item("expectations", _("Velkomstpakken er gennemgået, og forventninger under opholdet er præsenteret")),
                Item(
                    "acute",
                    _("Afsøgt, om akutte problemstillinger kræver handling af hjemkommune eller akutkrisecenter"),
                ),
                Item("authority", _("Kontakt til myndighed i hjemkommunen om handleplan efter SEL § 141")),
            ),
            _NEAR_VERBATIM,
        ),
        Step(
            "crisis_stay.health_check",
            _("Bredere sundhedstjek"),
            _("I den første uge eller to efter ankomsten."),
            (
                Item("body", _("Fysisk helbred")),
                Item("mind", _("Psykisk helbred")),
                Item("teeth", _("Tænder")),
                Item("follow_up", _("Aftalt, hvem der følger op på hvad")),
            ),
            _FROM_PROSE,
        ),
        Step(
            "crisis_stay.stabilisation",
            _("Stabilisering og opbygning"),
            _("Mad, tøj, husly, kontakt og sikkerhed. Det, borgeren har brug for, ændrer sig undervejs."),
            (
                Item("needs", _("Borgerens behov er set på alle otte områder")),
                Item("wishes", _("Borgerens egne ønsker er med")),
                Item("calm", _("Der er ro omkring borgeren")),
            ),
            _FROM_PROSE,
        ),
        Step(
            "crisis_stay.counselling",
            _("Rådgivning og motiverende samtaler"),
            _("Borgerens egne grunde. Fremtidsplanen vokser i borgerens ord."),
            (
                Item("conversations", _("Motiverende samtaler er i gang")),
                Item("future_plan", _("Fremtidsplanen er begyndt")),
            ),
            _FROM_PROSE,
        ),
        Step(
            "crisis_stay.midway",
            _("Midtvejsmøde"),
            _("Borger, center og hjemkommune ser på, hvor langt I er, og hvem der gør hvad ved hjemkomsten."),
            (
                Item("citizen", _("Borgeren er forberedt og til stede")),
                Item("status", _("Status er gjort")),
                Item("change", _("Set, hvad der har ændret sig")),
                Item("plan_adjusted", _("Handleplan efter SEL § 141 er justeret")),
                Item("future_used", _("Fremtidsplanen er brugt i handleplanen")),
                Item("readiness", _("Støtteberedskab er planlagt og sat i gang")),
                Item("mentor", _("Den sociale mentors rolle er aftalt")),
            ),
            _FROM_PROSE,
        ),
        Step(
            "crisis_stay.discharge",
            _("Udslusning"),
            _("En del af opholdet fra første dag: hvad venter derhjemme, og hvad hvis det bliver svært igen?"),
            (
                Item("housing", _("Bolig")),
                Item("income", _("Forsørgelse")),
                Item("medicine", _("Substitution og medicin fortsætter (medicinsk delegation)")),
                Item("drop_in", _("Værestedet ved besked")),
                Item("treatment", _("Behandlingstilbud er aftalt, hvis borgeren ønsker det")),
                Item("met", _("Mentor møder borgeren ved hjemkomsten")),
                Item("first_days", _("Første aftale ligger inden for få dage")),
                Item("relapse", _("Plan for, hvad borgeren gør, hvis det bliver svært igen")),
            ),
            _FROM_PROSE,
        ),
    ),
)

HOME = Phase(
    "crisis_home",
    _("Brobygning og hjemkomst"),
    (
        Step(
            "crisis_home.plans",
            _("Opfølgning på handleplan og fremtidsplan"),
            _("En kvalificeret handleplan efter SEL § 141 er det første skridt ved hjemkomsten."),
            (
                Item("offered", _("Handleplan efter SEL § 141 er tilbudt")),
                Item("future_plan", _("Fremtidsplanen er læst sammen med borgeren")),
                Item("dates", _("Opfølgning har en dato")),
            ),
            _FROM_PROSE,
        ),
        Step(
            "crisis_home.offers",
            _("Sociale og sundhedsfaglige tilbud"),
            _("Skal stå klar ved hjemkomsten."),
            (
                Item("agreements", _("Aftaler mellem parterne er lavet sammen med borgeren")),
                Item("mentor", _("Den sociale mentors rolle er klar for alle")),
                Item("in_place", _("Hjælpen stod klar ved hjemkomsten")),
            ),
            _FROM_PROSE,
        ),
    ),
)

CRISIS = Pathway("crisis", _("Akutkrisecenter"), (IN, STAY, HOME))
