"""*Vagtsiden*: who is in which room, who is expected, who to watch tonight, what somebody must not forget.

Everything of the stays comes from one query of facts: the page costs the same for one stay and for a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from crisis_center.asked import moment_words
from crisis_center.checks import seen_words
from crisis_center.models import Centre, CentrePerson, CentreReferral, Room, Stay, StayAlert
from crisis_center.rooms import in_order, place_of
from crisis_center.stay_facts import StayFacts, facts_about
from crisis_center.stay_gaps import GAP_KINDS, Gap, gaps_of
from crisis_center.stay_page import standing

_KINDS = {"alert", "check", "watch", "room", "problem"}


@dataclass(frozen=True)
class BoardRow:
    """One citizen in the house. `alerts`: (kind, words)."""

    id: UUID
    called: str
    url: str
    room: str
    standing: str
    hidden: bool
    alerts: list[tuple[str, str]]
    watched: bool
    why_watched: str
    last_check: str
    checked_by: str
    gaps: list[Gap]
    problems: list[str]


@dataclass(frozen=True)
class Expected:
    """Whom the house waits for. `fetched`: by whom, and since when they are on the way; `since`: when the centre said
    yes; `admit_url`: "" until all who must have said so."""

    called: str
    way: str
    fetched: str
    since: str
    url: str
    admit_url: str
    hidden: bool


@dataclass(frozen=True)
class Board:
    """`citizens`: whom the page shows, for the access log."""

    rows: list[BoardRow]
    expected: list[Expected]
    free: list[Room]
    out: list[Room]
    doctors: list[CentrePerson]
    others: list[CentrePerson]
    facts: StayFacts
    citizens: list[UUID]

    @property
    def watched(self) -> list[BoardRow]:
        return [row for row in self.rows if row.watched]


def read_board(centre: Centre, user: User) -> Board:
    """Five queries."""
    today = timezone.localdate()
    stays = list(stays_in(centre, user))
    facts = facts_about(user, [stay.pk for stay in stays], _KINDS | GAP_KINDS)
    expected = _expected(centre, user)
    taken = {row.text for row in facts.of("room")}
    rooms = in_order(Room.objects.visible_to(user).filter(centre=centre))
    people = list(CentrePerson.objects.visible_to(user).current().filter(centre=centre).order_by("duty", "name"))
    rows = [_row(stay, facts, today) for stay in stays]
    shown: list[Any] = [*stays, *expected]
    return Board(
        rows=sorted(rows, key=lambda row: (not row.room, place_of(row.room), row.called)),
        expected=[_expect(referral) for referral in expected],
        free=[room for room in rooms if room.out_of_service_on is None and room.name not in taken],
        out=[room for room in rooms if room.out_of_service_on],
        doctors=[one for one in people if one.duty == CentrePerson.Duty.DOCTOR],
        others=[one for one in people if one.duty != CentrePerson.Duty.DOCTOR],
        facts=facts,
        citizens=[row.citizen_id for row in shown],
    )


def stays_in(centre: Centre, user: User) -> Iterable[Stay]:
    """Those in the house now, with `citizen_id`: the id is all that the centre knows of the citizen."""
    rows = Stay.objects.visible_to(user).going().filter(centre=centre)
    return rows.select_related("referral", "centre").annotate(citizen_id=F("case__citizen_id")).order_by("arrived_at")


def _expected(centre: Centre, user: User) -> list[Any]:
    """Those whom somebody has gone to fetch, whatever has been answered; then the others who may come."""
    rows: Any = CentreReferral.objects.visible_to(user).open().on_the_way().filter(centre=centre)
    rows = rows.filter(Q(accepted=True) | Q(fetch_left_at__isnull=False)).select_related("centre")
    found = rows.annotate(citizen_id=F("case__citizen_id")).order_by(
        F("fetch_left_at").asc(nulls_last=True), "decided_at", "asked_at"
    )
    return [row for row in found if row.may_arrive or row.fetch_left_at]


def _row(stay: Stay, facts: StayFacts, today: date) -> BoardRow:
    room, check, watch = (facts.of(kind, stay.pk) for kind in ("room", "check", "watch"))
    alerts = [row for row in facts.of("alert", stay.pk) if row.day_to is None]
    problems = [row for row in facts.of("problem", stay.pk) if row.day_to is None and row.code == "centre"]
    return BoardRow(
        id=stay.pk,
        called=stay.referral.called,
        url=stay.get_absolute_url(),
        room=(room[0].text or "") if room else "",
        standing=standing(stay),
        hidden=stay.referral.hidden,
        alerts=[(str(StayAlert.Kind(row.code or "").label), row.text or "") for row in alerts],
        watched=bool(watch),
        why_watched=(watch[0].text or "") if watch else "",
        last_check=seen_words(check[-1].at) if check else "",
        checked_by=(check[-1].who or "") if check else "",
        gaps=gaps_of(stay, facts, today),
        problems=[_("%(what)s (%(who)s)") % {"what": row.text, "who": row.who} for row in problems],
    )


def _expect(referral: Any) -> Expected:
    """`referral` as `on_the_way` reads it."""
    ways = {True: _("kan rejse alene"), False: _("skal følges"), None: ""}
    ways_told = (ways[referral.travels_alone], referral.home_contact and _contact(referral.home_contact))
    return Expected(
        called=referral.called,
        way=" · ".join(part for part in ways_told if part),
        fetched=_fetched(referral),
        since=seen_words(referral.decided_at) if referral.accepted else "",
        url=referral.get_absolute_url(),
        admit_url=reverse("crisis_center:admit", args=[referral.pk]) if referral.may_arrive else "",
        hidden=referral.hidden,
    )


def _fetched(referral: Any) -> str:
    """ "Hentes nu af Oda, på vej siden i dag kl. 13.20", "Hentes af Oda, aftalt i morgen kl. 9.00"."""
    if not referral.fetched_by:
        return ""
    if referral.fetch_left_at:
        words = {"who": referral.fetched_by, "when": moment_words(referral.fetch_left_at)}
        return _("Hentes nu af %(who)s, på vej siden %(when)s") % words
    if referral.fetch_planned_at:
        words = {"who": referral.fetched_by, "when": moment_words(referral.fetch_planned_at)}
        return _("Hentes af %(who)s, aftalt %(when)s") % words
    return _("Hentes af %(who)s, ikke taget afsted endnu") % {"who": referral.fetched_by}


def _contact(name: str) -> str:
    return _("hjemkommunen: %(name)s") % {"name": name}


def just_seen(board: Board, check_id: str) -> dict[str, Any] | None:
    """The check that was made a moment ago, to be undone: its id and whose it was."""
    for fact in board.facts.of("check"):
        if str(fact.id) == check_id:
            called = next(row.called for row in board.rows if row.id == fact.stay_id)
            return {"id": fact.id, "called": called, "when": seen_words(fact.at)}
    return None
