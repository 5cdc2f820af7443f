"""What was typed on a tablet does not stay for ever in the receipt: when it is settled, and can no longer be settled
otherwise, the receipt is emptied. Its fate stays, in the row and in its history, which never had what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from audit.writing import action
from cases.clearing import Clearing, register_clearing
from field.deciding import OPEN_FOR
from field.models import Entry


def due(on: date) -> Q:
    """What was applied or decided more than `OPEN_FOR` before the day began, and still has something in it."""
    before = timezone.make_aware(datetime.combine(on, time.min)) - OPEN_FOR
    settled = Q(status=Entry.Status.APPLIED, decided_at=None, received_at__lt=before) | Q(decided_at__lt=before)
    return settled & (~Q(payload="") | ~Q(result={}))


def due_in(unit: Unit, on: date) -> QuerySet:
    return Entry.objects.filter(due(on), unit=unit)


@action
def empty_entries(*, ids: Iterable[UUID], on: date, by: User) -> list[UUID]:
    """Those of the entries that are still due: somebody may have decided otherwise while the job ran. Returns which."""
    rows = Entry.objects.filter(due(on), pk__in=list(ids))
    keys = list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Entry.objects.filter(pk__in=keys).update(payload="", result={}, emptied_at=timezone.now())
    return keys


register_clearing(
    Clearing(
        "tablet_entries",
        _("Fra tablets, tømt"),
        _("Tømt: afgjort for over 30 dage siden"),
        Entry,
        due=due_in,
        clear=empty_entries,
    )
)
