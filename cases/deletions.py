"""*Sletninger*: what the nightly deletion of descriptions did, for those who watch over it. References, never names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.policy import Can, Scope, scope_of
from audit.models import JobReport, Tracked
from cases.clearing import Clearing, all_clearings
from cases.dates import moment_in
from cases.forgetting import JOB
from cases.models import Citizen
from cases.names import reference
from cases.strangers import Strangers, all_strangers

PAGE = 25
#: References of one line: beyond that they are counted.
NAMED = 60


@dataclass(frozen=True)
class Deletion:
    """One night in one unit."""

    at: datetime
    unit: str
    citizens: int
    #: (what, how many rows): about strangers, and what was kept until a day and no longer
    others: list[tuple[str, int]]
    #: Of the run: its history rows and redactions bear it.
    run: str
    #: (what, references)
    rows: list[tuple[str, str]]


@dataclass(frozen=True)
class Run:
    """The last run, in all units the reader watches over."""

    at: datetime
    looked_at: int
    deleted: int
    soon: int
    failed: int


@dataclass(frozen=True)
class DeletionsPage:
    lines: list[Deletion]
    last: Run | None
    older: str


def may_see(user: User) -> bool:
    """Leader and data protection officer, and the administrator who sets the deadline."""
    return _scope(user) >= Scope.UNIT


def deletions_of(user: User, before: str = "") -> DeletionsPage:
    """One page by key, the newest first. Three queries."""
    reports = _reports(user)
    rows = reports.exclude(rows={})
    at, number = _read(before)
    if at:
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=number))
    found = list(rows.order_by("-at", "-pk")[: PAGE + 1])
    shown = found[:PAGE]
    units = dict(Unit.objects.filter(organisation=user.membership.organisation_id).values_list("pk", "name"))
    older = f"{shown[-1].at.isoformat()}_{shown[-1].pk}" if len(found) > PAGE else ""
    return DeletionsPage([_deletion(row, units) for row in shown], _last(reports), older)


def _scope(user: User) -> Scope:
    return max(scope_of(user, ability) for ability in (Can.SEE_ACCESS_LOG, Can.SET_CASELOAD))


def _reports(user: User) -> QuerySet[JobReport]:
    rows = JobReport.objects.filter(organisation_id=user.membership.organisation_id, job=JOB)
    return rows if _scope(user) == Scope.ORGANISATION else rows.filter(unit_id=user.membership.unit_id)


def _last(reports: QuerySet[JobReport]) -> Run | None:
    newest = reports.order_by("-at", "-pk").values("request_id")[:1]
    told = list(reports.filter(request_id__in=newest).order_by("-at", "-pk").values_list("at", "counts"))
    if not told:
        return None
    total: dict[str, int] = {}
    for _at, counts in told:
        for name, count in counts.items():
            total[name] = total.get(name, 0) + count
    deleted = total["citizens"] + sum(total.get(kind.key, 0) for kind in _others())
    return Run(told[0][0], total["looked_at"], deleted, total["soon"], total["failed"])


def _others() -> list[Strangers | Clearing]:
    return [*all_strangers(), *all_clearings()]


def _deletion(row: Any, units: dict[UUID, str]) -> Deletion:
    others = _others()
    kinds: list[tuple[type[Tracked], str]] = [
        (Citizen, _("Borgere")),
        *((kind.model, str(kind.model._meta.verbose_name_plural)) for kind in others),
    ]
    told = [(label[:1].upper() + label[1:], row.rows.get(model._meta.label, ())) for model, label in kinds]
    return Deletion(
        row.at,
        units.get(row.unit_id, ""),
        row.counts["citizens"],
        # What was counted before a room registered its own says nothing of it.
        [(str(kind.label), row.counts.get(kind.key, 0)) for kind in others],
        row.request_id[:8].upper(),
        [(label, _references(keys)) for label, keys in told if keys],
    )


def _references(keys: list[str]) -> str:
    named = ", ".join(reference(UUID(key)) for key in keys[:NAMED])
    more = len(keys) - NAMED
    return _("%(named)s og %(more)s til") % {"named": named, "more": more} if more > 0 else named


def _read(key: str) -> tuple[datetime | None, int]:
    at, _separator, number = key.rpartition("_")
    moment = moment_in(at)
    return (moment, int(number)) if moment and number.isdecimal() and len(number) < 20 else (None, 0)
