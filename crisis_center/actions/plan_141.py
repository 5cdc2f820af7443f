"""*Handleplan efter SEL § 141*: offered, written with the citizen, adjusted, handed on in parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.dates import moment_of
from cases.models import Case, Consent
from crisis_center.actions.homecoming import PLANS
from crisis_center.actions.steps import step_begins
from crisis_center.models import ActionPlan141, PlanHanded, PlanOffered, Stay


@action
def offer_plan(
    *, case: Case, by: User, offered_on: date | None = None, accepted: bool | None = None, words: str = "",
    entry_id: UUID | None = None,
) -> PlanOffered:  # fmt: skip
    """Offered, with the citizen's answer if there is one. Another answer is another row. ValidationError by field."""
    if entry_id and (known := PlanOffered.objects.filter(pk=entry_id, case=case).first()):
        return known
    row = PlanOffered(
        id=entry_id or uuid6.uuid7(), case=case, offered_on=offered_on or timezone.localdate(), accepted=accepted,
        words=words.strip(), by=by,
    )  # fmt: skip
    row.clean_fields(exclude=["organisation", "shared_with", "case", "by"])
    if row.offered_on > timezone.localdate():
        raise ValidationError({"offered_on": _("Dagen ligger i fremtiden.")})
    save_once(row)
    return row


@action
def write_plan(
    *,
    case: Case,
    by: User,
    made_on: date | None = None,
    with_citizen: bool = True,
    follow_up_on: date | None = None,
    seen: int | None = None,
    entry_id: UUID | None = None,
    **parts: str,
) -> ActionPlan141:
    """A new version; the earlier ones stay. `seen`: the version its writer started from.

    Raises ValidationError by field, and when another version was written meanwhile.
    """
    Case.objects.select_for_update().filter(pk=case.pk).order_by().values_list("pk").first()
    if entry_id and (known := ActionPlan141.objects.filter(pk=entry_id, case=case).first()):
        return known
    last = ActionPlan141.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    if seen is not None and seen != last:
        text = _("En anden har skrevet udgave %(number)s imens. Læs den, og gem igen, hvis din stadig skal gælde.")
        raise ValidationError(text % {"number": last})
    row = ActionPlan141(
        id=entry_id or uuid6.uuid7(), case=case, number=last + 1, made_on=made_on or timezone.localdate(),
        with_citizen=with_citizen, follow_up_on=follow_up_on, written_by=by,
        **{name: parts.get(name, "").strip() for name in ActionPlan141.PARTS},
    )  # fmt: skip
    row.clean_fields(exclude=["organisation", "shared_with", "case", "written_by"])
    if row.made_on > timezone.localdate():
        raise ValidationError({"made_on": _("Dagen ligger i fremtiden.")})
    if not any(getattr(row, name) for name in ActionPlan141.PARTS):
        raise ValidationError({"purpose": _("Skriv mindst én af de fire dele.")})
    save_once(row)
    if not Stay.objects.going().filter(case=case).exists():
        step_begins(case=case, step_key=PLANS, at=moment_of(row.made_on), by=by)
    return row


@action
def hand_plan(
    *,
    plan: ActionPlan141,
    parts: Iterable[str],
    to: str,
    by: User,
    handed_on: date | None = None,
    consent: Consent | None = None,
    entry_id: UUID | None = None,
) -> PlanHanded:
    """These parts went to somebody. The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := PlanHanded.objects.filter(pk=entry_id, plan=plan).first()):
        return known
    chosen = set(parts) & set(ActionPlan141.PARTS)
    if not chosen:
        raise ValidationError({"parts": _("Vælg mindst én del.")})
    row = PlanHanded(
        id=entry_id or uuid6.uuid7(), plan=plan, to=" ".join(to.split()), consent=consent, by=by,
        handed_on=handed_on or timezone.localdate(), **{name: name in chosen for name in ActionPlan141.PARTS},
    )  # fmt: skip
    row.clean_fields(exclude=["organisation", "shared_with", "plan", "consent", "by"])
    if row.handed_on > timezone.localdate():
        raise ValidationError({"handed_on": _("Dagen ligger i fremtiden.")})
    save_once(row)
    return row
