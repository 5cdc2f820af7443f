"""Citizens who were merged: who stands for them now, and who they were."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from cases.models import Citizen


def kept_for(ids: Collection[UUID]) -> dict[UUID, UUID]:
    """{merged citizen: the one who has everything now}; who was not merged is left out. One query where nobody was."""
    into = _merged_into(ids)
    while further := _merged_into(set(into.values())):
        into = {key: further.get(kept, kept) for key, kept in into.items()}
    return into


def _merged_into(ids: Collection[UUID]) -> dict[UUID, UUID]:
    rows = Citizen.objects.filter(pk__in=ids, merged_into__isnull=False) if ids else Citizen.objects.none()
    return dict(rows.values_list("pk", "merged_into_id"))


def ids_of(citizen_id: UUID) -> set[UUID]:
    """The citizen and all who were merged into them, over however many steps. One query where nobody was."""
    found, newest = {citizen_id}, {citizen_id}
    while newest:
        newest = set(Citizen.objects.filter(merged_into__in=newest).values_list("pk", flat=True)) - found
        found |= newest
    return found
