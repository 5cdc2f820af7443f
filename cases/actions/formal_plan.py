"""The plans of the law: offered, made, given to the citizen; and who answers for each effort of a coordinating one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.dates import months_after
from cases.models import ChosenBlock, Citizen, Effort, FormalPlan
from cases.models.formal_plan import MEET_WITHIN_MONTHS

Kind = FormalPlan.Kind

#: What each kind says beside goals and efforts.
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.TREATMENT: ("made_on", "given_on", "duration"),
    Kind.ACTION_141: ("offered_on", "accepted", "made_on", "given_on", "duration", "circumstances"),
    Kind.COORDINATED: ("made_on", "given_on", "met_on", "next_meeting_on"),
}
_PAST = ("offered_on", "made_on", "given_on", "met_on")


def holding_plan(citizen: Citizen, kind: str) -> FormalPlan | None:
    """The newest of its kind that has not ended. One query."""
    rows = FormalPlan.objects.filter(citizen=citizen.pk, kind=kind).holding()
    found: FormalPlan | None = rows.order_by(F("made_on").desc(nulls_last=True), "-pk").first()
    return found


@action
def keep_formal_plan(*, citizen: Citizen, kind: str, by: User, **said: Any) -> FormalPlan:
    """The plan of that kind as it stands now; the first time it begins. `said`: of `FIELDS[kind]`; nothing else is
    kept. Raises ValidationError by field."""
    # Two who write the first at once wait for one another here.
    Citizen.objects.select_for_update().filter(pk=citizen.pk).values_list("pk").first()
    row = holding_plan(citizen, kind) or FormalPlan(citizen=citizen, kind=kind)
    for name in FIELDS[kind]:
        if name in said:
            value = said[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    _check(row)
    row.clean_fields(exclude=["organisation", "shared_with", "citizen"])
    row.save()
    return row


@action
def end_formal_plan(*, plan: FormalPlan, by: User, on: date | None = None) -> FormalPlan:
    """It holds no more; the next one of its kind is another. Ended twice it keeps the first day."""
    plan = FormalPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.ended_on is None:
        plan.ended_on = on or timezone.localdate()
        plan.save()
    return plan


@action
def agree_effort(
    *,
    plan: FormalPlan,
    responsible: str,
    by: User,
    chosen: ChosenBlock | None = None,
    what: str = "",
    actor: str = "",
    entry_id: UUID | None = None,
) -> Effort:
    """One effort and who answers for it. The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := Effort.objects.filter(pk=entry_id, plan=plan).first()):
        return known
    row = Effort(id=entry_id or uuid6.uuid7(), plan=plan)
    _say(row, chosen=chosen, what=what, actor=actor, responsible=responsible)
    save_once(row)
    return row


@action
def change_effort(
    *, effort: Effort, responsible: str, by: User, chosen: ChosenBlock | None = None, what: str = "", actor: str = ""
) -> Effort:
    """Raises ValidationError by field."""
    _say(effort, chosen=chosen, what=what, actor=actor, responsible=responsible)
    effort.save()
    return effort


@action
def remove_effort(*, effort: Effort, by: User) -> None:
    """History keeps it."""
    effort.delete()


def _check(row: FormalPlan) -> None:
    today, problems = timezone.localdate(), {}
    for name in _PAST:
        day = getattr(row, name)
        if day and day > today:
            problems[name] = _("Dagen ligger i fremtiden.")
    if row.made_on is None and row.offered_on is None:
        problems["made_on"] = _("Skriv den dag, planen blev lavet.")
    if row.accepted is not None and row.offered_on is None:
        problems["offered_on"] = _("Skriv, hvornår planen blev tilbudt.")
    if row.given_on and (row.made_on is None or row.given_on < row.made_on):
        problems["given_on"] = _("Planen kan først gives, når den er lavet.")
    since = row.met_on or row.made_on
    if row.next_meeting_on and since:
        if row.next_meeting_on < since:
            problems["next_meeting_on"] = _("Næste møde ligger før det sidste.")
        elif row.next_meeting_on > months_after(since, MEET_WITHIN_MONTHS):
            problems["next_meeting_on"] = _("Næste møde skal ligge inden seks måneder.")
    if problems:
        raise ValidationError(problems)


def _say(row: Effort, **said: Any) -> None:
    row.chosen = said["chosen"]
    for name in ("what", "actor", "responsible"):
        setattr(row, name, " ".join(said[name].split()))
    problems = {}
    if row.chosen and row.what:
        problems["what"] = _("Vælg enten et tilbud, eller skriv indsatsen.")
    if not row.chosen and not row.what:
        problems["what"] = _("Vælg et tilbud, eller skriv indsatsen.")
    if not row.responsible:
        problems["responsible"] = _("Skriv, hvem der er ansvarlig. Der er én for hver indsats.")
    if row.chosen and row.chosen.citizen_id != row.plan.citizen_id:
        problems["chosen"] = _("Tilbuddet er ikke valgt af denne borger.")
    if row.chosen and Effort.objects.filter(plan=row.plan, chosen=row.chosen).exclude(pk=row.pk).exists():
        problems["chosen"] = _("Indsatsen har allerede en ansvarlig.")
    if problems:
        raise ValidationError(problems)
    row.clean_fields(exclude=["organisation", "shared_with", "plan", "chosen"])
