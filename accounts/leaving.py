"""What somebody leaves behind who stops, and what a unit still holds that is to be closed.

Numbers in words only: an administrator sees no citizen. A room above registers what it knows of in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import Membership, Organisation, Unit, User

#: (organisation, person or None, unit or None) -> sentences such as "7 åbne forløb som kontaktperson".
LeftBehind = Callable[[Organisation, UUID | None, UUID | None], Iterable[str]]

_known: list[LeftBehind] = []


def register_left_behind(tell: LeftBehind) -> None:
    if tell not in _known:
        _known.append(tell)


def left_by(person: User, organisation: Organisation, unit: Unit | None = None) -> list[str]:
    """What the person carries in the organisation, or in one unit of it; empty when nothing is left."""
    return [words for tell in _known for words in tell(organisation, person.pk, unit.pk if unit else None)]


def left_in(unit: Unit) -> list[str]:
    """Who and what still is in the unit; empty when it can be closed."""
    today = timezone.localdate()
    people = (
        Membership.objects.filter(Q(to_on=None) | Q(to_on__gte=today), unit=unit, user__is_active=True)
        .values("user_id")
        .distinct()
        .count()
    )
    staff = [ngettext("%(n)s person med en rolle", "%(n)s personer med en rolle", people) % {"n": people}]
    told = [words for tell in _known for words in tell(unit.organisation, None, unit.pk)]
    return [*(staff if people else []), *told]
