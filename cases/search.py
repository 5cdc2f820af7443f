"""Finding the right person: before writing, not after. Typo-tolerant and right with æ, ø and å on both engines.

First every word must stand in the search key, in the database. When that finds few, names that sound alike among the
citizens the user can see: one read of (id, key), compared in C. What was typed is never logged and never in an address.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rapidfuzz import process
from rapidfuzz.distance import OSA

from accounts.models import User
from accounts.prepared import prepared
from audit.access import log_list, log_listed
from audit.models import AccessLog
from cases.admissions import since_words
from cases.dates import ago, local_day
from cases.models import Assignment, Citizen
from cases.names import search_key
from cases.numbers import looks_like_cpr, looks_like_phone, plain_cpr, plain_phone
from cases.stays import staying_since, staying_words
from directory.models import Place

LIMIT = 20
#: So few exact hits that the spelling may be wrong.
FEW = 5
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """A citizen as a search shows it: what the user may call them, and what tells likes apart."""

    id: UUID
    shown: str
    identity: str
    alias: str
    birth_year: int | None
    usual_place: str
    contact_person: str
    last_talked: datetime | None
    name_hidden: bool
    is_own: bool
    #: "Indlagt siden 3. november", or nothing.
    admitted: str = ""
    #: Found by likeness, not by what was typed.
    near: bool = False

    @property
    def url(self) -> str:
        return reverse("cases:citizen", args=[self.id])

    @property
    def meta(self) -> str:
        """What tells likes apart, in one line."""
        parts = [
            _("kaldes %(alias)s") % {"alias": self.alias} if self.alias else "",
            _("født %(year)s") % {"year": self.birth_year} if self.birth_year else "",
            _("plejer at være: %(place)s") % {"place": self.usual_place} if self.usual_place else "",
            _("kontaktperson: %(person)s") % {"person": self.contact_person} if self.contact_person else "",
        ]
        line = " · ".join(part for part in parts if part)
        return line[:1].upper() + line[1:]

    @property
    def talked(self) -> str:
        day = local_day(self.last_talked)
        return _("Talt med %(ago)s") % {"ago": ago(day)} if day else _("Ikke talt med endnu")

    @property
    def badges(self) -> list[tuple[str, str, str]]:
        marks = []
        if self.near:
            marks.append((_("Ligner"), "", ""))
        if self.name_hidden:
            marks.append((_("Beskyttet"), "wait", "lock"))
        if self.identity == Citizen.Identity.ANONYMOUS:
            marks.append((_("Anonym"), "", "eye-off"))
        if self.admitted:
            marks.append((self.admitted, "", "hospital"))
        return marks


def find_citizens(user: User, text: str, limit: int = LIMIT) -> list[Hit]:
    """At most `limit` citizens within the user's scope: exact hits by name, then those that sound alike.

    `text` is a name, alias, usual place, CPR number (ten) or telephone number (eight digits). Writes the access log:
    one row for the search, one for each citizen shown. An empty or very short text finds nobody, and is not logged.
    """
    if len(text.strip()) < SHORTEST:
        return []
    seen = Citizen.objects.visible_to(user)
    near: set[UUID] = set()
    if looks_like_cpr(text):
        by, ids = "cpr", list(seen.filter(cpr=plain_cpr(text)).values_list("pk", flat=True)[:limit])
    elif looks_like_phone(text):
        open_names = seen.named_to(user)
        by, ids = "phone", list(open_names.filter(phone=plain_phone(text)).values_list("pk", flat=True)[:limit])
    else:
        by, ids = "name", _by_words(user, text, limit)
        if len(ids) < min(FEW, limit):
            alike = [pk for pk in _alike(user, text, limit) if pk not in ids]
            near, ids = set(alike), (ids + alike)[:limit]
    hits = hits_of(user, ids, near)
    log_list("", len(hits), [hit.id for hit in hits], action=AccessLog.Action.SEARCH, detail=by)
    return hits


def own_citizens(user: User, limit: int = 50) -> list[Hit]:
    """*Mine borgere*: those on whose course the user is today, in Danish order; logged as shown in a list."""
    ids = list(Citizen.objects.own(user).order_by("sort_key", "pk").values_list("pk", flat=True)[:limit])
    hits = hits_of(user, ids)
    log_listed([hit.id for hit in hits])
    return hits


def likely_same(user: User, *, names: Iterable[str] = (), cpr: str = "", limit: int = 8) -> list[Hit]:
    """Citizens the user can see who may be the one about to be made. Logged like a search."""
    seen = Citizen.objects.visible_to(user)
    ids: list[UUID] = list(seen.filter(cpr=plain_cpr(cpr)).values_list("pk", flat=True)) if cpr else []
    for name in names:
        if len(name.strip()) >= SHORTEST:
            found = _by_words(user, name, limit, places=False)
            found += _alike(user, name, limit)
            ids += [pk for pk in found if pk not in ids]
    hits = hits_of(user, list(dict.fromkeys(ids))[:limit])
    if hits:
        log_listed([hit.id for hit in hits], action=AccessLog.Action.SEARCH, detail="likely_same")
    return hits


def _by_words(user: User, text: str, limit: int, *, places: bool = True) -> list[UUID]:
    """Every word stands in the citizen's key or in the name of the usual place. Names beginning so come first."""
    words = search_key(unicodedata.normalize("NFC", text)).split()
    if not words:
        return []
    found = _with_words(user, words=words, places=places, limit=limit * 3)
    first = words[0]
    ranked = sorted(found, key=lambda row: not any(part.startswith(first) for part in row[1].split()))
    return [pk for pk, _key in ranked][:limit]


@prepared
def _with_words(user: User, words: list[str], places: bool, limit: int) -> QuerySet:
    rows = Citizen.objects.visible_to(user).named_to(user)
    for word in words:
        has_word = Q(GreaterThan(StrIndex("search_key", Value(word)), 0))
        # The few places first: along the join each citizen would be held against each of them.
        there = Q(usual_place__in=Place.objects.filter(has_word).values("pk"))
        rows = rows.filter(has_word | there if places else has_word)
    return rows.order_by("sort_key", "pk").values_list("pk", "search_key")[:limit]


def _alike(user: User, text: str, limit: int) -> list[UUID]:
    """Citizens of whose words one is near each word of `text`: nearest first."""
    wanted = sounds(text).split()
    if not wanted:
        return []
    rows = [(pk, sounds(key).split()) for pk, key in _keys(user)]
    vocabulary = {word for _pk, words in rows for word in words}
    near = [_near(word, vocabulary) for word in wanted]
    found = []
    for pk, words in rows:
        nearest = [[slips[word] for word in words if word in slips] for slips in near]
        if all(nearest):
            found.append((sum(min(slips) for slips in nearest), pk))
    return [pk for _distance, pk in sorted(found)[:limit]]


@prepared
def _keys(user: User) -> QuerySet:
    seen = Citizen.objects.visible_to(user).named_to(user)
    return seen.exclude(search_key="").values_list("pk", "search_key")


def _near(word: str, vocabulary: set[str]) -> dict[str, float]:
    """Words at most one slip (from three letters) or two (from six) away, whole or as a beginning: {word: slips}."""
    slips = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
    whole = process.extract(word, vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=None, processor=None)
    near = {found: float(distance) for found, distance, _index in whole}
    # What is being typed is a beginning. It weighs a little more than a whole word, so that Per stands before Pernille.
    for known in vocabulary:
        if (
            len(known) > len(word) >= 3
            and (distance := OSA.distance(word, known[: len(word)], score_cutoff=slips)) <= slips
        ):
            near[known] = min(near.get(known, slips + 1), distance + 0.5)
    return near


#: Spellings of one sound in Danish names: Aagaard and Ågård, Christian and Kristian, Sophie and Sofie.
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("aa", "å"),
    ("ä", "æ"),
    ("ö", "ø"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ch", "k"),
    ("c", "k"),
)
_SOUNDS += (("w", "v"), ("z", "s"), ("x", "ks"), ("q", "k"))


def sounds(text: str) -> str:
    """The words of `text` as they sound: one spelling a sound, no accents, no doubled letters."""
    folded = unicodedata.normalize("NFC", search_key(text))
    folded = re.sub(r"[-./,]", " ", re.sub(r"['’`]", "", folded))
    for spelling, sound in _SOUNDS:
        folded = folded.replace(spelling, sound)
    plain = "".join(c if c in "æøå" else unicodedata.normalize("NFKD", c)[0] for c in folded)
    return " ".join(re.sub(r"(\w)\1", r"\1", plain).split())


def hits_of(user: User, ids: list[UUID], near: Collection[UUID] = ()) -> list[Hit]:
    """The citizens in the order of `ids`, without those outside the user's scope. One query, none for no ids.

    It logs nothing: whoever shows them does.
    """
    if not ids:
        return []
    hits = {row[0]: _hit(*row, near=row[0] in near) for row in _told(user, ids=ids, today=timezone.localdate())}
    return [hits[pk] for pk in ids if pk in hits]


def _hit(
    pk: UUID,
    shown: str,
    identity: str,
    alias: str,
    year: int | None,
    place: str | None,
    area: str | None,
    person: str | None,
    talked_at: datetime | None,
    hidden: bool,
    own: bool,
    kind: str | None,
    since: date | None,
    came_at: datetime | None,
    near: bool,
) -> Hit:
    admitted = since_words(kind, since) if kind and since else staying_words(came_at, timezone.localdate())
    if hidden:
        # Of a protected person nothing that tells where to find them.
        alias, year, place, area = "", None, "", ""
    where = ", ".join(part for part in (place, area) if part)
    known_as = "" if alias == shown else alias
    return Hit(pk, shown, identity, known_as, year, where, person or "", talked_at, hidden, own, admitted, near)


@prepared
def _told(user: User, ids: list[UUID], today: date) -> QuerySet:
    contact_person = Assignment.objects.current().filter(
        kind=Assignment.Kind.CONTACT_PERSON, case__citizen=OuterRef("pk")
    )
    return (
        Citizen.objects.visible_to(user)
        .labelled(user)
        .filter(pk__in=ids)
        .with_last_talked()
        .with_admission()
        .annotate(
            person=Subquery(contact_person.order_by("from_on").values("user__name")[:1]),
            staying_since=staying_since(today),
        )
        .values_list(
            "pk", "shown", "identity", "alias", "birth_year", "usual_place__name", "usual_place__area",
            "person", "last_talked_at", "name_hidden", "is_own", "admitted_kind", "admitted_since", "staying_since",
        )
    )  # fmt: skip
