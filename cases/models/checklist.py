"""Checklists: declared by a pathway as version 1, rewritten by professionals as new versions; old ticks keep theirs."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from accounts.policy import Can
from audit.models import TrackedManager
from cases.models.step import StepRun


class ChecklistVersionQuerySet(CaseRecordQuerySet):
    seen_with = Can.WORK_PATHWAY

    def unit_q(self, user: User) -> Q:
        return Q()

    def own_q(self, user: User) -> Q:
        return Q()

    def newest(self) -> Self:
        newer = ChecklistVersion.objects.filter(
            organisation=models.OuterRef("organisation"),
            step=models.OuterRef("step"),
            number__gt=models.OuterRef("number"),
        )
        return self.filter(~models.Exists(newer))


class ChecklistVersion(CaseRecord):
    """The wording of one step's checklist in one organisation, from a moment on."""

    step = models.CharField(_("trin"), max_length=60)
    number = models.PositiveSmallIntegerField(_("version"))
    since = models.DateTimeField(_("gælder fra"), default=timezone.now)

    objects = TrackedManager.from_queryset(ChecklistVersionQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("tjekliste")
        verbose_name_plural = _("tjeklister")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "step", "number"], name="checklist_version_once")
        ]

    class Privacy:
        technical = ("step", "number", "since")

    def __str__(self) -> str:
        return f"{self.step} v{self.number}"


class ChecklistItem(CaseRecord):
    version = models.ForeignKey(
        ChecklistVersion, models.PROTECT, related_name="items", db_index=False, verbose_name=_("tjekliste")
    )
    #: Stable across versions while the point means the same.
    key = models.CharField(_("nøgle"), max_length=40)
    position = models.PositiveSmallIntegerField(_("plads"))
    text = models.CharField(_("punkt"), max_length=300)

    class Meta(CaseRecord.Meta):
        verbose_name = _("punkt på tjekliste")
        verbose_name_plural = _("punkter på tjekliste")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="checklist_item_once")]

    class Privacy:
        technical = ("version", "key", "position", "text")

    def __str__(self) -> str:
        return self.text


class ChecklistTick(CaseRecord):
    """One point done in one go at a step. Unticking ends the tick; it is not deleted."""

    run = models.ForeignKey(StepRun, models.PROTECT, related_name="ticks", db_index=False, verbose_name=_("trin"))
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="+", db_index=False, verbose_name=_("punkt"))
    ticked = models.BooleanField(_("gjort"), default=True)
    ticked_at = models.DateTimeField(_("hvornår"), default=timezone.now)
    ticked_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("hvem"))

    history_indexes = (("run", "history_date"),)

    class Meta(CaseRecord.Meta):
        verbose_name = _("afkrydsning")
        verbose_name_plural = _("afkrydsninger")
        constraints = [models.UniqueConstraint(fields=["run", "item"], name="checklist_tick_once")]

    class Privacy:
        technical = ("run", "item", "ticked_by")
        ordinary = ("ticked", "ticked_at")

    def __str__(self) -> str:
        return str(self.item)
