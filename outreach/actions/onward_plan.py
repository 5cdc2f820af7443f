"""A plan is written over several meetings, read along, given to the citizen, and made anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.pathway import start_step
from cases.dates import moment_of
from cases.models import Case
from directory.models import PartnerOffer
from outreach.models import CheckedOffer, OnwardPlan, PlanStep
from outreach.open_course import lock_open

STEP = "motivation.onward_plan"
#: What a version says, and so what the next one begins with.
SAID = (
    "citizens_words", "wished_offer", "wished_words", "demands", "withdrawal", "withdrawal_on", "doctor_asked_on",
    "doctor_answer",
)  # fmt: skip
_UNTOUCHED = ["organisation", "shared_with", "case", "given_by", "wished_offer", "plan", "offer", "checked_by"]
_UNTOUCHED += ["worker", "done_by"]


@dataclass(frozen=True)
class Checked:
    """An offer that was asked about. `entry_id`: the same form sent twice is one."""

    offer: PartnerOffer | None = None
    words: str = ""
    available: str = CheckedOffer.Available.UNKNOWN
    available_from: date | None = None
    quarantine_until: date | None = None
    alternative: str = ""
    checked_on: date | None = None
    entry_id: UUID = field(default_factory=uuid6.uuid7)


@dataclass(frozen=True)
class Agreed:
    """Who does what, and when."""

    what: str
    who: str = PlanStep.Who.CITIZEN
    worker: User | None = None
    other: str = ""
    due_on: date | None = None
    entry_id: UUID = field(default_factory=uuid6.uuid7)


@action
def begin_plan(
    *,
    case: Case,
    by: User,
    begun_on: date | None = None,
    offers: Collection[Checked] = (),
    steps: Collection[Agreed] = (),
    with_step: bool = False,
    entry_id: UUID | None = None,
    **said: Any,
) -> OnwardPlan:
    """The first version, or one that says everything anew. `said`: fields of `SAID`, the citizen's words at least.

    `with_step`: the course's step begins where it does not go on. The same form sent twice is one. Raises
    ValidationError by field, and when somebody else is writing a version.
    """
    lock_open(case)
    if entry_id and (known := OnwardPlan.objects.filter(pk=entry_id, case=case).first()):
        return known
    last = OnwardPlan.objects.filter(case=case).order_by("-number").first()
    if last and last.given_on is None:
        raise ValidationError(_("En kollega har begyndt planen imens. Åbn den, og skriv videre der."))
    plan = OnwardPlan(id=entry_id or uuid6.uuid7(), case=case, number=last.number + 1 if last else 1)
    plan.begun_on = begun_on or timezone.localdate()
    if plan.begun_on > timezone.localdate():
        raise ValidationError({"begun_on": _("Dagen ligger i fremtiden.")})
    _say(plan, said)
    plan.save()
    _add_parts(plan, offers, steps, by)
    if with_step:
        start_step(case=case, step_key=STEP, at=moment_of(plan.begun_on), by=by)
    return plan


@action
def write_plan(
    *,
    plan: OnwardPlan,
    by: User,
    offers: Collection[Checked] = (),
    steps: Collection[Agreed] = (),
    with_step: bool = False,
    **said: Any,
) -> OnwardPlan:
    """Go on with the version that is being written; `offers` and `steps` come beside those that are there."""
    lock_open(plan.case)
    _require_unwritten(plan)
    _say(plan, said)
    plan.save()
    _add_parts(plan, offers, steps, by)
    if with_step:
        start_step(case=plan.case, step_key=STEP, by=by)
    return plan


@action
def read_plan_along(*, plan: OnwardPlan, citizens_comment: str, by: User) -> OnwardPlan:
    """*Læs med*: the citizen has read the plan, and may add own words. What a colleague writes meanwhile stays."""
    lock_open(plan.case)
    plan = _require_unwritten(plan)
    plan.citizens_comment = citizens_comment.strip()
    plan.read_along_at = timezone.now()
    plan.clean_fields(exclude=_UNTOUCHED)
    plan.save()
    return plan


@action
def give_plan(*, plan: OnwardPlan, by: User, on: date | None = None, with_name: bool = False) -> OnwardPlan:
    """The citizen got this version: from now on it stays as it is. Given twice it keeps the first day."""
    lock_open(plan.case)
    plan = _locked(plan)
    if plan.given_on:
        return plan
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise ValidationError({"on": _("Dagen ligger i fremtiden.")})
    plan.begun_on = min(plan.begun_on, on)
    plan.given_on, plan.given_by, plan.with_name = on, by, with_name
    plan.save()
    return plan


@action
def renew_plan(*, plan: OnwardPlan, by: User) -> OnwardPlan:
    """The next version, with everything this one says but what has been done. One that is being written goes on."""
    lock_open(plan.case)
    last = OnwardPlan.objects.filter(case=plan.case_id).latest("number")
    if last.given_on is None:
        return last
    said = {name: getattr(last, name) for name in SAID}
    new = OnwardPlan(case=plan.case, number=last.number + 1)
    _say(new, said)
    new.save()
    for offer in last.checked_offers.filter(done_on=None).select_related("offer__partner").order_by("pk"):
        CheckedOffer(
            plan=new, offer=offer.offer, called=str(offer.offer or ""), words=offer.words, available=offer.available,
            available_from=offer.available_from, quarantine_until=offer.quarantine_until,
            alternative=offer.alternative, checked_on=offer.checked_on, checked_by_id=offer.checked_by_id,
        ).save()  # fmt: skip
    for step in last.plan_steps.filter(done_on=None).order_by("pk"):
        PlanStep(
            plan=new, what=step.what, who=step.who, worker_id=step.worker_id, other=step.other, due_on=step.due_on
        ).save()
    return new


def _locked(plan: OnwardPlan) -> OnwardPlan:
    """Two who give at once wait for one another here."""
    found: OnwardPlan = OnwardPlan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    return found


def _require_unwritten(plan: OnwardPlan) -> OnwardPlan:
    """The row as it stands now, locked. Raises ValidationError when the citizen has got this version meanwhile."""
    locked = _locked(plan)
    if locked.given_on:
        raise ValidationError(_("Borgeren har fået denne udgave. Lav en ny udgave for at ændre planen."))
    return locked


def _say(plan: OnwardPlan, said: dict[str, Any]) -> None:
    if unknown := set(said) - set(SAID):
        raise TypeError(f"A plan does not say: {', '.join(sorted(unknown))}")
    for name, value in said.items():
        setattr(plan, name, value.strip() if isinstance(value, str) else value)
    plan.wished_called = str(plan.wished_offer or "")
    # What the offer asks of the citizen is known already: nobody has to type it again.
    if plan.wished_offer and not plan.demands:
        plan.demands = plan.wished_offer.demands
    if not plan.citizens_words:
        raise ValidationError({"citizens_words": _("Skriv, hvad borgeren ønsker.")})
    if plan.doctor_answer and not plan.doctor_asked_on:
        raise ValidationError({"doctor_asked_on": _("Skriv, hvornår lægen blev spurgt.")})
    plan.clean_fields(exclude=_UNTOUCHED)


def _add_parts(plan: OnwardPlan, offers: Collection[Checked], steps: Collection[Agreed], by: User) -> None:
    keys = [*(one.entry_id for one in offers), *(one.entry_id for one in steps)]
    known = set(CheckedOffer.objects.filter(pk__in=keys).values_list("pk", flat=True)) if offers else set()
    known |= set(PlanStep.objects.filter(pk__in=keys).values_list("pk", flat=True)) if steps else set()
    for one in offers:
        if one.entry_id not in known:
            _write_offer(CheckedOffer(id=one.entry_id, plan=plan, checked_by=by), one)
    for agreed in steps:
        if agreed.entry_id not in known:
            step = PlanStep(
                id=agreed.entry_id, plan=plan, what=" ".join(agreed.what.split()), who=agreed.who,
                worker=agreed.worker, other=agreed.other.strip(), due_on=agreed.due_on,
            )  # fmt: skip
            step.clean_fields(exclude=_UNTOUCHED)
            step.save()


def _write_offer(row: CheckedOffer, said: Checked) -> None:
    row.offer, row.called, row.words = said.offer, str(said.offer or ""), " ".join(said.words.split())
    row.available, row.available_from = said.available, said.available_from
    row.quarantine_until, row.alternative = said.quarantine_until, said.alternative.strip()
    row.checked_on = said.checked_on or timezone.localdate()
    row.clean_fields(exclude=_UNTOUCHED)
    row.save()
