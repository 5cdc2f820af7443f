"""What hangs on a citizen: every kind of row with a foreign key to one, the rooms above included, by no list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, Value

from accounts.database import case_models
from accounts.models import CaseRecord
from cases.models import Citizen, RowMove

#: {"cases.Contact": ids}: which rows, as `RowMove.rows` keeps them.
Rows = Mapping[str, set[UUID]]


def hanging() -> Iterator[tuple[type[CaseRecord], models.ForeignKey]]:
    """(model, its foreign key to a citizen). A move names both, so it is none."""
    for model in case_models():
        for field in model._meta.concrete_fields:
            hangs = isinstance(field, models.ForeignKey) and field.related_model is Citizen
            if hangs and model not in (RowMove, Citizen):
                yield model, field


@cache
def movable() -> dict[str, tuple[type[CaseRecord], str]]:
    """{"cases.Contact": (Contact, "citizen")}: the rows that belong to one citizen.

    A row that names two says something about both of them (`NotTheSame`): it belongs to neither.
    """
    fields: dict[type[CaseRecord], list[str]] = {}
    for model, field in hanging():
        fields.setdefault(model, []).append(field.name)
    return {model._meta.label: (model, names[0]) for model, names in fields.items() if len(names) == 1}


def model_of(label: str) -> type[CaseRecord]:
    return apps.get_model(label)


def rows_of(citizen_id: UUID) -> dict[str, set[UUID]]:
    """Everything that hangs on the citizen; kinds without a row are left out. One query a kind."""
    found = {}
    for label, (model, field) in movable().items():
        keys = set(model._base_manager.filter(**{field: citizen_id}).values_list("pk", flat=True))
        if keys:
            found[label] = keys
    return found


def counts_of(ids: Collection[UUID]) -> dict[str, dict[UUID, int]]:
    """{"cases.Contact": {citizen: how many}}; kinds without a row are left out. One query for all kinds."""
    first, *others = [_counted(label, ids) for label in movable()]
    found: dict[str, dict[UUID, int]] = {}
    for label, citizen_id, count in first.union(*others, all=True):
        found.setdefault(label, {})[citizen_id] = count
    return {label: found[label] for label in movable() if label in found}


def _counted(label: str, ids: Collection[UUID]) -> models.QuerySet:
    model, field = movable()[label]
    rows = model._base_manager.filter(**{f"{field}__in": ids}).order_by().values_list(Value(label), field)
    return rows.annotate(hanging=Count("pk"))


def with_what_hangs(citizen_id: UUID, rows: Rows) -> dict[str, set[UUID]]:
    """`rows` and those of the same citizen that go where they go: what was agreed in a contact, the request it began.

    Corrections both ways: a contact and the row that says it right are one. What hangs on no citizen (colleagues, the
    journal mark, the steps of a course) goes along by itself. One query for each such link.
    """
    found = {label: set(keys) for label, keys in rows.items()}
    links = [
        (label, parent, list(_linked(citizen_id, label, name)))
        for label, (model, _field) in movable().items()
        for name, parent in _parents(model)
    ]
    grew = True
    while grew:
        grew = False
        for child, parent, pairs in links:
            of_child, of_parent = found.setdefault(child, set()), found.setdefault(parent, set())
            new = {key for key, above in pairs if above in of_parent} - of_child
            of_child |= new
            # Below a contact of its own kind is its correction; above, what it corrects.
            up = {above for key, above in pairs if key in of_child} - of_parent if child == parent else set()
            of_parent |= up
            grew = grew or bool(new or up)
    return {label: keys for label, keys in found.items() if keys}


def _parents(model: type[CaseRecord]) -> Iterator[tuple[str, str]]:
    """(foreign key, label) of the other movable rows that a row of `model` may hang on."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if isinstance(field, models.ForeignKey) and isinstance(target, type) and target._meta.label in movable():
            yield field.name, target._meta.label


def hanging_on(label: str) -> Iterator[tuple[type[CaseRecord], str]]:
    """(model, foreign key) of the movable rows that may hang on a row of that kind."""
    for model, _field in movable().values():
        yield from ((model, name) for name, parent in _parents(model) if parent == label)


def _linked(citizen_id: UUID, label: str, name: str) -> models.QuerySet:
    model, field = movable()[label]
    rows = model._base_manager.filter(**{field: citizen_id, f"{name}__isnull": False})
    return rows.values_list("pk", f"{name}_id")
