"""The routes that somebody who stops, or a unit that closes, leaves behind: counted."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import ngettext

from accounts.leaving import register_left_behind
from accounts.models import Organisation
from outreach.models import Route


def left_behind(organisation: Organisation, person_id: UUID | None, unit_id: UUID | None) -> Iterator[str]:
    """One query."""
    routes = Route.objects.filter(organisation=organisation).in_use()
    if unit_id:
        routes = routes.filter(unit_id=unit_id)
    if person_id:
        routes = routes.filter(workers__user_id=person_id)
    if number := routes.count():
        yield ngettext("%(n)s rute", "%(n)s ruter", number) % {"n": number}


register_left_behind(left_behind)
