"""A centre is asked, says yes or no, and the municipality decides beside it where the law says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Case, CasePeriod, Consent
from crisis_center.asking import names_the_centre
from crisis_center.minutes import not_in_the_minute_before
from crisis_center.models import Centre, CentreReferral
from crisis_center.models.referral import CENTRE, MUNICIPALITY, Side
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

    Another organisation's centre is told nothing without a consent in force that names it or its operator and lets one
    pass something on. The course is shared with the operator from now on: it works on the same steps, and never sees
    the citizen. Raises ValidationError.
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
    _check_consent(consent, case, centre, is_needed=shared_with_id is not None)
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


def _check_consent(consent: Consent | None, case: Case, centre: Centre, *, is_needed: bool) -> None:
    """Held until the question is written: whoever takes the consent back meanwhile waits, and then tells the centre."""
    rows = Consent.objects.select_for_update(of=("self",)).select_related("partner")
    allowed = rows.valid(timezone.localdate()).passing_on().filter(citizen=case.citizen_id)
    held = allowed.filter(pk=consent.pk).first() if consent else None
    words = {"centre": centre, "operator": centre.operator}
    if is_needed and held is None:
        raise ValidationError(
            {
                "consent": _(
                    "Centret hører til en anden organisation: borgerens samtykke skal nævne %(centre)s eller "
                    "%(operator)s og dække det, du fortæller. Tryk »Skriv et samtykke først«: det, du har skrevet, "
                    "står her bagefter."
                )
                % words
            }
        )
    if consent and held is None:
        raise ValidationError({"consent": _("Samtykket gælder ikke mere. Vælg et andet.")})
    if held and not names_the_centre(held, centre):
        raise ValidationError(
            {
                "consent": _(
                    "Samtykket gælder %(receiver)s. Det skal nævne %(centre)s eller %(operator)s. Tryk »Skriv et "
                    "samtykke først«: det, du har skrevet, står her bagefter."
                )
                % {**words, "receiver": held.receiver}
            }
        )


@action
def tell_withdrawn(*, consent: Consent, by: User) -> None:
    """Both sides read on the question, and on the stay that came of it, that nothing more is shared under it."""
    for row in CentreReferral.objects.select_for_update(of=("self",)).filter(consent=consent).order_by("pk"):
        row.consent_withdrawn_on = consent.withdrawn_on
        row.save()


@action
def assess(*, referral: CentreReferral, assessment: str, by: User) -> CentreReferral:
    """What the centre thinks of it, before or with its answer."""
    referral = open_referral(referral)
    referral.assessment = assessment.strip()
    referral.clean_fields(exclude=_GIVEN_BY_CODE)
    referral.save()
    return referral


@dataclass(frozen=True)
class No:
    """Why the answer is no, and what is done instead; says nothing with a yes."""

    refusal: str = ""
    refusal_words: str = ""
    instead: str = ""
    appeal_told: bool = False


@action
def decide(
    *, referral: CentreReferral, accepted: bool, by: User, at: datetime | None = None, **no: Any
) -> CentreReferral:
    """The centre's answer (SEL § 110: its leader's); `no`: as in `No`. It may be changed until the citizen has arrived.

    Raises ValidationError by field: a refusal says why and what is done instead.
    """
    return _answer(CENTRE, open_referral(referral), accepted, No(**no), at, by)


@action
def grant(
    *, referral: CentreReferral, granted: bool, by: User, at: datetime | None = None, **no: Any
) -> CentreReferral:
    """The municipality's decision (*afgørelse*, SEL § 107); `no`: as in `No`. Raises ValidationError by field."""
    why = No(**no)
    if not granted and not why.appeal_told:
        raise ValidationError({"appeal_told": _("Et afslag følges af klagevejledning.")})
    return _answer(MUNICIPALITY, open_referral(referral), granted, why, at, by)


def _answer(side: Side, referral: CentreReferral, said: bool, no: No, at: datetime | None, by: User) -> CentreReferral:
    """What one of the two says, each in fields of its own: a yes blanks the side's own earlier no, and no other."""
    if not said and no.refusal not in CentreReferral.Refusal.values:
        raise ValidationError({"refusal": _("Vælg, hvorfor svaret er nej.")})
    if not said and not no.instead.strip():
        raise ValidationError({"instead": _("Skriv, hvad der gøres i stedet.")})
    at = not_in_the_minute_before(at or timezone.now(), referral.asked_at)
    why = No() if said else no
    written = {
        side.said: said, side.at: at, side.by: by, side.refusal: why.refusal, side.words: why.refusal_words.strip(),
        side.instead: why.instead.strip(), side.appeal_told: why.appeal_told,
    }  # fmt: skip
    for name, value in written.items():
        setattr(referral, name, value)
    referral.clean_fields(exclude=_GIVEN_BY_CODE)
    _not_before(referral, **{side.at: at})
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


def _not_in_the_future(**moments: datetime) -> None:
    for name, moment in moments.items():
        if moment > timezone.now():
            raise ValidationError({name: _("Tidspunktet ligger i fremtiden.")})


def _not_before(referral: CentreReferral, **moments: datetime) -> None:
    _not_in_the_future(**moments)
    for name, moment in moments.items():
        if moment < referral.asked_at:
            raise ValidationError({name: _("Det ligger før henvendelsen.")})
