"""*Opfølgning* after an end (BEK 1477/2019 § 4 stk. 2) is tasks; that the citizen would rather not stands here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.models import TrackedManager
from cases.models import Case, CasePeriod
from cases.models.case import CaseChildQuerySet


class FollowUpRefusal(CaseRecord):
    """The citizen does not want to be asked how it goes after this end."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="follow_up_refusals", db_index=False, verbose_name=_("forløb")
    )
    period = models.OneToOneField(
        CasePeriod, models.PROTECT, related_name="follow_up_refusal", verbose_name=_("periode")
    )
    refused_on = models.DateField(_("afslået"))
    reason = models.CharField(_("borgerens grund"), max_length=200)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CaseChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("fravalg af opfølgning")
        verbose_name_plural = _("fravalg af opfølgning")
        indexes = [models.Index(fields=["case"], name="follow_up_refusal_of_case")]

    class Privacy:
        technical = ("case", "period")
        special = ("refused_on", "reason")

    def __str__(self) -> str:
        return self.reason
