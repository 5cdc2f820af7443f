"""A centre of another organisation or of the own one, and citizens on their way through it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.actions.units import add_unit, found_organisation
from accounts.models import Organisation, Unit, User
from accounts.policy import Role
from cases.actions.case import open_case
from cases.actions.consent import give_consent
from cases.models import Case, Citizen, Consent
from crisis_center.actions.centre import add_room, open_centre
from crisis_center.actions.referral import decide, grant, refer
from crisis_center.actions.stay import admit
from crisis_center.models import Centre, CentreReferral, Room, Stay
from tests.cast import acting, token
from tests.staff import hired


@dataclass
class House:
    """A centre with the people who work there."""

    centre: Centre
    worker: User
    health: User
    leader: User
    rooms: list[Room]


def operator_of(founder: User, name: str = "Fonden Åhuset") -> Organisation:
    return found_organisation(name=name, kind="operator", municipality_code="", by=founder)


def opened(unit: Unit, *, by: User, legal_basis: str = "sel_110", rooms: int = 2) -> House:
    """The unit as a centre with a worker, health staff, a leader and some rooms."""
    names = {"worker": Role.CENTRE_STAFF, "health": Role.HEALTH_STAFF, "leader": Role.LEADER}
    people = {
        # Two houses have people of their own.
        key: hired(f"{key.title()} {legal_basis[-3:]} {unit.name.split()[-1]}", role, unit=unit, by=by)
        for key, role in names.items()
    }
    with acting(people["leader"]) as leader:
        centre = open_centre(unit=unit, legal_basis=legal_basis, kind="private", phone="66112233", by=leader)
        made = [add_room(centre=centre, name=str(number), by=leader) for number in range(1, rooms + 1)]
    return House(centre=centre, rooms=made, **people)


def house_of(founder: User, organisation: Organisation | None = None, **options: Any) -> House:
    """A centre of an operator of its own, unless it is the organisation's."""
    operator = organisation or operator_of(founder)
    unit = add_unit(organisation=operator, name="Akutkrisecenter Åhuset", kind="crisis_centre", by=founder)
    return opened(unit, by=founder, **options)


def consented(citizen: Citizen, *, by: User, to: str = "Akutkrisecenter Åhuset") -> Consent:
    today = timezone.localdate()
    return give_consent(
        citizen=citizen, direction="both", kinds=["health", "housing"], purpose="Ophold på akutkrisecenter",
        other_kind="other", other_name=to, given_on=today - timedelta(days=10),
        to_on=today + timedelta(days=90), given_how="oral", given_to=by, consequences_told=True, by=by,
    )  # fmt: skip


def crisis_course(citizen: Citizen, *, by: User) -> Case:
    begun = timezone.now() - timedelta(days=12)
    return open_case(
        citizen=citizen, unit=citizen.unit, pathway="crisis", contact_person=by, at=begun,
        over_limit_reason="Mange i huset", by=by,
    )  # fmt: skip


def referred(citizen: Citizen, centre: Centre, *, by: User, days_ago: int = 9, **told: Any) -> CentreReferral:
    """`by` acts, in the citizen's organisation."""
    case = Case.objects.filter(citizen=citizen, pathway="crisis").first() or crisis_course(citizen, by=by)
    values = {"called": "Bodil fra kajen", "why": token("citizen", "situation"), "home_contact": str(by)} | told
    at = timezone.now() - timedelta(days=days_ago)
    consent = consented(citizen, by=by, to=str(centre))
    return refer(case=case, centre=centre, consent=consent, at=at, by=by, **values)


def agreed(citizen: Citizen, house: House, *, by: User, **told: Any) -> CentreReferral:
    """Asked by `by` and agreed to by the centre's leader (and the municipality, where the law says so)."""
    with acting(by) as mentor:
        row = referred(citizen, house.centre, by=mentor, **told)
        if not house.centre.leader_decides:
            grant(referral=row, granted=True, at=row.asked_at, by=mentor)
    with acting(house.leader) as leader:
        return decide(referral=row, accepted=True, at=row.asked_at + timedelta(hours=2), by=leader)


def arrived(citizen: Citizen, house: House, *, by: User, room: int | None = 0, **told: Any) -> Stay:
    """In the house since a day after the question; `room`: number in `house.rooms`, None for none yet."""
    row = agreed(citizen, house, by=by, **told)
    with acting(house.worker) as worker:
        given = house.rooms[room] if room is not None else None
        return admit(referral=row, room=given, at=row.asked_at + timedelta(days=1), by=worker)
