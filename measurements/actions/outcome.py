"""What came of a treatment that has ended."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Case, CasePeriod
from measurements.models import TreatmentOutcome


@action
def say_outcome(*, period: CasePeriod, outcome: str, by: User) -> TreatmentOutcome:
    """One for each end; said again it is corrected. Raises ValidationError by field."""
    # Two who say it at once wait for one another here.
    Case.objects.select_for_update().filter(pk=period.case_id).order_by().values_list("pk").first()
    if period.closed_at is None:
        raise ValidationError({"outcome": _("Behandlingen er ikke afsluttet endnu.")})
    row = TreatmentOutcome.objects.filter(period=period).first() or TreatmentOutcome(case=period.case, period=period)
    row.outcome, row.said_on, row.said_by = outcome, timezone.localdate(), by
    row.clean_fields(exclude=["organisation", "shared_with", "case", "period", "said_by"])
    row.save()
    return row
