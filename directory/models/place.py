"""Where citizens are met (geografisk afdækning, S2 p. 35-36)."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from directory.models.priority import Priority


def place_key(name: str, area: str) -> str:
    return f"{name} {area}".casefold()


#: The fields that say who stays at a place.
STAYS = ("stays_young", "stays_visible", "stays_isolated")


class PlaceQuerySet(CaseRecordQuerySet):
    #: Whoever writes contacts picks places; a spotter only sees them in the form.
    seen_with = Can.LOG_CONTACT

    def own_q(self, user: User) -> models.Q:
        return self.unit_q(user)

    def in_use(self) -> Self:
        return self.filter(closed_on=None)

    def due_for_review(self, today: date) -> Self:
        return self.in_use().filter(next_review_on__lte=today)

    def with_last_review(self) -> Self:
        """Annotates `last_reviewed_on`: None where the place was never gone through."""
        from directory.models.review import PlaceReview

        latest = PlaceReview.objects.filter(place=models.OuterRef("pk")).order_by("-reviewed_on", "-pk")
        return self.annotate(last_reviewed_on=models.Subquery(latest.values("reviewed_on")[:1]))


class Place(CaseRecord):
    """Where citizens are met, who stays there, and how soon one should go there."""

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

    class Zone(models.TextChoices):
        CORE = "core", _("Oplagt område")
        OUTER = "outer", _("Yderområde")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    name = models.CharField(_("navn"), max_length=120)
    kind = models.CharField(_("art"), max_length=20, choices=Kind.choices)
    area = models.CharField(_("område"), max_length=80, blank=True)
    description = models.CharField(_("kendetegn"), max_length=300, blank=True)
    closed_on = models.DateField(_("bruges ikke mere fra"), null=True, blank=True)
    #: Several may hold of one place (S2 p. 14, 24, 36).
    stays_young = models.BooleanField(_("unge"), default=False)
    stays_visible = models.BooleanField(_("kaotiske og synlige"), default=False)
    stays_isolated = models.BooleanField(_("isolerede og tilbagetrukne"), default=False)
    zone = models.CharField(_("oplagt område eller yderområde"), max_length=5, choices=Zone.choices, blank=True)
    priority = models.PositiveSmallIntegerField(_("prioritet"), choices=Priority.choices, null=True, blank=True)
    #: Each review moves it on; what a review found is a `PlaceReview`.
    next_review_on = models.DateField(_("gennemgås næste gang"), null=True, blank=True)
    reviewer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("gennemgås af")
    )
    latitude = models.FloatField(_("breddegrad"), null=True, blank=True)
    longitude = models.FloatField(_("længdegrad"), null=True, blank=True)
    #: Casefolded name and area: SQLite's own case folding knows no æøå.
    search_key = models.CharField(max_length=220, editable=False)

    #: Only where `with_last_review` was asked.
    last_reviewed_on: date | None

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
            ),
            models.CheckConstraint(
                name="place_on_the_map_or_not",
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_("Skriv både breddegrad og længdegrad, eller lad begge felter stå tomme."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "unit", "next_review_on"],
                condition=models.Q(closed_on=None, next_review_on__isnull=False),
                name="place_review_due",
            )
        ]

    class Privacy:
        technical = ("unit", "closed_on", "search_key", "next_review_on", "reviewer")
        ordinary = (
            "name", "kind", "area", "description", "stays_young", "stays_visible", "stays_isolated",
            "zone", "priority", "latitude", "longitude",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}, {self.area}" if self.area else self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:place", args=[self.pk])

    @property
    def who_stays(self) -> list[str]:
        """Who is known to stay here, in words."""
        return [label for name, label in stays_labels() if getattr(self, name)]

    def save(self, **options: Any) -> None:
        self.search_key = place_key(self.name, self.area)
        super().save(**options)


def stays_labels() -> list[tuple[str, str]]:
    """[(field, its words)…] of who may stay at a place."""
    return [(field.name, str(field.verbose_name)) for field in Place._meta.concrete_fields if field.name in STAYS]
