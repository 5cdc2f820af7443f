"""A citizen is admitted or imprisoned, and comes out again. The day they are expected out is a task of somebody's."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from audit.writing import action
from cases.actions.task import add_task, finish_task, reopen_task
from cases.dates import moment_of
from cases.models import Admission, Assignment, Citizen, Task

_UNTOUCHED = ["organisation", "shared_with", "citizen", "task"]


@action
def admit(
    *,
    citizen: Citizen,
    kind: str,
    since: date,
    by: User,
    ward: str = "",
    expected_on: date | None = None,
    plan: str = "",
) -> Admission:
    """The citizen came in on `since`. Raises ValidationError by field, also when they are admitted already."""
    # Two who press at once wait for one another here.
    Citizen.objects.select_for_update().filter(pk=citizen.pk).values_list("pk").first()
    if Admission.objects.filter(citizen=citizen, ended_on=None).exists():
        raise ValidationError(_("Borgeren er allerede skrevet som indlagt. Ret det, der står."))
    admission = Admission(citizen=citizen)
    _say(admission, kind, ward, since, expected_on, plan, None)
    _keep_task(admission, None, by)
    admission.save()
    return admission


@action
def edit_admission(
    *,
    admission: Admission,
    kind: str,
    ward: str,
    since: date,
    expected_on: date | None,
    plan: str,
    by: User,
    ended_on: date | None = None,
) -> Admission:
    """What is known now. Without `ended_on` an admission that had ended goes on. Raises ValidationError by field."""
    Citizen.objects.select_for_update().filter(pk=admission.citizen_id).values_list("pk").first()
    # The row one is given may hold what a form has typed into it.
    before = Admission.objects.select_related("task").get(pk=admission.pk)
    others = Admission.objects.filter(citizen=admission.citizen_id, ended_on=None).exclude(pk=admission.pk)
    if ended_on is None and others.exists():
        raise ValidationError({"ended_on": _("Borgeren er indlagt igen siden. Skriv, hvornår denne sluttede.")})
    _say(admission, kind, ward, since, expected_on, plan, ended_on)
    _keep_task(admission, before, by)
    admission.save()
    return admission


@action
def discharge(*, admission: Admission, on: date, by: User, outcome: str = Task.Outcome.DONE) -> Admission:
    """The citizen came out on `on`, which ends the task. Twice changes nothing. Raises ValidationError by field."""
    now = Admission.objects.select_for_update().get(pk=admission.pk)
    if now.ended_on is None:
        _check_end(now.since, on)
        now.ended_on = on
        _keep_task(now, now, by, outcome)
        now.save()
    return now


def _say(
    admission: Admission,
    kind: str,
    ward: str,
    since: date,
    expected_on: date | None,
    plan: str,
    ended_on: date | None,
) -> None:
    admission.kind, admission.ward, admission.plan = kind, " ".join(ward.split()), plan.strip()
    admission.since, admission.expected_on = since, expected_on
    if since > timezone.localdate():
        raise ValidationError({"since": _("Dagen ligger i fremtiden.")})
    if expected_on and expected_on < since:
        raise ValidationError({"expected_on": _("Den ventede udskrivning ligger før indlæggelsen.")})
    if ended_on:
        _check_end(since, ended_on)
    admission.ended_on = ended_on
    admission.clean_fields(exclude=_UNTOUCHED)


def _check_end(since: date, on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"ended_on": _("Dagen ligger i fremtiden.")})
    if on < since:
        raise ValidationError({"ended_on": _("Udskrivningen ligger før indlæggelsen.")})


def _keep_task(admission: Admission, before: Admission | None, by: User, outcome: str = Task.Outcome.DONE) -> None:
    """One open task while the day is known, moved with it; done at discharge, called off when nobody knows the day.

    A task that somebody has finished or moved by hand stays so until another day is said.
    """
    task = before.task if before else None
    is_open = task is not None and task.done_at is None
    if admission.ended_on:
        if task and is_open:
            finish_task(task=task, outcome=outcome, at=moment_of(admission.ended_on), by=by)
    elif admission.expected_on is None:
        if task and is_open:
            finish_task(task=task, outcome=Task.Outcome.CANCELLED, by=by)
    elif task is None or (not is_open and before and before.expected_on != admission.expected_on):
        admission.task = _new_task(admission, admission.expected_on, by)
    elif before and (is_open or before.ended_on):
        if not is_open:
            reopen_task(task=task, by=by)
        if before.expected_on != admission.expected_on:
            task.due_on = admission.expected_on
        task.title = _title(admission.kind)
        task.save()


def _new_task(admission: Admission, due_on: date, by: User) -> Task:
    citizen = admission.citizen
    return add_task(
        unit=citizen.unit,
        citizen=citizen,
        title=_title(admission.kind),
        due_on=due_on,
        owner=_contact_person(citizen) or by,
        by=by,
    )


def _title(kind: str) -> str:
    """Says no ward: where a protected citizen can be found stands only where one may know them."""
    return _("Ventes løsladt") if kind == Admission.Kind.PRISON else _("Ventes udskrevet")


def _contact_person(citizen: Citizen) -> User | None:
    """Who carries the citizen's course today and still works here; one of the citizen's own unit first."""
    still_here = Membership.objects.active().filter(organisation_id=citizen.organisation_id).values("user_id")
    rows = (
        Assignment.objects.current()
        .filter(case__citizen=citizen, kind=Assignment.Kind.CONTACT_PERSON, user__in=still_here)
        .select_related("user", "case")
        .order_by("from_on", "pk")
    )
    carriers = sorted(rows, key=lambda row: row.case.unit_id != citizen.unit_id)
    return carriers[0].user if carriers else None
