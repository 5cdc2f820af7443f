"""A tablet, and each person who uses it: the key to what lies on it, and what it last said of itself."""

from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Membership, Unit, User
from accounts.policy import Can
from audit.encryption import EncryptedTextField
from audit.models import TrackedManager


def digest(token: str) -> str:
    """The token has 256 bits of chance: nobody finds it from its digest, so it needs no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


class DeviceQuerySet(CaseRecordQuerySet):
    seen_with = Can.USE_FIELD
    never_shared = True

    def own_q(self, user: User) -> Q:
        """Those one has signed in on."""
        mine = DeviceUser.objects.filter(device=models.OuterRef("pk"), user=user)
        return Q(models.Exists(mine))


class Device(CaseRecord):
    """A tablet (or telephone) on which the field app was opened. It may be used by several people."""

    class Wipe(models.TextChoices):
        NOW = "now", _("Straks")
        AFTER_SYNC = "after_sync", _("Når alt er sendt")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    #: Made on the tablet; says nothing about whose it is.
    client_id = models.UUIDField(_("tablettens nummer"), editable=False)
    label = models.CharField(_("kaldes"), max_length=60)
    #: Empty: the tablet is in use.
    wipe = models.CharField(_("slettes"), max_length=10, choices=Wipe.choices, blank=True)
    wipe_asked_at = models.DateTimeField(_("bedt slettet"), null=True, blank=True)
    wipe_asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("bedt slettet af")
    )
    #: The tablet said so itself.
    wiped_at = models.DateTimeField(_("slettet"), null=True, blank=True)

    objects = TrackedManager.from_queryset(DeviceQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("tablet")
        verbose_name_plural = _("tablets")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "client_id"], name="device_once"),
            models.CheckConstraint(name="device_never_shared", condition=Q(shared_with=None)),
            models.CheckConstraint(
                name="device_wipe_is_asked",
                condition=Q(wipe="", wipe_asked_at=None, wipe_asked_by=None, wiped_at=None)
                | (~Q(wipe="") & Q(wipe_asked_at__isnull=False, wipe_asked_by__isnull=False)),
            ),
        ]

    class Privacy:
        technical = (
            "unit", "client_id", "label", "wipe", "wipe_asked_at", "wipe_asked_by", "wiped_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.label


class DeviceUserQuerySet(CaseRecordQuerySet):
    seen_with = Can.USE_FIELD
    never_shared = True

    def own_q(self, user: User) -> Q:
        return Q(user=user)


class DeviceUser(CaseRecord):
    """One person on one tablet: what opens their part of it, and what the tablet said when it was heard of last."""

    device = models.ForeignKey(Device, models.PROTECT, related_name="users", verbose_name=_("tablet"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("medarbejder"))
    #: In which they signed in: what was written for one organisation and role never lands in another.
    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="+", db_index=False, verbose_name=_("tilknytning")
    )
    #: The key that seals everything on the tablet, so that a forgotten code loses nothing. Gone when the tablet is
    #: wiped at once: what is left on it can then be read by nobody.
    key = EncryptedTextField(_("nøgle"), blank=True)
    #: Where the signed-in app proves who it is; only its digest is kept.
    token_digest = models.CharField(_("adgang"), max_length=64, blank=True)
    #: When somebody last wrote their password on the tablet: the list of citizens is given for one working day.
    signed_in_at = models.DateTimeField(_("logget ind"), default=timezone.now)
    #: Changes with the password, and so ends what was signed in with the old one.
    password_mark = models.CharField(_("mærke"), max_length=64, blank=True)

    # What the tablet says of itself.
    last_seen_at = models.DateTimeField(_("sidst hørt fra"), default=timezone.now)
    build = models.CharField(_("udgave"), max_length=20, blank=True)
    #: The number its next entry gets: every lower one has been made.
    next_number = models.PositiveIntegerField(_("næste nummer"), default=1)
    waiting = models.PositiveIntegerField(_("venter på at blive sendt"), default=0)
    oldest_at = models.DateTimeField(_("den ældste, der venter"), null=True, blank=True)
    is_installed = models.BooleanField(_("lagt på startskærmen"), default=False)

    #: Whose facts were last carried out on the tablet, and when; with the history: what was on a stolen one.
    carried = models.JSONField(_("borgere på tabletten"), default=list, blank=True)
    carried_at = models.DateTimeField(_("hentet"), null=True, blank=True)

    history_excludes = ("key", "token_digest", "password_mark")
    history_indexes = (("device", "history_date"),)

    objects = TrackedManager.from_queryset(DeviceUserQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("bruger af tabletten")
        verbose_name_plural = _("brugere af tabletten")
        constraints = [
            models.UniqueConstraint(fields=["device", "user"], name="device_user_once"),
            models.CheckConstraint(name="device_user_never_shared", condition=Q(shared_with=None)),
            models.CheckConstraint(
                name="device_user_oldest_waits",
                condition=Q(oldest_at=None) | Q(waiting__gt=0),
            ),
        ]
        indexes = [models.Index(fields=["token_digest"], name="device_user_token")]

    class Privacy:
        technical = (
            "device", "unit", "user", "membership", "key", "token_digest", "signed_in_at", "password_mark",
            "last_seen_at", "build", "next_number", "waiting", "oldest_at", "is_installed", "carried_at",
        )  # fmt: skip
        ordinary = ("carried",)

    def __str__(self) -> str:
        return f"{self.user} · {self.device}"
