"""Tilbud: the building blocks of which citizens choose, a catalogue for each organisation (S3 P2, P4, M1, M5)."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from audit.models import TrackedManager
from cases.models.theme import Theme
from directory.models import PartnerOffer


class BlockQuerySet(CaseRecordQuerySet):
    never_shared = True

    def unit_q(self, user: User) -> Q:
        """One catalogue for the whole organisation, kept by the leaders of its units: a citizen chooses among all."""
        return Q()

    def own_q(self, user: User) -> Q:
        return Q()

    def in_use(self, on: date) -> Self:
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on))

    def told(self) -> Self:
        """With what its name and its provider are made of."""
        return self.select_related("offer__partner")

    def with_taken(self, on: date, *, but_for: UUID | None = None) -> Self:
        """Annotates `taken`, how many citizens have a place that day, and `waiting`, how many wait for one.

        `but_for`: a choice that is not counted.
        """
        from cases.models.chosen_block import ChosenBlock

        rows = ChosenBlock.objects.exclude(pk=but_for).filter(block=OuterRef("pk"))
        return self.annotate(taken=citizens_in(rows.holding_a_place(on)), waiting=citizens_in(rows.in_line()))


def citizens_in(choices: CaseRecordQuerySet) -> Coalesce:
    """How many citizens they are of, in a subquery: all are of one offer."""
    counted = choices.order_by().values("block").annotate(citizens=Count("citizen", distinct=True))
    return Coalesce(Subquery(counted.values("citizens")), 0)


class Block(CaseRecord):
    """What a citizen can choose. What a partner offers is told by the partner's row and never typed again."""

    class Kind(models.TextChoices):
        """How one comes to it (S3 P2)."""

        MUST = "must", _("Skal")
        MAY = "may", _("Kan")
        MAYBE = "maybe", _("Kan-måske")

    class Where(models.TextChoices):
        INSIDE = "inside", _("I huset")
        OUTSIDE = "outside", _("Uden for huset")
        FURTHER = "further", _("Længere væk")

    name = models.CharField(_("navn"), max_length=120, blank=True)
    offer = models.ForeignKey(
        PartnerOffer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("samarbejdspartners tilbud"),
    )  # fmt: skip
    provider = models.CharField(_("hvem står for det"), max_length=120, blank=True)
    kind = models.CharField(_("skal, kan eller kan-måske"), max_length=10, choices=Kind.choices, default=Kind.MAY)
    where = models.CharField(_("hvor"), max_length=10, choices=Where.choices, default=Where.INSIDE)
    theme = models.CharField(_("tema"), max_length=20, choices=Theme.choices, blank=True)
    times = models.CharField(_("hvornår"), max_length=200, blank=True)
    suits = models.CharField(_("hvem det passer til"), max_length=300, blank=True)
    places = models.PositiveSmallIntegerField(
        _("pladser i alt"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    retired_on = models.DateField(_("findes ikke mere fra"), null=True, blank=True)

    #: Only where `with_taken` was asked.
    taken: int
    waiting: int

    objects = TrackedManager.from_queryset(BlockQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("tilbud")
        verbose_name_plural = _("tilbud")
        constraints = [
            models.CheckConstraint(
                name="block_is_named",
                condition=Q(offer__isnull=False) | ~Q(name=""),
                violation_error_message=_("Skriv navnet, eller vælg en samarbejdspartners tilbud."),
            ),
            models.CheckConstraint(
                name="block_has_one_provider",
                condition=Q(offer=None) | Q(provider=""),
                violation_error_message=_("Samarbejdspartneren står for tilbuddet. Lad feltet stå tomt."),
            ),
            models.CheckConstraint(name="block_places_are_some", condition=Q(places=None) | Q(places__gte=1)),
            models.CheckConstraint(name="block_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("places", "retired_on")
        ordinary = ("name", "offer", "provider", "kind", "where", "theme", "times", "suits")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cases:block", args=[self.pk])

    @property
    def title(self) -> str:
        """Its own name, or the partner's for it (`told`)."""
        return self.name or (self.offer.name if self.offer else "")

    @property
    def provided_by(self) -> str:
        return str(self.offer.partner) if self.offer else self.provider

    @property
    def free(self) -> int | None:
        """Places that are left (`with_taken`); None where nobody knows how many there are."""
        return None if self.places is None else max(0, self.places - self.taken)

    @property
    def has_room(self) -> bool:
        """Whether somebody new can begin, and passes nobody who waits (`with_taken`)."""
        return self.free is None or self.free > self.waiting
