"""A meeting as it is written down: people and places not known before are made with it, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.appointment import settle_agreement
from cases.actions.citizen import add_citizen
from cases.actions.contact import correct_contact, log_contact
from cases.models import Citizen, Contact, Task
from directory.actions.place import add_place
from directory.models import Place


@dataclass(frozen=True)
class NewPlace:
    name: str
    kind: str


class _CameSecond(Exception):
    """The same entry was written by another request meanwhile; what this one made is taken back."""


@action
def write_meeting(
    *,
    unit: Unit,
    entry_id: UUID,
    by: User,
    citizens: Sequence[Citizen] = (),
    aliases: Sequence[str] = (),
    place: Place | None = None,
    new_place: NewPlace | None = None,
    agreed: Task | None = None,
    **contact: Any,
) -> list[Contact]:
    """`log_contact` for known citizens and for those first met now; `contact` is passed on to it. `agreed`: the
    agreement that led to it, which then has its outcome.

    The same entry sent twice makes citizen, place and contact once. Raises ValidationError by field.
    """
    if not (aliases or new_place or agreed):
        # Nothing is made beside the contact, and that is written once by itself.
        return log_contact(unit=unit, entry_id=entry_id, citizens=citizens, place=place, by=by, **contact)
    if is_written(entry_id):
        return log_contact(unit=unit, entry_id=entry_id, by=by, **contact)
    try:
        with transaction.atomic():
            made = [_known_by_alias(alias, unit, by) for alias in aliases]
            if new_place:
                place = _make_place(new_place, unit, by)
            everyone = [*citizens, *made]
            rows = log_contact(unit=unit, entry_id=entry_id, citizens=everyone, place=place, by=by, **contact)
            if {citizen.pk for citizen in made} - {row.citizen_id for row in rows}:
                raise _CameSecond
    except _CameSecond:
        rows = log_contact(unit=unit, entry_id=entry_id, by=by, **contact)
    if agreed:
        settle_agreement(task=agreed, contacts=rows, by=by)
    return rows


def is_written(entry_id: UUID) -> bool:
    return Contact.objects.filter(pk=entry_id).exists()


def _known_by_alias(alias: str, unit: Unit, by: User) -> Citizen:
    try:
        return add_citizen(unit=unit, identity=Citizen.Identity.ALIAS, alias=alias, by=by)
    except ValidationError as error:
        raise ValidationError({"aliases": error.messages}) from error


def _make_place(new: NewPlace, unit: Unit, by: User) -> Place:
    try:
        return add_place(unit=unit, name=new.name, kind=new.kind, by=by)
    except ValidationError as error:
        raise ValidationError({"new_place": error.messages}) from error


@action
def recognise(*, contact: Contact, by: User, citizen: Citizen | None = None, alias: str = "") -> Contact:
    """Somebody nobody knew is this citizen, or a new one by `alias`: a correction that says who it was.

    Raises AlreadyCorrected when somebody else recognised the contact first, ValidationError.
    """
    if contact.citizen_id:
        raise ValidationError(_("Kontakten hører allerede til en borger."))
    if citizen is None:
        citizen = _known_by_alias(alias, contact.unit, by)
    return correct_contact(contact=contact, reason=_("Borgeren er genkendt."), citizen=citizen, by=by)
