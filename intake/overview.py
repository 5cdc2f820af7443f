"""What the leader's view counts: who came to the unit in a period, and how it went on, in eight queries.

Nobody is counted by who received them: the hours are the teams', everything else is the unit's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Assignment, Attendance, ChosenBlock, Handover, TreatmentRequest
from cases.models.task import GUARANTEE_DAYS
from intake.models import Enquiry
from intake.models.enquiry import RECEPTION_DAYS
from measurements.report.scope import Scope
from measurements.standard.monitored import HALF, Monitored, gather
from measurements.weeks import team_hours


class Helped(models.TextChoices):
    """How long whoever came waited for the first help."""

    #: Helped in the moment they came, as on the street: nobody waited.
    AT_ONCE = "med-det-samme", _("Med det samme")
    DAY = "et-doegn", _("Inden for et døgn")
    THREE = "tre-doegn", _("Inden for tre døgn")
    LATER = "senere", _("Senere")
    NOT_YET = "ikke-endnu", _("Ingen hjælp skrevet endnu")


class Treated(models.TextChoices):
    """How long whoever asked for treatment waited since they came."""

    HALF = "dag-0-7", _("Begyndt dag 0–7")
    IN_TIME = "dag-8-14", _("Begyndt dag 8–14")
    LATE = "efter-dag-14", _("Begyndt efter dag 14")
    WAITS = "venter", _("Venter endnu")
    ELSE = "andet", _("Andet tilbud, eller borgeren ønskede det ikke mere")


class Stayed(models.TextChoices):
    IN_TIME = "overholdt", _("Videre inden for tre dage")
    LONGER = "ikke-overholdt", _("Længere end tre dage")


class Received(models.TextChoices):
    CONFIRMED = "bekraeftet", _("Modtageren har sagt ja")
    WAITS = "venter", _("Afventer modtagerens svar")
    LOST = "tabt", _("Sluttet uden stabil kontakt")


class Used(models.TextChoices):
    CAME = "kom", _("Begyndt, og borgeren er kommet")
    BEGUN = "begyndt", _("Begyndt, intet fremmøde skrevet")
    AHEAD = "foran", _("Ikke begyndt endnu")
    GIVEN_UP = "opgivet", _("Opgivet eller afslået, før det begyndte")


@dataclass(frozen=True)
class Came:
    """`treated`: None where they did not ask for treatment. `left_on`: the day somebody else followed, or it ended."""

    id: UUID
    citizen_id: UUID | None
    door: str
    is_self: bool
    came_at: datetime
    helped: Helped
    #: How long they waited for the first help; None where none is written, or was waited for.
    hours: int | None
    treated: Treated | None
    #: Until treatment began.
    days: int | None
    left_on: date | None

    def stayed(self, now: datetime) -> Stayed | None:
        """None while the three days run, and of those who do not ask for themselves."""
        last = self.came_at + timedelta(days=RECEPTION_DAYS)
        if not self.is_self:
            return None
        if self.left_on and self.left_on <= timezone.localdate(last):
            return Stayed.IN_TIME
        return Stayed.LONGER if last < now else None


@dataclass(frozen=True)
class Brought:
    """One handover."""

    id: UUID
    citizen_id: UUID
    begun_on: date
    confirmed_on: date | None
    ended_on: date | None

    @property
    def received(self) -> Received:
        if self.ended_on:
            return Received.LOST
        return Received.CONFIRMED if self.confirmed_on else Received.WAITS


@dataclass(frozen=True)
class Choice:
    """One chosen offer of a citizen's own plan."""

    id: UUID
    citizen_id: UUID
    chosen_on: date
    used: Used


@dataclass(frozen=True)
class Overview:
    """`attended`: (citizen, how) of each day of attendance. `hours`: (team, quarters of an hour by activity)."""

    now: datetime
    came: list[Came]
    brought: list[Brought]
    choices: list[Choice]
    attended: list[tuple[UUID, str]]
    hours: list[tuple[str, Counter[str]]]
    standard: Monitored


def read_overview(user: User, first: date, last: date, now: datetime) -> Overview:
    """Of the unit in which the user acts; both days included. Whoever reads it has asked the policy."""
    assert user.membership is not None
    today = timezone.localdate(now)
    scope = Scope(user.membership.organisation, user.membership.unit, first, last)
    return Overview(
        now,
        list(came_to(scope)),
        list(_brought(scope)),
        list(_choices(scope, today)),
        list(_attended(scope)),
        team_hours(user, first, last),
        gather(scope, today),
    )


def came_to(scope: Scope, written_before: datetime | None = None) -> Iterator[Came]:
    """The newest first. One query."""
    since, before = scope.moments
    followed = Assignment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=OuterRef("came_at__date")),
        kind=Assignment.Kind.CONTACT_PERSON,
        case__citizen=OuterRef("citizen"),
    )
    first_follower = followed.order_by().values("case__citizen").annotate(first=Min("from_on")).values("first")
    rows = Enquiry.objects.with_end().filter(came_at__gte=since, came_at__lt=before, **scope.whose())
    if written_before:
        rows = rows.filter(noted_at__lt=written_before)
    told = rows.annotate(follower_from=Subquery(first_follower[:1])).order_by("-came_at", "-pk")
    for row in told.values_list(
        "pk", "citizen_id", "door", "asker", "came_at", "first_help_at", "request_id", "request__outcome",
        "request__ended_on", "ended_day", "follower_from", "handover__begun_on", "handover__ended_on", named=True,
    ):  # fmt: skip
        came_on = timezone.localdate(row.came_at)
        begun_on = row.request__ended_on if row.request__outcome == TreatmentRequest.Outcome.STARTED else None
        days = max(0, (begun_on - came_on).days) if begun_on else None
        handed_on = row.handover__begun_on if row.handover__ended_on is None else None
        left = [day for day in (row.ended_day, row.follower_from, handed_on) if day]
        help_after = row.first_help_at - row.came_at if row.first_help_at else None
        yield Came(
            row.pk,
            row.citizen_id,
            row.door,
            row.asker == Enquiry.Asker.SELF,
            row.came_at,
            _helped(help_after),
            help_after // timedelta(hours=1) if help_after else None,
            _treated(days, row.request__ended_on) if row.request_id else None,
            days,
            min(left, default=None),
        )


def _helped(after: timedelta | None) -> Helped:
    if after is None:
        return Helped.NOT_YET
    if not after:
        return Helped.AT_ONCE
    if after < timedelta(days=1):
        return Helped.DAY
    return Helped.THREE if after < timedelta(days=RECEPTION_DAYS) else Helped.LATER


def _treated(days: int | None, ended_on: date | None) -> Treated:
    if days is None:
        return Treated.ELSE if ended_on else Treated.WAITS
    return Treated.HALF if days <= HALF else Treated.IN_TIME if days <= GUARANTEE_DAYS else Treated.LATE


def _brought(scope: Scope) -> Iterator[Brought]:
    rows = Handover.objects.filter(
        begun_on__range=(scope.first, scope.last), citizen__merged_into=None, **scope.whose("citizen__")
    )
    for told in rows.order_by("-begun_on", "-pk").values_list(
        "pk", "citizen_id", "begun_on", "confirmed_on", "ended_on"
    ):
        yield Brought(*told)


def _choices(scope: Scope, today: date) -> Iterator[Choice]:
    came = Attendance.objects.filter(chosen=OuterRef("pk"), how=Attendance.How.CAME)
    rows = ChosenBlock.objects.filter(
        chosen_on__range=(scope.first, scope.last), citizen__merged_into=None, **scope.whose("citizen__")
    ).annotate(has_come=Exists(came))
    columns = ("pk", "citizen_id", "chosen_on", "from_on", "to_on", "granted", "has_come")
    for row in rows.order_by("-chosen_on", "-pk").values_list(*columns, named=True):
        yield Choice(row.pk, row.citizen_id, row.chosen_on, _used(row, today))


def _used(row: Any, today: date) -> Used:
    if row.has_come:
        return Used.CAME
    if row.from_on and row.from_on <= today:
        return Used.BEGUN
    over = row.granted is False or (row.to_on is not None and row.to_on < today)
    return Used.GIVEN_UP if over else Used.AHEAD


def _attended(scope: Scope) -> Iterator[tuple[UUID, str]]:
    rows = Attendance.objects.filter(
        held_on__range=(scope.first, scope.last),
        chosen__citizen__merged_into=None,
        **scope.whose("chosen__citizen__"),
    )
    yield from rows.order_by("-held_on", "-pk").values_list("chosen__citizen_id", "how")
