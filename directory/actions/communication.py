"""Messages to partners: planned, corrected, given, and planned again."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from directory.models import Partner, PartnerMessage


@action
def plan_message(
    *,
    partner: Partner,
    message: str,
    channel: str,
    priority: int,
    due_on: date,
    responsible: User | None = None,
    by: User,
) -> PartnerMessage:
    row = PartnerMessage(
        partner=partner, message=message.strip(), channel=channel, priority=priority, due_on=due_on,
        responsible=responsible,
    )  # fmt: skip
    row.full_clean(exclude=["organisation"])
    row.save()
    return row


@action
def edit_message(
    *,
    row: PartnerMessage,
    message: str,
    channel: str,
    priority: int,
    due_on: date,
    responsible: User | None,
    done_on: date | None,
    by: User,
    reason: str = "",
) -> PartnerMessage:
    """Without `done_on` the message is still to be given."""
    row.message, row.channel, row.priority = message.strip(), channel, priority
    row.due_on, row.responsible, row.done_on = due_on, responsible, done_on
    row.full_clean(exclude=["organisation"])
    row.save()
    return row


@action
def give_message(*, row: PartnerMessage, done_on: date, again_on: date | None, by: User) -> PartnerMessage | None:
    """The message was given; with `again_on` it is to be given again, as a row of its own, which is returned.

    Sent twice it is given once. Raises ValidationError by field.
    """
    row = PartnerMessage.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.done_on:
        return None
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": _("Dagen ligger i fremtiden.")})
    if again_on and again_on <= done_on:
        raise ValidationError({"again_on": _("Vælg en senere dag.")})
    row.done_on = done_on
    row.save()
    if again_on is None:
        return None
    return plan_message(
        partner=row.partner, message=row.message, channel=row.channel, priority=row.priority, due_on=again_on,
        responsible=row.responsible, by=by,
    )  # fmt: skip
