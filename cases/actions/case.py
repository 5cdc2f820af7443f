"""A course is opened, carried, paused, closed and opened again; every change is a dated fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.pathway import declare_checklists
from cases.actions.task import end_request, finish_task
from cases.models import Assignment, Case, CasePause, CasePeriod, Citizen, Task, TreatmentRequest


@action
def open_case(
    *,
    citizen: Citizen,
    unit: Unit,
    pathway: str,
    by: User,
    contact_person: User | None = None,
    others: Sequence[User] = (),
    at: datetime | None = None,
) -> Case:
    """A new course of `contact_person` and `others`. Raises ValidationError when one of its kind is open."""
    # Two who press at once wait for one another here.
    Citizen.objects.select_for_update().filter(pk=citizen.pk).values_list("pk").first()
    if Case.objects.open().filter(citizen=citizen, pathway=pathway).exists():
        raise ValidationError(_("Borgeren har allerede et åbent forløb af den slags."))
    at = at or timezone.now()
    # The organisation's first course is where its checklists are first needed.
    declare_checklists(organisation=unit.organisation, by=by)
    case = Case(citizen=citizen, unit=unit, pathway=pathway)
    case.save()
    CasePeriod(case=case, opened_at=at).save()
    day = timezone.localdate(at)
    if contact_person:
        assign(case=case, user=contact_person, kind=Assignment.Kind.CONTACT_PERSON, on=day, by=by)
    for user in others:
        if user != contact_person:
            assign(case=case, user=user, kind=Assignment.Kind.OTHER, on=day, by=by)
    return case


@action
def assign(*, case: Case, user: User, kind: str, on: date, by: User) -> Assignment:
    """`user` carries the course from `on`. A new contact person takes over from the earlier one."""
    _require_open(case)
    current = list(Assignment.objects.filter(case=case, to_on=None).select_related("user"))
    for row in current:
        takes_over = kind == Assignment.Kind.CONTACT_PERSON and row.kind == kind
        if row.user_id == user.pk and row.kind == kind:
            return row
        if takes_over or row.user_id == user.pk:
            row.to_on = max(on, row.from_on)
            row.save()
    row = Assignment(case=case, user=user, kind=kind, from_on=on)
    row.save()
    return row


@action
def assign_many(*, cases: Sequence[Case], user: User, on: date, by: User) -> list[Assignment]:
    """`user` becomes contact person of all these courses, in one act."""
    return [assign(case=case, user=user, kind=Assignment.Kind.CONTACT_PERSON, on=on, by=by) for case in cases]


@action
def end_assignment(*, assignment: Assignment, on: date, by: User) -> Assignment:
    assignment.to_on = max(on, assignment.from_on)
    assignment.save()
    return assignment


@action
def pause_case(*, case: Case, reason: str, by: User, at: datetime | None = None) -> CasePause:
    _require_open(case)
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv kort, hvorfor forløbet holder pause.")})
    if case.pauses.filter(resumed_at=None).exists():
        raise ValidationError(_("Forløbet holder allerede pause."))
    pause = CasePause(case=case, paused_at=at or timezone.now(), reason=reason.strip())
    pause.save()
    return pause


@action
def resume_case(*, case: Case, by: User, at: datetime | None = None) -> None:
    for pause in case.pauses.filter(resumed_at=None):
        pause.resumed_at = max(at or timezone.now(), pause.paused_at)
        pause.save()


@action
def close_case(*, case: Case, reason: str, by: User, note: str = "", at: datetime | None = None) -> CasePeriod:
    """Close with a reason; the pause and the assignments end with it. Raises ValidationError."""
    period = _require_open(case)
    if reason not in CasePeriod.CloseReason.values:
        raise ValidationError({"close_reason": _("Vælg, hvorfor forløbet afsluttes.")})
    at = at or timezone.now()
    if at < period.opened_at:
        raise ValidationError({"closed_at": _("Afslutningen ligger før åbningen.")})
    resume_case(case=case, by=by, at=at)
    # Assignments reach up to, not including, their last day: a course closed today was carried today.
    last = timezone.localdate(at) + timedelta(days=1)
    for row in case.assignments.filter(to_on=None):
        row.to_on = max(last, row.from_on)
        row.save()
    period.closed_at, period.close_reason, period.close_note = at, reason, note.strip()
    period.save()
    if reason == CasePeriod.CloseReason.DEAD:
        _end_what_waits(case.citizen, timezone.localdate(at), by)
    return period


def _end_what_waits(citizen: Citizen, on: date, by: User) -> None:
    """A citizen has died: no clock runs on, and no task asks anybody to meet them."""
    for request in TreatmentRequest.objects.filter(citizen=citizen, ended_on=None):
        note = str(_("Borgeren er død."))
        end_request(request=request, outcome="withdrawn", on=max(on, request.requested_on), note=note, by=by)
    for task in Task.objects.open().filter(citizen=citizen, kind=Task.Kind.AGREEMENT):
        finish_task(task=task, outcome=Task.Outcome.CANCELLED, by=by)


@action
def reopen_case(*, case: Case, by: User, contact_person: User | None = None, at: datetime | None = None) -> CasePeriod:
    """A new period of the same course; steps and history of the earlier ones stay."""
    if case.periods.filter(closed_at=None).exists():
        raise ValidationError(_("Forløbet er åbent."))
    at = at or timezone.now()
    period = CasePeriod(case=case, opened_at=at)
    period.save()
    if contact_person:
        assign(case=case, user=contact_person, kind=Assignment.Kind.CONTACT_PERSON, on=timezone.localdate(at), by=by)
    return period


def _require_open(case: Case) -> CasePeriod:
    period = case.periods.filter(closed_at=None).first()
    if period is None:
        raise ValidationError(_("Forløbet er afsluttet. Åbn det igen først."))
    return period
