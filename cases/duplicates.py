"""*Mulige dubletter*: pairs of citizens who may be one person, until somebody has said so or that they are two."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from django.db.models import Case as Switch
from django.db.models import Count, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can
from cases.access import citizens_for
from cases.likeness import Known, Pair, likely
from cases.models import Citizen, Contact, NotTheSame
from cases.search import Hit, hits_of, sounds
from cases.timeline import Key

#: Pairs on a page: each is looked at and decided.
PAGE = 10
#: Seconds that the number beside the link holds. Comparing a large unit takes a moment, and the page it stands on is
#: opened all day.
COUNT_HOLDS = 15 * 60

#: Where in the list a pair stands (`Pair.key`).
PairKey = tuple[int, UUID, UUID]


def known_to(user: User) -> list[Known]:
    """Whom this user may join with another, as they are compared. One query.

    Left out: the anonymous, who are nobody's double before the law; names that are hidden from this user, which may not
    be guessed by what they are put beside; and of whom nothing is left that could be alike.
    """
    rows = (
        Citizen.objects.visible_to(user, may=Can.JOIN_CITIZENS)
        .labelled(user)
        .filter(name_hidden=False, forgotten_on=None)
        .exclude(identity=Citizen.Identity.ANONYMOUS)
        .exclude(name="", alias="", phone=None)
        .annotate(has_cpr=Switch(When(cpr=None, then=Value(False)), default=Value(True)))
        .values_list("pk", "name", "alias", "phone", "birth_year", "gender", "usual_place_id", "has_cpr")
    )
    return [
        Known(pk, tuple(sounds(name).split()), tuple(sounds(alias).split()), phone, year, gender, place, has_cpr)
        for pk, name, alias, phone, year, gender, place, has_cpr in rows.iterator(chunk_size=2000)
    ]


def likely_pairs(user: User) -> list[Pair]:
    """All that nobody has decided, most likely first. Two queries."""
    people = known_to(user)
    pairs = likely(people)
    if not pairs:
        return []
    # Whom the user cannot see is in none of the pairs: asking for each decision who sees it would be work for nothing.
    said = NotTheSame.objects.filter(organisation_id=user.membership.organisation_id)
    decided = set(said.values_list("first_id", "second_id"))
    return [pair for pair in pairs if (pair.first, pair.second) not in decided]


def likely_page(user: User, *, after: PairKey | None = None) -> tuple[list[Pair], int, str]:
    """(the pairs of one page, how many there are in all, key of the next page or "")."""
    pairs = likely_pairs(user)
    rest = [pair for pair in pairs if after is None or pair.key > after]
    shown = rest[:PAGE]
    more = "_".join(map(str, shown[-1].key)) if len(rest) > PAGE else ""
    cache.set(_count_key(user), len(pairs), COUNT_HOLDS)
    return shown, len(pairs), more


def read_key(text: str) -> PairKey | None:
    """The key in an address, or None for anything that is none."""
    parts = text.split("_")
    try:
        points, first, second = parts
        return int(points), UUID(first), UUID(second)
    except ValueError:
        return None


def likely_count(user: User) -> int:
    """How many there are, or were some minutes ago. One query when it is known."""
    count = cache.get(_count_key(user))
    if count is None:
        count = len(likely_pairs(user))
        cache.set(_count_key(user), count, COUNT_HOLDS)
    return count


def forget_count(user: User) -> None:
    """After a decision, which whoever made it wants to see counted."""
    cache.delete(_count_key(user))


def _count_key(user: User) -> str:
    """A number for each who looks: protected names make it another one for each."""
    return f"duplicates-{user.membership.pk}"


@dataclass(frozen=True)
class Side:
    """One of a pair, with what tells the two apart."""

    hit: Hit
    description: str
    contacts: int
    #: Who wrote the last contact.
    last_author: str

    @property
    def born(self) -> str:
        year = self.hit.birth_year
        if not year:
            return ""
        age = timezone.localdate().year - year
        return _("%(year)s (%(younger)s-%(older)s år)") % {"year": year, "younger": age - 1, "older": age}

    @property
    def known_by(self) -> str:
        person, author = self.hit.contact_person, self.last_author
        told = _("%(name)s (kontaktperson)") % {"name": person} if person else ""
        return ", ".join(part for part in (told, author if author != person else "") if part)


@dataclass(frozen=True)
class Card:
    """Two side by side, and why."""

    one: Side
    other: Side
    signs: str

    @property
    def merge_url(self) -> str:
        """The one more is written about stays, unless the merge's page is told otherwise."""
        keep, gone = (self.one, self.other) if self.one.contacts >= self.other.contacts else (self.other, self.one)
        return reverse("cases:merge", args=[keep.hit.id, gone.hit.id])

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """(what, of the one, of the other): what at least one of them has."""
        told = [
            (_("Kaldenavn"), self.one.hit.alias, self.other.hit.alias),
            (_("Kendetegn"), self.one.description, self.other.description),
            (_("Født"), self.one.born, self.other.born),
            (_("Plejer at være"), self.one.hit.usual_place, self.other.hit.usual_place),
            (_("Kendes af"), self.one.known_by, self.other.known_by),
            (_("Sidste samtale"), self.one.hit.talked, self.other.hit.talked),
            (_("Kontakter"), str(self.one.contacts), str(self.other.contacts)),
        ]
        return [row for row in told if row[1] or row[2]]


def cards_of(user: User, pairs: list[Pair]) -> list[Card]:
    """The pairs as the page shows them. Two queries; the caller logs whom it shows."""
    wanted = list(dict.fromkeys(pk for pair in pairs for pk in (pair.first, pair.second)))
    sides = sides_of(user, wanted)
    return [
        Card(sides[pair.first], sides[pair.second], in_words(pair))
        for pair in pairs
        if pair.first in sides and pair.second in sides
    ]


def sides_of(user: User, ids: list[UUID]) -> dict[UUID, Side]:
    """{id: Side} of those within the user's scope. Two queries, none for no ids."""
    hits = {hit.id: hit for hit in hits_of(user, ids)}
    if not hits:
        return {}
    current = Contact.objects.current().filter(citizen=OuterRef("pk"))
    count = current.order_by().values("citizen").annotate(number=Count("*")).values("number")
    last = current.order_by("-at", "-pk").values("author__name")[:1]
    rows = (
        Citizen.objects.filter(pk__in=hits)
        .annotate(contacts_number=Subquery(count), last_author=Subquery(last))
        .values_list("pk", "description", "contacts_number", "last_author")
    )
    return {
        pk: Side(hits[pk], "" if hits[pk].name_hidden or text == hits[pk].shown else text, number or 0, author or "")
        for pk, text, number, author in rows
    }


def in_words(pair: Pair) -> str:
    words = ", ".join(sign.label for sign in pair.signs)
    return words[:1].upper() + words[1:]


# --- What was decided -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Decision:
    """One line of *Ikke den samme*."""

    id: UUID
    #: (id, what the user may call them) of both.
    citizens: list[tuple[UUID, str]]
    decided: str


def decided_page(user: User, *, before: Key | None = None) -> tuple[list[Decision], Key | None]:
    """At most a page of decisions older than `before`, the latest first, and the key of the next. Two queries."""
    rows = NotTheSame.objects.visible_to(user, may=Can.JOIN_CITIZENS)
    if before:
        rows = rows.filter(Q(decided_at__lt=before.at) | Q(decided_at=before.at, pk__lt=before.id))
    fields = ("pk", "decided_at", "first_id", "second_id", "decided_by__name")
    found = list(rows.order_by("-decided_at", "-pk").values_list(*fields)[: PAGE + 1])
    shown = found[:PAGE]
    labels = citizens_for(user, [pk for _pk, _at, first, second, _who in shown for pk in (first, second)])
    lines = [
        Decision(
            pk,
            [(first, labels.get(first, "")), (second, labels.get(second, ""))],
            " · ".join((date_format(timezone.localtime(at), "DATETIME_FORMAT"), who)),
        )
        for pk, at, first, second, who in shown
    ]
    older = Key(found[PAGE - 1][1], found[PAGE - 1][0]) if len(found) > PAGE else None
    return lines, older
