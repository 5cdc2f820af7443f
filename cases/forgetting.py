"""Deleting descriptions by their deadline: who is due, the nightly run, and what it says about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.acting import inside
from accounts.automatic import automatic_user
from accounts.models import Organisation, Unit, User
from audit import context
from audit.redaction import register_redactable
from cases.actions.forgetting import DESCRIBES, forget_citizen, forget_strangers, report_forgotten
from cases.clearing import all_clearings
from cases.models import BestMet, Citizen, Contact, RowMove
from cases.models.contact import ContactQuerySet
from cases.models.forgetting import forgotten_from, may_be_forgotten, met_before
from cases.strangers import Strangers, all_strangers, register_strangers

JOB = "forget_descriptions"
#: So many days before it happens the citizen's page says so.
SOON = 14
#: Rows about strangers blanked in one transaction.
CHUNK = 100

register_redactable(Citizen, *DESCRIBES, "search_key", "sort_key")
register_redactable(BestMet, "place", "weekday", "day_of_month", "note")
register_redactable(Contact, "described_as")
register_redactable(RowMove, "taken")


def _with_strangers(unit: Unit) -> ContactQuerySet:
    rows: ContactQuerySet = Contact.objects.filter(unit=unit)
    return rows


register_strangers(
    Strangers(
        "contacts",
        gettext_lazy("Kontakter med ukendte"),
        Contact,
        described=lambda unit: _with_strangers(unit).filter(citizen=None).exclude(described_as=""),
        due=lambda unit, days, on: _with_strangers(unit).due_to_forget(days=days, on=on),
        forget=forget_strangers,
    )
)


@dataclass
class Done:
    """What a run did, or would do, in one unit. Counts, and ids of rows; never a name."""

    unit: Unit
    looked_at: int = 0
    citizens: int = 0
    #: By the key of `Strangers`.
    strangers: dict[str, int] = field(default_factory=dict)
    soon: int = 0
    #: By the key of `Clearing`.
    cleared: dict[str, int] = field(default_factory=dict)
    failed: list[UUID] = field(default_factory=list)
    rows: dict[str, list[UUID]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        told = {"looked_at": self.looked_at, "citizens": self.citizens, "soon": self.soon}
        return {**told, **self.strangers, **self.cleared, "failed": len(self.failed)}

    def took(self, blanked: dict[str, list[UUID]]) -> None:
        for label, keys in blanked.items():
            self.rows.setdefault(label, []).extend(keys)


@dataclass(frozen=True)
class Due:
    """The unit's citizens and strangers to whom the rule applies, those whose day has come, and how many come soon;
    and what else has lain its time (`cases.clearing`)."""

    looked_at: int
    citizens: list[UUID]
    strangers: dict[str, list[UUID]]
    soon: int
    cleared: dict[str, list[UUID]]


def due_in(unit: Unit, days: int, on: date) -> Due:
    """Three queries for the citizens, three for each kind of strangers and one for each clearing; the caller acts
    inside the organisation."""
    citizens, later = Citizen.objects.filter(unit=unit), on + timedelta(days=SOON)
    people = _ids(citizens.due_to_forget(days=days, on=on))
    looked_at = citizens.filter(may_be_forgotten()).count()
    soon = citizens.due_to_forget(days=days, on=later).count() - len(people)
    strangers = {}
    for kind in all_strangers():
        found = strangers[kind.key] = _ids(kind.due(unit, days, on))
        looked_at += kind.described(unit).count()
        soon += kind.due(unit, days, later).count() - len(found)
    return Due(looked_at, people, strangers, soon, {kind.key: _ids(kind.due(unit, on)) for kind in all_clearings()})


def _ids(rows: QuerySet) -> list[UUID]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def forget_in(organisation: Organisation, *, dry_run: bool = False, on: date | None = None) -> Iterator[Done]:
    """Delete what is due in each unit of the organisation, each citizen in a transaction of its own.

    Yields what was done; each run that is not dry leaves it as a report. What fails is left for the next run, and told.
    """
    day, days = on or timezone.localdate(), organisation.forget_after_days
    with inside(organisation):
        units = list(Unit.objects.filter(organisation=organisation).order_by("name", "pk"))
    with context.use(view_name=JOB, request_id=uuid4().hex):
        for unit in units:
            with inside(organisation):
                due = due_in(unit, days, day)
            strangers, cleared = ({key: len(ids) for key, ids in ones.items()} for ones in (due.strangers, due.cleared))
            done = Done(unit, due.looked_at, len(due.citizens), strangers, due.soon, cleared)
            if not dry_run:
                _forget(organisation, due, done, days, day)
            yield done


def _forget(organisation: Organisation, due: Due, done: Done, days: int, on: date) -> None:
    by = automatic_user()
    reason = str(_("Slettet efter fristen: ikke mødt i %(days)s dage") % {"days": days})
    done.citizens = 0
    for pk in due.citizens:
        try:
            with inside(organisation, reason=reason):
                blanked = forget_citizen(citizen_id=pk, days=days, on=on, by=by)
        except (DatabaseError, ValidationError):
            done.failed.append(pk)
            continue
        if blanked:
            done.citizens += 1
            done.took(blanked)
    for kind in all_strangers():
        forget = partial(kind.forget, days=days, on=on, by=by)
        keys = _in_chunks(organisation, reason, forget, due.strangers[kind.key], done)
        done.strangers[kind.key] = len(keys)
        done.took({kind.model._meta.label: keys})
    for clearing in all_clearings():
        clear = partial(clearing.clear, on=on, by=by)
        keys = _in_chunks(organisation, str(clearing.reason), clear, due.cleared[clearing.key], done)
        done.cleared[clearing.key] = len(keys)
        done.took({clearing.model._meta.label: keys})
    with inside(organisation):
        report_forgotten(unit=done.unit, job=JOB, counts=done.counts, rows=done.rows, by=by)


def _in_chunks(
    organisation: Organisation, reason: str, act: Callable[..., list[UUID]], ids: list[UUID], done: Done
) -> list[UUID]:
    """Those that `act(ids=…)` took, each chunk in a transaction of its own; one that fails is left for the next run."""
    taken: list[UUID] = []
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        try:
            with inside(organisation, reason=reason):
                keys = act(ids=chunk)
        except (DatabaseError, ValidationError):
            done.failed.extend(chunk)
            continue
        taken += keys
    return taken


def deadline_words(last: datetime | None, days: int) -> str:
    """ "Slettes om 14 dage", in the last days before; empty for those without a deadline, and long before it."""
    if last is None:
        return ""
    left = (forgotten_from(last, days) - timezone.localdate()).days
    if left > SOON:
        return ""
    if left <= 0:
        return _("Beskrivelsen slettes i nat")
    return ngettext("Slettes om %(days)s dag", "Slettes om %(days)s dage", left) % {"days": left}


def remembered_since(user: User) -> datetime:
    """Of contacts since then somebody may remember whom they were with, also where nobody is described."""
    return met_before(timezone.localdate(), user.membership.organisation.forget_after_days)


def still_described(since: datetime) -> Q:
    """Contacts with a stranger who can still be recognised: described, or so new that somebody remembers."""
    return ~Q(described_as="") | Q(at__gte=since)
