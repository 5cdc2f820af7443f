"""What a tablet sent, as it was written there: the receipt that makes sending twice harmless, and what waits for a
person where it could not be applied."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from cases.models import Citizen
from field.models.device import DeviceUser


class EntryQuerySet(CaseRecordQuerySet):
    seen_with = Can.USE_FIELD
    never_shared = True

    def own_q(self, user: User) -> Q:
        return Q(author=user)

    def unsettled(self) -> Self:
        """Waiting for a person: refused or in conflict, and nobody has decided."""
        return self.filter(status__in=UNSETTLED, decided_at=None)


class Entry(CaseRecord):
    """One entry of one tablet. Its id was made there, before anybody had heard of it."""

    class Status(models.TextChoices):
        APPLIED = "applied", _("Skrevet")
        CONFLICT = "conflict", _("I strid med det, der står")
        REJECTED = "rejected", _("Afvist")

    class Decision(models.TextChoices):
        TABLET = "tablet", _("Det fra tabletten gælder")
        STANDING = "standing", _("Det, der stod, gælder")
        REPLACED = "replaced", _("Rettet og sendt igen")
        DROPPED = "dropped", _("Skal ikke bruges")

    device_user = models.ForeignKey(DeviceUser, models.PROTECT, related_name="entries", verbose_name=_("fra"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    #: In the order in which they were made on the tablet.
    number = models.PositiveIntegerField(_("nummer"))
    #: What is done with it: a key of `field.kinds`, and the version of its shape.
    kind = models.CharField(_("art"), max_length=30)
    schema = models.PositiveSmallIntegerField(_("udgave"))
    #: Whom it is about, as far as it says so.
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("borger")
    )
    #: As it was sent; emptied when it was applied or replaced, for then it stands where it belongs, and of what was
    #: decided when the decision can no longer be made again.
    payload = models.TextField(_("indhold"), blank=True)
    sha256 = models.CharField(_("kontrolsum"), max_length=64)
    made_at = models.DateTimeField(_("skrevet på tabletten"))
    received_at = models.DateTimeField(_("modtaget"), default=timezone.now)
    depends_on = models.JSONField(_("efter"), default=list, blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("i stedet for")
    )

    status = models.CharField(_("hvordan gik det"), max_length=10, choices=Status.choices)
    #: A word for programs: invalid, no_permission, unknown …
    code = models.CharField(_("kode"), max_length=30, blank=True)
    #: What the author is told: messages by field, both versions of a conflict; or what was made.
    result = models.JSONField(_("svar"), default=dict, blank=True)

    decision = models.CharField(_("afgørelse"), max_length=10, choices=Decision.choices, blank=True)
    decision_note = models.CharField(_("hvorfor"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("afgjort"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afgjort af")
    )

    #: When the last of what was typed, and of what was answered to it, went (`field.clearing`).
    emptied_at = models.DateTimeField(_("tømt"), null=True, blank=True)

    # What was typed is told to whom it is for; the history of a receipt is about its fate.
    history_excludes = ("payload", "result")
    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(EntryQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("indtastning fra tablet")
        verbose_name_plural = _("indtastninger fra tablets")
        ordering = ["received_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["device_user", "number"], name="entry_number_once"),
            models.CheckConstraint(name="entry_never_shared", condition=Q(shared_with=None)),
            models.CheckConstraint(
                name="entry_decision_whole",
                condition=Q(decision="", decided_at=None, decided_by=None)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="entry_emptied_is_over",
                condition=Q(emptied_at=None) | (Q(payload="") & (Q(status="applied") | Q(decided_at__isnull=False))),
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "received_at"],
                name="entry_unsettled",
                condition=~Q(status="applied") & Q(decided_at=None),
            ),
        ]

    class Privacy:
        technical = (
            "device_user", "unit", "author", "number", "kind", "schema", "citizen", "sha256", "made_at", "received_at",
            "depends_on", "supersedes", "status", "code", "decision", "decided_at", "decided_by",
            "emptied_at",
        )  # fmt: skip
        ordinary = ("decision_note",)
        special = ("payload", "result")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


UNSETTLED = (Entry.Status.CONFLICT, Entry.Status.REJECTED)
