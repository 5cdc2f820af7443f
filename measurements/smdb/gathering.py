"""What a month's list is made of, in a fixed number of queries whatever the number of citizens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Organisation, Unit, User
from accounts.policy import Can, Scope, scope_of
from cases.models import Case, Citizen, Identification, TreatmentRequest
from cases.models.citizen import CitizenQuerySet
from measurements.report.scope import Scope as Whose
from measurements.smdb.courses import Joined, Treatment, Way, joined
from measurements.smdb.months import Month
from outreach.models import Enrolment
from outreach.pathway import OUTREACH

Outcome = TreatmentRequest.Outcome


@dataclass(frozen=True)
class Request:
    id: UUID
    requested_on: date
    ended_on: date | None
    outcome: str

    @property
    def started_on(self) -> date | None:
        return self.ended_on if self.outcome == Outcome.STARTED else None


@dataclass(frozen=True)
class Person:
    """A citizen as the list may tell of them. `cpr` is read for a file only, where the reader has the right to it."""

    id: UUID
    label: str
    name: str
    is_anonymous: bool
    has_cpr: bool
    may_name: bool
    gender: str
    home_municipality: str
    #: Newest course of the outreach, where an enrolment is written.
    case_id: UUID | None
    cpr: str = ""


#: Of whom nothing is told.
NOBODY = Person(UUID(int=0), "", "", True, False, False, "", "", None)


@dataclass
class Told:
    """Everything known of one person. `named_on`: the day somebody who was anonymous by law gave their name."""

    person: Person
    requests: list[Request] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)
    named_on: date | None = None

    @property
    def courses(self) -> list[Joined]:
        return joined(self.treatments)


def gather(
    organisation: Organisation, unit: Unit | None, month: Month, user: User | None, *, with_cpr: bool = False
) -> list[Told]:
    """Everybody of whom the month may have something to tell, by name. Four queries.

    `unit` None: the whole organisation. `user` None: a command that nobody stands behind, which gets no CPR number and
    no protected name.
    """
    citizens = _citizens(Whose(organisation, unit, month.first, month.last), user)
    people = {row.pk: Told(_person(row, user, with_cpr)) for row in _rows(citizens, user, with_cpr)}
    ids = citizens.order_by().values("pk")
    # Whoever was written between two of the queries comes with the next look.
    nobody = Told(NOBODY)
    requests = TreatmentRequest.objects.filter(citizen__in=ids).exclude(outcome=Outcome.MERGED)
    columns = ("citizen_id", "pk", "requested_on", "ended_on", "outcome")
    for citizen, *values in requests.order_by("requested_on", "pk").values_list(*columns):
        people.get(citizen, nobody).requests.append(Request(*values))
    for citizen, treatment in _treatments(ids):
        people.get(citizen, nobody).treatments.append(treatment)
    named = Identification.objects.filter(citizen__in=ids, was=Citizen.Identity.ANONYMOUS)
    for citizen, at in named.order_by("identified_at").values_list("citizen_id", "identified_at"):
        people.get(citizen, nobody).named_on = timezone.localdate(at)
    return list(people.values())


def _citizens(scope: Whose, user: User | None) -> CitizenQuerySet:
    """Of the organisation itself, never of one that shares a row with it."""
    rows: Any = Citizen.objects.all() if user is None else Citizen.objects.visible_to(user, may=Can.REPORT)
    days, (begin, end) = (scope.first, scope.last), scope.moments
    requests = TreatmentRequest.objects.filter(citizen=OuterRef("pk")).exclude(outcome=Outcome.MERGED)
    asked = requests.filter(Q(requested_on__range=days) | Q(ended_on__range=days, outcome=Outcome.STARTED))
    enrolled = Enrolment.objects.filter(case__citizen=OuterRef("pk"), enrolled_on__isnull=False)
    running = Q(period__closed_at=None) | Q(period__closed_at__gte=begin)
    treated = enrolled.filter(
        Q(enrolled_on__range=days)
        | Q(period__closed_at__gte=begin, period__closed_at__lt=end)
        | Q(substitution_on__lte=scope.last) & running
    )
    found: CitizenQuerySet = rows.filter(Exists(asked) | Exists(treated), merged_into=None, **scope.whose())
    return found


def _rows(citizens: CitizenQuerySet, user: User | None, with_cpr: bool) -> QuerySet:
    newest = Case.objects.filter(citizen=OuterRef("pk"), pathway=OUTREACH.key).order_by("-pk")
    rows = citizens.annotate(has_cpr=Q(cpr__isnull=False), outreach_case=Subquery(newest.values("pk")[:1]))
    columns = ["identity", "name", "gender", "home_municipality", "protected", *(["cpr"] if with_cpr else [])]
    if user is not None:
        rows = rows.labelled(user)
    return rows.only(*columns).order_by("sort_key", "pk")


def _person(row: Any, user: User | None, with_cpr: bool) -> Person:
    hidden = row.protected if user is None else row.name_hidden
    return Person(
        id=row.pk,
        label="" if user is None else row.shown,
        name="" if hidden else row.name,
        is_anonymous=row.identity == Citizen.Identity.ANONYMOUS,
        has_cpr=row.has_cpr,
        may_name=row.identity != Citizen.Identity.NAMED,
        gender=row.gender,
        home_municipality=row.home_municipality,
        case_id=row.outreach_case,
        cpr=(row.cpr or "") if with_cpr and not hidden and _may_know_cpr(user, row) else "",
    )


def _may_know_cpr(user: User | None, row: Any) -> bool:
    if user is None:
        return False
    scope = scope_of(user, Can.REVEAL_CPR)
    return scope >= Scope.UNIT or (scope == Scope.OWN and row.is_own)


def _treatments(ids: QuerySet) -> Iterator[tuple[UUID, Treatment]]:
    """(whose, treatment). Every enrolment of these citizens: a course that goes on began some time."""
    rows = Enrolment.objects.filter(case__citizen__in=ids, enrolled_on__isnull=False).order_by("pk")
    told = rows.annotate(offer_name=F("offer__name"), partner=F("offer__partner__name")).values_list(
        "case__citizen_id", "case_id", "period_id", "period__closed_at", "period__close_reason",
        "period__treatment_outcome__outcome", "pk", "enrolled_on", "offer_words", "offer_name", "partner", "therapist",
        "medical_asked_on", "substitution_on",
    )  # fmt: skip
    found: dict[UUID, list[Sequence[Any]]] = defaultdict(list)
    for row in told:
        found[row[2]].append(row)
    for period, group in found.items():
        citizen, case, _period, closed_at, reason, outcome = group[0][:6]
        ended_on = timezone.localdate(closed_at) if closed_at else None
        ways = tuple(_way(row) for row in group)
        yield citizen, Treatment(case, period, ways, ended_on, reason, outcome or "")


def _way(row: Sequence[Any]) -> Way:
    key, enrolled_on, words, name, partner, therapist, asked_on, substitution_on = row[6:]
    offer = words or (f"{name} ({partner})" if name else "")
    return Way(key, enrolled_on, offer, therapist, asked_on, substitution_on)
