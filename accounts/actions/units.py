"""The organisation's units, teams and words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.leaving import left_in
from accounts.models import Organisation, Team, Unit, User
from audit.writing import action


@action
def add_unit(*, organisation: Organisation, name: str, kind: str, by: User) -> Unit:
    unit = Unit(organisation=organisation, name=" ".join(name.split()), kind=kind)
    unit.full_clean()
    unit.save()
    return unit


@action
def edit_unit(*, unit: Unit, name: str, kind: str, closed_on: date | None, by: User) -> Unit:
    """Raises ValidationError at `closed_on` while people or open courses are in a unit that is closed already then."""
    closes = closed_on is not None and closed_on != unit.closed_on and closed_on <= timezone.localdate()
    if closes and (left := left_in(unit)):
        raise ValidationError(
            {"closed_on": _("Enheden kan ikke nedlægges endnu. Her er %(left)s.") % {"left": ", ".join(left)}}
        )
    unit.name, unit.kind, unit.closed_on = " ".join(name.split()), kind, closed_on
    unit.full_clean()
    unit.save()
    return unit


@action
def add_team(*, unit: Unit, name: str, by: User) -> Team:
    team = Team(organisation=unit.organisation, unit=unit, name=" ".join(name.split()))
    team.full_clean()
    team.save()
    return team


@action
def rename_team(*, team: Team, name: str, by: User) -> Team:
    team.name = " ".join(name.split())
    team.full_clean()
    team.save()
    return team


@action
def choose_words(*, organisation: Organisation, words: dict[str, str], by: User) -> Organisation:
    """The organisation's own words; an empty one means the usual word (`accounts.words`)."""
    organisation.words = {key: " ".join(word.split()) for key, word in words.items() if word.strip()}
    organisation.full_clean()
    organisation.save()
    return organisation


@action
def choose_reminder(*, organisation: Organisation, text: str, by: User) -> Organisation:
    """The words that are copied into an SMS to a citizen; empty means the usual ones."""
    organisation.reminder_text = text
    organisation.full_clean()
    organisation.save()
    return organisation


@action
def found_organisation(
    *, name: str, kind: str, municipality_code: str = "", reconstructed: bool = False, by: User
) -> Organisation:
    """`reconstructed`: of a published report, with nobody in it who exists."""
    organisation = Organisation(
        name=" ".join(name.split()), kind=kind, municipality_code=municipality_code, reconstructed=reconstructed
    )
    organisation.full_clean()
    organisation.save()
    return organisation


@action
def set_caseload(
    *,
    organisation: Organisation,
    caseload_limit: int,
    caseload_warn_from: int,
    stay_weight: Decimal,
    rhythm_days: int,
    phase_rhythms: dict[str, int],
    forget_after_days: int,
    by: User,
) -> Organisation:
    """The limit, the rhythm and the deadline that hold for every unit. Raises ValidationError, mostly by field.

    `phase_rhythms`: {"pathway.phase": days}, only where a phase has its own.
    """
    organisation.caseload_limit, organisation.caseload_warn_from = caseload_limit, caseload_warn_from
    organisation.stay_weight, organisation.rhythm_days = stay_weight, rhythm_days
    organisation.phase_rhythms, organisation.forget_after_days = phase_rhythms, forget_after_days
    organisation.full_clean()
    organisation.save()
    return organisation
