"""The receiver's link: made, called back, and what is answered through it."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.links import new_link
from accounts.models import User
from audit.writing import action
from cases.actions.warm_handover import note_arrived, note_confirmed
from cases.models import Handover, HandoverLink
from cases.models.warm_handover import LINK_DAYS


@action
def make_link(*, handover: Handover, by: User) -> tuple[str, HandoverLink]:
    """(token, link): the token is told this once. An earlier link of the same handover works no more.

    Raises ValidationError for a handover that has ended.
    """
    now: Handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if now.ended_on:
        raise ValidationError(_("Overleveringen er sluttet, så der er intet at kvittere for."))
    revoke_link(handover=now, by=by)
    token, digest = new_link(now.organisation_id)
    made_at = timezone.now()
    link = HandoverLink(
        handover=now, digest=digest, made_at=made_at, made_by=by, expires_at=made_at + timedelta(days=LINK_DAYS)
    )
    link.save()
    return token, link


@action
def revoke_link(*, handover: Handover, by: User) -> None:
    """From now on the address leads nowhere. Without a link nothing changes."""
    for link in HandoverLink.objects.select_for_update(of=("self",)).filter(handover=handover, revoked_at=None):
        link.revoked_at = timezone.now()
        link.save()


@action
def answer_by_link(*, link: HandoverLink, arrived: bool, by: User, reason: str) -> Handover:
    """The receiver says *Modtaget* or *Mødt op*; who says that the citizen came has received them too.

    Twice changes nothing. `by` is Brobyg itself (`accounts.links.through_link`).
    """
    today, how = timezone.localdate(), Handover.Told.LINK
    handover = note_confirmed(handover=link.handover, on=today, how=how, by=by)
    return note_arrived(handover=handover, on=today, how=how, by=by) if arrived else handover
