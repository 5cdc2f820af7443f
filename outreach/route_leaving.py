"""The routes that somebody who stops, or a unit that closes, leaves behind: counted, and who expects somebody."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.leaving import register_left_behind
from accounts.models import Organisation
from cases.names import danish_sort_key
from outreach.models import Route


def left_behind(organisation: Organisation, person_id: UUID | None, unit_id: UUID | None) -> Iterator[str]:
    """One query."""
    routes = Route.objects.filter(organisation=organisation).in_use()
    if unit_id:
        routes = routes.filter(unit_id=unit_id)
    if person_id:
        routes = routes.filter(workers__user_id=person_id)
    rows = list(routes.order_by().values_list("pk", "route_partners__partner__name"))
    if number := len({pk for pk, _told in rows}):
        words = ngettext("%(n)s rute", "%(n)s ruter", number) % {"n": number}
        names = sorted({name for _pk, name in rows if name}, key=danish_sort_key)
        yield _("%(routes)s, ventet af %(names)s") % {"routes": words, "names": ", ".join(names)} if names else words


register_left_behind(left_behind)
