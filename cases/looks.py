"""*Opslag*: who looked at whom, in words. Staff only; the citizen's own extract names no staff (C-579/21)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Unit, User
from accounts.policy import Can, Role, Scope, scope_of
from audit.models import AccessLog
from cases.access import citizens_for
from cases.dates import moment_in
from cases.names import reference
from cases.page_names import page_name

PAGE = 50

Action = AccessLog.Action


@dataclass(frozen=True)
class Look:
    at: datetime
    who: str
    #: Role and unit at the time of the look.
    role: str
    action: str
    page: str
    purpose: str
    count: int | None
    citizen_id: UUID | None
    #: Label or reference of the citizen, by what the reader may see; empty when the look was at nobody in particular.
    citizen: str


@dataclass(frozen=True)
class LooksPage:
    looks: list[Look]
    older: str
    #: Citizens who stand there by their label: showing it is a look, too.
    labelled: frozenset[UUID]


def looks_within(user: User) -> QuerySet[AccessLog]:
    """The look-ups of the organisation (DPO) or of the unit's people (leader)."""
    scope = scope_of(user, Can.SEE_ACCESS_LOG)
    rows = AccessLog.objects.filter(organisation_id=user.membership.organisation_id)
    if scope == Scope.ORGANISATION:
        return rows
    return rows.filter(unit_id=user.membership.unit_id) if scope >= Scope.UNIT else rows.none()


def looks_at(citizen_ids: Collection[UUID], user: User) -> QuerySet[AccessLog]:
    """Every look at one citizen, by whichever record: the caller has loaded the citizen for this user."""
    return AccessLog.objects.filter(organisation_id=user.membership.organisation_id, citizen_id__in=citizen_ids)


def filtered(
    rows: QuerySet[AccessLog],
    *,
    person: UUID | None = None,
    day: date | None = None,
    action: str = "",
    with_purpose: bool = False,
) -> QuerySet[AccessLog]:
    if person:
        rows = rows.filter(user_id=person)
    if day:
        rows = rows.filter(at__date=day)
    if action:
        rows = rows.filter(action=action)
    return rows.exclude(purpose="") if with_purpose else rows


def page_of(rows: QuerySet[AccessLog], user: User, before: str = "", limit: int = PAGE) -> LooksPage:
    """One page by key, newest first. Five queries at most."""
    at, number = _read(before)
    if at:
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=number))
    found = list(rows.order_by("-at", "-id")[: limit + 1])
    shown = found[:limit]
    people = dict(User.objects.filter(pk__in={row.user_id for row in shown}).values_list("pk", "name"))
    units = dict(Unit.objects.filter(pk__in={row.unit_id for row in shown if row.unit_id}).values_list("pk", "name"))
    labels = citizens_for(user, list({row.citizen_id for row in shown if row.citizen_id}))
    older = f"{shown[-1].at.isoformat()}_{shown[-1].pk}" if len(found) > limit else ""
    return LooksPage([_look(row, people, units, labels) for row in shown], older, frozenset(labels))


def _look(row: AccessLog, people: dict[UUID, str], units: dict[UUID, str], labels: dict[UUID, str]) -> Look:
    role = str(dict(Role.choices).get(row.role, row.role))
    unit = units.get(row.unit_id, "") if row.unit_id else ""
    citizen = labels.get(row.citizen_id) or reference(row.citizen_id) if row.citizen_id else ""
    return Look(
        at=row.at,
        who=people.get(row.user_id, reference(row.user_id)),
        role=", ".join(part for part in (role, unit) if part),
        action=row.get_action_display(),
        page=page_name(row.view_name),
        purpose=row.purpose,
        count=row.count,
        citizen_id=row.citizen_id,
        citizen=citizen,
    )


def _read(key: str) -> tuple[datetime | None, int]:
    at, _separator, number = key.rpartition("_")
    moment = moment_in(at)
    return (moment, int(number)) if moment and number.isdecimal() and len(number) < 20 else (None, 0)
