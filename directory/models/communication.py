"""Kommunikationsstrategi: which partner is told what, when, how and by whom (S2 p. 37)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from directory.models.partner import Partner, PartOfPartnerQuerySet
from directory.models.priority import Priority


class PartnerMessageQuerySet(PartOfPartnerQuerySet):
    def open(self) -> Self:
        """Not yet given, to partners one still works with."""
        return self.filter(done_on=None, partner__closed_on=None)

    def due(self, today: date) -> Self:
        return self.open().filter(due_on__lte=today)


class PartnerMessage(CaseRecord):
    """One row of the strategy: a message to a partner."""

    class Channel(models.TextChoices):
        VISIT = "visit", _("Besøg")
        MEETING = "meeting", _("Møde")
        PHONE = "phone", _("Telefon")
        MAIL = "mail", _("E-mail eller brev")
        LEAFLET = "leaflet", _("Skriftligt materiale")
        OTHER = "other", _("Andet")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="messages", verbose_name=_("samarbejdspartner"))
    message = models.CharField(_("budskab"), max_length=500)
    channel = models.CharField(_("hvordan"), max_length=8, choices=Channel.choices, default=Channel.VISIT)
    priority = models.PositiveSmallIntegerField(_("prioritet"), choices=Priority.choices, default=Priority.NEXT)
    due_on = models.DateField(_("hvornår"))
    responsible = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("ansvarlig")
    )
    done_on = models.DateField(_("gjort"), null=True, blank=True)

    history_indexes = (("partner", "history_date"),)

    objects = TrackedManager.from_queryset(PartnerMessageQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("budskab til samarbejdspartner")
        verbose_name_plural = _("budskaber til samarbejdspartnere")
        indexes = [
            models.Index(
                fields=["organisation", "due_on"], condition=models.Q(done_on=None), name="partner_message_open"
            )
        ]

    class Privacy:
        technical = ("channel", "priority", "due_on", "responsible", "done_on")
        ordinary = ("partner", "message")

    def __str__(self) -> str:
        return self.message
