"""A centre opens, with rooms and the people one calls."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from crisis_center.models import Centre, CentrePerson, Room, RoomUse


@action
def open_centre(*, unit: Unit, legal_basis: str, kind: str, by: User, **told: Any) -> Centre:
    """Make the unit a centre that municipalities can ask. Raises ValidationError by field."""
    centre = Centre(unit=unit, legal_basis=legal_basis, kind=kind, **told)
    centre.clean_fields(exclude=["unit"])
    if Centre.objects.filter(unit=unit).exists():
        raise ValidationError(_("Enheden er allerede et akutkrisecenter."))
    centre.save()
    return centre


@action
def add_room(*, centre: Centre, name: str, by: User, note: str = "") -> Room:
    room = Room(centre=centre, name=" ".join(name.split()), note=" ".join(note.split()))
    room.clean_fields(exclude=["organisation", "shared_with", "centre"])
    if Room.objects.filter(centre=centre, name=room.name).exists():
        raise ValidationError({"name": _("Der findes allerede et værelse med det navn.")})
    room.save()
    return room


@action
def take_out_of_service(*, room: Room, by: User, on: date | None = None, note: str = "") -> Room:
    """Nobody is given the room until it is back. Raises ValidationError while somebody has it."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    if RoomUse.objects.going().filter(room=room).exists():
        raise ValidationError(_("Der bor en borger på værelset. Giv borgeren et andet værelse først."))
    room.out_of_service_on, room.note = on or timezone.localdate(), " ".join(note.split())
    room.save()
    return room


@action
def put_back_in_service(*, room: Room, by: User) -> Room:
    room = Room.objects.select_for_update().get(pk=room.pk)
    room.out_of_service_on, room.note = None, ""
    room.save()
    return room


@action
def add_centre_person(
    *,
    centre: Centre,
    duty: str,
    name: str,
    by: User,
    phone: str = "",
    user: User | None = None,
    from_on: date | None = None,
) -> CentrePerson:
    person = CentrePerson(centre=centre, duty=duty, name=" ".join(name.split()), phone=phone.strip(), user=user)
    person.from_on = from_on or person.from_on
    person.clean_fields(exclude=["organisation", "shared_with", "centre", "user"])
    person.save()
    return person
