"""What the demo's two teams know of their places. The towns are real, the places are not."""

from __future__ import annotations

from dataclasses import dataclass

from directory.models import Place

YOUNG, VISIBLE, ISOLATED = "stays_young", "stays_visible", "stays_isolated"
CORE, OUTER = Place.Zone.CORE, Place.Zone.OUTER
Point = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """A place in the mapping. `at`: (latitude, longitude); `review`: days until the next; `found`: the last review."""

    name: str
    stays: tuple[str, ...]
    zone: str
    priority: int
    at: Point
    review: int
    partner: str = ""
    found: str = ""
    #: Only of places that are not in the town's own list: (kind, area, what marks it).
    new: tuple[str, str, str] | None = None


def _extra(town: str, young: Point, home: Point, school: Point) -> tuple[Spot, ...]:
    """Where the young and those at home are, whom a fixed route would miss."""
    return (
        Spot(
            "Ungdomshuset",
            (YOUNG,),
            OUTER,
            2,
            young,
            40,
            new=(Place.Kind.YOUTH_HOUSE, town, "Åbent fra kl. 15. Hashrygning bag skuret."),
            found="De unge kommer først efter kl. 17. Vi lægger besøget senere.",
        ),
        Spot(
            "Kollegiet ved banen",
            (YOUNG, ISOLATED),
            OUTER,
            3,
            home,
            -12,
            new=(Place.Kind.HALL_OF_RESIDENCE, town, "Viceværten siger til, når nogen ikke er set længe."),
        ),
        Spot(
            "FGU-skolen",
            (YOUNG,),
            OUTER,
            3,
            school,
            75,
            new=(Place.Kind.SCHOOL, town, "Vejlederen vil gerne have os til morgensamling."),
        ),
        Spot(
            "Borgere i eget hjem",
            (ISOLATED,),
            OUTER,
            2,
            home,
            21,
            new=(Place.Kind.HOME, town, "Findes gennem SKP, bostøtte og boligforening, ikke på gaden."),
        ),
    )


#: By the seed of the town.
SPOTS: dict[int, tuple[Spot, ...]] = {
    1: (
        Spot(
            "Pladsen bag stationen",
            (VISIBLE,),
            CORE,
            1,
            (55.4023, 10.3861),
            30,
            "Nærpolitiet",
            "Flere nye ansigter siden sommer. Bedst mellem kl. 10 og 13.",
        ),
        Spot(
            "Bænkene ved åen",
            (VISIBLE, ISOLATED),
            CORE,
            2,
            (55.3935, 10.3876),
            -4,
            "Kommunens gadeplansteam",
            "Næsten ingen om vinteren. De er flyttet ind i stationen.",
        ),
        Spot(
            "Værestedet Kajen",
            (VISIBLE,),
            CORE,
            1,
            (55.4089, 10.3902),
            55,
            "Værestedet Kajen",
            "Uændret. Vi er ventet.",
        ),
        Spot("Forsorgshjemmet Lysningen", (VISIBLE,), CORE, 1, (55.3987, 10.3601), 15, "Forsorgshjemmet Lysningen"),
        Spot("Stofindtagelsesrummet", (VISIBLE,), CORE, 1, (55.4075, 10.3921), 60),
        Spot("Boligblokkene ved Ringvejen", (ISOLATED, YOUNG), OUTER, 2, (55.3795, 10.3850), 48, "SKP-ordningen"),
        Spot("Skadestuen", (), CORE, 3, (55.3851, 10.3702), 90, "Skadestuen og akutmodtagelsen"),
        Spot(
            "Psykiatrisk modtagelse",
            (ISOLATED,),
            CORE,
            3,
            (55.3842, 10.3725),
            90,
            "Psykiatriens dobbeltdiagnoseteam",
        ),
        *_extra("Nord", (55.4180, 10.3720), (55.4151, 10.3954), (55.4120, 10.3581)),
    ),
    2: (
        Spot(
            "Trappen ved banegården",
            (VISIBLE,),
            CORE,
            1,
            (56.1502, 10.2047),
            25,
            "Nærpolitiet",
            "Vagterne jager dem væk efter kl. 16. Vi går der om formiddagen.",
        ),
        Spot(
            "Parken ved kirken",
            (VISIBLE, YOUNG),
            CORE,
            2,
            (56.1567, 10.2101),
            -2,
            "Kommunens gadeplansteam",
            "Unge om aftenen i sommerhalvåret, næsten tomt nu.",
        ),
        Spot("Varmestuen Ankeret", (VISIBLE,), CORE, 1, (56.1602, 10.2182), 45, "Varmestuen Ankeret", "Uændret."),
        Spot("Herberget Møllen", (VISIBLE,), CORE, 1, (56.1689, 10.1975), 10, "Herberget Møllen"),
        Spot("Kontaktcafeen", (VISIBLE,), CORE, 2, (56.1540, 10.2022), 70),
        Spot("Almene boliger ved Skrænten", (ISOLATED,), OUTER, 2, (56.1560, 10.1489), 33, "SKP-ordningen"),
        Spot("Akutmodtagelsen", (), CORE, 3, (56.1908, 10.1709), 90, "Skadestuen og akutmodtagelsen"),
        Spot(
            "Psykiatrien, afsnit for udskrivning",
            (ISOLATED,),
            CORE,
            3,
            (56.1921, 10.1745),
            90,
            "Psykiatriens dobbeltdiagnoseteam",
        ),
        *_extra("Vest", (56.1620, 10.1320), (56.1593, 10.1571), (56.1484, 10.1418)),
    ),
}
