"""A citizen is made, described better, and never silently replaced."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from audit.writing import action
from cases.models import BestMet, Citizen, SpeaksFor
from cases.numbers import plain_cpr, plain_phone
from directory.models import Place

#: Derived or given by the action itself, never by a form.
_NOT_CLEANED = ["organisation", "search_key", "sort_key", "unit"]


@action
def add_citizen(*, unit: Unit, by: User, reason: str = "", **fields: Any) -> Citizen:
    """A new citizen of the unit. `fields` are the model's own; raises ValidationError by field.

    Search for likely duplicates first (`cases.search`): this action makes what it is told to.
    """
    citizen = Citizen(unit=unit, **fields)
    _tidy(citizen)
    citizen.full_clean(exclude=_NOT_CLEANED)
    citizen.save()
    return citizen


@action
def edit_citizen(*, citizen: Citizen, by: User, reason: str = "", **fields: Any) -> Citizen:
    """Change the given fields. An anonymous citizen gets a name only by an act of its own, never by an edit."""
    if citizen.identity == Citizen.Identity.ANONYMOUS and fields.get("identity", citizen.identity) != citizen.identity:
        raise ValidationError({"identity": _("Borgeren er anonym efter loven og kan ikke få navn ved en rettelse.")})
    for name, value in fields.items():
        setattr(citizen, name, value)
    _tidy(citizen)
    citizen.full_clean(exclude=_NOT_CLEANED)
    citizen.save()
    return citizen


def _tidy(citizen: Citizen) -> None:
    for name in ("name", "alias", "description", "address", "language", "contact_wishes", "gp_name", "gp_phone"):
        setattr(citizen, name, " ".join(getattr(citizen, name).split()))
    # Encrypted text is found by equality only, so there is one way of writing a number.
    citizen.cpr = plain_cpr(citizen.cpr) if citizen.cpr else None
    citizen.phone = plain_phone(citizen.phone) if citizen.phone else None
    year = citizen.birth_year
    if year and year > timezone.localdate().year:
        raise ValidationError({"birth_year": _("Fødselsåret ligger i fremtiden.")})


@action
def add_best_met(
    *,
    citizen: Citizen,
    by: User,
    place: Place | None = None,
    weekday: int | None = None,
    day_of_month: int | None = None,
    note: str = "",
) -> BestMet:
    """*Bedst at træffe*; at least one of place, weekday, day and note must say something."""
    if not (place or weekday or day_of_month or note.strip()):
        raise ValidationError(_("Skriv et sted, en ugedag, en dag i måneden eller et par ord."))
    row = BestMet(citizen=citizen, place=place, weekday=weekday, day_of_month=day_of_month, note=note.strip())
    row.clean_fields(exclude=["organisation", "citizen", "place"])
    row.save()
    return row


@action
def remove_best_met(*, best_met: BestMet, by: User) -> None:
    """It holds no more; history keeps it."""
    best_met.delete()


@action
def allow_speaking_with(
    *, citizen: Citizen, name: str, relation: str, agreed_on: date, by: User, phone: str | None = None
) -> SpeaksFor:
    """The citizen agreed that we speak with this person. Raises ValidationError for a day to come."""
    if agreed_on > timezone.localdate():
        raise ValidationError({"agreed_on": _("Dagen ligger i fremtiden.")})
    row = SpeaksFor(
        citizen=citizen,
        name=name.strip(),
        relation=relation.strip(),
        phone=plain_phone(phone) if phone else None,
        agreed_on=agreed_on,
    )
    row.clean_fields(exclude=["organisation", "citizen"])
    row.save()
    return row


@action
def end_speaking_with(*, speaks_for: SpeaksFor, by: User) -> SpeaksFor:
    """The citizen has taken it back today. Raises ValidationError when the yes lies after today."""
    speaks_for.ended_on = timezone.localdate()
    speaks_for.validate_constraints()
    speaks_for.save()
    return speaks_for
