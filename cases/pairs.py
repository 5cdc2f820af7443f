"""Two citizens looked at together, because they may be, or have been, one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from accounts.models import CaseRecord
from cases.models import Citizen


class CannotMove(ValidationError):
    """What was written must stay where it is; the message says why."""


def lock_both(source: Citizen, target: Citizen) -> tuple[Citizen, Citizen]:
    """Both as they are now, with nobody else at them. Raises CannotMove when one of them was merged meanwhile.

    Whoever writes a row on one of them holds or waits for the same lock (`cases.database`).
    """
    source, target = locked(source.pk, target.pk)
    if source.merged_into_id or target.merged_into_id:
        raise CannotMove(_("En af de to er imens samlet med en anden borger. Se borgerens side."), code="merged")
    return source, target


def locked(*keys: UUID) -> list[Citizen]:
    """The citizens in the order of `keys`, locked in one order by all, so that no two wait for each other."""
    rows = Citizen.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys]


def plain(row: CaseRecord, name: str) -> Any:
    """The field's value in JSON's own types."""
    value = getattr(row, column(type(row), name).attname)
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def column(model: type[CaseRecord], name: str) -> models.Field:
    return next(field for field in model._meta.concrete_fields if field.name == name)
