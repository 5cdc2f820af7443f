"""Two who look alike are two: said once, by somebody, and taken back the same way."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Citizen, NotTheSame


@action
def tell_apart(*, one: Citizen, other: Citizen, by: User) -> NotTheSame:
    """*Ikke den samme*: nobody is asked of these two again. Said twice is said once. Raises ValidationError."""
    if one.pk == other.pk:
        raise ValidationError(_("Vælg to forskellige borgere."))
    first, second = sorted((one, other), key=lambda citizen: citizen.pk)
    known = NotTheSame.objects.filter(first=first, second=second).first()
    if known:
        return known
    row = NotTheSame(first=first, second=second, decided_by=by)
    row.save()
    return row


@action
def ask_again(*, decision: NotTheSame, by: User) -> None:
    """It was not so sure after all; history keeps that it was said."""
    decision.delete()
