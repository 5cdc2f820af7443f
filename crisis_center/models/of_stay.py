"""What is written about a stay: about which, by whom, and when it was written."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User

#: Fields that no form gives: actions clean the others.
GIVEN_BY_CODE = ("organisation", "shared_with", "stay", "noted_by")


class OfStay(CaseRecord):
    stay = models.ForeignKey("crisis_center.Stay", models.PROTECT, related_name="+", verbose_name=_("ophold"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    class Meta(CaseRecord.Meta):
        abstract = True

    class Privacy:
        technical = ("stay", "noted_at", "noted_by")
