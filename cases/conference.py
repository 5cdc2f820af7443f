"""The list for the conference: what is to be taken up, and what was decided, ready to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.caseload import CitizenRow
from cases.dates import ago, local_day, near_day, short_day
from cases.models import Assignment, ConferencePoint
from cases.timeline import Key

PAGE = 30

_COLUMNS = (
    "pk", "what", "raised_at", "raised_by__name", "citizen_id", "decision", "decided_at", "decided_by__name",
    "task_id", "task__owner__name", "task__due_on", "task__done_at", "person",
)  # fmt: skip


@dataclass(frozen=True)
class PointRow:
    id: UUID
    what: str
    raised_at: datetime
    raised_by: str
    citizen_id: UUID | None
    decision: str
    decided_at: datetime | None
    decided_by: str | None
    task_id: UUID | None
    responsible: str | None
    due_on: date | None
    done_at: datetime | None
    contact_person: str | None

    @property
    def key(self) -> Key:
        """Where the next page begins."""
        return Key(self.decided_at or self.raised_at, self.id)


@dataclass(frozen=True)
class PointLine:
    """One point as the page shows it."""

    id: UUID
    what: str
    citizen: str
    citizen_url: str
    #: What one wants to know about the citizen when the point comes up.
    about: str
    raised: str
    decision: str
    decided: str
    task_url: str
    task: str
    decide_url: str
    reopen_url: str


def points(user: User, chosen: str) -> QuerySet:
    """The visible points of the user's unit: `team` (one's own), `enhed`, or `besluttet`."""
    found = ConferencePoint.objects.visible_to(user).filter(unit_id=user.membership.unit_id)
    if chosen == "besluttet":
        return found.filter(decided_at__isnull=False)
    if chosen == "team":
        found = found.filter(team_id=user.membership.team_id)
    return found.open()


def point_rows(found: QuerySet, key: Key | None = None, *, newest_first: bool = False) -> list[PointRow]:
    """A page of them and one more: open ones oldest first, decided ones newest first. One query."""
    moment = "decided_at" if newest_first else "raised_at"
    if key:
        beyond = "lt" if newest_first else "gt"
        same = Q(**{moment: key.at, f"pk__{beyond}": key.id})
        found = found.filter(Q(**{f"{moment}__{beyond}": key.at}) | same)
    carried = Assignment.objects.current().filter(
        case__citizen=OuterRef("citizen"), kind=Assignment.Kind.CONTACT_PERSON
    )
    rows = found.annotate(person=Subquery(carried.order_by("from_on").values("user__name")[:1]))
    order = (f"-{moment}", "-pk") if newest_first else (moment, "pk")
    return [PointRow(*row) for row in rows.order_by(*order).values_list(*_COLUMNS)[: PAGE + 1]]


def point_lines(rows: Iterable[PointRow], citizens: Mapping[UUID, CitizenRow]) -> list[PointLine]:
    return [_line(row, citizens.get(row.citizen_id) if row.citizen_id else None) for row in rows]


def _line(row: PointRow, citizen: CitizenRow | None) -> PointLine:
    today = timezone.localdate()
    about = []
    if citizen:
        person = _("Kontaktperson: %(who)s") % {"who": row.contact_person} if row.contact_person else ""
        talked = _("talt med %(ago)s") % {"ago": ago(citizen.talked_on, today)} if citizen.talked_on else ""
        about = [part for part in (person or _("Ingen kontaktperson"), talked) if part]
    words = {"who": row.raised_by, "day": near_day(local_day(row.raised_at) or today, today)}
    decided = ""
    if row.decided_at:
        decided = _("%(who)s, %(day)s") % {
            "who": row.decided_by,
            "day": short_day(local_day(row.decided_at) or today, today),
        }
    return PointLine(
        id=row.id,
        what=row.what,
        citizen=citizen.label if citizen else "",
        citizen_url=reverse("cases:citizen", args=[citizen.id]) if citizen else "",
        about=" · ".join(about),
        raised=_("Skrevet på af %(who)s %(day)s") % words,
        decision=row.decision,
        decided=decided,
        task_url=reverse("cases:task", args=[row.task_id]) if row.task_id else "",
        task=_task(row),
        decide_url=reverse("cases:conference_decide", args=[row.id]),
        reopen_url=reverse("cases:conference_reopen", args=[row.id]),
    )


def _task(row: PointRow) -> str:
    if row.due_on is None:
        return ""
    words = {"who": row.responsible, "day": short_day(row.due_on)}
    return _("%(who)s har gjort det") % words if row.done_at else _("%(who)s, senest %(day)s") % words
