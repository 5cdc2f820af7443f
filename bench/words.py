"""Invented names and notes; no two rows need more than a number."""

from __future__ import annotations

from accounts.municipalities import MUNICIPALITIES as _ALL

#: Codes of the municipalities, in their own order.
MUNICIPALITIES = list(_ALL)

_FIRST = (
    "Anders", "Anne", "Bent", "Birgitte", "Brian", "Carsten", "Charlotte", "Dorthe", "Erik", "Finn", "Gitte", "Hanne",
    "Henrik", "Inge", "Jan", "Jens", "Jette", "Kenneth", "Kim", "Kirsten", "Lars", "Lene", "Lis", "Lone", "Mads",
    "Martin", "Mette", "Michael", "Mona", "Niels", "Ole", "Per", "Pia", "René", "Rikke", "Sanne", "Søren", "Thomas",
    "Tina", "Ulla", "Vagn", "Winnie", "Åge", "Øjvind", "Ælfrida",
)  # fmt: skip
_MIDDLE = ("Bach", "Dahl", "Friis", "Holm", "Juul", "Krogh", "Lund", "Munk", "Ravn", "Skov", "Toft", "Vang", "Winther")
_LAST = (
    "Andersen", "Bertelsen", "Christensen", "Clausen", "Eriksen", "Frandsen", "Gregersen", "Hansen", "Iversen",
    "Jensen", "Jørgensen", "Karlsen", "Knudsen", "Larsen", "Lauridsen", "Madsen", "Mikkelsen", "Mortensen", "Nielsen",
    "Olesen", "Pedersen", "Petersen", "Rasmussen", "Schmidt", "Simonsen", "Sørensen", "Thomsen", "Vestergaard",
    "Østergaard", "Ågesen",
)  # fmt: skip
_ALIAS = ("Lille", "Store", "Røde", "Stille", "Glade", "Gamle", "Unge", "Lange")
PLACES = (
    "Banegården", "Bypark", "Domkirken", "Fiskergade", "Genbrugsen", "Havnen", "Kirkens Korshær", "Nørretorv",
    "Stationen", "Varmestuen", "Viadukten", "Østerbro",
)  # fmt: skip
TASKS = ("Ring om tid hos lægen", "Følges til samtale", "Mød ved varmestuen", "Aftal besøg", "Tal med bostedet")
WAYS = ("street", "drop_in", "phone", "home")
_NOTES = (
    "Mødt ved bænkene. Vi talte om ugen og om søvn. Vil gerne ses igen.",
    "Kort snak. Træt i dag, men glad for kaffen. Aftalte at jeg kommer forbi igen.",
    "Talte om boligen og om regningerne. Vil have følgeskab til kommunen.",
    "Fortalte om sin søster. Vi gik en tur langs havnen. Nævnte selv, at det er svært om natten.",
    "Var sammen med en ven. Ville helst snakke en anden dag.",
    "Vi talte om at skære ned, og hvad der plejer at hjælpe. Spurgte til lægen, og om man kan komme uden henvisning.",
)


def name(number: int) -> str:
    """A name in three parts; 17,550 different ones."""
    first, rest = number % len(_FIRST), number // len(_FIRST)
    middle, last = rest % len(_MIDDLE), rest // len(_MIDDLE) % len(_LAST)
    return f"{_FIRST[first]} {_MIDDLE[middle]} {_LAST[last]}"


def alias(number: int) -> str:
    return f"{_ALIAS[number % 8]} {_FIRST[number // 8 % len(_FIRST)]}"


def note(number: int) -> str:
    """One to four sentences."""
    return " ".join(_NOTES[(number >> shift) % 6] for shift in range(21, 22 + number % 3))
