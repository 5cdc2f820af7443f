"""A citizen arrives, has a room, moves rooms, and leaves; each is a dated fact."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, shared_like
from accounts.policy import Can, may
from audit.writing import action
from cases.actions.pathway import end_step, start_step
from cases.models import StepRun
from crisis_center.actions.pick_up import arrive
from crisis_center.minutes import not_in_the_minute_before
from crisis_center.models import CentreReferral, MunicipalDischarge, Room, RoomUse, Stay

_GIVEN_BY_CODE = ["organisation", "shared_with", "referral", "case", "centre", "arrived_by", "informed_by",
                  "left_noted_by"]  # fmt: skip


@action
def admit(
    *,
    referral: CentreReferral,
    by: User,
    room: Room | None = None,
    at: datetime | None = None,
    expected_until: date | None = None,
) -> Stay:
    """The citizen has arrived, and whoever was fetching them is there.

    Raises ValidationError: not decided, a room that another got first, a bad moment.
    """
    at = at or timezone.now()
    referral = CentreReferral.objects.select_for_update().get(pk=referral.pk)
    if not referral.may_arrive:
        raise ValidationError(_("Der er ikke sagt ja til opholdet endnu."))
    if Stay.objects.filter(referral=referral).exists():
        raise ValidationError(_("Borgeren er allerede skrevet ind."))
    if Stay.objects.going().filter(case=referral.case_id).exists():
        raise ValidationError(_("Borgeren har allerede et ophold i gang."))
    if at > timezone.now():
        raise ValidationError({"arrived_at": _("Tidspunktet ligger i fremtiden.")})
    at = not_in_the_minute_before(at, referral.asked_at)
    if at < referral.asked_at:
        raise ValidationError({"arrived_at": _("Ankomsten ligger før henvendelsen.")})
    stay = Stay(
        referral=referral, case=referral.case, centre=referral.centre, arrived_at=at, arrived_by=by,
        **shared_like(referral),
    )  # fmt: skip
    stay.expected_until = _until(stay, expected_until)
    stay.clean_fields(exclude=_GIVEN_BY_CODE)
    stay.save()
    if room:
        give_room(stay=stay, room=room, at=at, by=by)
    arrive(referral=referral, at=at, by=by)
    start_step(case=stay.case, step_key="crisis_stay.arrival", at=at, by=by)
    return stay


@action
def give_room(*, stay: Stay, room: Room, by: User, at: datetime | None = None) -> RoomUse:
    """The citizen has this room from `at`; the one before is free. Of two who give it at once, one gets it.

    Raises ValidationError at `room`.
    """
    at = at or timezone.now()
    room = Room.objects.select_for_update().get(pk=room.pk)
    current = RoomUse.objects.going().filter(stay=stay).first()
    if current and current.room_id == room.pk:
        return current
    if room.centre_id != stay.centre_id:
        raise ValidationError({"room": _("Værelset hører til et andet center.")})
    if room.out_of_service_on:
        raise ValidationError({"room": _("Værelset er ude af drift.")})
    if RoomUse.objects.going().filter(room=room).exists():
        raise ValidationError({"room": _("Værelset er lige blevet optaget. Vælg et andet.")})
    if current:
        current.to_at = max(at, current.from_at)
        current.save()
    use = RoomUse(stay=stay, room=room, from_at=at)
    use.save()
    return use


@action
def expect_until(*, stay: Stay, until: date | None, by: User) -> Stay:
    """The stay is prolonged or shortened. Raises ValidationError at `expected_until`."""
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    stay.expected_until = _until(stay, until)
    stay.save()
    return stay


@action
def arrange_stay(*, stay: Stay, by: User, room: Room | None = None, expected_until: date | None = None) -> Stay:
    """Both at once or neither: the room (None: as it is) and until when. Raises ValidationError by field."""
    stay = expect_until(stay=stay, until=expected_until, by=by)
    if room:
        give_room(stay=stay, room=room, by=by)
    return stay


@action
def inform_municipality(*, stay: Stay, by: User, at: datetime | None = None) -> Stay:
    """SEL § 110: the home municipality has been told (L-09)."""
    at = at or timezone.now()
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    if at > timezone.now():
        raise ValidationError({"informed_at": _("Tidspunktet ligger i fremtiden.")})
    stay.informed_at, stay.informed_by = at, by
    stay.save()
    return stay


@action
def leave(*, stay: Stay, how: str, by: User, at: datetime | None = None, because: str = "", to: str = "") -> Stay:
    """The stay has ended. Its room is free, and the steps of the stay that were going on end with it.

    Raises ValidationError by field: only a leader decides against the citizen, only the municipality for itself.
    """
    at = at or timezone.now()
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    if stay.left_at:
        raise ValidationError(_("Opholdet er allerede afsluttet."))
    if how not in Stay.Left.values:
        raise ValidationError({"left_how": _("Vælg, hvordan opholdet sluttede.")})
    _decided(stay, how, because, by)
    if at > timezone.now():
        raise ValidationError({"left_at": _("Tidspunktet ligger i fremtiden.")})
    at = not_in_the_minute_before(at, stay.arrived_at)
    if at < stay.arrived_at:
        raise ValidationError({"left_at": _("Opholdet kan ikke slutte før ankomsten.")})
    stay.left_at, stay.left_how, stay.left_noted_by = at, how, by
    stay.left_because, stay.left_to = because.strip(), " ".join(to.split())
    stay.clean_fields(exclude=_GIVEN_BY_CODE)
    stay.save()
    for use in RoomUse.objects.going().filter(stay=stay):
        use.to_at = max(at, use.from_at)
        use.save()
    for run in StepRun.objects.going().filter(case=stay.case_id, step__startswith="crisis_stay."):
        end_step(run=run, at=at, by=by)
    return stay


def _decided(stay: Stay, how: str, because: str, by: User) -> None:
    if how == Stay.Left.LEADERS_DECISION and not because.strip():
        raise ValidationError({"left_because": _("Lederens beslutning har en begrundelse.")})
    if how == Stay.Left.LEADERS_DECISION and not may(by, Can.DECIDE_STAY):
        raise ValidationError({"left_how": _("Kun en leder kan afgøre, at opholdet slutter.")})
    if how == Stay.Left.MUNICIPALITY and not MunicipalDischarge.objects.filter(stay=stay).exists():
        raise ValidationError({"left_how": _("Kommunen har ikke afgjort, at opholdet slutter.")})


def _until(stay: Stay, until: date | None) -> date | None:
    if until and until < timezone.localdate(stay.arrived_at):
        raise ValidationError({"expected_until": _("Dagen ligger før ankomsten.")})
    return until
