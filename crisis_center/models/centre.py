"""A crisis centre: its rooms and its people (S4 5.1)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, Organisation, Unit, User
from audit.models import Tracked, TrackedManager, TrackedQuerySet
from crisis_center.models.rows import OfCentreQuerySet


class CentreQuerySet(TrackedQuerySet):
    def in_use(self, on: date | None = None) -> Self:
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on or timezone.localdate()))


class Centre(Tracked):
    """A low-threshold sheltered residential offer. Known to every municipality, so it holds nothing about anybody."""

    class LegalBasis(models.TextChoices):
        SEL_107 = "sel_107", _("SEL § 107 (midlertidigt ophold)")
        SEL_110 = "sel_110", _("SEL § 110 (akut ophold)")

    class Kind(models.TextChoices):
        MUNICIPAL = "municipal", _("Kommunalt")
        REGIONAL = "regional", _("Regionalt")
        PRIVATE = "private", _("Privat")

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+", verbose_name=_("enhed"))
    legal_basis = models.CharField(_("efter"), max_length=10, choices=LegalBasis.choices)
    kind = models.CharField(_("drives"), max_length=10, choices=Kind.choices)
    phone = models.CharField(_("telefon"), max_length=20, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    #: What a mentor should know before asking: whom there is room for, animals, couples, when one can arrive.
    about = models.TextField(_("om centret"), max_length=1000, blank=True)
    closed_on = models.DateField(_("nedlagt"), null=True, blank=True)

    objects = TrackedManager.from_queryset(CentreQuerySet)()

    class Meta(Tracked.Meta):
        verbose_name = _("akutkrisecenter")
        verbose_name_plural = _("akutkrisecentre")
        ordering = ["unit__name"]

    class Privacy:
        technical = ("unit", "legal_basis", "kind", "phone", "address", "about", "closed_on")

    def __str__(self) -> str:
        return self.unit.name

    @property
    def operator(self) -> Organisation:
        return self.unit.organisation

    @property
    def leader_decides(self) -> bool:
        """SEL § 110: the leader decides on admission; § 107: the municipality does (domain 11, L-09)."""
        return self.legal_basis == self.LegalBasis.SEL_110


class RoomQuerySet(OfCentreQuerySet):
    def in_service(self) -> Self:
        return self.filter(out_of_service_on=None)

    def free(self) -> Self:
        from crisis_center.models.stay import RoomUse

        return self.in_service().exclude(Exists(RoomUse.objects.filter(room=OuterRef("pk"), to_at=None)))


class Room(CaseRecord):
    """A room, by what stands on its door."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="rooms", verbose_name=_("center"))
    name = models.CharField(_("værelse"), max_length=20)
    note = models.CharField(_("bemærkning"), max_length=200, blank=True)
    out_of_service_on = models.DateField(_("ude af drift siden"), null=True, blank=True)

    objects = TrackedManager.from_queryset(RoomQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("værelse")
        verbose_name_plural = _("værelser")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="room_name_once",
                violation_error_message=_("Der findes allerede et værelse med det navn."),
            ),
            models.CheckConstraint(name="room_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("centre", "name", "note", "out_of_service_on")

    def __str__(self) -> str:
        return self.name


class CentrePersonQuerySet(OfCentreQuerySet):
    def current(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)


class CentrePerson(CaseRecord):
    """Whom the people on duty call: the doctor on 24-hour call, the psychiatrist, who answers for the medicine."""

    class Duty(models.TextChoices):
        DOCTOR = "doctor", _("Læge på vagt")
        PSYCHIATRIST = "psychiatrist", _("Psykiater")
        MEDICINE = "medicine", _("Medicinansvarlig")
        SOCIAL = "social", _("Socialfaglig medarbejder")
        OTHER = "other", _("Andre")

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="people", verbose_name=_("center"))
    duty = models.CharField(_("opgave"), max_length=14, choices=Duty.choices)
    name = models.CharField(_("navn"), max_length=120)
    phone = models.CharField(_("telefon"), max_length=20, blank=True)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("bruger")
    )
    from_on = models.DateField(_("fra"), default=timezone.localdate)
    to_on = models.DateField(_("til og med"), null=True, blank=True)

    objects = TrackedManager.from_queryset(CentrePersonQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("person på centret")
        verbose_name_plural = _("personer på centret")
        constraints = [
            models.CheckConstraint(
                name="centre_person_ends_after_start",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            models.CheckConstraint(name="centre_person_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("centre", "duty", "user", "from_on", "to_on")
        ordinary = ("name", "phone")

    def __str__(self) -> str:
        return self.name
