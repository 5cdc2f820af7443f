"""*Modtagelsen*: the digital entrance of an organisation, as everybody outside may read it (S3 M1, M2)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Unit
from audit.models import Tracked, TrackedManager, TrackedQuerySet


class ReceptionQuerySet(TrackedQuerySet):
    def open(self) -> ReceptionQuerySet:
        return self.filter(opened_on__isnull=False, closed_on=None)


class Reception(Tracked):
    """One for an organisation. It holds nothing about anybody, and is read before anybody has signed in: so it stands
    outside the wall between the organisations."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="reception", editable=False, verbose_name=_("organisation")
    )
    #: Where what comes by the website lands.
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+", editable=False, verbose_name=_("enhed"))
    slug = models.SlugField(_("navn i adressen"), max_length=40, unique=True)
    town = models.CharField(_("kommune eller by"), max_length=80)
    address = models.CharField(_("adresse"), max_length=200)
    phone = models.CharField(_("telefon"), max_length=30)
    hours = models.CharField(_("åbningstid"), max_length=200)
    welcome_da = models.CharField(_("velkomst på dansk"), max_length=400, blank=True)
    welcome_en = models.CharField(_("velkomst på engelsk"), max_length=400, blank=True)
    opened_on = models.DateField(_("åben siden"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("lukket siden"), null=True, blank=True, editable=False)

    objects = TrackedManager.from_queryset(ReceptionQuerySet)()

    class Meta(Tracked.Meta):
        verbose_name = _("modtagelse")
        verbose_name_plural = _("modtagelser")
        ordering = ["town"]
        constraints = [
            models.CheckConstraint(
                name="reception_closes_after_it_opened",
                condition=Q(closed_on=None) | Q(opened_on__isnull=False, closed_on__gte=F("opened_on")),
            ),
        ]

    class Privacy:
        technical = (
            "organisation", "unit", "slug", "town", "address", "phone", "hours", "welcome_da", "welcome_en",
            "opened_on", "closed_on",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.town

    def get_absolute_url(self) -> str:
        return reverse("intake:public_front", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.opened_on is not None and self.closed_on is None

    @property
    def welcome(self) -> str:
        """In the reader's language; where nobody wrote any, the page has its own words."""
        return self.welcome_en if get_language() == "en" else self.welcome_da

    @property
    def dialled(self) -> str:
        """As a telephone takes it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")
