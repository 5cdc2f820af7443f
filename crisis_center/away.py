"""Who is in a stay: home's workers do not chase them meanwhile, and carry a smaller caseload."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from cases.stays import register_stays
from crisis_center.models import Stay


def _going_on(day: date) -> QuerySet:
    rows = Stay.objects.filter(Q(left_at=None) | Q(left_at__date__gt=day), arrived_at__date__lte=day)
    return rows.annotate(citizen=F("case__citizen"), since=F("arrived_at"))


register_stays(_going_on)
