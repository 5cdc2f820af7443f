"""The four follow-ups of a homecoming, made from the stay that ended and what was found: no query of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import near_day, short_day
from cases.facts import Fact, facts_of
from cases.models import CasePeriod, Citizen
from crisis_center.home_facts import DECLINED, FOLLOWED, STAYED
from crisis_center.models import HomecomingFollowUp, Stay

Found = HomecomingFollowUp.Found
#: So many days after its day a follow-up waits for the leader too.
LEADER_AFTER = 3


@dataclass(frozen=True)
class FollowUp:
    """One of the four. `rows`: what was found or moved, oldest first; `closed`: why nobody looks any more."""

    stay_id: UUID
    occasion: HomecomingFollowUp.Occasion
    planned_on: date
    rows: tuple[Fact, ...]
    closed: str

    @property
    def due_on(self) -> date:
        return (self.rows[-1].planned if self.rows else None) or self.planned_on

    @property
    def over(self) -> Fact | None:
        """What was found last, where nobody is to try again."""
        return next((row for row in reversed(self.rows) if row.planned is None), None)

    @property
    def is_done(self) -> bool:
        return self.over is not None

    @property
    def is_open(self) -> bool:
        return not (self.is_done or self.closed)

    @property
    def title(self) -> str:
        return str(self.occasion.label)

    @property
    def url(self) -> str:
        return reverse("crisis_center:homecoming_found", args=[self.stay_id, self.occasion.value])

    def standing(self, today: date) -> tuple[str, str]:
        """(words, tone)."""
        if self.over:
            return str(Found(self.over.code or "").label), "good"
        if self.closed:
            return self.closed, ""
        words = _("senest %(day)s") if self.due_on >= today else _("ventet siden %(day)s")
        return words % {"day": near_day(self.due_on, today)}, "wait" if self.due_on <= today else ""

    def lines(self) -> list[str]:
        return [found_words(row) for row in self.rows]


@dataclass(frozen=True)
class Homecoming:
    """A stay that ended and what followed."""

    stay: Fact
    follow_ups: list[FollowUp] = field(default_factory=list)
    declined: Fact | None = None

    @property
    def left_on(self) -> date:
        return timezone.localdate(self.stay.ended)

    @property
    def url(self) -> str:
        return reverse("crisis_center:homecoming", args=[self.stay.id])

    @property
    def next_one(self) -> FollowUp | None:
        return next((one for one in self.follow_ups if one.is_open), None)

    @property
    def how(self) -> str:
        return str(Stay.Left(self.stay.code or "").label)


def homecomings(citizen: Citizen) -> list[Homecoming]:
    """Of every stay that ended, the newest first."""
    facts = facts_of(citizen)
    stays = sorted(facts.of(STAYED), key=lambda row: (row.began, row.id))
    followed, declined = list(facts.of(FOLLOWED)), {row.who_id: row for row in facts.of(DECLINED)}
    died = any(row.code == CasePeriod.CloseReason.DEAD for row in facts.of("period"))
    made = []
    for number, stay in enumerate(stays):
        if stay.ended is None:
            continue
        later = stays[number + 1] if number + 1 < len(stays) else None
        closed = _closed(declined.get(stay.id), later, died)
        rows = [row for row in followed if row.who_id == stay.id]
        made.append(Homecoming(stay, list(_follow_ups(stay, rows, closed)), declined.get(stay.id)))
    return made[::-1]


def homecoming_of(citizen: Citizen, stay_id: UUID) -> Homecoming | None:
    return next((one for one in homecomings(citizen) if one.stay.id == stay_id), None)


def _closed(declined: Fact | None, later: Fact | None, died: bool) -> str:
    """Why what is left of a homecoming is not followed up."""
    if died:
        return _("Borgeren er død")
    if later and later.began:
        return _("Nyt ophold fra %(day)s") % {"day": short_day(timezone.localdate(later.began))}
    return _("Borgeren ønsker ikke opfølgning") if declined else ""


def _follow_ups(stay: Fact, rows: list[Fact], closed: str) -> Iterable[FollowUp]:
    left_on = timezone.localdate(stay.ended)
    for occasion in HomecomingFollowUp.Occasion:
        own = sorted((row for row in rows if row.key == occasion), key=lambda row: (row.began, row.id))
        yield FollowUp(stay.id, occasion, left_on + HomecomingFollowUp.AFTER[occasion], tuple(own), closed)


def found_words(row: Fact) -> str:
    """ "Ikke fundet, 3. november · Døren var låst · prøv igen 5. november · Mette Bak"."""
    found = str(Found(row.code).label) if row.code else _("Flyttet")
    if row.day:
        found = _("%(what)s, %(day)s") % {"what": found, "day": short_day(row.day)}
    again = _("prøv igen %(day)s") % {"day": short_day(row.planned)} if row.planned else ""
    return " · ".join(part for part in (found, row.more or "", again, row.who or "") if part)
