"""Handovers in words, and which of the unit's are under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import at_clock, near_day, short_day
from cases.models import Handover
from cases.models.receiver import receiver_words

#: Open handovers of one page; the oldest come first, and what is answered makes room.
LIMIT = 100


@dataclass(frozen=True)
class Reached:
    """The days of one handover's facts, wherever they were read."""

    begun_on: date
    confirmed_on: date | None = None
    arrived_on: date | None = None
    stable_on: date | None = None
    ended_on: date | None = None
    meeting_on: date | None = None
    meeting_at: time | None = None

    @property
    def is_bridged(self) -> bool:
        """Of one row what `Handover.objects.bridged()` says of many."""
        signed = self.confirmed_on is not None and self.arrived_on is not None
        return signed and self.stable_on is not None and self.ended_on is None

    def badge(self, today: date) -> tuple[str, str, str]:
        """What is missing next, or how it went: (text, tone, icon)."""
        if self.ended_on:
            return _("Sluttet %(day)s") % {"day": short_day(self.ended_on, today)}, "", "flag"
        if self.stable_on:
            if self.is_bridged:
                return _("Brobygget %(day)s") % {"day": short_day(self.stable_on, today)}, "good", "bridge"
            return _("Stabil kontakt, men mangler kvittering"), "wait", "bridge"
        if self.arrived_on and self.confirmed_on:
            return _("Mødt op, afventer stabil kontakt"), "water", "half"
        if self.confirmed_on:
            return _("Modtaget, afventer fremmøde"), "water", "half"
        if self.arrived_on:
            return _("Mødt op, afventer modtagerens svar"), "water", "half"
        return _("Afventer modtagerens svar"), "wait", "clock"

    def meeting_words(self, today: date) -> str:
        if self.meeting_on is None:
            return ""
        return " ".join(part for part in (near_day(self.meeting_on, today), at_clock(self.meeting_at)) if part)


def reached(handover: Handover) -> Reached:
    names = Reached.__dataclass_fields__
    return Reached(**{name: getattr(handover, name) for name in names})


def open_handovers(user: User) -> QuerySet[Handover]:
    """The unit's, the oldest first."""
    rows = Handover.objects.visible_to(user).filter(citizen__unit_id=user.membership.unit_id).open()
    return rows.annotate(
        partner_name=F("partner__name"), offer_name=F("offer__name"), is_protected=F("citizen__protected")
    ).order_by("begun_on", "pk")[:LIMIT]


def handover_row(row: Any, label: str, hidden: bool, today: date) -> dict[str, Any]:
    """One line of the unit's list. Of a protected citizen not to whom: that would tell where to find them."""
    begun = _("begyndt %(day)s") % {"day": short_day(row.begun_on, today)}
    meeting = reached(row).meeting_words(today)
    parts = [
        "" if hidden else to_whom(row.partner_name, row.offer_name, row.other_kind, row.other_name),
        str(row.get_level_display()),
        begun,
        _("første møde %(when)s") % {"when": meeting} if meeting and not hidden else "",
    ]
    return {
        "title": label,
        "url": row.get_absolute_url(),
        "meta": " · ".join(part for part in parts if part),
        "badges": [reached(row).badge(today)],
    }


def to_whom(partner: str | None, offer: str | None, other_kind: str | None, other_name: str | None) -> str:
    """ "Kontakthuset, sundhedscafé"."""
    return ", ".join(part for part in (receiver_words(partner, other_kind, other_name), offer or "") if part)


def handover_url(key: UUID) -> str:
    return reverse("cases:warm_handover", args=[key])
