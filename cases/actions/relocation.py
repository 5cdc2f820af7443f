"""Overlevering til anden kommune: sent under a consent, taken back, received on a citizen of one's own, declined."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from audit.writing import action
from cases.actions.citizen import add_citizen
from cases.actions.entry import save_once
from cases.consents import why_no_consent
from cases.holding import hold
from cases.models import Citizen, Consent, ReceivedRelocation, Relocation, RelocationReceipt
from cases.models.relocation import OTHER, TEXTS, RelocationTexts

_GIVEN_BY_CODE = [
    "organisation", "shared_with", "citizen", "consent", "receiver", "sent_by", "taken_back_by", "receipt", "sender",
]  # fmt: skip
#: Moves are written from a year back to a year ahead; anything else is a slip of the finger.
NEAR = timedelta(days=366)


@action
def send_relocation(
    *,
    citizen: Citizen,
    consent: Consent,
    receiver: Organisation,
    moved_on: date,
    texts: Mapping[str, str],
    by: User,
    with_cpr: bool = False,
    with_phone: bool = False,
    entry_id: UUID | None = None,
) -> Relocation:
    """Copy `texts` ({key of `TEXTS`: words}) for the receiver, with the name where it is known. The same form sent
    twice is one.

    Raises ValidationError by field: without a consent of this citizen that holds today and lets one pass on, and for a
    text of a type which it does not cover.
    """
    if entry_id and (known := Relocation.objects.filter(pk=entry_id).first()):
        return known
    # Whoever takes the consent back and whoever sends under it wait for one another here.
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    written = {key: text.strip() for key, text in texts.items() if text.strip()}
    _check_consent(citizen, consent)
    _check_sending(receiver, moved_on, written, consent, by)
    is_named = citizen.identity == Citizen.Identity.NAMED
    relocation = Relocation(
        id=entry_id or uuid6.uuid7(), citizen=citizen, consent=consent, receiver=receiver, shared_with=receiver,
        moved_on=moved_on, name=citizen.name if is_named else "", cpr=citizen.cpr if is_named and with_cpr else None,
        phone=citizen.phone if is_named and with_phone else None, protected=citizen.protected, kinds=consent.kinds,
        kinds_words=consent.kinds_words, purpose=consent.purpose, consent_to_on=consent.to_on, sent_by=by, **written,
    )  # fmt: skip
    relocation.clean_fields(exclude=_GIVEN_BY_CODE)
    save_once(relocation)
    return relocation


def _check_consent(citizen: Citizen, consent: Consent) -> None:
    today = timezone.localdate()
    if why := why_no_consent(citizen):
        raise ValidationError(why)
    if consent.citizen_id != citizen.pk or consent.direction == Consent.Direction.ASK:
        raise ValidationError(_("Samtykket giver ikke lov til at give noget videre om denne borger."))
    if consent.withdrawn_on and consent.withdrawn_on <= today:
        raise ValidationError(_("Samtykket er trukket tilbage. Intet er sendt."))
    if not consent.given_on <= today <= consent.to_on:
        raise ValidationError(_("Samtykket gælder ikke i dag. Intet er sendt."))


def _check_sending(
    receiver: Organisation, moved_on: date, written: Mapping[str, str], consent: Consent, by: User
) -> None:
    own = receiver.pk == consent.organisation_id
    if own or receiver.kind != Organisation.Kind.MUNICIPALITY:
        raise ValidationError({"receiver": _("Vælg en anden kommune.")})
    if abs(moved_on - timezone.localdate()) > NEAR:
        raise ValidationError({"moved_on": _("Dagen ligger mere end et år væk.")})
    if unknown := set(written) - set(TEXTS):
        raise TypeError(f"No such text: {', '.join(sorted(unknown))}")
    allowed = {*consent.kinds.split(), *((OTHER,) if consent.kinds_words else ())}
    if outside := {key: _("Samtykket omfatter ikke det.") for key in written if key not in allowed}:
        raise ValidationError(outside)
    if not written:
        raise ValidationError(_("Skriv mindst ét felt. En tom overlevering hjælper ingen."))


@action
def take_back_relocation(*, relocation: Relocation, by: User) -> Relocation:
    """The receiver reads it no more. What they have received is theirs: then it raises ValidationError."""
    hold(relocation.pk)
    relocation = Relocation.objects.select_for_update(of=("self",)).get(pk=relocation.pk)
    receipt = RelocationReceipt.objects.filter(relocation=relocation).first()
    if receipt and not receipt.refusal:
        raise ValidationError(_("De har taget imod overleveringen. Ring til dem, hvis noget er forkert."))
    if relocation.taken_back_at is None:
        relocation.shared_with, relocation.taken_back_at, relocation.taken_back_by = None, timezone.now(), by
        relocation.save()
    return relocation


@action
def receive_relocation(
    *, relocation: Relocation, by: User, citizen: Citizen | None = None, known_as: str = ""
) -> ReceivedRelocation:
    """Take over: on `citizen`, one of the receiver's own, or on a new one in the unit of `by` (`known_as` where no name
    was sent). Raises ValidationError, also when others were first or it was taken back meanwhile."""
    receipt = _answer(relocation, by, "")
    if citizen is None:
        citizen = _new_citizen(relocation, known_as, by)
    copied = {field.name: getattr(relocation, field.name) for field in RelocationTexts._meta.get_fields()}
    copied = {name: value for name, value in copied.items() if name not in ("id", "organisation", "shared_with")}
    received = ReceivedRelocation(
        citizen=citizen, receipt=receipt, sender_id=relocation.organisation_id, sent_at=relocation.sent_at,
        sent_by_id=relocation.sent_by_id, **copied,
    )  # fmt: skip
    received.save()
    return received


@action
def decline_relocation(*, relocation: Relocation, refusal: str, by: User) -> RelocationReceipt:
    """They do not take over, and why: the sender reads it. Raises ValidationError by field."""
    refusal = " ".join(refusal.split())
    if not refusal:
        raise ValidationError({"refusal": _("Skriv hvorfor. Afsenderen læser det.")})
    return _answer(relocation, by, refusal)


def _answer(relocation: Relocation, by: User, refusal: str) -> RelocationReceipt:
    """The one answer. Whoever takes the row back and whoever answers wait for one another here."""
    hold(relocation.pk)
    waiting = Relocation.objects.come_to(by).filter(pk=relocation.pk)
    gone = ValidationError(_("Overleveringen er taget tilbage, eller en anden i jeres kommune har svaret på den."))
    if not waiting.exists():
        raise gone
    receipt = RelocationReceipt(
        relocation=relocation, shared_with_id=relocation.organisation_id, answered_by=by, refusal=refusal
    )
    receipt.clean_fields(exclude=["organisation", "shared_with", "relocation", "answered_by"])
    receipt.save()
    return receipt


def _new_citizen(relocation: Relocation, known_as: str, by: User) -> Citizen:
    known: dict[str, Any] = {"identity": Citizen.Identity.ALIAS, "alias": known_as}
    if relocation.name:
        known = {"name": relocation.name, "cpr": relocation.cpr, "phone": relocation.phone}
    elif not known_as.strip():
        raise ValidationError({"known_as": _("Skriv et kaldenavn.")})
    here: Any = by.membership
    known_here = Citizen.objects.filter(organisation_id=here.organisation_id, merged_into=None)
    if relocation.cpr and known_here.filter(cpr=relocation.cpr).exists():
        raise ValidationError(
            {"who": _("En borger hos jer har allerede dette CPR-nummer. Vælg borgeren, eller tal med din leder.")}
        )
    home = here.organisation.municipality_code
    return add_citizen(unit=here.unit, by=by, protected=relocation.protected, home_municipality=home, **known)
