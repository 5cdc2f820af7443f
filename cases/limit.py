"""How much a team carries against the organisation's limit: courses per worker, as the average of the team.

"Caseload must not exceed 15 as an average per outreach worker in the team" (S2 p. 15, 65): the team's average, no cap
on a person. What everybody in the team carries is shared among its outreach workers; where there are none, among those
who carry. The unit's workers without a team are one group. A cover is carried by the one who is away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, User
from accounts.policy import Role
from cases.models import Assignment, Case
from cases.workers import ROLES

#: Nobody's group: the workers of the unit who are in no team.
NO_TEAM = None


@dataclass(frozen=True)
class Carrier:
    """Somebody who works in the unit, and what they carry."""

    id: UUID
    name: str
    team_id: UUID | None
    is_outreach: bool
    courses: int = 0
    weight: Decimal = Decimal(0)

    @property
    def counts(self) -> bool:
        """Whether a team with this person in it has an average to show."""
        return self.is_outreach or self.courses > 0


@dataclass(frozen=True)
class Move:
    """One course from one to another; `giver` None where nobody of the unit had it."""

    giver: UUID | None
    to: UUID
    weight: Decimal = Decimal(1)


@dataclass(frozen=True)
class Load:
    """What everybody in a unit carries, today or after some moves."""

    limit: int
    warn_from: int
    carriers: Mapping[UUID, Carrier] = field(default_factory=dict)
    #: team id -> name
    teams: Mapping[UUID | None, str] = field(default_factory=dict)

    def team_of(self, user_id: UUID) -> UUID | None:
        return self.carriers[user_id].team_id if user_id in self.carriers else NO_TEAM

    def team_name(self, team_id: UUID | None) -> str:
        return self.teams.get(team_id) or _("Medarbejdere uden team")

    def average(self, team_id: UUID | None) -> Decimal:
        """What the team carries for each of its outreach workers, to one decimal; 0 where nobody carries.

        A course that a social mentor takes is carried by the team all the same: it never makes the average smaller.
        """
        people = [one for one in self.carriers.values() if one.team_id == team_id]
        carried = sum((one.weight for one in people), Decimal(0))
        workers = sum(one.is_outreach for one in people) or sum(one.courses > 0 for one in people)
        return round(carried / workers, 1) if workers else Decimal(0)

    def is_near(self, team_id: UUID | None) -> bool:
        return self.average(team_id) >= self.warn_from

    def is_over(self, team_id: UUID | None) -> bool:
        return self.average(team_id) > self.limit

    def moved(self, moves: Iterable[Move]) -> Load:
        """The load as it would be after these moves."""
        after = dict(self.carriers)
        for move in moves:
            for user_id, sign in ((move.giver, -1), (move.to, 1)):
                if user_id in after:
                    one = after[user_id]
                    after[user_id] = replace(
                        one, courses=max(one.courses + sign, 0), weight=max(one.weight + sign * move.weight, Decimal(0))
                    )
        return replace(self, carriers=after)

    def pushed_over(self, after: Load) -> list[UUID | None]:
        """Teams that `after` has over the limit and higher than they are."""
        return [team for team in after.teams if after.is_over(team) and after.average(team) > self.average(team)]

    def words(self, team_id: UUID | None) -> str:
        """ "Team Nord: 14,5 forløb pr. medarbejder i snit, grænsen er 15"."""
        return _("%(team)s: %(average)s forløb pr. medarbejder i snit, grænsen er %(limit)s") % {
            "team": self.team_name(team_id),
            "average": figure(self.average(team_id)),
            "limit": self.limit,
        }


def load_of(unit_id: UUID | None, organisation: Organisation, today: date | None = None) -> Load:
    """What the unit's workers carry today. Two queries."""
    day = today or timezone.localdate()
    carriers: dict[UUID, Carrier] = {}
    teams: dict[UUID | None, str] = {}
    working = Membership.objects.active(day).filter(unit_id=unit_id, role__in=ROLES).order_by("from_on", "pk")
    for user_id, name, team_id, team, role in working.values_list(
        "user_id", "user__name", "team_id", "team__name", "role"
    ):
        known = carriers.get(user_id)
        is_outreach = role == Role.OUTREACH_WORKER or bool(known and known.is_outreach)
        team_id = team_id or (known.team_id if known else None)
        carriers[user_id] = Carrier(user_id, name, team_id, is_outreach)
        teams.setdefault(team_id, team or "")
    for user_id, courses, weight in _carried(unit_id, organisation, day):
        if user_id in carriers:
            carriers[user_id] = replace(carriers[user_id], courses=courses, weight=Decimal(weight))
    return Load(organisation.caseload_limit, organisation.caseload_warn_from, carriers, teams)


def _carried(unit_id: UUID | None, organisation: Organisation, day: date) -> Iterable[tuple[UUID, int, Decimal]]:
    """(contact person, open courses, their weight) in the unit."""
    holds = Q(assignments__to_on=None) | Q(assignments__to_on__gt=day)
    rows = Case.objects.filter(unit_id=unit_id, periods__closed_at=None, periods__isnull=False).filter(
        holds, assignments__kind=Assignment.Kind.CONTACT_PERSON, assignments__from_on__lte=day
    )
    weighed = rows.with_weight(organisation, day).order_by().annotate(carrier=F("assignments__user_id"))
    return weighed.values("carrier").annotate(n=Count("*"), w=Sum("weight")).values_list("carrier", "n", "w")


def weights_of(case_ids: Iterable[UUID], organisation: Organisation) -> dict[UUID, Decimal]:
    """What these courses weigh today. One query."""
    rows = Case.objects.filter(pk__in=list(case_ids)).with_weight(organisation).values_list("pk", "weight")
    return {pk: Decimal(weight) for pk, weight in rows}


def moves_of(gives: Sequence[tuple[Case, UUID]], givers: Mapping[UUID, UUID | None]) -> list[Move]:
    """What giving each course to this person does to the load; `givers`: course -> who has it. One query."""
    if not gives:
        return []
    weights = weights_of([case.pk for case, _to in gives], gives[0][0].organisation)
    return [Move(givers.get(case.pk), to, weights[case.pk]) for case, to in gives]


def require_reason(before: Load, after: Load, reason: str) -> str:
    """The reason to keep with what is given: "" within the limit.

    Raises ValidationError at `over_limit_reason` when a team is pushed over the limit and no reason was given.
    """
    over = before.pushed_over(after)
    if not over:
        return ""
    if not reason.strip():
        figures = ". ".join(after.words(team) for team in over)
        text = _("%(figures)s. Skriv kort, hvorfor det er i orden.") % {"figures": figures}
        raise ValidationError({"over_limit_reason": text})
    return " ".join(reason.split())


def reason_for(*, case: Case, to: User, giver_id: UUID | None, reason: str) -> str:
    """`require_reason` for one course that `to` becomes contact person of. Three queries."""
    organisation = case.organisation
    before = load_of(case.unit_id, organisation)
    weight = weights_of([case.pk], organisation).get(case.pk, Decimal(1))
    return require_reason(before, before.moved([Move(giver_id, to.pk, weight)]), reason)


def figure(number: Decimal) -> str:
    """ "14,5", "15"."""
    return number_format(number, 0 if number == number.to_integral_value() else 1)
