"""What a citizen has chosen of the catalogue, and which goals it serves (S3 P2, P4). A choice copies nothing."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from audit.models import TrackedManager
from cases.models.block import Block, citizens_in
from cases.models.case import Case
from cases.models.citizen import Citizen, CitizenChildQuerySet, sees_citizen
from cases.models.goal import Goal

#: Not refused: `granted` is empty where nobody had to decide.
NOT_REFUSED = Q(granted=None) | Q(granted=True)


class ChosenBlockQuerySet(CitizenChildQuerySet):
    never_shared = True

    def told(self) -> Self:
        return self.select_related("block__offer__partner")

    def open(self, on: date) -> Self:
        """Wished, or going on: not refused and not over."""
        return self.filter(NOT_REFUSED).filter(Q(to_on=None) | Q(to_on__gte=on))

    def holding_a_place(self, on: date) -> Self:
        """Begun or to begin. What is not decided yet holds none."""
        return self.open(on).filter(from_on__isnull=False)

    def running(self, on: date) -> Self:
        return self.open(on).filter(from_on__lte=on)

    def undecided(self, on: date) -> Self:
        """Waits for visitation."""
        return self.open(on).filter(block__kind=Block.Kind.MAYBE, decided_on=None, from_on=None)

    def in_line(self) -> Self:
        """Waits for a place. Whose courses are all closed keeps nobody waiting."""
        courses = Case.objects.filter(citizen=OuterRef("citizen"))
        rows = self.filter(NOT_REFUSED, Exists(courses.open()) | ~Exists(courses), from_on=None, to_on=None)
        return rows.exclude(block__kind=Block.Kind.MAYBE, decided_on=None)

    def longest_first(self) -> Self:
        return self.order_by("chosen_on", "pk")

    def with_turn(self, on: date) -> Self:
        """Annotates `ahead`, how many others have waited longer for a place, and `taken`, how many have one."""
        others = ChosenBlock.objects.filter(block=OuterRef("block")).exclude(citizen=OuterRef("citizen"))
        longer = Q(chosen_on__lt=OuterRef("chosen_on")) | Q(chosen_on=OuterRef("chosen_on"), pk__lt=OuterRef("pk"))
        ahead, taken = others.in_line().filter(longer), others.holding_a_place(on)
        return self.annotate(ahead=citizens_in(ahead), taken=citizens_in(taken))

    def with_place_now(self, on: date) -> Self:
        """Those who wait, and whose turn it is (`ChosenBlock.has_place_now` says the same)."""
        found = self.in_line().with_turn(on).filter(Q(block__retired_on=None) | Q(block__retired_on__gt=on))
        return found.filter(Q(block__places=None) | Q(block__places__gt=F("taken") + F("ahead")))


class ChosenBlock(CaseRecord):
    """Without `from_on` it has not begun: it waits for visitation or for a place, or was refused, or given up before.

    `to_on` is the last day, also one that is only expected.
    """

    class Whose(models.TextChoices):
        CITIZEN = "citizen", _("Borgeren har valgt det")
        PROFESSIONAL = "professional", _("Foreslået af en fagperson")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="chosen_blocks", verbose_name=_("borger"))
    block = models.ForeignKey(Block, models.PROTECT, related_name="choices", verbose_name=_("tilbud"))
    chosen_on = models.DateField(_("valgt"), default=timezone.localdate)
    whose = models.CharField(_("hvis valg"), max_length=12, choices=Whose.choices, default=Whose.CITIZEN)
    from_on = models.DateField(_("fra"), null=True, blank=True)
    to_on = models.DateField(_("til og med"), null=True, blank=True)
    decided_on = models.DateField(_("afgjort"), null=True, blank=True)
    granted = models.BooleanField(_("bevilget"), null=True, blank=True)
    decision_reason = models.CharField(_("begrundelse"), max_length=500, blank=True)
    appeal_guided_on = models.DateField(_("klagevejledning givet"), null=True, blank=True)

    #: Only where `with_turn` was asked.
    ahead: int
    taken: int

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(ChosenBlockQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("valgt tilbud")
        verbose_name_plural = _("valgte tilbud")
        constraints = [
            models.CheckConstraint(
                name="chosen_block_ends_after_start",
                condition=Q(to_on=None) | Q(from_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("Sidste dag ligger før den første."),
            ),
            models.CheckConstraint(
                name="chosen_block_decision_is_whole",
                condition=Q(decided_on=None, granted=None, decision_reason="", appeal_guided_on=None)
                | Q(decided_on__gte=F("chosen_on"), granted__isnull=False),
                violation_error_message=_("Dagen ligger før den dag, tilbuddet blev valgt."),
            ),
            # Forvaltningsloven §§ 22 and 25: a refusal says why, and how one complains.
            models.CheckConstraint(
                name="chosen_block_refused_says_why",
                condition=NOT_REFUSED | Q(from_on=None, appeal_guided_on__isnull=False) & ~Q(decision_reason=""),
                violation_error_message=_("Et afslag skal begrundes, og borgeren skal vide, hvordan man klager."),
            ),
            models.CheckConstraint(name="chosen_block_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("citizen", "whose")
        ordinary = ("chosen_on",)
        special = ("block", "from_on", "to_on", "decided_on", "granted", "decision_reason", "appeal_guided_on")

    def __str__(self) -> str:
        return self.block.title

    def get_absolute_url(self) -> str:
        return reverse("cases:choice", args=[self.pk])

    @property
    def is_undecided(self) -> bool:
        """Waits for visitation; `ChosenBlockQuerySet.undecided` says the same."""
        waits = self.decided_on is None and self.from_on is None
        return waits and self.to_on is None and self.block.kind == Block.Kind.MAYBE

    @property
    def waits_for_place(self) -> bool:
        """`ChosenBlockQuerySet.in_line` says the same, without those whose courses are all closed."""
        return self.granted is not False and not (self.from_on or self.to_on or self.is_undecided)

    def has_place_now(self, on: date) -> bool:
        """It waits, and of the places that are left one is its own (`with_turn`)."""
        block = self.block
        if not self.waits_for_place or (block.retired_on and block.retired_on <= on):
            return False
        return block.places is None or block.places > self.taken + self.ahead

    def is_open(self, on: date) -> bool:
        return self.granted is not False and (self.to_on is None or self.to_on >= on)

    def runs(self, on: date) -> bool:
        return self.is_open(on) and self.from_on is not None and self.from_on <= on


class OfChoiceQuerySet(CaseRecordQuerySet):
    """Rows that hang on a choice are seen by whoever sees the citizen."""

    never_shared = True

    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "chosen__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "chosen__citizen", own=True)


class ServedGoal(CaseRecord):
    """The choice helps with this goal. One choice may serve several, and nothing is asked twice."""

    chosen = models.ForeignKey(
        ChosenBlock, models.PROTECT, related_name="served", db_index=False, verbose_name=_("valgt tilbud")
    )
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="served_by", verbose_name=_("mål"))

    history_indexes = (("chosen", "history_date"),)

    objects = TrackedManager.from_queryset(OfChoiceQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("mål, tilbuddet hjælper med")
        verbose_name_plural = _("mål, tilbuddet hjælper med")
        constraints = [
            models.UniqueConstraint(fields=["chosen", "goal"], name="served_goal_once"),
            models.CheckConstraint(name="served_goal_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("chosen",)
        special = ("goal",)

    def __str__(self) -> str:
        return str(_("mål, tilbuddet hjælper med"))
