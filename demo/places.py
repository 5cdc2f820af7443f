"""Where the demo's citizens are met. The towns are real, the organisations in them and their places are not."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Organisation, Unit
from cases.models import Contact
from demo.people import AARHUS, ODENSE, OPERATOR, Staff
from directory.models import Place

KIND, WAY = Place.Kind, Contact.Way

#: The usual way of meeting at a kind of place.
WAYS: dict[str, Contact.Way] = {
    KIND.STREET: WAY.STREET,
    KIND.PARK: WAY.STREET,
    KIND.DROP_IN_CENTRE: WAY.DROP_IN,
    KIND.SHELTER: WAY.SHELTER,
    KIND.CONSUMPTION_ROOM: WAY.DROP_IN,
    KIND.HOSPITAL: WAY.HOSPITAL,
    KIND.PSYCHIATRY: WAY.PSYCHIATRY,
    KIND.CENTRE: WAY.CENTRE,
    KIND.HOUSING_AREA: WAY.HOME,
}


@dataclass(frozen=True)
class Town:
    """One organisation of the demo with its units, staff, places and how many citizens it met."""

    name: str
    kind: str
    code: str
    units: dict[str, tuple[str, str]]
    staff: tuple[Staff, ...]
    #: (name, area, kind, how often)
    places: tuple[tuple[str, str, str, int], ...] = ()
    #: Citizens with whom motivation work has begun, and those who were only guided.
    motivated: int = 0
    guided: int = 0
    #: Tasks of the unit that are about no citizen.
    chores: tuple[str, ...] = ()
    seed: int = 0


TOWNS = (
    Town(
        name="Odense (demo)",
        kind=Organisation.Kind.MUNICIPALITY,
        code="461",
        units={
            "centre": ("Rusmiddelcenter Fyrtårnet", Unit.Kind.TREATMENT_CENTRE),
            "drop_in": ("Værestedet Kajen", Unit.Kind.DROP_IN_CENTRE),
            "authority": ("Myndighed for voksne", Unit.Kind.AUTHORITY),
            "own_crisis": ("Kanalhuset", Unit.Kind.CRISIS_CENTRE),
        },
        staff=ODENSE,
        places=(
            ("Pladsen bag stationen", "Midtbyen", KIND.STREET, 9),
            ("Bænkene ved åen", "Midtbyen", KIND.PARK, 6),
            ("Værestedet Kajen", "Havnen", KIND.DROP_IN_CENTRE, 9),
            ("Forsorgshjemmet Lysningen", "Vest", KIND.SHELTER, 5),
            ("Stofindtagelsesrummet", "Havnen", KIND.CONSUMPTION_ROOM, 5),
            ("Boligblokkene ved Ringvejen", "Syd", KIND.HOUSING_AREA, 4),
            ("Skadestuen", "Sygehuset", KIND.HOSPITAL, 2),
            ("Psykiatrisk modtagelse", "Sygehuset", KIND.PSYCHIATRY, 2),
            ("Rusmiddelcenter Fyrtårnet", "Midtbyen", KIND.CENTRE, 4),
        ),
        chores=("Fylde bilen op med rent udstyr", "Bestille nye visitkort", "Aftale rute med varmestuen"),
        motivated=39,
        guided=32,
        seed=1,
    ),
    Town(
        name="Aarhus (demo)",
        kind=Organisation.Kind.MUNICIPALITY,
        code="751",
        units={
            "centre": ("Rusmiddelcenter Broen", Unit.Kind.TREATMENT_CENTRE),
            "drop_in": ("Varmestuen Ankeret", Unit.Kind.DROP_IN_CENTRE),
        },
        staff=AARHUS,
        places=(
            ("Trappen ved banegården", "Midtbyen", KIND.STREET, 9),
            ("Parken ved kirken", "Midtbyen", KIND.PARK, 6),
            ("Varmestuen Ankeret", "Havnen", KIND.DROP_IN_CENTRE, 9),
            ("Herberget Møllen", "Nord", KIND.SHELTER, 6),
            ("Kontaktcafeen", "Midtbyen", KIND.DROP_IN_CENTRE, 6),
            ("Almene boliger ved Skrænten", "Vest", KIND.HOUSING_AREA, 4),
            ("Akutmodtagelsen", "Sygehuset", KIND.HOSPITAL, 3),
            ("Psykiatrien, afsnit for udskrivning", "Sygehuset", KIND.PSYCHIATRY, 3),
            ("Rusmiddelcenter Broen", "Midtbyen", KIND.CENTRE, 4),
        ),
        chores=("Fylde rygsækkene op", "Besøge nattevagten på herberget", "Ny plakat i varmestuen"),
        motivated=52,
        guided=41,
        seed=2,
    ),
    Town(
        name="Fonden Åhuset (demo)",
        kind=Organisation.Kind.OPERATOR,
        code="",
        units={"crisis": ("Akutkrisecenter Åhuset", Unit.Kind.CRISIS_CENTRE)},
        staff=OPERATOR,
        places=(("Åhuset", "", KIND.CENTRE, 1),),
        chores=("Bestille velkomstpakker", "Gennemgå vagtplanen for næste måned", "Tjekke medicinskab og nøgler"),
        seed=3,
    ),
)
