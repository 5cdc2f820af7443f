"""A spreadsheet on its way in: kept encrypted until it is confirmed or given up, then only what became of it."""

from __future__ import annotations

import json

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.encryption import EncryptedTextField
from audit.models import TrackedManager


class ImportFileQuerySet(CaseRecordQuerySet):
    seen_with = Can.IMPORT

    def own_q(self, user: User) -> Q:
        return Q(uploaded_by=user)


class ImportFile(CaseRecord):
    """One uploaded file. What happened follows from the dates: uploaded, confirmed or cancelled."""

    class Kind(models.TextChoices):
        CITIZENS = "citizens", _("Borgere")
        CONTACTS = "contacts", _("Kontakter")

    #: Progress and counts of a file that is still being checked say nothing that history must keep; the headings are
    #: the file's own words (a careless one holds a citizen's name), deleted with its lines.
    history_excludes = ("mapping", "checked", "counts", "heading")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhed"))
    kind = models.CharField(_("indeholder"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("fil"), max_length=200)
    rows = models.PositiveIntegerField(_("linjer"))
    #: JSON: the headings of the columns; empty when the file is done with.
    heading = EncryptedTextField(_("kolonner"), blank=True, default="")
    #: {column key: place of the header, or None}; chosen by a person from a guess.
    mapping = models.JSONField(_("kolonnernes betydning"), default=dict)
    #: Whether citizens whom nobody knows are made.
    make_missing = models.BooleanField(_("opret borgere, der mangler"), default=False)
    checked = models.PositiveIntegerField(_("linjer gennemgået"), default=0)
    counts = models.JSONField(_("optalt"), default=dict)
    uploaded_at = models.DateTimeField(_("hentet ind"), default=timezone.now)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("hentet ind af"))
    confirmed_at = models.DateTimeField(_("indlæst"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("opgivet"), null=True, blank=True)
    made = models.JSONField(_("blev til"), default=dict)

    objects = TrackedManager.from_queryset(ImportFileQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("regneark")
        verbose_name_plural = _("regneark")
        indexes = [models.Index(fields=["organisation", "unit", "-uploaded_at"], name="import_of_unit")]
        constraints = [
            models.CheckConstraint(name="import_ends_once", condition=Q(confirmed_at=None) | Q(cancelled_at=None))
        ]

    class Privacy:
        technical = (
            "unit",
            "kind",
            "rows",
            "mapping",
            "make_missing",
            "checked",
            "counts",
            "uploaded_at",
            "uploaded_by",
            "confirmed_at",
            "cancelled_at",
            "made",
        )
        ordinary = ("name", "heading")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cases:import", args=[self.pk])

    @property
    def headers(self) -> list[str]:
        return json.loads(self.heading) if self.heading else []

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.cancelled_at is None

    @property
    def is_checked(self) -> bool:
        return self.checked >= self.rows


class ImportSlice(CaseRecord):
    """Some hundred lines of a file, and what the check found about each. Deleted when the file is done with."""

    history_excludes = ("raw", "found", "keys")

    file = models.ForeignKey(
        ImportFile, models.PROTECT, related_name="slices", db_index=False, verbose_name=_("regneark")
    )
    number = models.PositiveSmallIntegerField(_("del"))
    #: JSON: [[line number, [cell, …]], …]
    raw = EncryptedTextField(_("linjer"))
    #: JSON: one object for each line, see cases.imports.checking.Checked; empty until checked.
    found = EncryptedTextField(_("fundet"), blank=True, default="")
    #: The import keys of the lines found good, one after the other: to know a line that stands twice in the file.
    keys = EncryptedTextField(_("linjernes kendetegn"), blank=True, default="")

    class Meta(CaseRecord.Meta):
        verbose_name = _("del af regneark")
        verbose_name_plural = _("dele af regneark")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="import_slice_once")]

    class Privacy:
        technical = ("file", "number")
        special = ("raw", "found", "keys")

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"
