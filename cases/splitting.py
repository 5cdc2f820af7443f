"""Choosing what was written on the wrong person: a page of the contacts at a time, and the tasks that stand alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case as Switch
from django.db.models import F, Q, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import at_clock, short_day
from cases.models import ChosenBlock, Citizen, Contact, Evaluation, FormalPlan, Goal, GoodThing, Task
from cases.timeline import Key

PAGE = 25
TASKS = 30
#: So much of a note tells what it is about.
EXCERPT = 160
#: So many can be moved in one act: beyond that, two records are one person.
MOST = 300


@dataclass(frozen=True)
class Line:
    """A row one can choose."""

    id: UUID
    title: str
    meta: str
    text: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Choice:
    """The contacts chosen so far first, then a page of the others; tasks that no contact brought."""

    contacts: list[Line] = field(default_factory=list)
    tasks: list[Line] = field(default_factory=list)
    #: Key of the next, older page; None on the last.
    older: Key | None = None


@dataclass(frozen=True)
class Page:
    """Which contacts are wanted: older than a key, between two days."""

    before: Key | None = None
    first: date | None = None
    last: date | None = None

    def narrow(self) -> Q:
        wanted = Q()
        if self.before:
            wanted &= Q(at__lt=self.before.at) | Q(at=self.before.at, pk__lt=self.before.id)
        if self.first:
            wanted &= Q(at__gte=_midnight(self.first))
        if self.last:
            wanted &= Q(at__lt=_midnight(self.last + timedelta(days=1)))
        return wanted


def choice_of(
    citizen: Citizen, user: User, page: Page, *, contacts: Collection[UUID] = (), tasks: Collection[UUID] = ()
) -> Choice:
    """What `user` may choose among of a citizen loaded through the policy. Two queries."""
    wanted = page.narrow()
    if contacts and wanted:
        # What is chosen stays in sight; where everything is wanted, it is among it.
        wanted |= Q(pk__in=contacts)
    rows = movable_contacts(citizen, user).with_note_for(user).filter(wanted)
    order: tuple[str, ...] = ("-at", "-pk")
    if contacts:
        rows = rows.annotate(is_chosen=Switch(When(pk__in=contacts, then=Value(1)), default=Value(0)))
        order = ("-is_chosen", *order)
    rows = rows.annotate(where=F("place__name"), writer=F("author__name")).order_by(*order)
    found = list(rows[: len(set(contacts)) + PAGE + 1])
    chosen = [row for row in found if row.pk in contacts]
    others = [row for row in found if row.pk not in contacts]
    older = Key(others[PAGE - 1].at, others[PAGE - 1].pk) if len(others) > PAGE else None
    return Choice(
        [_contact(row, row.pk in contacts) for row in (*chosen, *others[:PAGE])],
        [_task(row, row.pk in tasks) for row in _tasks(citizen, user, tasks)],
        older,
    )


def movable_contacts(citizen: Citizen, user: User) -> Any:
    """Those that are right as they stand; what they corrected goes along."""
    return Contact.objects.visible_to(user).filter(citizen=citizen).current()


def movable_tasks(citizen: Citizen, user: User) -> Any:
    """Those that no contact brought: the others go with their contact."""
    return Task.objects.visible_to(user).filter(citizen=citizen, agreed_in=None)


def plan_rows(citizen: Citizen) -> dict[str, set[UUID]]:
    """Everything of the citizen's own plan. It goes as a whole: of a choice and the goal that it serves one alone would
    tie two citizens together. Kinds without a row are left out. One query."""
    kinds: tuple[Any, ...] = (Goal, GoodThing, ChosenBlock, Evaluation, FormalPlan)
    rows = [
        kind.objects.filter(citizen=citizen).order_by().values_list(Value(kind._meta.label), "pk") for kind in kinds
    ]
    found: dict[str, set[UUID]] = {}
    for label, key in rows[0].union(*rows[1:], all=True):
        found.setdefault(label, set()).add(key)
    return found


def _tasks(citizen: Citizen, user: User, chosen: Collection[UUID]) -> Any:
    rows = movable_tasks(citizen, user).select_related("owner")
    is_open = Switch(When(pk__in=chosen, then=Value(0)), When(done_at=None, then=Value(1)), default=Value(2))
    return rows.annotate(rank=is_open).order_by("rank", "-due_on", "-pk")[: TASKS + len(set(chosen))]


def _contact(row: Any, chosen: bool) -> Line:
    when = date_format(timezone.localtime(row.at), "DATETIME_FORMAT")
    asks = _("Beder om behandling") if row.asks_for_treatment else ""
    text = Truncator(row.note_text).chars(EXCERPT)
    if not row.may_read_note:
        text = _("Notatet kan kun læses af: %(who)s") % {"who": row.get_visibility_display()}
    return Line(
        row.pk,
        f"{row.get_result_display()} · {row.get_way_display()}",
        " · ".join(part for part in (when, row.where or "", row.writer, asks) if part),
        text,
        chosen,
    )


def _task(row: Task, chosen: bool) -> Line:
    done = str(row.get_outcome_display()) if row.done_at else ""
    when = " ".join(part for part in (short_day(row.due_on), at_clock(row.due_at)) if part)
    return Line(row.pk, row.title, " · ".join(part for part in (when, row.owner.name, done) if part), "", chosen)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
