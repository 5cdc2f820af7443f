"""What every action on a course asks first."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Case, CasePeriod


def lock_open(case: Case) -> CasePeriod:
    """The period that runs. Two who press at once wait for one another here. Raises ValidationError where the course is
    closed."""
    Case.objects.select_for_update().filter(pk=case.pk).order_by().values_list("pk").first()
    period = case.periods.filter(closed_at=None).first()
    if period is None:
        raise ValidationError(_("Forløbet er afsluttet. Åbn det igen først."))
    return period
