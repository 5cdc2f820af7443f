"""History in words: what changed, from what to what, as a person reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from audit.mixed import read_together
from audit.models.history import CHANGED, CREATED, DELETED, history_model
from audit.privacy import PrivacyClass, classes_of

MASK = "••••"


class Kind(models.TextChoices):
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One history row. `fields` holds what a creation set and what a change changed, in the order of the model."""

    model: str
    object_id: UUID
    kind: Kind
    at: datetime
    user_id: UUID | None
    role: str
    reason: str
    request_id: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A history row and the one before it of the same object: None for what was created or deleted."""

    row: Any
    before: Any | None


class RowKey(NamedTuple):
    """Which history row: of which history table, its history_id and history_type."""

    model: type[models.Model]
    number: int
    kind: str


#: Keys of rows, by their model.
Wanted = dict[type[models.Model], set[Any]]
#: (model, key) → its text.
Labels = dict[tuple[type[models.Model], Any], str]


def records_of(keys: Sequence[RowKey]) -> list[Record]:
    """The history rows with these keys in the order given. One query, however many rows of however many models."""
    asked: dict[type[models.Model], list[int]] = defaultdict(list)
    changed: dict[type[models.Model], list[int]] = defaultdict(list)
    for key in keys:
        asked[key.model].append(key.number)
        if key.kind == CHANGED:
            changed[key.model].append(key.number)
    queries = [model._default_manager.filter(history_id__in=numbers) for model, numbers in asked.items()]
    loaded = read_together([*queries, *(_rows_before(model, numbers) for model, numbers in changed.items())])
    rows = {(type(row), row.history_id): row for row in chain.from_iterable(loaded[: len(queries)])}
    befores = defaultdict(list)
    for row in chain.from_iterable(loaded[len(queries) :]):
        befores[type(row), row.id].append(row)
    found = [rows[key.model, key.number] for key in keys]
    return [Record(row, _before(row, befores[type(row), row.id])) for row in found]


def _rows_before(model: type[models.Model], numbers: Sequence[int]) -> QuerySet:
    changed = model._default_manager.order_by().filter(history_id__in=numbers)
    earlier = model._default_manager.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    return model._default_manager.filter(history_id__in=changed.values_list(before))


def _before(row: Any, befores: Sequence[Any]) -> Any | None:
    if row.history_type != CHANGED:
        return None
    earlier = [one for one in befores if one.history_id < row.history_id]
    return max(earlier, key=lambda one: one.history_id, default=None)


def pointed_at(records: Iterable[Record]) -> Wanted:
    """The rows that the records' shown fields point at."""
    wanted: Wanted = defaultdict(set)
    for record in records:
        links = [field for field, _class in _readable(record.row.instance_type) if isinstance(field, models.ForeignKey)]
        for field in links:
            for row in (record.row, record.before):
                if row is not None and getattr(row, field.attname) is not None:
                    wanted[field.related_model].add(getattr(row, field.attname))
    return wanted


def labels_of(wanted: Wanted) -> Labels:
    """What the rows are called. One query, however many models; what is gone or out of reach has no label."""
    rows = read_together([model._base_manager.filter(pk__in=keys) for model, keys in wanted.items() if keys])
    return {(type(row), row.pk): str(row) for row in chain.from_iterable(rows)}


def changes(records: Iterable[Record], labels: Labels) -> list[Change]:
    """Each record in words, in the order given. No query.

    Technical fields are left out; what is confidential is masked; an unclassified field counts as confidential.
    """
    return [_change(record.row, record.before, labels) for record in records]


@cache
def _readable(model: Any) -> list[tuple[models.Field, PrivacyClass]]:
    """The fields of the tracked model that are shown, with their class."""
    classes = classes_of(model)
    kept = [
        (field, classes.get(field.name, PrivacyClass.CONFIDENTIAL)) for field in history_model(model).tracked_fields
    ]
    return [(field, kind) for field, kind in kept if kind != PrivacyClass.TECHNICAL]


def _change(row: Any, before: Any | None, labels: Labels) -> Change:
    return Change(
        model=str(row.instance_type._meta.verbose_name),
        object_id=row.id,
        kind={CREATED: Kind.CREATED, DELETED: Kind.DELETED}.get(row.history_type, Kind.CHANGED),
        at=row.history_date,
        user_id=row.history_user_id,
        role=row.history_role,
        reason=row.history_change_reason,
        request_id=row.history_request_id,
        fields=() if row.history_type == DELETED else tuple(_fields(row, before, labels)),
    )


def _fields(row: Any, before: Any | None, labels: Labels) -> Iterable[FieldChange]:
    for field, kind in _readable(row.instance_type):
        new = getattr(row, field.attname)
        old = None if before is None else getattr(before, field.attname)
        if new == old or (old is None and new in field.empty_values):
            continue
        if kind == PrivacyClass.CONFIDENTIAL:
            texts = [MASK if value not in field.empty_values else "" for value in (old, new)]
        else:
            texts = [_text(field, value, labels) for value in (old, new)]
        yield FieldChange(_capitalised(str(field.verbose_name)), *texts)


def _text(field: models.Field, value: Any, labels: Labels) -> str:
    if value is None or value == "":
        return ""
    if isinstance(field, models.ForeignKey):
        return labels.get((field.related_model, value), _("slettet eller uden for adgang"))
    if in_words := getattr(field, "in_words", None):
        return str(in_words(value))
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, datetime):
        return localize(timezone.localtime(value))
    if isinstance(value, date | time | int | float | Decimal):
        return localize(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
