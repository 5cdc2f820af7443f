"""What waits of treatment: an absence nobody has reached out after, the 14 days of medical treatment (SUL § 142)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago, short_day
from cases.models import Assignment
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from outreach.models import Enrolment, TreatmentNote
from outreach.models.enrolment import medical_deadline

#: Days of the 14 that pass before anybody is told.
QUIET = 6


def absences(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = TreatmentNote.objects.visible_to(user).unanswered()
    return waiting_rows(
        whose(rows, user, mine, today), "treatment_absence", day=F("happened_on"), more=F("note"),
        citizen_id=F("case__citizen_id"),
    )  # fmt: skip


def medical_clocks(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = Enrolment.objects.visible_to(user).filter(
        period__closed_at=None, substitution_on=None, medical_asked_on__lt=today - timedelta(days=QUIET)
    )
    return waiting_rows(
        whose(rows, user, mine, today), "medical_clock", day=F("medical_asked_on"), citizen_id=F("case__citizen_id")
    )


def show_absence(row: WaitingRow, today: date) -> WaitingLine:
    title = _("%(citizen)s kom ikke til behandling") % {"citizen": row.label}
    meta = " · ".join(part for part in (ago(row.day, today), row.more or "") if part)
    return WaitingLine(title, reverse("cases:citizen", args=[row.citizen_id]), meta, icon="eye", mark=_("Tag kontakt"))


def show_medical_clock(row: WaitingRow, today: date) -> WaitingLine:
    title = _("%(citizen)s venter på lægelig behandling") % {"citizen": row.label}
    last = medical_deadline(row.day)
    meta = _("Bad om det %(day)s, senest %(last)s") % {"day": short_day(row.day, today), "last": short_day(last, today)}
    return WaitingLine(title, reverse("outreach:enrolment", args=[row.id]), meta, icon="clock", tone="wait")


def whose(rows: QuerySet, user: User, mine: bool, today: date) -> QuerySet:
    """Of the contact person, or whoever stands in; of the unit for its leader."""
    if not mine:
        return rows.filter(case__unit_id=user.membership.unit_id)
    kinds = (Assignment.Kind.CONTACT_PERSON, Assignment.Kind.COVER)
    carried = Assignment.objects.current(today).filter(case=OuterRef("case"), user=user, kind__in=kinds)
    return rows.filter(Exists(carried))


register_waiting(WaitingKind("treatment_absence", absences, show_absence))
register_waiting(WaitingKind("medical_clock", medical_clocks, show_medical_clock))
