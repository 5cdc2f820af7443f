"""History in words: what changed, from what to what, as a person reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from audit.models.history import CREATED, DELETED
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


#: (history model, history_id) → the row before it.
Befores = dict[tuple[type[models.Model], int], Any]
#: (model, key) → its text.
Labels = dict[tuple[type[models.Model], Any], str]


def changes(records: Iterable[Any]) -> list[Change]:
    """History rows of any models in the order given, each compared with the row before it.

    Two queries for each model among the records and one for each model they point at, however many rows. Technical
    fields are left out; what is confidential is masked; an unclassified field counts as confidential.
    """
    rows = list(records)
    befores = _befores(rows)
    labels = _labels([*rows, *befores.values()])
    return [_change(row, befores.get((type(row), row.history_id)), labels) for row in rows]


def _befores(rows: Sequence[Any]) -> Befores:
    ids: dict[type[models.Model], list[int]] = defaultdict(list)
    for row in rows:
        if row.history_type not in (CREATED, DELETED):
            ids[type(row)].append(row.history_id)
    found: Befores = {}
    for model, keys in ids.items():
        earlier = model._default_manager.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        pairs = model._default_manager.filter(history_id__in=keys).values_list(
            "history_id", Subquery(earlier.order_by("-history_id").values("history_id")[:1])
        )
        before_of = {key: before for key, before in pairs if before is not None}
        before_rows = model._default_manager.in_bulk(before_of.values())
        found |= {(model, key): before_rows[before] for key, before in before_of.items()}
    return found


def _labels(rows: Iterable[Any]) -> Labels:
    keys: dict[type[models.Model], set[Any]] = defaultdict(set)
    for row in rows:
        for field, _class in _readable(type(row)):
            if isinstance(field, models.ForeignKey) and getattr(row, field.attname) is not None:
                keys[field.related_model].add(getattr(row, field.attname))
    return {
        (model, key): str(found)
        for model, wanted in keys.items()
        for key, found in model._base_manager.in_bulk(wanted).items()
    }


def _readable(history: Any) -> list[tuple[models.Field, PrivacyClass]]:
    """The fields of the tracked model that are shown, with their class."""
    classes = classes_of(history)
    shown = [(field, classes.get(field.name, PrivacyClass.CONFIDENTIAL)) for field in history.tracked_fields]
    return [(field, kind) for field, kind in shown if kind != PrivacyClass.TECHNICAL]


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
    for field, kind in _readable(type(row)):
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
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, datetime):
        return localize(timezone.localtime(value))
    if isinstance(value, date | int | float):
        return localize(value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
