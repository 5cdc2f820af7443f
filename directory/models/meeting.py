"""Meetings with partners: start-up meeting, seminar, visits, steering group (S2 p. 18, 37-38)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from directory.models.partner import Partner, PartnerLinkQuerySet


class PartnerMeetingQuerySet(CaseRecordQuerySet):
    seen_with = Can.MANAGE_PLACES

    def own_q(self, user: User) -> models.Q:
        return self.unit_q(user)

    def next_due(self, today: date) -> Self:
        """Those whose next meeting was to be by now, where no later one of that kind with one of the partners is
        written down and the cooperation goes on."""
        later = MeetingPartner.objects.filter(
            partner__meeting_partners__meeting=models.OuterRef("pk"),
            meeting__kind=models.OuterRef("kind"),
            meeting__held_on__gt=models.OuterRef("held_on"),
        )
        present = MeetingPartner.objects.filter(meeting=models.OuterRef("pk"), partner__closed_on=None)
        return self.filter(~models.Exists(later), models.Exists(present), next_on__lte=today)


class PartnerMeeting(CaseRecord):
    """A meeting that was held, with one partner or several, and when the next one is."""

    class Kind(models.TextChoices):
        START_UP = "start_up", _("Opstartsmøde")
        SEMINAR = "seminar", _("Samarbejdsseminar")
        VISIT = "visit", _("Løbende besøg")
        STEERING_GROUP = "steering_group", _("Styregruppemøde")
        OTHER = "other", _("Andet møde")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    kind = models.CharField(_("art"), max_length=14, choices=Kind.choices)
    held_on = models.DateField(_("dato"))
    took_part = models.CharField(_("deltagere"), max_length=500, blank=True)
    agreed = models.TextField(_("aftalt"), max_length=2000, blank=True)
    next_on = models.DateField(_("næste møde"), null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    objects = TrackedManager.from_queryset(PartnerMeetingQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("møde med samarbejdspartnere")
        verbose_name_plural = _("møder med samarbejdspartnere")
        constraints = [
            models.CheckConstraint(
                name="partner_meeting_next_is_later",
                condition=models.Q(next_on=None) | models.Q(next_on__gt=models.F("held_on")),
                violation_error_message=_("Det næste møde ligger før dette."),
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "unit", "next_on"],
                condition=models.Q(next_on__isnull=False),
                name="partner_meeting_next",
            )
        ]

    class Privacy:
        technical = ("unit", "kind", "held_on", "next_on", "noted_by")
        ordinary = ("took_part", "agreed")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"

    def get_absolute_url(self) -> str:
        return reverse("directory:meeting", args=[self.pk])


class MeetingPartner(CaseRecord):
    """The partner was at the meeting."""

    meeting = models.ForeignKey(
        PartnerMeeting, models.PROTECT, related_name="meeting_partners", db_index=False, verbose_name=_("møde")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="meeting_partners", verbose_name=_("samarbejdspartner")
    )

    history_indexes = (("meeting", "history_date"),)

    objects = TrackedManager.from_queryset(PartnerLinkQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("samarbejdspartner ved mødet")
        verbose_name_plural = _("samarbejdspartnere ved mødet")
        constraints = [models.UniqueConstraint(fields=["meeting", "partner"], name="partner_once_at_meeting")]

    class Privacy:
        technical = ("meeting", "partner")

    def __str__(self) -> str:
        return f"{self.partner} · {self.meeting}"
