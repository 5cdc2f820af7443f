"""A course is opened, carried, paused, closed and opened again; every change is a dated fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.admission import discharge
from cases.actions.covers import end_covers
from cases.actions.pathway import declare_checklists
from cases.actions.task import end_request, finish_task
from cases.limit import reason_for
from cases.models import Admission, Assignment, Case, CasePause, CasePeriod, Citizen, Task, TreatmentRequest


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
    over_limit_reason: str = "",
    and_then: Callable[[Case], None] | None = None,
) -> Case:
    """A new course of `contact_person` and `others`; `and_then` writes what its model asks with it.

    Raises ValidationError when one of its kind is open, and as `assign` does.
    """
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
        _carry(case, contact_person, day, over_limit_reason, by)
    for user in others:
        if user != contact_person:
            assign(case=case, user=user, kind=Assignment.Kind.OTHER, on=day, by=by)
    if and_then:
        and_then(case)
    return case


@action
def assign(
    *,
    case: Case,
    user: User,
    kind: str,
    on: date,
    by: User,
    over_limit_reason: str = "",
    chosen_by: str = "",
    change_reason: str = "",
) -> Assignment:
    """`user` carries the course from `on`. Of which there is one (`ONE_OF`), the new one takes over from the earlier.

    Raises ValidationError when the course would stand without contact person, and at `over_limit_reason` when the team
    of `user` is pushed over the organisation's limit and no reason is given; within the limit none is kept.
    """
    _require_open(case)
    # A course closed and opened again on one day was carried to the end of that day.
    own = Assignment.objects.exclude(kind=Assignment.Kind.COVER).filter(Q(to_on=None) | Q(to_on__gt=on), case=case)
    current = list(own.select_related("user"))
    for row in current:
        if row.user_id == user.pk and row.kind == kind and row.to_on is None:
            return row
    earlier = next((row for row in current if row.kind == Assignment.Kind.CONTACT_PERSON), None)
    reason = ""
    if kind == Assignment.Kind.CONTACT_PERSON:
        giver_id = earlier.user_id if earlier else None
        reason = reason_for(case=case, to=user, giver_id=giver_id, reason=over_limit_reason)
    elif earlier and earlier.user_id == user.pk and kind != Assignment.Kind.COORDINATOR:
        raise ValidationError({"user": _("Personen er kontaktperson. Giv først forløbet en anden kontaktperson.")})
    elif kind == Assignment.Kind.OTHER and any(
        row.user_id == user.pk and row.kind == Assignment.Kind.BACKUP for row in current
    ):
        # Whoever is the backup no more says why.
        raise ValidationError({"user": _("Personen er bagstopper. Vælg først en anden under Hvem følger borgeren.")})
    return take_over(
        case=case,
        user=user,
        kind=kind,
        on=on,
        current=current,
        over_limit_reason=reason,
        chosen_by=chosen_by,
        change_reason=change_reason,
        by=by,
    )


@action
def take_over(
    *,
    case: Case,
    user: User,
    kind: str,
    on: date,
    current: Sequence[Assignment],
    by: User,
    over_limit_reason: str = "",
    chosen_by: str = "",
    change_reason: str = "",
) -> Assignment:
    """Ends what the new assignment takes the place of and writes it. For actions that have asked about the limit."""
    earlier = next((row for row in current if kind in Assignment.ONE_OF and row.kind == kind), None)
    coordinates = kind == Assignment.Kind.COORDINATOR
    for row in current:
        # Who coordinates does so whatever else they are on the course.
        same_person = row.user_id == user.pk and (row.kind == Assignment.Kind.COORDINATOR) == coordinates
        if row is earlier or same_person:
            row.to_on = max(on, row.from_on)
            row.save()
    assignment = Assignment(case=case, user=user, kind=kind, from_on=on, over_limit_reason=over_limit_reason)
    assignment.chosen_by, assignment.change_reason = chosen_by, change_reason if earlier else ""
    assignment.save()
    if earlier and kind == Assignment.Kind.CONTACT_PERSON:
        end_covers(case=case, absent_id=earlier.user_id, on=on, by=by)
        _stand_beside_again(case, earlier, user, on)
    return assignment


def _stand_beside_again(case: Case, earlier: Assignment, user: User, on: date) -> None:
    """A course handed back to the one it came from: who was beside them before is so again, and nothing is lost."""
    came = Assignment.objects.filter(case=case, to_on=earlier.from_on)
    if not came.filter(user=user, kind=Assignment.Kind.CONTACT_PERSON).exists():
        return
    beside = came.filter(user_id=earlier.user_id, kind__in=(Assignment.Kind.OTHER, Assignment.Kind.BACKUP)).first()
    if beside is None:
        return
    kind = beside.kind
    if kind == Assignment.Kind.BACKUP and Assignment.objects.filter(case=case, kind=kind, to_on=None).exists():
        # Somebody else became the backup meanwhile.
        kind = Assignment.Kind.OTHER
    Assignment(case=case, user_id=earlier.user_id, kind=kind, from_on=on).save()


def _carry(case: Case, user: User, on: date, over_limit_reason: str, by: User) -> Assignment:
    kind = Assignment.Kind.CONTACT_PERSON
    return assign(case=case, user=user, kind=kind, on=on, over_limit_reason=over_limit_reason, by=by)


@action
def end_assignment(*, assignment: Assignment, on: date, by: User, reason: str = "") -> Assignment:
    """Nobody takes over. Raises ValidationError at `reason` when the citizen loses somebody who follows (`ONE_OF`) and
    none is given."""
    said = " ".join(reason.split())
    if assignment.kind in Assignment.ONE_OF and not said:
        raise ValidationError({"reason": _("Skriv kort, hvorfor der ikke er nogen lige nu.")})
    assignment.to_on, assignment.end_reason = max(on, assignment.from_on), said
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
def close_case(
    *,
    case: Case,
    reason: str,
    by: User,
    note: str = "",
    at: datetime | None = None,
    and_then: Callable[[CasePeriod], None] | None = None,
) -> CasePeriod:
    """Close with a reason; the pause and the assignments end with it. `and_then` writes what its model asks with it.

    Raises ValidationError.
    """
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
    end_covers(case=case, on=last, by=by)
    period.closed_at, period.close_reason, period.close_note = at, reason, note.strip()
    period.save()
    if reason == CasePeriod.CloseReason.DEAD:
        _end_what_waits(case.citizen, timezone.localdate(at), by)
    if and_then:
        and_then(period)
    return period


def _end_what_waits(citizen: Citizen, on: date, by: User) -> None:
    """A citizen has died: no clock runs on, and no task asks anybody to meet them or to ask how it goes."""
    why = str(_("Borgeren er død."))
    for request in TreatmentRequest.objects.filter(citizen=citizen, ended_on=None):
        end_request(request=request, outcome="withdrawn", on=max(on, request.requested_on), note=why, by=by)
    for admission in Admission.objects.filter(citizen=citizen, ended_on=None):
        discharge(admission=admission, on=max(on, admission.since), outcome=Task.Outcome.CANCELLED, by=by)
    asking = Q(kind=Task.Kind.AGREEMENT) | Q(follow_up_of__isnull=False)
    for task in Task.objects.open().filter(asking, citizen=citizen):
        finish_task(task=task, outcome=Task.Outcome.CANCELLED, reason=why, by=by)


@action
def reopen_case(
    *,
    case: Case,
    by: User,
    contact_person: User | None = None,
    at: datetime | None = None,
    over_limit_reason: str = "",
) -> CasePeriod:
    """A new period of the same course; steps and history of the earlier ones stay. Raises as `assign` does."""
    if case.periods.filter(closed_at=None).exists():
        raise ValidationError(_("Forløbet er åbent."))
    at = at or timezone.now()
    period = CasePeriod(case=case, opened_at=at)
    period.save()
    if contact_person:
        _carry(case, contact_person, timezone.localdate(at), over_limit_reason, by)
    return period


def _require_open(case: Case) -> CasePeriod:
    # Two who give, end or close the same course at once wait for one another here.
    Case.objects.select_for_update().filter(pk=case.pk).order_by().values_list("pk").first()
    period = case.periods.filter(closed_at=None).first()
    if period is None:
        raise ValidationError(_("Forløbet er afsluttet. Åbn det igen først."))
    return period
