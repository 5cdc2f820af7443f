"""Where a question to a centre stands, in words, and whose move it is: the same on every page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.dates import at_clock, days_long, near_day, short_day
from crisis_center.models import CentreReferral, PickUp


@dataclass(frozen=True)
class Fetched:
    """One attempt to fetch the citizen."""

    id: UUID
    by: str
    how: str
    planned_at: datetime | None
    left_at: datetime | None
    ended_at: datetime | None
    result: str
    motivation: str

    @classmethod
    def of(cls, row: PickUp) -> Fetched:
        return cls(
            row.pk, row.fetched_by, row.how, row.planned_at, row.left_at, row.ended_at, row.result, row.motivation
        )

    @property
    def words(self) -> str:
        """ "På vej siden kl. 9.30", "Aftalt i morgen kl. 10.00", "Ikke fundet, 3. november"."""
        if self.result and self.ended_at:
            label = str(PickUp.Result(self.result).label)
            return _("%(how)s, %(when)s") % {"how": label, "when": moment_words(self.ended_at)}
        if self.left_at:
            return _("På vej siden %(when)s") % {"when": moment_words(self.left_at)}
        if self.planned_at:
            return _("Aftalt %(when)s") % {"when": moment_words(self.planned_at)}
        return _("Ikke taget afsted endnu")


@dataclass(frozen=True)
class Asked:
    """One question, whoever read it: home's facts or the row itself."""

    id: UUID
    case_id: UUID
    centre: str
    leader_decides: bool
    asked_at: datetime
    accepted: bool | None
    decided_at: datetime | None
    granted: bool | None
    refusal: str
    instead: str
    no_room: bool
    room_from_on: date | None
    withdrawn_at: datetime | None
    withdrawn_because: str
    stay_id: UUID | None
    asked_by: str = ""

    @classmethod
    def of(cls, row: CentreReferral, stay_id: UUID | None) -> Asked:
        return cls(
            id=row.pk, case_id=row.case_id, centre=str(row.centre), leader_decides=row.centre.leader_decides,
            asked_at=row.asked_at, accepted=row.accepted, decided_at=row.decided_at, granted=row.granted,
            refusal=row.refusal, instead=row.instead, no_room=row.no_room_at is not None,
            room_from_on=row.room_from_on, withdrawn_at=row.withdrawn_at, withdrawn_because=row.withdrawn_because,
            stay_id=stay_id, asked_by=str(row.asked_by),
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        refused = self.accepted is False or self.granted is False
        return not (refused or self.withdrawn_at or self.stay_id)

    @property
    def may_arrive(self) -> bool:
        return self.is_open and self.accepted is True and (self.leader_decides or self.granted is True)

    def waits_for_room(self, today: date) -> bool:
        """Only the centre knows its rooms: until it has said so, nobody waits for one."""
        return self.no_room and not (self.room_from_on and self.room_from_on <= today)


@dataclass(frozen=True)
class Standing:
    """`words` with the tone and icon of a badge; `move`: who does what next, empty when it is over."""

    words: str
    tone: str
    icon: str
    move: str = ""


def standing(asked: Asked, fetched: Sequence[Fetched], today: date) -> Standing:
    """`fetched`: the attempts, the newest last."""
    if asked.stay_id:
        return Standing(_("Ankommet"), "good", "bed")
    if asked.withdrawn_at:
        return Standing(_("Trukket tilbage"), "", "undo")
    if asked.accepted is False or asked.granted is False:
        return Standing(_("Svaret er nej"), "", "close")
    if asked.accepted is None:
        return _unanswered(asked)
    if not asked.may_arrive:
        return Standing(_("Venter på kommunen"), "wait", "clock", _("Kommunens leder skriver afgørelsen."))
    going = next((one for one in fetched if one.ended_at is None), None)
    if going:
        icon = "walk" if going.left_at else "calendar"
        return Standing(going.words, "good", icon, _("%(who)s henter borgeren.") % {"who": going.by})
    if asked.waits_for_room(today):
        return Standing(room_words(asked.room_from_on, today), "wait", "bed", _("Centret siger til, når der er plads."))
    return Standing(_("Klar til afhentning"), "wait", "walk", _("Aftal, hvem der henter borgeren, så snart I kan."))


def _unanswered(asked: Asked) -> Standing:
    move = _("Centret vurderer, og centrets leder svarer.")
    if not asked.leader_decides and asked.granted is None:
        move = _("Centret vurderer og svarer. Kommunens leder skriver afgørelsen.")
    return Standing(_("Venter på centrets svar"), "wait", "clock", move)


def room_words(day: date | None, today: date) -> str:
    """ "Venter på plads", "Venter på plads, ventes fra 3. november"."""
    if day is None:
        return _("Venter på plads")
    return _("Venter på plads, ventes fra %(day)s") % {"day": short_day(day, today)}


def moment_words(moment: datetime) -> str:
    """ "i dag kl. 9.30", "3. november kl. 14.00"."""
    local = timezone.localtime(moment)
    return f"{near_day(local.date())} {at_clock(local.time())}"


def hours_between(first: datetime, last: datetime) -> str:
    """ "under en time", "7 timer", from two days on "3 dage"."""
    hours = int((last - first).total_seconds() // 3600)
    if hours < 1:
        return _("under en time")
    if hours < 48:
        return ngettext("%(hours)s time", "%(hours)s timer", hours) % {"hours": hours}
    return days_long(hours // 24)
