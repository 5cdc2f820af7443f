"""Where citizens are met (geografisk afdækning, S2 p. 35-36)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager


def place_key(name: str, area: str) -> str:
    return f"{name} {area}".casefold()


class PlaceQuerySet(CaseRecordQuerySet):
    #: Whoever writes contacts picks places; a spotter only sees them in the form.
    seen_with = Can.LOG_CONTACT

    def own_q(self, user: User) -> models.Q:
        return self.unit_q(user)

    def in_use(self) -> Self:
        return self.filter(closed_on=None)


class Place(CaseRecord):
    """Where citizens are met: named places first, a map later."""

    class Kind(models.TextChoices):
        STREET = "street", _("Gade")
        PARK = "park", _("Park")
        DROP_IN_CENTRE = "drop_in_centre", _("Værested eller varmestue")
        SHELTER = "shelter", _("Forsorgshjem eller herberg")
        CONSUMPTION_ROOM = "consumption_room", _("Stofindtagelsesrum")
        HOUSING_AREA = "housing_area", _("Boligområde")
        HOME = "home", _("Eget hjem")
        HALL_OF_RESIDENCE = "hall_of_residence", _("Kollegium")
        SCHOOL = "school", _("Uddannelsesinstitution")
        PRODUCTION_SCHOOL = "production_school", _("Produktionsskole")
        YOUTH_HOUSE = "youth_house", _("Ungdomshus")
        HOSPITAL = "hospital", _("Sygehus")
        PSYCHIATRY = "psychiatry", _("Psykiatri")
        CENTRE = "centre", _("Eget hus")
        OTHER = "other", _("Andet")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    name = models.CharField(_("navn"), max_length=120)
    kind = models.CharField(_("art"), max_length=20, choices=Kind.choices)
    area = models.CharField(_("område"), max_length=80, blank=True)
    description = models.CharField(_("kendetegn"), max_length=300, blank=True)
    closed_on = models.DateField(_("bruges ikke mere fra"), null=True, blank=True)
    #: Casefolded name and area: SQLite's own case folding knows no æøå.
    search_key = models.CharField(max_length=220, editable=False)

    objects = TrackedManager.from_queryset(PlaceQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("sted")
        verbose_name_plural = _("steder")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "area"],
                name="place_once_in_unit",
                violation_error_message=_("Stedet findes allerede."),
            )
        ]

    class Privacy:
        technical = ("unit", "closed_on")
        ordinary = ("name", "kind", "area", "description", "search_key")

    def __str__(self) -> str:
        return f"{self.name}, {self.area}" if self.area else self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:place", args=[self.pk])

    def save(self, **options: Any) -> None:
        self.search_key = place_key(self.name, self.area)
        super().save(**options)
