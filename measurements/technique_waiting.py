"""What waits of fidelity: the nine questions about a course whose motivation work has ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago
from cases.models import Assignment
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from measurements.motivation_ended import with_motivation_ended

#: So long one remembers how one talked. Afterwards it stands among the missing ones, and nobody is asked.
ASKED_FOR = timedelta(days=90)


def unanswered(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = (
        with_motivation_ended()
        .visible_to(user)
        .filter(technique_use=None, unit_id=user.membership.unit_id, motivation_ended_at__gte=now - ASKED_FOR)
    )
    if mine:
        # First the few courses that were ever the reader's.
        ever = Assignment.objects.filter(user=user, kind=Assignment.Kind.CONTACT_PERSON)
        rows = rows.filter(pk__in=ever.values("case")).annotate(whose=last_contact_person()).filter(whose=user.pk)
    return waiting_rows(rows, "technique_use", day=TruncDate("motivation_ended_at"), citizen_id=F("citizen_id"))


def last_contact_person() -> Subquery:
    """Whose course it is, or was when it was closed. Whoever only stands in did not do the motivation work."""
    carried = Assignment.objects.filter(case=OuterRef("pk"), kind=Assignment.Kind.CONTACT_PERSON)
    return Subquery(carried.order_by("-from_on", F("to_on").desc(nulls_first=True), "-pk").values("user_id")[:1])


def show_unanswered(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Hvilke samtaleteknikker brugte du? %(name)s") % {"name": row.label},
        reverse("measurements:technique_use", args=[row.id]),
        _("Motivationsarbejdet sluttede %(day)s. Ni tryk.") % {"day": ago(row.day, today)},
        icon="talk",
    )


register_waiting(WaitingKind("technique_use", unanswered, show_unanswered))
