"""Orientering til egen læge: one page within consent, and what the doctor answered (S2 p. 14, 50)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models.citizen import Citizen, CitizenChildQuerySet
from cases.models.consent import Consent


class GpOrientationQuerySet(CitizenChildQuerySet):
    never_shared = True


class GpOrientation(CaseRecord):
    """What the doctor was told, as it was printed; nothing is sent by Brobyg itself."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="gp_orientations", verbose_name=_("borger"))
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="gp_orientations", verbose_name=_("samtykke"))
    told_on = models.DateField(_("orienteret"))
    doctor = models.CharField(_("til"), max_length=160)
    who_we_are = models.TextField(_("hvem vi er"), max_length=800)
    wish = models.TextField(_("borgerens ønske"), max_length=800)
    we_ask = models.TextField(_("hvad vi beder dig om"), max_length=800)
    reach_us = models.TextField(_("sådan får du fat i os"), max_length=400)
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    answered_on = models.DateField(_("svar modtaget"), null=True, blank=True)
    answer = models.CharField(_("lægens svar"), max_length=500, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(GpOrientationQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("orientering til egen læge")
        verbose_name_plural = _("orienteringer til egen læge")
        constraints = [
            models.CheckConstraint(
                name="gp_answer_is_whole",
                condition=Q(answered_on=None, answer="") | Q(answered_on__gte=F("told_on")) & ~Q(answer=""),
                violation_error_message=_("Skriv både dagen og svaret."),
            ),
            models.CheckConstraint(name="gp_orientation_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("consent", "noted_at", "noted_by", "reach_us")
        ordinary = ("citizen", "told_on", "doctor", "answered_on")
        special = ("who_we_are", "wish", "we_ask", "answer")

    def __str__(self) -> str:
        return f"{self.doctor}, {self.told_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("cases:gp_orientation", args=[self.pk])
