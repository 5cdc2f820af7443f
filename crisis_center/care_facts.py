"""What both sides know of a stay, as facts: alerts, delegation, problems, the authority, health checks, steps."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from accounts.models import User
from cases.models import StepRun
from crisis_center.models import AcuteProblem, AuthorityContact, HealthCheck, MedicalDelegation, Stay, StayAlert
from crisis_center.stay_facts import fact_rows, register_stay_facts


def alerts(user: User) -> QuerySet:
    """code: kind; text: words; day: since; day_to: ended, more: by whom."""
    return fact_rows(
        StayAlert.objects.visible_to(user), "alert", at=F("noted_at"), code=F("kind"), text=F("words"),
        day=F("since_on"), day_to=TruncDate("ended_at"), more=F("ended_by__name"), who=F("noted_by__name"),
    )  # fmt: skip


def delegations(user: User) -> QuerySet:
    """text: the doctor, "" where it is only asked for; day: from, or asked; day_to: to."""
    return fact_rows(
        MedicalDelegation.objects.visible_to(user), "delegation", at=F("noted_at"), text=F("doctor"),
        day=Coalesce("from_on", "asked_on"), day_to=F("to_on"), who=F("noted_by__name"),
    )  # fmt: skip


def problems(user: User) -> QuerySet:
    """code: side; text: what; who: owner; day: by when; day_to: solved, more: by whom."""
    return fact_rows(
        AcuteProblem.objects.visible_to(user), "problem", at=F("noted_at"), code=F("side"), text=F("what"),
        day=F("due_on"), day_to=TruncDate("solved_at"), more=F("solved_by__name"), who=F("owner"),
    )  # fmt: skip


def authority_contacts(user: User) -> QuerySet:
    """at: spoken; who: with whom; text: what was agreed."""
    return fact_rows(
        AuthorityContact.objects.visible_to(user), "authority", at=F("spoken_at"), who=F("whom"), text=F("agreed")
    )


def health_checks(user: User) -> QuerySet:
    """day: done; who: examiner; text: what is followed up, more: by whom."""
    return fact_rows(
        HealthCheck.objects.visible_to(user), "health_check", at=F("noted_at"), day=F("done_on"), who=F("examiner"),
        text=F("follow_up"), more=F("follow_up_owner"),
    )  # fmt: skip


def steps(user: User) -> QuerySet:
    """Goes at steps while the stay lasted. code: step; at: begun or skipped; text: why skipped; day_to: ended.

    Not through the citizen, as home sees steps: the centre has none.
    """
    seen = Stay.objects.visible_to(user).filter(pk=OuterRef("case__stays__pk"))
    runs = StepRun.objects.filter(step__startswith="crisis_stay.").annotate(began=Coalesce("started_at", "skipped_at"))
    during = runs.filter(
        Q(case__stays__left_at=None) | Q(began__lte=F("case__stays__left_at")),
        Exists(seen),
        began__gte=F("case__stays__arrived_at"),
    )
    return fact_rows(
        during, "step", stay_id=F("case__stays__pk"), at=F("began"), code=F("step"), text=F("skip_reason"),
        day_to=TruncDate("ended_at"),
    )  # fmt: skip


register_stay_facts("alert", alerts)
register_stay_facts("delegation", delegations)
register_stay_facts("problem", problems)
register_stay_facts("authority", authority_contacts)
register_stay_facts("health_check", health_checks)
register_stay_facts("step", steps)
