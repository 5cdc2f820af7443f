"""A question to a centre that can still be answered, held for the one who answers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crisis_center.models import CentreReferral, Stay


def open_referral(referral: CentreReferral) -> CentreReferral:
    """The row as it stands now, held for this transaction. Raises ValidationError when it is too late to change it."""
    row: CentreReferral = CentreReferral.objects.select_for_update().get(pk=referral.pk)
    if row.withdrawn_at:
        raise ValidationError(_("Henvendelsen er trukket tilbage."))
    if Stay.objects.filter(referral=row).exists():
        raise ValidationError(_("Borgeren er ankommet. Henvendelsen kan ikke ændres mere."))
    return row
