"""What must hold of every tracked model, said when Django starts rather than found in an audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import models

from audit.models import Tracked, TrackedQuerySet, tracked_models
from audit.privacy import declarations, declared_models


@register
def history_is_on(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if getattr(settings, "SIMPLE_HISTORY_ENABLED", True):
        return []
    return [Error("SIMPLE_HISTORY_ENABLED is False: changes would leave no trace.", id="audit.E001")]


@register
def tracked_models_are_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [message for model in tracked_models() for message in _faults(model)]


def _faults(model: type[Tracked]) -> Iterator[CheckMessage]:
    if not hasattr(model._meta, "simple_history_manager_attribute"):
        yield Error("The model has no history.", hint="Was `history` overwritten?", obj=model, id="audit.E002")
    managers = {"_base_manager": model._base_manager, **{manager.name: manager for manager in model._meta.managers}}
    for name, manager in managers.items():
        if not isinstance(manager.none(), TrackedQuerySet):
            yield Error(
                f"The manager {name} can write past history.",
                hint="Build it on TrackedQuerySet and let Meta inherit from Tracked.Meta.",
                obj=model,
                id="audit.E003",
            )
    for field in model._meta.local_many_to_many:
        if not issubclass(field.remote_field.through or object, Tracked):
            yield Error(
                f"{field.name} is a many-to-many link without history.",
                hint="Make the link a Tracked model of its own.",
                obj=model,
                id="audit.E004",
            )
    if any(not parent._meta.abstract for parent in model._meta.parents):
        yield Error("A tracked model in two tables cannot be verified.", obj=model, id="audit.E005")
    for name in set(model.history_excludes) - {field.name for field in model._meta.fields}:
        yield Error(f"history_excludes names {name}, which is no field.", obj=model, id="audit.E006")


@register
def every_field_has_a_privacy_class(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [message for model in declared_models() for message in _unclassified(model)]


def _unclassified(model: type[models.Model]) -> Iterator[CheckMessage]:
    try:
        declared = Counter(name for name, _ in declarations(model))
    except TypeError as error:
        yield Error(str(error), obj=model, id="audit.E010")
        return
    fields = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    for name in sorted(fields - set(declared)):
        yield Error(f"{name} has no privacy class.", hint="Add it to `class Privacy`.", obj=model, id="audit.E011")
    for name in sorted(set(declared) - fields):
        yield Error(f"Privacy names {name}, which is no field.", obj=model, id="audit.E012")
    for name in sorted(name for name, times in declared.items() if times > 1):
        yield Error(f"{name} has more than one privacy class.", obj=model, id="audit.E013")


@register
def field_keys_are_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    keys = getattr(settings, "FIELD_KEYS", None)
    if isinstance(keys, dict) and keys and all(0 < number < 256 and len(key) == 64 for number, key in keys.items()):
        return []
    return [
        Error(
            "FIELD_KEYS must hold at least one key: {number 1 to 255: 64 random bytes}, newest first.",
            id="audit.E020",
        )
    ]
