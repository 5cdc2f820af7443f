"""A centre is asked, says yes or no, and the municipality decides beside it where the law says so."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Case, CasePeriod, Consent
from crisis_center.minutes import not_in_the_minute_before
from crisis_center.models import Centre, CentreReferral
from crisis_center.open_referrals import open_referral
from crisis_center.pathway import CRISIS

_GIVEN_BY_CODE = ["organisation", "shared_with", "case", "centre", "unit", "consent", "asked_by", "decided_by",
                  "granted_by", "withdrawn_by"]  # fmt: skip


@action
def refer(
    *,
    case: Case,
    centre: Centre,
    called: str,
    why: str,
    by: User,
    consent: Consent | None = None,
    at: datetime | None = None,
    **told: Any,
) -> CentreReferral:
    """Ask the centre for a place. `told`: the row's other texts, which the mentor took from what consent covers.

    Another organisation's centre is told nothing without a consent in force to pass something on. The course is shared
    with the operator from now on: it works on the same steps, and never sees the citizen. Raises ValidationError.
    """
    at = at or timezone.now()
    operator_id = centre.unit.organisation_id
    shared_with_id = operator_id if operator_id != case.organisation_id else None
    Case.objects.select_for_update().filter(pk=case.pk).order_by().values_list("pk").first()
    if case.pathway != CRISIS.key:
        raise ValidationError(_("Forløbet er ikke et forløb med akutkrisecenter."))
    if not CasePeriod.objects.filter(case=case, closed_at=None).exists():
        raise ValidationError(_("Forløbet er afsluttet. Åbn det igen først."))
    if CentreReferral.objects.open().filter(case=case).exists():
        raise ValidationError(_("Der er allerede en henvendelse i gang. Træk den tilbage, før I spørger igen."))
    if shared_with_id and not _passes_on(consent, case):
        raise ValidationError(
            {"consent": _("Centret hører til en anden organisation: borgerens samtykke skal dække det, du fortæller.")}
        )
    row = CentreReferral(
        case=case, centre=centre, unit=case.unit, consent=consent, called=" ".join(called.split()), why=why.strip(),
        asked_at=at, asked_by=by, shared_with_id=shared_with_id, **told,
    )  # fmt: skip
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    _not_in_the_future(asked_at=at)
    row.save()
    if case.shared_with_id != shared_with_id:
        case.shared_with_id = shared_with_id
        case.save()
    return row


def _passes_on(consent: Consent | None, case: Case) -> bool:
    if consent is None:
        return False
    rows = Consent.objects.valid(timezone.localdate()).passing_on()
    return rows.filter(pk=consent.pk, citizen=case.citizen_id).exists()


@action
def assess(*, referral: CentreReferral, assessment: str, by: User) -> CentreReferral:
    """What the centre thinks of it, before or with its answer."""
    referral = open_referral(referral)
    referral.assessment = assessment.strip()
    referral.clean_fields(exclude=_GIVEN_BY_CODE)
    referral.save()
    return referral


@action
def decide(
    *,
    referral: CentreReferral,
    accepted: bool,
    by: User,
    at: datetime | None = None,
    refusal: str = "",
    refusal_words: str = "",
    instead: str = "",
    appeal_told: bool = False,
) -> CentreReferral:
    """The centre's answer (SEL § 110: its leader's). It may be changed until the citizen has arrived.

    Raises ValidationError by field: a refusal says why and what is done instead.
    """
    referral = open_referral(referral)
    at = not_in_the_minute_before(at or timezone.now(), referral.asked_at)
    referral.accepted, referral.decided_at, referral.decided_by = accepted, at, by
    _say_why(referral, not accepted, refusal, refusal_words, instead, appeal_told)
    _not_before(referral, decided_at=at)
    referral.save()
    return referral


@action
def grant(
    *,
    referral: CentreReferral,
    granted: bool,
    by: User,
    at: datetime | None = None,
    refusal: str = "",
    refusal_words: str = "",
    instead: str = "",
    appeal_told: bool = False,
) -> CentreReferral:
    """The municipality's decision (*afgørelse*, SEL § 107). Raises ValidationError by field."""
    referral = open_referral(referral)
    at = not_in_the_minute_before(at or timezone.now(), referral.asked_at)
    referral.granted, referral.granted_at, referral.granted_by = granted, at, by
    _say_why(referral, not granted, refusal, refusal_words, instead, appeal_told)
    if not granted and not appeal_told:
        raise ValidationError({"appeal_told": _("Et afslag følges af klagevejledning.")})
    _not_before(referral, granted_at=at)
    referral.save()
    return referral


@action
def say_room(*, referral: CentreReferral, is_free: bool, by: User, room_from_on: date | None = None) -> CentreReferral:
    """Whether there is a room, which only the centre knows; of one that is not free, perhaps from which day it is.

    Raises ValidationError at `room_from_on`.
    """
    referral = open_referral(referral)
    if not is_free and room_from_on and room_from_on < timezone.localdate():
        raise ValidationError({"room_from_on": _("Dagen er gået. Vælg i dag eller en senere dag.")})
    referral.no_room_at = None if is_free else referral.no_room_at or timezone.now()
    referral.room_from_on = None if is_free else room_from_on
    referral.save()
    return referral


@action
def withdraw(*, referral: CentreReferral, because: str, by: User, at: datetime | None = None) -> CentreReferral:
    """It is no longer asked: the citizen changed their mind, was not found, got other help."""
    referral = open_referral(referral)
    at = not_in_the_minute_before(at or timezone.now(), referral.asked_at)
    if not because.strip():
        raise ValidationError({"withdrawn_because": _("Skriv kort, hvorfor henvendelsen trækkes tilbage.")})
    referral.withdrawn_at, referral.withdrawn_by = at, by
    referral.withdrawn_because = " ".join(because.split())
    _not_before(referral, withdrawn_at=at)
    referral.clean_fields(exclude=_GIVEN_BY_CODE)
    referral.save()
    return referral


def _say_why(
    referral: CentreReferral, refused: bool, refusal: str, words: str, instead: str, appeal_told: bool
) -> None:
    if refused and refusal not in CentreReferral.Refusal.values:
        raise ValidationError({"refusal": _("Vælg, hvorfor svaret er nej.")})
    if refused and not instead.strip():
        raise ValidationError({"instead": _("Skriv, hvad der gøres i stedet.")})
    still_refused = referral.accepted is False or referral.granted is False
    if refused:
        referral.refusal, referral.refusal_words = refusal, words.strip()
        referral.instead, referral.appeal_told = instead.strip(), appeal_told
    elif not still_refused:
        referral.refusal = referral.refusal_words = referral.instead = ""
        referral.appeal_told = False
    referral.clean_fields(exclude=_GIVEN_BY_CODE)


def _not_in_the_future(**moments: datetime) -> None:
    for name, moment in moments.items():
        if moment > timezone.now():
            raise ValidationError({name: _("Tidspunktet ligger i fremtiden.")})


def _not_before(referral: CentreReferral, **moments: datetime) -> None:
    _not_in_the_future(**moments)
    for name, moment in moments.items():
        if moment < referral.asked_at:
            raise ValidationError({name: _("Det ligger før henvendelsen.")})
