"""*Hjemkomst*: what was found, follow-up declined, and what the parties agreed with the citizen."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.dates import moment_of, short_day
from cases.models import Case
from crisis_center.actions.steps import step_begins, step_is_over
from crisis_center.models import HomecomingAgreement, HomecomingDeclined, HomecomingFollowUp, Stay
from directory.models import Partner

PLANS, OFFERS = "crisis_home.plans", "crisis_home.offers"
Occasion, Found = HomecomingFollowUp.Occasion, HomecomingFollowUp.Found


@action
def follow_up(
    *,
    stay: Stay,
    occasion: str,
    by: User,
    found: str = "",
    words: str = "",
    found_on: date | None = None,
    again_on: date | None = None,
    entry_id: UUID | None = None,
) -> HomecomingFollowUp:
    """What was found, or with only `again_on` that the day is moved. The same form sent twice is one.

    Raises ValidationError by field.
    """
    if entry_id and (known := HomecomingFollowUp.objects.filter(pk=entry_id, stay=stay).first()):
        return known
    left_on = _left_on(stay)
    row = HomecomingFollowUp(
        id=entry_id or uuid6.uuid7(), case_id=stay.case_id, stay=stay, occasion=occasion, found=found,
        words=words.strip(), found_on=(found_on or timezone.localdate()) if found else None, again_on=again_on, by=by,
    )  # fmt: skip
    row.clean_fields(exclude=["organisation", "shared_with", "case", "stay", "by"])
    _check_found(row, left_on)
    _check_again(row, left_on)
    save_once(row)
    if row.found_on is None or stay.left_at is None:
        return row
    case, at = Case.objects.get(pk=stay.case_id), moment_of(row.found_on)
    step_begins(case=case, step_key=PLANS, at=min(stay.left_at or at, at), by=by)
    if occasion == Occasion.MONTH_3 and again_on is None:
        step_is_over(case=case, step_key=PLANS, at=at, by=by)
    return row


@action
def take_back_follow_up(*, row: HomecomingFollowUp, by: User) -> None:
    """It was written by mistake, so the occasion waits again; history keeps it."""
    row.delete()


def _left_on(stay: Stay) -> date:
    if stay.left_at is None:
        raise ValidationError(_("Opholdet er ikke afsluttet endnu."))
    return timezone.localdate(stay.left_at)


def _check_found(row: HomecomingFollowUp, left_on: date) -> None:
    if not row.found and not row.again_on:
        raise ValidationError({"found": _("Vælg, hvordan det gik, eller flyt opfølgningen til en anden dag.")})
    if row.found == Found.NOT_DONE and not row.words:
        raise ValidationError({"words": _("Skriv kort, hvorfor den ikke blev gjort.")})
    if row.found_on and row.found_on > timezone.localdate():
        raise ValidationError({"found_on": _("Dagen ligger i fremtiden.")})
    if row.found_on and row.found_on < left_on:
        raise ValidationError({"found_on": _("Dagen ligger før hjemkomsten.")})


def _check_again(row: HomecomingFollowUp, left_on: date) -> None:
    """An occasion is not moved past the next one: there one looks anyway."""
    if row.again_on is None:
        return
    if row.again_on < timezone.localdate():
        raise ValidationError({"again_on": _("Dagen er gået. Vælg i dag eller en senere dag.")})
    later = list(Occasion)[list(Occasion).index(Occasion(row.occasion)) + 1 :]
    if later and row.again_on >= (limit := left_on + HomecomingFollowUp.AFTER[later[0]]):
        text = _("Den næste opfølgning ligger %(day)s. Lad dagen stå tom, så tager den over.")
        raise ValidationError({"again_on": text % {"day": short_day(limit)}})


@action
def decline(*, stay: Stay, words: str, by: User, said_on: date | None = None) -> HomecomingDeclined:
    """The citizen wants no follow-up: what is left of it is closed. Raises ValidationError by field."""
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    left_on, day = _left_on(stay), said_on or timezone.localdate()
    if known := HomecomingDeclined.objects.filter(stay=stay).first():
        return known
    if not words.strip():
        raise ValidationError({"words": _("Skriv, hvad borgeren sagde.")})
    if day > timezone.localdate():
        raise ValidationError({"said_on": _("Dagen ligger i fremtiden.")})
    if day < left_on:
        raise ValidationError({"said_on": _("Dagen ligger før hjemkomsten.")})
    row = HomecomingDeclined(case_id=stay.case_id, stay=stay, words=words.strip(), said_on=day, by=by)
    row.clean_fields(exclude=["organisation", "shared_with", "case", "stay", "by"])
    row.save()
    return row


@action
def resume_follow_up(*, stay: Stay, by: User) -> None:
    """The citizen wants it after all; history keeps what was said."""
    for row in HomecomingDeclined.objects.filter(stay=stay):
        row.delete()


@action
def agree_at_home(
    *,
    case: Case,
    what: str,
    by: User,
    partner: Partner | None = None,
    actor_words: str = "",
    from_on: date | None = None,
    mentors_role: str = "",
    with_citizen: bool = True,
    entry_id: UUID | None = None,
) -> HomecomingAgreement:
    """One of the parties does something from a day on. The same form sent twice is one. ValidationError by field."""
    if entry_id and (known := HomecomingAgreement.objects.filter(pk=entry_id, case=case).first()):
        return known
    actor = " ".join(actor_words.split())
    if bool(partner) == bool(actor):
        raise ValidationError({"actor_words": _("Vælg en partner, eller skriv, hvem det er – ikke begge dele.")})
    row = HomecomingAgreement(
        id=entry_id or uuid6.uuid7(), case=case, partner=partner, actor_words=actor, what=" ".join(what.split()),
        from_on=from_on, mentors_role=" ".join(mentors_role.split()), with_citizen=with_citizen, written_by=by,
    )  # fmt: skip
    row.clean_fields(exclude=["organisation", "shared_with", "case", "partner", "written_by"])
    save_once(row)
    if not Stay.objects.going().filter(case=case).exists():
        step_begins(case=case, step_key=OFFERS, at=timezone.now(), by=by)
    return row


@action
def keep_agreement(*, row: HomecomingAgreement, kept: bool | None, by: User) -> HomecomingAgreement:
    """Whether it was kept, seen today; None takes back what was said."""
    row = HomecomingAgreement.objects.select_for_update().get(pk=row.pk)
    row.kept, row.kept_on = kept, None if kept is None else timezone.localdate()
    row.save()
    return row
