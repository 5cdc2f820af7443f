"""*Hvem har ændret hvad*: the history of a citizen and of everything that hangs on them, newest first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import BigIntegerField, Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from accounts.database import case_models
from accounts.models import CaseRecord, User
from accounts.policy import Can, Role, may
from audit.models.history import history_model
from audit.reading import MASK, Change, FieldChange, Kind, RowKey, changes, labels_of, pointed_at, records_of
from cases.dates import moment_in
from cases.models import (
    Admission,
    Assignment,
    BestMet,
    Citizen,
    Consent,
    Contact,
    ContactColleague,
    GpOrientation,
    Handover,
    NoteSharing,
    ReceivedRelocation,
    Relocation,
    RelocationReceipt,
    RowMove,
    SpeaksFor,
)
from cases.models.relocation import TEXTS
from cases.names import reference

PAGE = 25

_RELOCATED = ("name", "cpr", "phone", "kinds_words", "purpose", *TEXTS)

#: What would name a protected citizen, and what only those may read whom the note is for.
NAMING: dict[type[CaseRecord], tuple[str, ...]] = {
    Citizen: ("name", "alias", "description", "address", "phone", "usual_place", "gp_name", "gp_phone"),
    SpeaksFor: ("name", "relation", "phone"),
    BestMet: ("place", "weekday", "day_of_month", "note"),
    Admission: ("kind", "ward", "plan"),
    RowMove: ("reason",),
    Consent: ("partner", "other_kind", "other_name", "purpose", "kinds_words"),
    Handover: (
        "partner",
        "other_kind",
        "other_name",
        "offer",
        "hopes",
        "meeting_on",
        "meeting_at",
        "confirmed_who",
        "stable_what",
        "ended_words",
    ),
    NoteSharing: ("consent", "what"),
    Relocation: ("receiver", *_RELOCATED),
    ReceivedRelocation: ("sender", *_RELOCATED),
    RelocationReceipt: ("refusal",),
    GpOrientation: ("consent", "doctor", "who_we_are", "wish", "we_ask", "answer"),
}


def register_naming(model: type[CaseRecord], *fields: str) -> None:
    """Fields of a room above that would name a protected citizen. From `AppConfig.ready()`."""
    NAMING[model] = fields


NOTES = {Contact: ("note", "citizens_words", "described_as"), NoteSharing: ("what",)}
#: Which column says whose note it is.
_NOTE_OF = {Contact: "id", NoteSharing: "contact_id"}

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


#: A kind of row, and which rows of its history are told.
Source = tuple[type[CaseRecord], Q]
#: `withheld(history rows, their changes)`: the changes with what the reader may not read masked.
Withheld = Callable[[list[Any], list[Change]], list[Change]]


@cache
def tables() -> list[type[CaseRecord]]:
    """Every kind of row that hangs on a citizen. Those of the rooms above are found too."""
    told = (model for model in case_models() if not model.inner)
    return [Citizen, *(model for model in told if model is not Citizen and _anchors(model))]


@cache
def _anchors(model: type[CaseRecord]) -> list[models.ForeignKey]:
    """The columns by which a row hangs on citizens: each that names one, or else the surest that names a row which
    does."""
    links = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    if direct := [link for link in links if link.related_model is Citizen]:
        return direct
    others = [link for link in links if link.related_model is not model and issubclass(link.related_model, CaseRecord)]
    return sorted((link for link in others if _anchors(link.related_model)), key=lambda link: link.null)[:1]


def history_of(
    citizen_ids: Collection[UUID], user: User, *, before: HistoryKey | None, hidden: bool, limit: int = PAGE
) -> HistoryPage:
    """One page of the history of a citizen, or of the several rows in which one person was known.

    `hidden`: what names the citizen is masked. Who may not read citizens sees which fields, not what. At most four
    queries, however many kinds of rows there are: which rows, the rows, what they point at, whose notes one may read.
    """
    sources = [(model, _hangs_on(model, citizen_ids)) for model in tables()]
    return history_in(sources, lambda rows, told: _withheld(rows, told, user, hidden), before=before, limit=limit)


def history_in(
    sources: Sequence[Source], withheld: Withheld, *, before: HistoryKey | None, limit: int = PAGE
) -> HistoryPage:
    """One page of what the sources tell, newest first. Three queries and those of `withheld`."""
    found = _found(sources, before, limit + 1)
    records = records_of(
        [RowKey(history_model(sources[key.table][0]), key.number, kind) for key, kind in found[:limit]]
    )
    linked = [_linked(record.row) for record in records]
    people = {key for key in (*linked, *(record.row.history_user_id for record in records)) if key}
    wanted = pointed_at(records)
    # A row that went from one citizen to another says between whom, never by name.
    references = {(Citizen, key): reference(key) for key in wanted.pop(Citizen, ())}
    labels = labels_of({**wanted, User: wanted.get(User, set()) | people}) | references
    told = withheld([record.row for record in records], changes(records, labels))
    roles = dict(Role.choices)
    lines = [
        Line(
            _with_link(one, labels.get((User, link), "")),
            labels.get((User, one.user_id), ""),
            str(roles.get(one.role, "")),
        )
        for one, link in zip(told, linked, strict=True)
    ]
    return HistoryPage(lines, found[limit - 1][0] if len(found) > limit else None)


def _linked(row: Any) -> UUID | None:
    column = _LINKS.get(row.instance_type)
    return getattr(row, column) if column else None


def _found(sources: Sequence[Source], before: HistoryKey | None, limit: int) -> list[tuple[HistoryKey, str]]:
    """Which rows, newest first, and of what each tells."""
    branches = [_branch(table, source, before) for table, source in enumerate(sources)]
    rows = branches[0].union(*branches[1:], all=True).order_by("-history_date", "-history_key", "-history_table")
    return [(HistoryKey(at, number, table), kind) for at, number, table, kind in rows[:limit]]


def _branch(table: int, source: Source, before: HistoryKey | None) -> QuerySet:
    model, told = source
    rows = history_model(model)._default_manager.order_by().filter(told)
    if before:
        same = Q(history_id__lte=before.number) if table < before.table else Q(history_id__lt=before.number)
        rows = rows.filter(Q(history_date__lt=before.at) | Q(history_date=before.at) & same)
    return rows.annotate(
        history_key=Cast("history_id", BigIntegerField()), history_table=Value(table, output_field=IntegerField())
    ).values_list("history_date", "history_key", "history_table", "history_type")


def _hangs_on(model: type[CaseRecord], citizen_ids: Collection[UUID]) -> Q:
    """Which history rows of `model` do. By the history of what lies between, so that what was deleted is found too."""
    if model is Citizen:
        return Q(id__in=citizen_ids)
    condition = Q()
    for link in _anchors(model):
        parent: Any = link.related_model
        if parent is Citizen:
            condition |= Q(**{f"{link.attname}__in": citizen_ids})
            continue
        between = history_model(parent)._default_manager.order_by().filter(_hangs_on(parent, citizen_ids))
        between = between.exclude(_is_elsewhere(parent, citizen_ids))
        condition |= Q(**{f"{link.attname}__in": between.values("id")})
    return condition


def _is_elsewhere(parent: Any, citizen_ids: Collection[UUID]) -> Q:
    """Rows that went to somebody else take what hangs on them along: what is written on those now is not told here."""
    here = Q()
    for link in _anchors(parent):
        if link.related_model is not Citizen:
            return Q(pk__in=[])
        here |= Q(**{f"{link.attname}__in": citizen_ids})
    return Q(Exists(parent._base_manager.filter(pk=OuterRef("id")).exclude(here)))


def _withheld(rows: list[Any], told: list[Change], user: User, hidden: bool) -> list[Change]:
    """The changes with what this user may not read masked; of whom a new row is, the page says already."""
    told = [_without_citizen(row.instance_type, one) for row, one in zip(rows, told, strict=True)]
    if not may(user, Can.SEE_CITIZEN):
        return [masked(one) for one in told]
    notes = [_note_of(row) for row in rows]
    contacts = {note for note in notes if note}
    readable = set()
    if contacts:
        mine = Contact.objects.visible_to(user).filter(pk__in=contacts).with_note_for(user)
        readable = set(mine.filter(may_read_note=True).values_list("pk", flat=True))
    answer = []
    for row, note, one in zip(rows, notes, told, strict=True):
        model, labels = row.instance_type, set()
        if hidden:
            labels |= labels_on_page(model, NAMING.get(model, ()))
        if note and note not in readable:
            labels |= labels_on_page(model, NOTES[model])
        answer.append(masked(one, labels) if labels else one)
    return answer


def _note_of(row: Any) -> UUID | None:
    column = _NOTE_OF.get(row.instance_type)
    return getattr(row, column) if column else None


def _with_link(one: Change, person: str) -> Change:
    if not person or one.kind == Kind.CHANGED:
        return one
    is_gone = one.kind == Kind.DELETED
    link = FieldChange(str(_("Medarbejder")), person if is_gone else "", "" if is_gone else person)
    return replace(one, fields=(link, *one.fields))


def _without_citizen(model: type[CaseRecord], one: Change) -> Change:
    if one.kind == Kind.CHANGED:
        return one
    names = [field.name for field in model._meta.concrete_fields if field.related_model is Citizen]
    shown = tuple(field for field in one.fields if field.label not in labels_on_page(model, tuple(names)))
    return replace(one, fields=shown)


def labels_on_page(model: type[CaseRecord], names: tuple[str, ...]) -> set[str]:
    """What the page calls these fields."""
    labels = [str(getattr(model._meta.get_field(name), "verbose_name", "")) for name in names]
    return {label[:1].upper() + label[1:] for label in labels}


def masked(one: Change, labels: set[str] | None = None) -> Change:
    """Values of the fields called `labels` (None: of all) as a mask; that something stood there is told."""
    fields = tuple(
        replace(field, old=MASK if field.old else "", new=MASK if field.new else "")
        if labels is None or field.label in labels
        else field
        for field in one.fields
    )
    return replace(one, fields=fields)
