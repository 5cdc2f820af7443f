"""Whom the citizen would like to be followed by, and what became of the wish (S3 P2, P4: the citizen may choose)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models.case import Case, CaseChildQuerySet


class FollowerWishQuerySet(CaseChildQuerySet):
    never_shared = True

    def open(self) -> Self:
        return self.filter(answered_on=None)


class FollowerWish(CaseRecord):
    """For somebody, or in words ("en kvinde", "ikke en, der har uniform på"). One at a time of a course is open."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="follower_wishes", verbose_name=_("forløb"))
    wished = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("ønsket")
    )
    words = models.CharField(_("ønsket med borgerens ord"), max_length=300, blank=True)
    said_on = models.DateField(_("sagt"), default=timezone.localdate)
    answered_on = models.DateField(_("afgjort"), null=True, blank=True)
    granted = models.BooleanField(_("opfyldt"), null=True, blank=True)
    why_not = models.CharField(_("hvorfor ikke"), max_length=300, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(FollowerWishQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("ønske om kontaktperson")
        verbose_name_plural = _("ønsker om kontaktperson")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(answered_on=None), name="wish_open_once"),
            models.CheckConstraint(name="wish_says_something", condition=Q(wished__isnull=False) | ~Q(words="")),
            models.CheckConstraint(
                name="wish_answered_is_whole",
                condition=Q(answered_on=None, granted=None, why_not="")
                | Q(answered_on__gte=F("said_on"), granted=True, why_not="")
                | Q(answered_on__gte=F("said_on"), granted=False) & ~Q(why_not=""),
            ),
            models.CheckConstraint(name="wish_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("case", "wished")
        ordinary = ("said_on", "answered_on", "granted")
        special = ("words", "why_not")

    def __str__(self) -> str:
        return self.words or str(self.wished)
