"""*Hvem har ændret hvad*: the history of a citizen and of everything that hangs on them, newest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import BigIntegerField, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from accounts.models import CaseRecord, User
from accounts.policy import Can, Role, may
from audit.reading import MASK, Change, FieldChange, Kind, changes
from cases.dates import moment_in
from cases.models import Assignment, BestMet, Case, Citizen, Contact, ContactColleague, SpeaksFor, StepRun

PAGE = 25

#: By which column a row hangs on the citizen, best first; the rows that a column may point at.
_PATHS = (("citizen", Citizen), ("case", Case), ("contact", Contact), ("run", StepRun))

#: What would name a protected citizen, and what only those may read whom the note is for.
NAMING = {
    Citizen: ("name", "alias", "description", "address", "phone", "usual_place"),
    SpeaksFor: ("name", "relation", "phone"),
    BestMet: ("place", "weekday", "day_of_month", "note"),
}
NOTES = {Contact: ("note", "citizens_words", "described_as")}

#: Rows that tie a colleague to something: whom, is what they say.
_LINKS = {Assignment: "user_id", ContactColleague: "user_id"}


@dataclass(frozen=True, order=True)
class HistoryKey:
    """Where in the history a row stands: time, then number, then table."""

    at: datetime
    number: int
    table: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.number}_{self.table}"

    @classmethod
    def read(cls, text: str) -> HistoryKey | None:
        parts = text.split("_")
        at = moment_in(parts[0])
        try:
            return cls(at, int(parts[1]), int(parts[2])) if at else None
        except (ValueError, IndexError):
            return None


@dataclass(frozen=True)
class Line:
    """One change as the page shows it."""

    change: Change
    who: str
    role: str


@dataclass(frozen=True)
class HistoryPage:
    lines: list[Line]
    older: HistoryKey | None


@cache
def tables() -> list[tuple[type[CaseRecord], str]]:
    """Every kind of row that hangs on a citizen, with the column by which it does. The rooms above are found too."""
    found: list[tuple[type[CaseRecord], str]] = [(Citizen, "id")]
    for model in apps.get_models():
        if not issubclass(model, CaseRecord) or model is Citizen:
            continue
        columns = {field.name: field.related_model for field in model._meta.concrete_fields if field.is_relation}
        path = next((name for name, target in _PATHS if columns.get(name) is target), None)
        if path:
            found.append((model, path))
    return found


def history_of(
    citizen_id: UUID, user: User, *, before: HistoryKey | None, hidden: bool, limit: int = PAGE
) -> HistoryPage:
    """One page. `hidden`: what names the citizen is masked. Who may not read citizens sees which fields, not what.

    One query finds the rows of the page in all tables; the others grow with the kinds of rows on it, not with their
    number.
    """
    keys = _keys(citizen_id, before, limit + 1)
    rows = _rows(keys[:limit])
    told = _withheld(rows, changes(rows), user, hidden)
    linked = [getattr(row, _LINKS[row.instance_type]) if row.instance_type in _LINKS else None for row in rows]
    wanted = {key for key in (*linked, *(one.user_id for one in told)) if key}
    people: dict[Any, str] = dict(User.objects.filter(pk__in=wanted).values_list("pk", "name"))
    roles = dict(Role.choices)
    lines = [
        Line(
            _with_link(one, people.get(link or "", "")), people.get(one.user_id or "", ""), str(roles.get(one.role, ""))
        )
        for one, link in zip(told, linked, strict=True)
    ]
    return HistoryPage(lines, keys[limit - 1] if len(keys) > limit else None)


def _keys(citizen_id: UUID, before: HistoryKey | None, limit: int) -> list[HistoryKey]:
    branches = [_branch(number, citizen_id, before) for number in range(len(tables()))]
    rows = branches[0].union(*branches[1:], all=True).order_by("-history_date", "-number", "-table")[:limit]
    return [HistoryKey(*row) for row in rows]


def _branch(number: int, citizen_id: UUID, before: HistoryKey | None) -> QuerySet:
    model, path = tables()[number]
    rows = model.history.order_by().filter(_hangs_on(path, citizen_id))
    if before:
        same = Q(history_id__lte=before.number) if number < before.table else Q(history_id__lt=before.number)
        rows = rows.filter(Q(history_date__lt=before.at) | Q(history_date=before.at) & same)
    return rows.annotate(
        number=Cast("history_id", BigIntegerField()), table=Value(number, output_field=IntegerField())
    ).values_list("history_date", "number", "table")


def _hangs_on(path: str, citizen_id: UUID) -> Q:
    """By the history of what lies between, so that what was deleted is found too."""
    if path in ("id", "citizen"):
        return Q(**{f"{path}{'_id' if path == 'citizen' else ''}": citizen_id})
    if path == "run":
        return Q(run_id__in=StepRun.history.filter(_hangs_on("case", citizen_id)).order_by().values("id"))
    parent = Case if path == "case" else Contact
    return Q(**{f"{path}_id__in": parent.history.filter(citizen_id=citizen_id).order_by().values("id")})


def _rows(keys: list[HistoryKey]) -> list[Any]:
    numbers: dict[int, list[int]] = defaultdict(list)
    for key in keys:
        numbers[key.table].append(key.number)
    found = {table: tables()[table][0].history.in_bulk(ids) for table, ids in numbers.items()}
    return [found[key.table][key.number] for key in keys]


def _withheld(rows: list[Any], told: list[Change], user: User, hidden: bool) -> list[Change]:
    """The changes with what this user may not read masked; whom they are about the page says already."""
    told = [_without_citizen(row.instance_type, one) for row, one in zip(rows, told, strict=True)]
    if not may(user, Can.SEE_CITIZEN):
        return [_masked(one) for one in told]
    contacts = {row.id for row in rows if row.instance_type is Contact}
    readable = set()
    if contacts:
        mine = Contact.objects.visible_to(user).filter(pk__in=contacts).with_note_for(user)
        readable = set(mine.filter(may_read_note=True).values_list("pk", flat=True))
    answer = []
    for row, one in zip(rows, told, strict=True):
        model, labels = row.instance_type, set()
        if hidden:
            labels |= _labels(model, NAMING.get(model, ()))
        if model is Contact and row.id not in readable:
            labels |= _labels(model, NOTES[Contact])
        answer.append(_masked(one, labels) if labels else one)
    return answer


def _with_link(one: Change, person: str) -> Change:
    if not person or one.kind == Kind.CHANGED:
        return one
    is_gone = one.kind == Kind.DELETED
    link = FieldChange(str(_("Medarbejder")), person if is_gone else "", "" if is_gone else person)
    return replace(one, fields=(link, *one.fields))


def _without_citizen(model: type[CaseRecord], one: Change) -> Change:
    names = [field.name for field in model._meta.concrete_fields if field.related_model is Citizen]
    shown = tuple(field for field in one.fields if field.label not in _labels(model, tuple(names)))
    return replace(one, fields=shown)


def _labels(model: type[CaseRecord], names: tuple[str, ...]) -> set[str]:
    labels = [str(getattr(model._meta.get_field(name), "verbose_name", "")) for name in names]
    return {label[:1].upper() + label[1:] for label in labels}


def _masked(one: Change, labels: set[str] | None = None) -> Change:
    """Values of the fields called `labels` (None: of all) as a mask; that something stood there is told."""
    fields = tuple(
        replace(field, old=MASK if field.old else "", new=MASK if field.new else "")
        if labels is None or field.label in labels
        else field
        for field in one.fields
    )
    return replace(one, fields=fields)
