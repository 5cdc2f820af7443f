"""Overlevering: begun, confirmed by the receiver, the citizen came, the contact holds; or it ended without."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.models import Case, Citizen, Handover
from directory.models import Partner, PartnerOffer

_GIVEN_BY_CODE = [
    "organisation", "shared_with", "citizen", "case", "partner", "offer", "escort", "noted_by",
]  # fmt: skip
#: The columns of each fact, the day first.
FACTS: dict[str, tuple[str, ...]] = {
    "confirmed": ("confirmed_on", "confirmed_how", "confirmed_who"),
    "arrived": ("arrived_on", "arrived_how"),
    "stable": ("stable_on", "stable_what"),
    "ended": ("ended_on", "ended_reason", "ended_words"),
}


@action
def begin_handover(
    *,
    citizen: Citizen,
    level: str,
    begun_on: date,
    by: User,
    case: Case | None = None,
    entry_id: UUID | None = None,
    **told: Any,
) -> Handover:
    """The citizen is on the way to somebody. `told`: what `edit_handover` takes. The same form sent twice is one.

    Raises ValidationError by field.
    """
    if entry_id and (known := Handover.objects.filter(pk=entry_id).first()):
        return known
    handover = Handover(id=entry_id or uuid6.uuid7(), citizen=citizen, case=case, noted_by=by)
    _say(handover, level=level, begun_on=begun_on, **told)
    save_once(handover)
    return handover


@action
def edit_handover(*, handover: Handover, level: str, begun_on: date, by: User, **told: Any) -> Handover:
    """What is agreed now. `told`: partner, offer, other_kind, other_name, hopes, meeting_on, meeting_at, escort.

    Raises ValidationError by field.
    """
    _say(handover, level=level, begun_on=begun_on, **told)
    handover.save()
    return handover


@action
def note_confirmed(*, handover: Handover, on: date, how: str, by: User, who: str = "", reason: str = "") -> Handover:
    """The receiver has said that they take over. Raises ValidationError by field."""
    return _fact(handover, "confirmed", on, how, " ".join(who.split()))


@action
def note_arrived(*, handover: Handover, on: date, how: str, by: User, reason: str = "") -> Handover:
    """The citizen came. Raises ValidationError by field."""
    return _fact(handover, "arrived", on, how)


@action
def note_stable(*, handover: Handover, on: date, what: str, by: User) -> Handover:
    """The contact holds, and what makes it do so. Raises ValidationError by field, also when it has ended without."""
    return _fact(handover, "stable", on, " ".join(what.split()))


@action
def end_handover(*, handover: Handover, on: date, why: str, by: User, words: str = "") -> Handover:
    """It came to nothing this time, and why. Raises ValidationError by field."""
    words = " ".join(words.split())
    if why in (Handover.EndReason.REFUSED, Handover.EndReason.OTHER) and not words:
        raise ValidationError({"words": _("Skriv, hvorfor.")})
    return _fact(handover, "ended", on, why, words)


@action
def undo_fact(*, handover: Handover, fact: str, by: User) -> Handover:
    """One fact was a mistake, or what had ended goes on; history keeps it."""
    handover = _locked(handover)
    day, *others = FACTS[fact]
    if getattr(handover, day) is not None:
        setattr(handover, day, None)
        for name in others:
            setattr(handover, name, "")
        handover.save()
    return handover


def _fact(handover: Handover, fact: str, on: date, *words: str) -> Handover:
    """Write a fact that is not there yet. The one who comes second changes nothing."""
    now = _locked(handover)
    day, *others = FACTS[fact]
    if getattr(now, day) is not None:
        return now
    if on > timezone.localdate():
        raise ValidationError({"on": _("Dagen ligger i fremtiden.")})
    if on < now.begun_on:
        raise ValidationError({"on": _("Dagen ligger før overleveringen begyndte.")})
    if (fact == "stable" and now.ended_on) or (fact == "ended" and now.stable_on):
        raise ValidationError(_("En anden har skrevet noget andet imens. Se overleveringen."))
    setattr(now, day, on)
    for name, value in zip(others, words, strict=True):
        setattr(now, name, value)
    now.clean_fields(exclude=_GIVEN_BY_CODE)
    now.save()
    return now


def _say(
    handover: Handover,
    *,
    level: str,
    begun_on: date,
    partner: Partner | None = None,
    offer: PartnerOffer | None = None,
    other_kind: str = "",
    other_name: str = "",
    hopes: str = "",
    meeting_on: date | None = None,
    meeting_at: time | None = None,
    escort: User | None = None,
) -> None:
    handover.level, handover.begun_on = level, begun_on
    handover.partner = offer.partner if offer and partner is None else partner
    handover.offer, handover.other_kind, handover.other_name = offer, other_kind, " ".join(other_name.split())
    handover.hopes, handover.escort = hopes.strip(), escort
    handover.meeting_on, handover.meeting_at = meeting_on, meeting_at
    if offer and handover.partner and offer.partner_id != handover.partner.pk:
        raise ValidationError({"offer": _("Tilbuddet hører til en anden samarbejdspartner.")})
    if bool(handover.partner) == bool(other_kind and handover.other_name):
        raise ValidationError({"partner": _("Vælg én samarbejdspartner, eller skriv navnet på én anden.")})
    if begun_on > timezone.localdate():
        raise ValidationError({"begun_on": _("Dagen ligger i fremtiden.")})
    if meeting_at and not meeting_on:
        raise ValidationError({"meeting_on": _("Vælg også dagen for det første møde.")})
    firsts = [getattr(handover, days[0]) for days in FACTS.values()]
    if any(day and day < begun_on for day in firsts):
        raise ValidationError({"begun_on": _("Noget er skrevet som sket før den dag.")})
    handover.clean_fields(exclude=_GIVEN_BY_CODE)


def _locked(handover: Handover) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",)).select_related("partner", "offer", "escort", "citizen")
    found: Handover = rows.get(pk=handover.pk)
    return found
