"""Steps are started, skipped, repeated and ended in whatever order life brings them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User, shared_like
from audit import context
from audit.writing import action
from cases.models import Case, ChecklistItem, ChecklistTick, ChecklistVersion, StepRun
from cases.pathway import declared_steps, in_words_of, pathway, step


@action
def start_step(*, case: Case, step_key: str, by: User, at: datetime | None = None) -> StepRun:
    """Begin a step, for the first time or again; one that is going on is returned as it is."""
    _require_step(case, step_key)
    _require_open(case)
    if going := StepRun.objects.going().filter(case=case, step=step_key).first():
        return going
    run = StepRun(case=case, step=step_key, started_at=at or timezone.now(), **shared_like(case))
    run.save()
    return run


@action
def end_step(*, run: StepRun, by: User, at: datetime | None = None) -> StepRun:
    if run.started_at is None:
        raise ValidationError(_("Trinnet er ikke begyndt."))
    if run.ended_at is None:
        run.ended_at = max(at or timezone.now(), run.started_at)
        run.save()
    return run


@action
def skip_step(*, case: Case, step_key: str, reason: str, by: User, at: datetime | None = None) -> StepRun:
    """Leave a step out, and say why. A step that was skipped last is returned as it is."""
    _require_step(case, step_key)
    if not reason.strip():
        raise ValidationError({"skip_reason": _("Skriv kort, hvorfor trinnet springes over.")})
    _require_open(case)
    last = StepRun.objects.filter(case=case, step=step_key).deciding_first().first()
    if last and last.skipped_at:
        return last
    if last and last.ended_at is None:
        raise ValidationError(_("Trinnet er i gang. Afslut det i stedet for at springe det over."))
    run = StepRun(
        case=case, step=step_key, skipped_at=at or timezone.now(), skip_reason=reason.strip(), **shared_like(case)
    )
    run.save()
    return run


@action
def tick(*, run: StepRun, item: ChecklistItem, ticked: bool, by: User, at: datetime | None = None) -> ChecklistTick:
    """Tick a point, or take the tick away; history keeps both."""
    row = ChecklistTick.objects.filter(run=run, item=item).first() or ChecklistTick(run=run, item=item, ticked_by=by)
    row.ticked, row.ticked_by, row.ticked_at = ticked, by, at or timezone.now()
    row.save()
    return row


@action
def declare_checklists(*, organisation: Organisation, by: User) -> int:
    """Write the declared checklists as version 1 where the organisation has none yet. Returns how many were written."""
    known = set(ChecklistVersion.objects.filter(organisation=organisation).values_list("step", flat=True))
    missing = [one for one in declared_steps() if one.checklist and one.key not in known]
    # The organisation's wording does not depend on the language of whoever came first.
    with translation.override(settings.LANGUAGE_CODE):
        told = [in_words_of(organisation, one).checklist for one in missing]
        worded = [[(item.key, str(item.text)) for item in checklist] for checklist in told]
    versions = [ChecklistVersion(organisation=organisation, step=one.key, number=1) for one in missing]
    ChecklistVersion.objects.create_many(versions)
    items = [_items(version, points) for version, points in zip(versions, worded, strict=True)]
    ChecklistItem.objects.create_many(list(chain.from_iterable(items)))
    return len(missing)


@action
def rewrite_checklist(
    *, organisation: Organisation, step_key: str, items: Sequence[tuple[str, str]], by: User, reason: str = ""
) -> ChecklistVersion:
    """A new version: (key, wording) in order; a known key means the same point in other words, "" a new point."""
    items = [(key, " ".join(text.split())) for key, text in items if text.strip()]
    if not items:
        raise ValidationError(_("En tjekliste skal have mindst ét punkt."))
    declare_checklists(organisation=organisation, by=by)
    latest = (
        ChecklistVersion.objects.filter(organisation=organisation, step=step(step_key).key).order_by("-number").first()
    )
    number = latest.number + 1 if latest else 1
    keyed = [(key or f"v{number}_{place}", text) for place, (key, text) in enumerate(items)]
    return _write_version(organisation, step_key, number, keyed)


def _write_version(
    organisation: Organisation, step_key: str, number: int, items: Sequence[tuple[str, str]]
) -> ChecklistVersion:
    version = ChecklistVersion(organisation=organisation, step=step_key, number=number)
    version.save()
    ChecklistItem.objects.create_many(_items(version, items))
    return version


def _items(version: ChecklistVersion, items: Sequence[tuple[str, str]]) -> list[ChecklistItem]:
    return [
        ChecklistItem(organisation=version.organisation, version=version, key=key, position=place, text=text)
        for place, (key, text) in enumerate(items)
    ]


def _require_step(case: Case, step_key: str) -> None:
    if step_key not in {one.key for one in pathway(case.pathway).steps()}:
        raise ValidationError(_("Trinnet hører ikke til dette forløb."))


def _require_open(case: Case) -> None:
    """When a course is open is known to those whose it is; whoever it is shared with works on."""
    if case.organisation_id != context.current().organisation_id:
        return
    if not case.periods.filter(closed_at=None).exists():
        raise ValidationError(_("Forløbet er afsluttet. Åbn det igen først."))
