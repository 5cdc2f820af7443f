"""The digital entrance: what stands on it, and whether it is open."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from intake.models import Reception

_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@action
def keep_reception(*, unit: Unit, by: User, is_open: bool, **told: Any) -> Reception:
    """The organisation's one reception, made the first time. `told`: town, address, phone, hours, welcome_da,
    welcome_en. The address is made of the town once and stays: it may be printed on a card.

    Raises ValidationError by field, and where another unit has it.
    """
    # Two who press at once wait for one another here.
    Unit.objects.select_for_update().filter(organisation=unit.organisation_id).order_by("pk").first()
    row = Reception.objects.filter(organisation=unit.organisation_id).first()
    if row is None:
        row = Reception(organisation_id=unit.organisation_id, unit=unit)
    elif row.unit_id != unit.pk:
        raise ValidationError(_("Den digitale indgang hører til %(unit)s.") % {"unit": row.unit})
    for name, value in told.items():
        setattr(row, name, " ".join(value.split()))
    # It stands in the middle of sentences.
    row.hours = row.hours.rstrip(".")
    row.slug = row.slug or _free_slug(row.town)
    today = timezone.localdate()
    if is_open and not row.is_open:
        row.opened_on, row.closed_on = today, None
    elif not is_open and row.is_open:
        row.closed_on = today
    row.clean_fields(exclude=["organisation", "unit"])
    row.save()
    return row


def _free_slug(town: str) -> str:
    plain = slugify(town.lower().translate(_PLAIN))[:30] or "kommune"
    taken = set(Reception.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    return next(slug for slug in (plain, *(f"{plain}-{number}" for number in range(2, 500))) if slug not in taken)
