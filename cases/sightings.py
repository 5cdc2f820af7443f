"""What a spotter saw must land where somebody can act on it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from accounts.models import Membership, Unit, User
from accounts.policy import POLICY, Can
from cases.models import Contact
from cases.models.contact import ContactQuerySet
from directory.models import Place

#: Roles that write contacts, and so can act on a sighting.
WORKERS = [role.value for role, abilities in POLICY.items() if Can.LOG_CONTACT in abilities]


def receiving_units(user: User) -> list[Unit]:
    """The spotter's own unit when workers are there; else the organisation's treatment centres with workers.

    A drop-in centre or a voluntary organisation has none. Empty when nobody in the organisation could act. One query.
    """
    workers = Membership.objects.active().filter(unit=OuterRef("pk"), role__in=WORKERS)
    manned = list(
        Unit.objects.filter(organisation_id=user.membership.organisation_id, closed_on=None).filter(Exists(workers))
    )
    own = [unit for unit in manned if unit.pk == user.membership.unit_id]
    centres = [unit for unit in manned if unit.kind == Unit.Kind.TREATMENT_CENTRE]
    return own or centres or manned


def places_to_tell(units: list[Unit]) -> dict:
    """The receiving units' places by name, for somebody who may look nothing else up. Never a home: it names people."""
    places = Place.objects.in_use().filter(unit__in=units).exclude(kind=Place.Kind.HOME)
    return {place.pk: place for place in places.order_by("name", "area")}


def sightings_of(user: User) -> ContactQuerySet:
    """What the user has reported."""
    return Contact.objects.visible_to(user, may=Can.REPORT_SIGHTING).filter(author=user)
