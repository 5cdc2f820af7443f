"""Which column means what: known by their usual Danish names, guessed, and corrected by a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from cases.models.import_file import ImportFile

#: Likeness (0-100) from which a heading is taken for a known name.
LIKE_ENOUGH = 86


@dataclass(frozen=True)
class Column:
    """A meaning a column can have. `synonyms` are what municipalities call it, casefolded."""

    key: str
    label: str | Promise
    synonyms: tuple[str, ...]
    needed: bool = False


WHO = (
    Column("name", _("Navn"), ("navn", "borger", "fulde navn", "borgerens navn", "borgernavn")),
    Column("first_name", _("Fornavn"), ("fornavn", "fornavne")),
    Column("last_name", _("Efternavn"), ("efternavn",)),
    Column("alias", _("Kaldenavn"), ("kaldenavn", "alias", "øgenavn", "kaldes")),
    Column("cpr", _("CPR-nummer"), ("cpr", "cpr nr", "cpr nummer", "cprnummer", "personnummer")),
    Column("birth_year", _("Fødselsår eller fødselsdag"), ("fødselsår", "født", "årgang", "fødselsdato", "fødselsdag")),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    ImportFile.Kind.CITIZENS: (
        *WHO,
        Column("description", _("Neutral beskrivelse"), ("beskrivelse", "kendetegn", "signalement")),
        Column("phone", _("Telefon"), ("telefon", "tlf", "tlf nr", "mobil", "mobilnummer", "telefonnummer")),
        Column("gender", _("Køn"), ("køn",)),
        Column("home_municipality", _("Hjemkommune"), ("hjemkommune", "kommune", "kommunekode", "bopælskommune")),
        Column("address", _("Adresse"), ("adresse", "bopæl")),
        Column("language", _("Sprog"), ("sprog", "modersmål")),
        Column("contact_wishes", _("Ønsker om kontakt"), ("ønsker om kontakt", "aftale om kontakt", "kontaktønske")),
        Column("usual_place", _("Plejer at være"), ("plejer at være", "opholdssted", "sted", "træffes")),
    ),
    ImportFile.Kind.CONTACTS: (
        *WHO,
        Column("date", _("Dato"), ("dato", "kontaktdato", "dag", "hvornår", "tidspunkt"), needed=True),
        Column("time", _("Klokkeslæt"), ("klokkeslæt", "kl", "tid")),
        Column("place", _("Sted"), ("sted", "hvor", "lokation", "mødested")),
        Column("way", _("Måde"), ("måde", "kontaktform", "type", "kanal", "kontakttype")),
        Column("result", _("Hvad skete der"), ("resultat", "hvad skete der", "udfald", "status", "truffet")),
        Column("wish", _("Borgerens ønske"), ("ønske", "borgerens ønske", "ønsker kontakt")),
        Column("initiative", _("På initiativ af"), ("initiativ", "på initiativ af", "henvendelse fra")),
        Column("minutes", _("Minutter"), ("minutter", "min", "varighed", "tidsforbrug", "antal minutter")),
        Column("note", _("Notat"), ("notat", "note", "bemærkninger", "bemærkning", "tekst", "beskrivelse")),
        Column("worker", _("Medarbejder"), ("medarbejder", "behandler", "skrevet af", "initialer", "kontaktperson")),
        Column("described_as", _("Hvem det var, når navnet ikke kendes"), ("ukendt borger", "kendetegn", "hvem")),
    ),
}


def _plain(header: str) -> str:
    return " ".join(re.sub(r"[^a-zæøå0-9]+", " ", header.casefold()).split())


def guess(kind: str, headers: list[str]) -> dict[str, int | None]:
    """{column key: place of its heading, or None}: the best pairs first, each heading used once."""
    pairs = sorted(
        (
            (max(fuzz.ratio(_plain(header), name) for name in column.synonyms), -place, column.key)
            for column in COLUMNS[kind]
            for place, header in enumerate(headers)
            if header
        ),
        reverse=True,
    )
    mapping: dict[str, int | None] = {column.key: None for column in COLUMNS[kind]}
    used: set[int] = set()
    for likeness, negative, key in pairs:
        if likeness >= LIKE_ENOUGH and mapping[key] is None and -negative not in used:
            mapping[key] = -negative
            used.add(-negative)
    return mapping


def guess_kind(headers: list[str]) -> str:
    """Contacts have a date and no address; everything else is a list of citizens."""
    mapping = guess(ImportFile.Kind.CONTACTS, headers)
    tells = [key for key in ("date", "way", "result", "note", "minutes", "time") if mapping[key] is not None]
    return ImportFile.Kind.CONTACTS if mapping["date"] is not None and len(tells) >= 2 else ImportFile.Kind.CITIZENS


def missing(kind: str, mapping: dict[str, int | None]) -> str:
    """What the mapping lacks to be of use, in words; empty when it will do."""
    who = any(
        mapping.get(key) is not None for key in ("name", "first_name", "alias", "cpr", "description", "described_as")
    )
    if not who:
        return str(_("Vælg mindst én kolonne, der siger, hvem det er: navn, kaldenavn eller CPR-nummer."))
    if any(column.needed and mapping.get(column.key) is None for column in COLUMNS[kind]):
        return str(_("Vælg den kolonne, der har datoen."))
    chosen: dict[int, str] = {}
    for column in COLUMNS[kind]:
        place = mapping.get(column.key)
        if place in chosen:
            both = {"one": chosen[place], "other": column.label}
            return str(_("Den samme kolonne er valgt to gange: som »%(one)s« og som »%(other)s«.") % both)
        if place is not None:
            chosen[place] = str(column.label)
    return ""
