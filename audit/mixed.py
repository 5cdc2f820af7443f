"""Rows of many tables in one query.

A `UNION ALL` whose columns are slots, each of one type: a model's fields are dealt out to the slots of their types, and
slots that it does not need stay empty. So every engine reads every value by its own rules, as it would in the model's
own query.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import connections, models
from django.db.models import ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Cast

#: (type of its values, place among the slots of that type)
Slot = tuple[type[models.Field], int]
#: The slot of each field that is read, in the order of the model.
Plan = dict[models.Field, Slot]

_TABLE = "mixed_table"

#: What a type must be told to be one; a value's own field then says how many decimals it has.
_ASKED: dict[type[models.Field], dict[str, Any]] = {models.DecimalField: {"max_digits": 30, "decimal_places": 10}}


def read_together(querysets: Sequence[QuerySet]) -> list[list[Any]]:
    """The instances of each queryset, in no order; together they cost one query, and none where there is no queryset.

    A field that history leaves out (a password) is not read: the instance has it deferred.
    """
    plans = [_plan(rows.model) for rows in querysets]
    slots = sorted({slot for plan in plans for slot in plan.values()}, key=_alias)
    branches = [
        _branch(number, rows, plan, slots) for number, (rows, plan) in enumerate(zip(querysets, plans, strict=True))
    ]
    answer: list[list[Any]] = [[] for _branch in branches]
    for number, *values in branches[0].union(*branches[1:], all=True) if branches else ():
        read = dict(zip(slots, values, strict=True))
        answer[number].append(_instance(querysets[number], plans[number], read))
    return answer


def _plan(model: Any) -> Plan:
    taken: Counter[type[models.Field]] = Counter()
    plan: Plan = {}
    for field in model._meta.concrete_fields:
        if field.name in getattr(model, "history_excludes", ()):
            continue
        kind = _kind(field)
        plan[field] = (kind, taken[kind])
        taken[kind] += 1
    return plan


def _kind(field: Any) -> type[models.Field]:
    """The plain type of a column: what a foreign key points at by, bytes for what is encrypted."""
    while field.is_relation:
        field = field.target_field
    if isinstance(field, models.IntegerField):
        return models.BigIntegerField
    if isinstance(field, models.CharField):
        return models.TextField
    kind: type[models.Field] = getattr(models, field.get_internal_type())
    return kind


def _alias(slot: Slot) -> str:
    return f"mixed_{slot[0].__name__.lower()}_{slot[1]:03}"


def _branch(number: int, rows: QuerySet, plan: Plan, slots: Sequence[Slot]) -> QuerySet:
    columns = {slot: field for field, slot in plan.items()}
    names: list[str] = []
    annotated: dict[str, Any] = {}
    for slot in slots:
        field = columns.get(slot)
        if field is not None and not _restores(field):
            names.append(field.attname)
            continue
        kind, alias = slot[0](**_ASKED.get(slot[0], {})), _alias(slot)
        if field is not None:
            annotated[alias] = ExpressionWrapper(F(field.attname), kind)
        else:
            # PostgreSQL takes an empty slot for text unless the first branch has said its type.
            annotated[alias] = Value(None, kind) if number else Cast(Value(None), kind)
        names.append(alias)
    annotated[_TABLE] = Value(number, output_field=models.IntegerField())
    return rows.order_by().annotate(**annotated).values_list(_TABLE, *names)


def _restores(field: Any) -> bool:
    """Whether the field itself makes its value of what the column holds, so that another of its slot would err."""
    if isinstance(field, models.JSONField):
        return False
    return hasattr(field, "from_db_value") or isinstance(field, models.DecimalField)


def _restored(field: Any, value: Any, rows: QuerySet) -> Any:
    if value is None or not _restores(field):
        return value
    if isinstance(field, models.DecimalField):
        return value.quantize(Decimal(1).scaleb(-field.decimal_places))
    return field.from_db_value(value, None, connections[rows.db])


def _instance(rows: QuerySet, plan: Plan, read: dict[Slot, Any]) -> Any:
    values = [_restored(field, read[slot], rows) for field, slot in plan.items()]
    return rows.model.from_db(rows.db, [field.attname for field in plan], values)
