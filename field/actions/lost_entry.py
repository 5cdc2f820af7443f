"""Numbers that a tablet lost: missed, found again, and ticked off when somebody knows what they were."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import allowed
from accounts.models import User
from accounts.policy import Can
from audit.writing import action
from field.models import DeviceUser, LostEntry

_ROWS = ["organisation", "device_user", "unit", "seen_by"]


@action
def keep_missed(*, device_user: DeviceUser, lost: Collection[int], since: int, by: User) -> list[int]:
    """`lost` are all numbers from `since` on that the tablet does not have and the house never got: each is written
    down when it is missed for the first time, and found when it is missed no more.

    Returns those that nobody has said anything about, in order.
    """
    now = timezone.now()
    known = {row.number: row for row in LostEntry.objects.filter(device_user=device_user)}
    fresh = sorted(set(lost) - set(known))
    rows = [
        LostEntry(device_user=device_user, unit_id=device_user.unit_id, number=number, missed_at=now)
        for number in fresh
    ]
    LostEntry.objects.create_many(rows)
    found = [row.pk for number, row in known.items() if number >= since and not row.found_at and number not in lost]
    missed_again = [row.pk for number, row in known.items() if row.found_at and number in lost]
    LostEntry.objects.filter(pk__in=found).update(found_at=now)
    LostEntry.objects.filter(pk__in=missed_again).update(found_at=None)
    missing = LostEntry.objects.missing().filter(device_user=device_user)
    return list(missing.order_by("number").values_list("number", flat=True))


@action
def see_as_lost(*, device_user: DeviceUser, numbers: Collection[int], note: str, by: User) -> list[LostEntry]:
    """The worker was asked, and `note` says what became of them. Those found or ticked off meanwhile are left alone.

    Raises NotAllowed, and ValidationError by field: without a note, and when none of the numbers is missing any more.
    """
    allowed(device_user, by, Can.SEE_AS_LOST)
    missing = LostEntry.objects.missing().filter(device_user=device_user, number__in=numbers)
    rows = list(missing.select_for_update(of=("self",)).order_by("number"))
    said = " ".join(note.split())
    if not said:
        raise ValidationError({"note": _("Skriv kort, hvad der blev af det.")})
    if not rows:
        raise ValidationError({"numbers": _("De er afklaret eller dukket op imens.")})
    for row in rows:
        row.note, row.seen_at, row.seen_by = said, timezone.now(), by
        row.clean_fields(exclude=_ROWS)
        row.save()
    return rows
