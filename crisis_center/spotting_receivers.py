"""Whose a spotting is to take over: the mentor whom an agreement names, and who comes after. All in the database, so
that absences and new agreements count the moment they are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case as Switch
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import Membership, Unit, User
from accounts.policy import POLICY, Can, Role
from cases.models import Absence
from crisis_center.models import CentreAgreement
from crisis_center.spotting_terms import past_deputys, past_leaders

#: Roles that can take a spotting over.
WORKERS = [role.value for role, abilities in POLICY.items() if Can.WORK_PATHWAY in abilities]


@dataclass(frozen=True)
class Receiver:
    """Where a spotting lands. `name`: the mentor by name where an agreement names one, else the unit."""

    unit: Unit
    name: str


def receiver_for(user: User, on: date | None = None) -> Receiver | None:
    """The unit of the mentor named in an agreement in force, else of the deputy, of any social mentor, of a treatment
    centre's leader. None where nobody could take it over. One query."""
    day = on or timezone.localdate()
    organisation = user.membership.organisation_id
    agreed = CentreAgreement.objects.in_force(day).filter(organisation_id=organisation)
    working = Membership.objects.active(day).filter(
        organisation_id=organisation, unit__closed_on=None, unit__isnull=False, role__in=WORKERS
    )
    rank = Switch(
        When(Exists(agreed.filter(mentor=OuterRef("user"))), then=Value(0)),
        When(Exists(agreed.filter(deputy=OuterRef("user"))), then=Value(1)),
        When(role=Role.SOCIAL_MENTOR, then=Value(2)),
        When(role=Role.LEADER, unit__kind=Unit.Kind.TREATMENT_CENTRE, then=Value(3)),
        output_field=IntegerField(),
    )
    ranked = working.annotate(rank=rank).exclude(rank=None).select_related("unit", "user")
    first = ranked.order_by("rank", "from_on", "pk").first()
    if first is None or first.unit is None:
        return None
    return Receiver(first.unit, first.user.name if first.rank <= 1 else first.unit.name)


def turn_of(user: User, today: date, now: datetime) -> Q:
    """Spottings not taken over that it is the user's turn to look at: the mentor's at once, the deputy's after the
    first term, the leader's after the second. Whoever is away is passed over."""
    agreed = _agreed(user, today)
    turn = Q(Exists(agreed.filter(mentor=user)))
    turn |= Q(Exists(agreed.filter(deputy=user))) & past_deputys(now)
    turn |= Q(Exists(agreed.filter(~_present("mentor", today), deputy=user)))
    role = user.membership.role if user.membership else ""
    if role == Role.SOCIAL_MENTOR:
        turn |= Q(~Exists(agreed.filter(_present("mentor", today) | _present("deputy", today))))
    if role == Role.LEADER:
        turn |= leaders_turn(user, today, now)
    return turn


def leaders_turn(user: User, today: date, now: datetime) -> Q:
    """In the leader's own unit: after the second term, after the first where nobody stands in, at once where nobody is
    there at all."""
    agreed = _agreed(user, today)
    mentors = _at_work(today).filter(organisation_id=OuterRef("organisation_id"), role=Role.SOCIAL_MENTOR)
    no_deputy = Q(~Exists(agreed.filter(_present("deputy", today))))
    nobody = no_deputy & Q(~Exists(agreed.filter(_present("mentor", today)))) & Q(~Exists(mentors))
    late = past_leaders(now) | no_deputy & past_deputys(now) | nobody
    return Q(unit_id=user.membership.unit_id) & late


def taker_is_away(today: date) -> Q:
    """Spottings whose taker is on leave, or works here no more."""
    working = _at_work(today).filter(user=OuterRef("taken_by"), organisation_id=OuterRef("organisation_id"))
    return Q(taken_at__isnull=False) & Q(~Exists(working))


def _agreed(user: User, today: date) -> QuerySet:
    """Agreements in force; the spotting is of the same organisation, as its reader is."""
    organisation_id = user.membership.organisation_id
    return CentreAgreement.objects.in_force(today).filter(organisation_id=organisation_id)


def _present(named: str, today: date) -> Q:
    working = _at_work(today).filter(user=OuterRef(named), organisation_id=OuterRef("organisation_id"))
    return Q(Exists(working))


def _at_work(today: date) -> QuerySet:
    away = Absence.objects.current(today).filter(user=OuterRef("user"), organisation_id=OuterRef("organisation_id"))
    return Membership.objects.active(today).filter(~Exists(away), role__in=WORKERS)
