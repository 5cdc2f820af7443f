"""Whom the demo's two teams work with. The people and what they offer are invented."""

from __future__ import annotations

from dataclasses import dataclass, field

from directory.models import Agreement, Partner, PartnerMeeting, PartnerMessage

KIND, CHANNEL, MEETING, LEVEL = Partner.Kind, PartnerMessage.Channel, PartnerMeeting.Kind, Agreement.Level


@dataclass(frozen=True)
class Agreed:
    """`signed` and `review`: days from today."""

    title: str
    level: str
    roles: str
    interfaces: str
    visits: str
    signed: int
    review: int
    not_passed_on: str = ""
    disagreement: str = ""


@dataclass(frozen=True)
class Known:
    """A partner. Messages and meetings: days from today; a message with `done` False is still to be given."""

    name: str
    kind: str
    area: str
    note: str
    #: (name, title, when one can ring)
    people: tuple[tuple[str, str, str], ...] = ()
    #: (name, what it is, what it takes)
    offers: tuple[tuple[str, str, str], ...] = ()
    #: (message, channel, priority, days, done)
    messages: tuple[tuple[str, str, int, int, bool], ...] = ()
    #: (kind, days, who took part, what was agreed, days until the next)
    meetings: tuple[tuple[str, int, str, str, int | None], ...] = ()
    agreed: tuple[Agreed, ...] = field(default=())
    outreach: bool = False
    quota: int | None = None


SIDE_USE = (
    "Hvad de udgående behandlere ser af sideforbrug, mens de er på besøg, bringes ikke videre til behandlingen uden "
    "borgerens accept. Ved fare for liv ringes 112, og borgeren får det at vide."
)
RESPONSIBLE = "Aftalte dage holdes af begge. Afbud ringes samme morgen. Hver svarer for sin egen notatpligt."
DISAGREE = "De to medarbejdere taler sammen først. Er de stadig uenige, ringer lederne til hinanden inden for en uge."


def _shared(drop_in: str, shelter: str, port: str) -> tuple[Known, ...]:
    """What the two towns' teams have in common, under the town's own names."""
    return (
        Known(
            drop_in,
            KIND.DROP_IN_CENTRE,
            port,
            "Varm mad, bad og ro. Personalet kender de fleste af de borgere, vi møder i området, og siger til, når "
            "nogen har brug for os.",
            people=(
                ("Kirsten Mosegren", "daglig leder", "hverdage 8-10"),
                ("Troels Pilehøj", "medarbejder i caféen", "mandag til torsdag efter kl. 13"),
            ),
            offers=(
                ("Morgenmad", "Gratis kaffe og brød fra kl. 8", "Ingenting. Hunde må komme med."),
                ("Sundhedscafé", "Sygeplejerske torsdag kl. 13-15", "Man venter på tur."),
            ),
            messages=(
                (
                    "Vi kommer tirsdag og torsdag kl. 10-12, også når I ikke har nogen til os.",
                    CHANNEL.VISIT,
                    1,
                    -160,
                    True,
                ),
                ("Ny kollega i teamet fra den 1.: kom og sig goddag.", CHANNEL.VISIT, 1, 0, False),
                ("Fortæl, at vi nu også mødes med borgere på Teams og telefon.", CHANNEL.MEETING, 2, 12, False),
            ),
            meetings=(
                (
                    MEETING.START_UP,
                    -340,
                    "Kirsten, Troels, teamet",
                    "Folder om indsatsen delt ud. Vi supplerer, vi erstatter ingen.",
                    None,
                ),
                (
                    MEETING.VISIT,
                    -75,
                    "Troels og teamet",
                    "Vi holder de faste dage, også i ferien. Et bord ved vinduet er vores.",
                    20,
                ),
            ),
            agreed=(
                Agreed(
                    "Besøg i caféen",
                    LEVEL.PRACTICE,
                    "Værestedet fortæller borgerne, hvornår vi kommer. Vi kommer med viden om rusmidler og behandling.",
                    "Værestedet følger til læge og tandlæge. Vi følger til behandling og møder i kommunen.",
                    "Tirsdag og torsdag kl. 10-12",
                    -330,
                    35,
                    SIDE_USE,
                    DISAGREE,
                ),
            ),
        ),
        Known(
            shelter,
            KIND.SHELTER,
            "",
            "24 pladser efter SEL § 110 og natcafé om vinteren. Stor til- og fraflytning: ring om onsdagen, så ved de, "
            "hvem der er flyttet ind.",
            people=(("Susanne Overbæk", "afdelingsleder", "hverdage 9-11"), ("Vagttelefonen", "hele døgnet", "altid")),
            offers=(("Natcafé", "Varme og suppe fra november til marts", "Mødetid før kl. 22"),),
            messages=(
                ("Hvem er vi noget for? Giv dem arket om indsatsen.", CHANNEL.LEAFLET, 1, -6, False),
                ("Spørg, om vi må være med på deres mandagsmøde.", CHANNEL.PHONE, 2, 25, False),
            ),
            meetings=(
                (
                    MEETING.VISIT,
                    -48,
                    "Susanne og teamet",
                    "Vi må have et opslag i gangen. De ringer ved ny borger.",
                    -3,
                ),
            ),
            agreed=(
                Agreed(
                    "Adgang og snitflader",
                    LEVEL.MANAGEMENT,
                    "Forsorgshjemmet har ansvaret for opholdet. Vi har ansvaret for det motiverende arbejde.",
                    "Handleplan efter SEL § 141 er myndighedens. Vi skriver gerne med.",
                    "Onsdag kl. 13-15",
                    -400,
                    -9,
                    "",
                    DISAGREE,
                ),
            ),
        ),
        Known(
            "Psykiatriens dobbeltdiagnoseteam",
            KIND.REGIONAL_PSYCHIATRY,
            "Sygehuset",
            "Ringer til os, før de udskriver en borger, vi kender. Vi må besøge borgeren på afdelingen.",
            people=(
                ("Helle Ravnsø", "afdelingssygeplejerske", "hverdage 12.30-13"),
                ("Nikolaj Dalsted", "overlæge", "mandag 8-9"),
            ),
            offers=(
                (
                    "Ambulant dobbeltdiagnosebehandling",
                    "Samtaler og medicin",
                    "Henvisning fra egen læge eller visitationen",
                ),
            ),
            messages=(
                ("Højst tre borgere ad gangen herfra: ring, når en plads er fri.", CHANNEL.PHONE, 1, -20, True),
                ("Ny arbejdsgang ved udskrivning: aftal mødet, før borgeren er hjemme.", CHANNEL.MEETING, 1, 3, False),
            ),
            meetings=(
                (
                    MEETING.SEMINAR,
                    -210,
                    "Afdelingsledelsen, centrets leder, begge teams",
                    "Hvem gør hvad ved dobbeltdiagnoser. Referatet ligger i ESDH.",
                    None,
                ),
            ),
            agreed=(
                Agreed(
                    "Når en borger udskrives",
                    LEVEL.PRACTICE,
                    "Afdelingen ringer senest to dage før. Vi kommer, inden borgeren går hjem.",
                    "Medicin er afdelingens til udskrivningen og lægens i centret derefter.",
                    "Efter aftale, også på afdelingen",
                    -150,
                    210,
                    "",
                    DISAGREE,
                ),
            ),
            quota=3,
        ),
        Known(
            "Skadestuen og akutmodtagelsen",
            KIND.HOSPITAL,
            "Sygehuset",
            "Sygeplejerskerne ringer, når en borger uden kontakt til os har været inde to gange på kort tid.",
            people=(("Jette Kildemose", "koordinerende sygeplejerske", "hverdage 14-15"),),
            messages=(("Husk dem på vores direkte nummer. Nyt kort til opslagstavlen.", CHANNEL.LEAFLET, 2, 6, False),),
        ),
        Known(
            "De praktiserende læger i byen",
            KIND.GP,
            "",
            "Svære at få i tale. Et kort brev om en bestemt borger, med borgerens samtykke, virker bedre end et møde.",
            people=(("Praksiskonsulenten", "for rusmiddelområdet", "helst på e-mail"),),
            messages=(
                (
                    "Halvårligt brev: hvem vi er, og hvordan man ringer til os om en patient.",
                    CHANNEL.MAIL,
                    2,
                    -170,
                    True,
                ),
                (
                    "Halvårligt brev: hvem vi er, og hvordan man ringer til os om en patient.",
                    CHANNEL.MAIL,
                    2,
                    10,
                    False,
                ),
            ),
        ),
        Known(
            "Kommunens gadeplansteam",
            KIND.STREET_OUTREACH,
            "",
            "Møder de samme borgere på gaden. De har boligen og myndigheden, vi har behandlingen.",
            people=(("Ole Birkevang", "gadeplansmedarbejder", "hele dagen"),),
            offers=(
                (
                    "Følge til boliganvisning",
                    "De går med til møder om bolig",
                    "Borgeren er hjemløs eller på vej til at blive det",
                ),
            ),
            meetings=((MEETING.VISIT, -14, "Ole og teamet", "Vi går en tur sammen første mandag i måneden.", 16),),
            agreed=(
                Agreed(
                    "Hvem gør hvad på gaden",
                    LEVEL.PRACTICE,
                    "Gadeplan er bredt opsøgende. Vi kommer til, når det handler om rusmidler.",
                    "Den, borgeren vil tale med, bliver ved. Den anden træder tilbage, men er synlig.",
                    "Første mandag i måneden",
                    -90,
                    275,
                    SIDE_USE,
                    DISAGREE,
                ),
            ),
            outreach=True,
        ),
        Known(
            "Nærpolitiet",
            KIND.POLICE,
            "",
            "Er med i styregruppen. Vi taler ikke om navngivne borgere uden samtykke.",
            people=(("Vagthavende nærbetjent", "", "hverdage 10-14"),),
            meetings=(
                (
                    MEETING.STEERING_GROUP,
                    -60,
                    "Hele styregruppen",
                    "Uro ved stationen: vi er mere synlige om eftermiddagen.",
                    30,
                ),
            ),
        ),
        Known(
            "SKP-ordningen",
            KIND.SUPPORT_CONTACT_PERSON,
            "",
            "Støtte- og kontaktpersoner efter SEL § 99. Kan være anonymt.",
            people=(("Malene Hyldegaard", "koordinator", "mandag og onsdag 9-11"),),
            offers=(
                (
                    "Støtte- og kontaktperson",
                    "En fast person, der kommer hjem",
                    "Ingen visitation. Ventetid cirka tre uger.",
                ),
            ),
            outreach=True,
        ),
        Known(
            "Kirkens varmestue",
            KIND.VOLUNTARY,
            "",
            "Frivillige, åbent søndag. Vil gerne ringes op, hvis nogen mangler tøj.",
            offers=(
                ("Søndagsfrokost", "Kl. 12, gratis", "Ingenting"),
                ("Tøjdepot", "Vintertøj og sovepose", "Kom før kl. 14"),
            ),
        ),
    )


#: By the seed of the town.
KNOWN: dict[int, tuple[Known, ...]] = {
    1: _shared("Værestedet Kajen", "Forsorgshjemmet Lysningen", "Havnen"),
    2: _shared("Varmestuen Ankeret", "Herberget Møllen", "Havnen"),
}
