"""How a command's user names an organisation."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.core.management.base import CommandError
from django.db.models import Q

from accounts.models import Organisation


def organisation_named(name: str) -> Organisation:
    """By name, municipality code or key. Raises CommandError that lists those there are."""
    known = Q(name__iexact=name) | Q(municipality_code=name) if name else Q(pk=None)
    with suppress(ValueError):
        known |= Q(pk=UUID(name))
    found = Organisation.objects.filter(known).first()
    if found is None:
        names = ", ".join(Organisation.objects.order_by("name").values_list("name", flat=True)) or "none"
        raise CommandError(f"There is no organisation {name!r}. There are: {names}.")
    return found
