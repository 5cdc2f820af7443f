"""Nothing leaves unlogged, and nothing of another unit or organisation leaves at all.

Every free text of the cast bears a token, every name a surname of its own. Each role opens every page there is, for
every citizen there is; what stands in the answers is compared with what the role may see and with the access log.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings

from accounts.acting import inside
from accounts.models import CaseRecordQuerySet
from accounts.prepared import Prepared, compare_again
from audit.models import AccessLog
from tests.cast import SURNAMES, membership_of
from tests.matrix import MATRIX
from tests.walk_urls import ACTORS, ANONYMOUS, CITIZENS, House, url_patterns

TOKEN = re.compile(r"(?P<what>[a-z]+)-(?P<whose>[a-z_]+)-xq")

CENTRE = {"citizen", "protected_citizen", "alias_citizen", "anonymous_citizen", "unit_citizen", "unknown_contact"}
OTHER_UNIT, ELSEWHERE = {"other_citizen"}, {"foreign_citizen"}
#: Whose texts may stand in an answer to whom; nobody's in an answer to anybody who is not named.
SEES: dict[str, set[str]] = {
    **dict.fromkeys(("owner", "colleague", "unit_mate", "mentor", "health", "project_lead", "leader"), CENTRE),
    **dict.fromkeys(("stranger", "other_leader"), OTHER_UNIT),
    **dict.fromkeys(("outsider", "outside_leader"), ELSEWHERE),
    "crisis_worker": {"citizen"},
}
#: The name, and whatever could betray who it is, is for those on the course and the leader.
KNOW_THE_PROTECTED = {"owner", "leader"}
_OF_THE_PROTECTED = {
    "name", "alias", "address", "description", "ward", "plan", "receiver", "hopes", "doctor", "purpose", "letter",
    "owngoal", "ownbeside", "ownstep", "owngood", "ownmoved", "ownnoticed", "ownadjusted",
    "called", "wish", "help",
}  # fmt: skip
#: What the crisis centre knows of a citizen: what it was told, and what it wrote itself.
AT_THE_CENTRE = {"told", "inner"}
#: Who may read which note; the others see that there is one.
READ_NOTES = {
    ("note", "citizen"): {"owner", "colleague", "leader"},
    ("words", "citizen"): {"owner", "colleague", "leader"},
    ("healthnote", "citizen"): {"health"},
    ("note", "protected_citizen"): {"owner", "colleague", "leader"},
    ("note", "alias_citizen"): {"owner", "colleague", "leader"},
    ("note", "anonymous_citizen"): {"owner", "colleague", "leader"},
    ("note", "unit_citizen"): {"unit_mate", "mentor", "leader"},
    ("note", "other_citizen"): {"stranger", "other_leader"},
    ("note", "foreign_citizen"): {"outsider", "outside_leader"},
    ("inner", "citizen"): {"crisis_worker"},
    ("imported", "citizen"): {"leader", "project_lead"},
}
#: What of `citizen` stands on some page of those who may read it.
STANDS_SOMEWHERE = {
    "owner": {
        "name", "alias", "description", "address", "wishes", "bestmet", "sister", "note", "words", "agreement", "task",
        "owngoal", "ownbeside", "ownstep", "owngood", "ownmoved", "ownnoticed", "ownadjusted",
    },
}  # fmt: skip


#: Whom the page is about, as its row of the matrix says.
ABOUT = "about"


@dataclass(frozen=True)
class Leak:
    """Something that stood in an answer."""

    who: str
    address: str
    whose: str
    what: str


def said_in(text: str) -> set[tuple[str, str]]:
    """(what, whose) of every token and surname."""
    tokens = {(match["what"], match["whose"]) for match in TOKEN.finditer(text)}
    return tokens | {("name", whose) for whose, surname in SURNAMES.items() if surname in text}


def may_read(who: str, what: str, whose: str) -> bool:
    if whose not in SEES.get(who, set()):
        return False
    if who == "crisis_worker" and what not in AT_THE_CENTRE:
        return False
    if whose == "protected_citizen" and what in _OF_THE_PROTECTED:
        return who in KNOW_THE_PROTECTED
    return who in READ_NOTES.get((what, whose), ACTORS)


@dataclass
class Visit:
    name: str
    whose: str
    response: HttpResponse

    @property
    def address(self) -> str:
        return f"{self.name} {self.whose}".strip()


def visits(house: House, who: str, of: tuple[str, ...] = ()) -> Iterator[Visit]:
    """Every page there is, for everybody it can be about; what a visit writes is undone after it was looked at."""
    client = house.client(who)
    client.raise_request_exception = False
    patterns = dict(url_patterns())
    for name, row in MATRIX.items():
        if row.get is None or name == "accounts:set_language":
            continue
        for whose, address in house.addresses(name, patterns[name]).items():
            if of and whose not in {row.about if one == ABOUT else one for one in of}:
                continue
            # What is kept ready is compared once a page and role: composing it anew is a quarter of a visit.
            with override_settings(VERIFY_PREPARED=whose in ("", row.about)), transaction.atomic():
                yield Visit(name, whose, client.get(address))
                transaction.set_rollback(True)


def logged(house: House, who: str, response: HttpResponse) -> set[str]:
    """Whose load this request has logged."""
    user = house.people.get(who)
    membership = membership_of(user) if user and user.memberships.exists() else None
    with inside(membership.organisation) if membership else nullcontext():
        ids = set(
            AccessLog.objects.filter(request_id=response.headers["X-Request-ID"]).values_list("citizen_id", flat=True)
        )
    return {whose for whose in CITIZENS if house.citizens[whose].pk in ids}


@dataclass
class Walk:
    """What one of the cast met on all pages."""

    leaks: list[Leak]
    #: Pages that answered otherwise than the matrix says.
    wrong: list[str]
    #: (what, whose) of all that stood there.
    seen: set[tuple[str, str]]


_ON_POSTGRESQL = pytest.mark.one_engine("postgresql")
#: One of each scope: on SQLite, where there is no second wall, these ask about everybody. A page that forgot the policy
#: forgot it for them too; what the others may read of the citizen and of the protected one is their role's.
ONE_OF_EACH = ("owner", "leader", "stranger", "outsider", "crisis_worker", "dpo")
#: Who meets the second wall from each side. On PostgreSQL they alone walk, each page about whom it is: what differs
#: there are the statements and the wall, not the policy.
AT_THE_WALL = ("owner", "leader", "outsider", "crisis_worker", "dpo")


def asks_whole(who: str) -> bool:
    return connection.vendor == "sqlite" and who in ONE_OF_EACH


def asks_about(who: str) -> tuple[str, ...]:
    """About whom `who` asks; nothing is everybody."""
    if asks_whole(who):
        return ()
    return ("", ABOUT) if connection.vendor == "postgresql" else ("", ABOUT, "protected_citizen")


def walk(house: House, who: str) -> Walk:
    met = Walk([], [], set())
    for visit in visits(house, who, of=asks_about(who)):
        row = MATRIX[visit.name]
        said, came = row.expected("get")[who], visit.response.status_code
        if visit.whose in ("", row.about) and said != came:
            met.wrong.append(f"get {visit.address}: {came}, not {said}")
        found = said_in(visit.response.content.decode(errors="replace"))
        met.seen |= found
        met.leaks.extend(leaks(house, who, visit, found))
    return met


def leaks(house: House, who: str, visit: Visit, found: set[tuple[str, str]]) -> Iterator[Leak]:
    known = logged(house, who, visit.response) if found else set()
    for what, whose in sorted(found):
        if not may_read(who, what, whose):
            yield Leak(who, visit.address, whose, f"{what} is not for them")
        elif whose in CITIZENS and what != "imported" and whose not in known:
            yield Leak(who, visit.address, whose, f"{what} is not in the access log")


@pytest.mark.parametrize(
    "who",
    [who if who in AT_THE_WALL else pytest.param(who, marks=pytest.mark.one_engine("sqlite")) for who in ACTORS]
    + [ANONYMOUS],
)
def test_nothing_leaves_unlogged_and_nothing_foreign_leaves(full_house: House, who: str, caplog):
    caplog.set_level(logging.CRITICAL, "django.request")
    if asks_whole(who):
        compare_again()

    met = walk(full_house, who)

    assert not met.leaks, "\n".join(map(str, met.leaks))
    assert not met.wrong, "\n".join(met.wrong)
    # Were the pages empty, all of this would prove nothing.
    seen = {whose for _what, whose in met.seen}
    assert seen == SEES.get(who, set()) if asks_whole(who) else bool(seen) == bool(SEES.get(who))
    assert {what for what, whose in met.seen if whose == "citizen"} >= STANDS_SOMEWHERE.get(who, set())


@pytest.mark.parametrize("who", ["owner", *(pytest.param(who, marks=_ON_POSTGRESQL) for who in ("leader", "dpo"))])
def test_without_the_applications_own_scoping_the_database_still_shows_nothing_foreign(
    full_house: House, who: str, monkeypatch, caplog
):
    """On SQLite there is no second wall: there the same visits do find what is foreign, so they would see it here."""
    caplog.set_level(logging.CRITICAL, "django.request")
    monkeypatch.setattr(CaseRecordQuerySet, "visible_to", lambda rows, user, may=None: rows.all())
    # What is kept ready was composed with the scoping.
    monkeypatch.setattr(Prepared, "__call__", lambda query, user=None, **given: list(query._compose(user, **given)))

    seen = set()
    for visit in visits(full_house, who, of=("", "foreign_citizen")):
        seen |= {whose for _what, whose in said_in(visit.response.content.decode(errors="replace"))}

    assert ("foreign_citizen" in seen) == (connection.vendor == "sqlite")
