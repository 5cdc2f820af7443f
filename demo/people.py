"""Who is in the demo. All of them are invented; the surnames are made up so that no real person is hit by chance."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from accounts.policy import Role

WOMEN = (
    "Anette", "Birgit", "Charlotte", "Ditte", "Eva", "Gitte", "Hanne", "Inge", "Janni", "Katrine", "Lena", "Maiken",
    "Mona", "Nadia", "Pernille", "Randi", "Sanne", "Tina", "Vibeke", "Zenia", "Aviaja", "Amina", "Malgorzata",
)  # fmt: skip
MEN = (
    "Allan", "Benny", "Carsten", "Dennis", "Erik", "Flemming", "Gert", "Henrik", "Ivan", "Jimmy", "Kim", "Lars",
    "Michael", "Niels", "Ole", "Preben", "René", "Steen", "Tommy", "Ulrik", "Villy", "Malik", "Omar", "Piotr", "Åge",
)  # fmt: skip
SURNAMES = (
    "Askemark", "Birkevang", "Dalsted", "Egeskær", "Fjordbo", "Gransøe", "Havbro", "Ingedal", "Kildemose", "Lyngryg",
    "Mosegren", "Nørrevad", "Overbæk", "Pilehøj", "Ravnsø", "Stenkær", "Tranevig", "Udsigt", "Vestermose", "Ørnekilde",
    "Åkandevej", "Brombærdal", "Hyldegaard", "Klitrose", "Måneskov",
)  # fmt: skip
ALIASES = (
    "Kaptajnen", "Røde", "Mester", "Lillemor", "Præsten", "Jyden", "Bornholmeren", "Sømanden", "Fløjten", "Kokken",
    "Den Lange", "Smeden", "Maleren", "Trommen", "Viking", "Ræven", "Skipper", "Tømreren", "Sanger", "Bageren",
    "Gartneren", "Tavse", "Blomsten", "Guitaren", "Søstjernen", "Turisten", "Sheriffen", "Hatten", "Kajakken", "Måsen",
)  # fmt: skip
DESCRIPTIONS = (
    "Mand omkring 40, grøn parka, lille brun hund",
    "Kvinde i 30'erne, kort lyst hår, blå rygsæk",
    "Mand omkring 55, gråt fuldskæg, ladcykel",
    "Ung mand, sort kasket og hvid hættetrøje",
    "Kvinde omkring 50, rød frakke, går med rollator",
    "Mand i 20'erne, løbehjul, taler engelsk",
    "Mand omkring 60, kikkert og fiskervest",
    "Kvinde omkring 25, farvet hår, to hunde",
    "Mand i 30'erne, arbejdstøj med reflekser",
    "Kvinde omkring 45, briller, strikker",
)
#: For somebody seen once, whom nobody knows.
PASSERS_BY = (
    "Mand omkring 35, sover ved cykelstativerne, mørk jakke",
    "Kvinde omkring 30, fryser, tynd jakke, sidder på trappen",
    "To unge mænd ved bænkene, går da vi kommer",
    "Ældre mand med krykke, spørger efter varmestuen",
    "Mand i 40'erne, lyseblå cykel med anhænger",
    "Kvinde med indkøbsvogn, taler med sig selv",
    "Ung kvinde, grøn hue, vil ikke snakke i dag",
    "Mand omkring 50, orange vest, samler flasker",
)
LANGUAGES = ("grønlandsk", "polsk", "arabisk", "rumænsk", "engelsk")
RELATIONS = (("søster", WOMEN), ("bror", MEN), ("mor", WOMEN), ("SKP", WOMEN), ("bostøtte", MEN), ("egen læge", WOMEN))
WISHES = (
    "Vil helst ringes op efter kl. 11.",
    "Kun sms, svarer ikke på ukendte numre.",
    "Ikke breve hjem.",
    "Vil helst mødes udenfor.",
    "Kom gerne to, men ikke flere.",
    "Spørg efter mig på værestedet.",
)

#: Letters that do not stand in an e-mail address.
_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e"})


@dataclass(frozen=True)
class Staff:
    name: str
    role: Role
    #: Which unit and team of the town, by their key in `places`; none for roles that hold for the organisation.
    unit: str = ""
    team: str = ""
    #: How many open courses on which motivation work has begun.
    caseload: int = 0
    #: Listed by `manage.py demo --sign-ins`.
    shown: bool = False

    @property
    def email(self) -> str:
        plain = self.name.lower().translate(_PLAIN)
        return f"{plain.split()[0]}@demo.example"


ODENSE = (
    Staff("Mette Kornvig", Role.OUTREACH_WORKER, "centre", "Team Nord", 15, shown=True),
    Staff("Jonas Lærkeholm", Role.OUTREACH_WORKER, "centre", "Team Nord", 14),
    Staff("Sofie Tangmose", Role.SOCIAL_MENTOR, "centre", "Team Nord", shown=True),
    Staff("Bodil Rosenkjær", Role.HEALTH_STAFF, "centre", shown=True),
    Staff("Anders Bølgeris", Role.PROJECT_LEAD, "centre", shown=True),
    Staff("Karen Højsletten", Role.LEADER, "centre", shown=True),
    Staff("Poul Strandhede", Role.SPOTTER, "drop_in", shown=True),
    Staff("Lise Egelykke", Role.DPO, shown=True),
    Staff("Thomas Nordmark", Role.ADMINISTRATOR, shown=True),
)
AARHUS = (
    Staff("Line Svaneholt", Role.OUTREACH_WORKER, "centre", "Team Å", 15, shown=True),
    Staff("Rasmus Tjørnelund", Role.OUTREACH_WORKER, "centre", "Team Å", 14),
    Staff("Yusuf Bakkeløv", Role.OUTREACH_WORKER, "centre", "Team Havn", 13),
    Staff("Maria Fuglekær", Role.SOCIAL_MENTOR, "centre", "Team Havn"),
    Staff("Nina Vesterled", Role.HEALTH_STAFF, "centre"),
    Staff("Bent Skovrider", Role.LEADER, "centre", shown=True),
    Staff("Ane Kløvermark", Role.DPO),
    Staff("Per Solvang", Role.ADMINISTRATOR),
)
OPERATOR = (
    Staff("Dorthe Havrevang", Role.CENTRE_STAFF, "crisis", "Vagtholdet", shown=True),
    Staff("Emil Stjernedal", Role.CENTRE_STAFF, "crisis", "Vagtholdet"),
    Staff("Ruth Valmuebo", Role.HEALTH_STAFF, "crisis"),
    Staff("Frank Digesvale", Role.LEADER, "crisis", shown=True),
    Staff("Iben Kystløber", Role.ADMINISTRATOR),
)


#: Who has stopped, by the town's seed, as (name, e-mail).
STOPPED = {1: ("Ejner Lundeborg", "ejner@demo.example"), 2: ("Gry Vindebæk", "gry@demo.example")}


def full_name(random: Random, gender: str, taken: set[str]) -> str:
    """A name nobody else in `taken` has; adds it."""
    while True:
        name = f"{random.choice(WOMEN if gender == 'woman' else MEN)} {random.choice(SURNAMES)}"
        if name not in taken:
            taken.add(name)
            return name


def cpr(random: Random, birth_year: int) -> str:
    """A number nobody can have: born before 2007 and failing modulus 11, which every number issued then fulfils."""
    day, month = random.randint(2, 28), random.randint(1, 12)
    while True:
        number = f"{day:02}{month:02}{birth_year % 100:02}{random.randint(1, 3999):04}"
        weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
        if sum(weight * int(digit) for weight, digit in zip(weights, number, strict=True)) % 11:
            return number


def phone(random: Random) -> str:
    """Eight digits that no subscriber has: numbers beginning with 1 are short codes in Denmark."""
    return f"12{random.randint(0, 999999):06}"
