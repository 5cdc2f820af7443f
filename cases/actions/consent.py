"""A consent is given, taken back, or let run out; what stands in a note is passed on under one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.consents import why_no_consent
from cases.dates import short_day
from cases.models import Case, Citizen, Consent, Contact, NoteSharing, Relocation
from cases.models.consent import LONGEST, kinds_text
from cases.withdrawals import follow_withdrawal
from directory.models import Partner

_GIVEN_BY_CODE = ["organisation", "shared_with", "citizen", "case", "partner", "given_to", "noted_by"]


@action
def give_consent(
    *,
    citizen: Citizen,
    direction: str,
    kinds: Iterable[str],
    purpose: str,
    given_how: str,
    given_on: date,
    to_on: date,
    consequences_told: bool,
    by: User,
    partner: Partner | None = None,
    other_kind: str = "",
    other_name: str = "",
    kinds_words: str = "",
    case: Case | None = None,
    given_to: User | None = None,
    entry_id: UUID | None = None,
) -> Consent:
    """What the citizen allows. The same form sent twice is one consent.

    Raises ValidationError by field: for an anonymous citizen, without a type of information, without that the
    consequences of saying no were told, for longer than a year.
    """
    if entry_id and (known := Consent.objects.filter(pk=entry_id).first()):
        return known
    if why := why_no_consent(citizen):
        raise ValidationError(why)
    consent = Consent(
        id=entry_id or uuid6.uuid7(), citizen=citizen, case=case, partner=partner, other_kind=other_kind,
        other_name=" ".join(other_name.split()), direction=direction, kinds=kinds_text(kinds),
        kinds_words=" ".join(kinds_words.split()), purpose=" ".join(purpose.split()), given_how=given_how,
        given_on=given_on, to_on=to_on, consequences_told=consequences_told, given_to=given_to or by, noted_by=by,
    )  # fmt: skip
    _check(consent)
    consent.clean_fields(exclude=_GIVEN_BY_CODE)
    save_once(consent)
    return consent


def _check(consent: Consent) -> None:
    if not consent.kinds and not consent.kinds_words:
        raise ValidationError({"kinds": _("Vælg mindst én type oplysninger. Et generelt samtykke gælder ikke.")})
    if bool(consent.partner_id) == bool(consent.other_kind and consent.other_name):
        raise ValidationError({"partner": _("Vælg én samarbejdspartner, eller skriv navnet på én anden.")})
    if consent.given_on > timezone.localdate():
        raise ValidationError({"given_on": _("Dagen ligger i fremtiden.")})
    if not consent.given_on <= consent.to_on <= consent.given_on + LONGEST:
        raise ValidationError({"to_on": _("Et samtykke gælder højst et år fra den dag, det er givet.")})
    if not consent.consequences_told:
        words = _("Fortæl borgeren, hvad det betyder at sige nej, før samtykket skrives.")
        raise ValidationError({"consequences_told": words})


@action
def withdraw_consent(*, consent: Consent, on: date, how: str, by: User) -> Consent:
    """From that day nothing is shared under it; what was shared stays written. Twice changes nothing.

    Raises ValidationError by field.
    """
    consent = _locked(consent)
    if consent.withdrawn_on:
        return consent
    if on > timezone.localdate():
        raise ValidationError({"on": _("Dagen ligger i fremtiden.")})
    if on < consent.given_on:
        raise ValidationError({"on": _("Dagen ligger før samtykket blev givet.")})
    consent.withdrawn_on, consent.withdrawn_how = on, how
    consent.clean_fields(exclude=_GIVEN_BY_CODE)
    consent.save()
    Relocation.objects.close_under(consent)
    follow_withdrawal(consent, by)
    return consent


@action
def let_consent_lapse(*, consent: Consent, by: User) -> Consent:
    """It runs out and is not renewed: it waits for nobody any more."""
    consent = _locked(consent)
    if consent.let_lapse_on is None:
        consent.let_lapse_on = timezone.localdate()
        consent.save()
    return consent


@action
def share_note(
    *,
    contact: Contact,
    consent: Consent,
    what: str,
    how: str,
    shared_on: date,
    by: User,
    entry_id: UUID | None = None,
) -> NoteSharing:
    """What of the contact's note was passed on to the one the consent names. The same form sent twice is one sharing.

    Raises ValidationError by field: without a consent of the same citizen that holds on the day, is not taken back, and
    lets one pass on.
    """
    if entry_id and (known := NoteSharing.objects.filter(pk=entry_id).first()):
        return known
    consent = _locked(consent)
    if consent.citizen_id != contact.citizen_id or consent.direction == Consent.Direction.ASK:
        raise ValidationError({"consent": _("Samtykket giver ikke lov til at dele dette notat.")})
    if consent.withdrawn_on:
        day = {"day": short_day(consent.withdrawn_on)}
        raise ValidationError({"consent": _("Samtykket er trukket tilbage %(day)s og kan ikke bruges mere.") % day})
    if shared_on > timezone.localdate():
        raise ValidationError({"shared_on": _("Dagen ligger i fremtiden.")})
    if not consent.given_on <= shared_on <= consent.to_on:
        raise ValidationError({"shared_on": _("Samtykket gjaldt ikke den dag.")})
    sharing = NoteSharing(
        id=entry_id or uuid6.uuid7(),
        contact=contact,
        consent=consent,
        what=what.strip(),
        how=how,
        shared_on=shared_on,
        shared_by=by,
    )
    sharing.clean_fields(exclude=["organisation", "shared_with", "contact", "consent", "shared_by"])
    save_once(sharing)
    return sharing


def _locked(consent: Consent) -> Consent:
    """Whoever shares and whoever takes back wait for one another here."""
    found: Consent = Consent.objects.select_for_update(of=("self",)).select_related("partner").get(pk=consent.pk)
    return found
