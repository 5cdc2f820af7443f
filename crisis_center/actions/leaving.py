"""*Udslusning*: the plan for hard times, the municipality's decision, the end of the stay, and one ended by mistake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, shared_like
from audit.writing import action
from cases.models import StepRun
from crisis_center.actions.readiness import put_in_place
from crisis_center.actions.stay import give_room, leave
from crisis_center.models import Centre, HardTimesPlan, MunicipalDischarge, RoomUse, Stay


@action
def plan_for_hard_times(*, stay: Stay, risk: str, plan: str, by: User) -> HardTimesPlan | None:
    """What may become hard and what the citizen does then; the newest words hold, history keeps the earlier.

    None where neither is said.
    """
    row = HardTimesPlan.objects.select_for_update().filter(stay=stay).first()
    if row is None and not (risk.strip() or plan.strip()):
        return None
    if not (risk.strip() or plan.strip()):
        raise ValidationError({"plan": _("Skriv noget i mindst ét af felterne.")})
    row = row or HardTimesPlan(stay=stay, written_by=by, **shared_like(stay))
    if (row.risk, row.plan) != (risk.strip(), plan.strip()):
        row.risk, row.plan = risk.strip(), plan.strip()
        row.written_by, row.written_at = by, timezone.now()
        row.clean_fields(exclude=["organisation", "shared_with", "stay", "written_by"])
        row.save()
    return row


@action
def decide_discharge(*, stay: Stay, reason: str, appeal_told: bool, by: User, **conditions: bool) -> MunicipalDischarge:
    """The municipality ends the stay (SEL § 107); the centre then says when the citizen left.

    Raises ValidationError by field: each condition must be confirmed, or there is no decision.
    """
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    if stay.centre.legal_basis != Centre.LegalBasis.SEL_107:
        raise ValidationError(_("Efter SEL § 110 er det lederen af centret, der afgør udskrivning."))
    if stay.left_at:
        raise ValidationError(_("Opholdet er allerede afsluttet."))
    if MunicipalDischarge.objects.filter(stay=stay).exists():
        raise ValidationError(_("Kommunen har allerede afgjort det."))
    if not all(conditions.get(name) for name in MunicipalDischarge.CONDITIONS):
        text = _("Kommunen kan kun udskrive, når alle betingelser er opfyldt. Ellers fortsætter opholdet.")
        raise ValidationError({"conditions": text})
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv begrundelsen.")})
    if not appeal_told:
        raise ValidationError({"appeal_told": _("En afgørelse følges af klagevejledning.")})
    row = MunicipalDischarge(
        stay=stay, reason=reason.strip(), appeal_told=True, decided_by=by, **conditions, **shared_like(stay)
    )
    row.clean_fields(exclude=["organisation", "shared_with", "stay", "decided_by"])
    row.save()
    return row


@action
def discharge(
    *,
    stay: Stay,
    how: str,
    by: User,
    at: datetime | None = None,
    because: str = "",
    to: str = "",
    in_place: Iterable[str] = (),
    **hard_times: Any,
) -> Stay:
    """The citizen has left: `in_place` are points of the list that are in place now, `hard_times` risk and plan.

    Raises ValidationError by field, as `leave` does.
    """
    if hard_times:
        plan_for_hard_times(stay=stay, by=by, **hard_times)
    put_in_place(stay=stay, areas=in_place, by=by)
    return leave(stay=stay, how=how, at=at, because=because, to=to, by=by)


@action
def reopen_stay(*, stay: Stay, by: User) -> Stay:
    """It was ended by mistake, today: the citizen has the same room again, and the steps go on.

    Raises ValidationError: another day, the room is taken, another stay has begun.
    """
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    left_at = stay.left_at
    if left_at is None:
        return stay
    if timezone.localdate(left_at) != timezone.localdate():
        raise ValidationError(_("Opholdet sluttede en anden dag. Skriv borgeren ind igen med et nyt ophold."))
    if Stay.objects.going().filter(case=stay.case_id).exists():
        raise ValidationError(_("Borgeren har allerede et nyt ophold i gang."))
    stay.left_at, stay.left_how, stay.left_because, stay.left_to, stay.left_noted_by = None, "", "", "", None
    stay.save()
    last = RoomUse.objects.filter(stay=stay).select_related("room").order_by("-from_at").first()
    if last:
        try:
            give_room(stay=stay, room=last.room, by=by)
        except ValidationError as taken:
            text = _("Værelse %(room)s er taget af en anden. Skriv borgeren ind igen med et nyt ophold.")
            raise ValidationError(text % {"room": last.room}) from taken
    for run in StepRun.objects.filter(case=stay.case_id, step__startswith="crisis_stay.", ended_at=left_at):
        run.ended_at = None
        run.save()
    return stay
