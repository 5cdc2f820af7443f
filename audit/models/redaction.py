"""What was blanked in history, and what nightly jobs did. Ids and counts only; the database keeps both for ever."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Redaction(models.Model):
    """Columns of one row were blanked in its history. Without such a record the database lets nobody change history.

    On PostgreSQL only the function that blanks can write one (`audit.redaction`).
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("tidspunkt"), default=timezone.now, editable=False)
    organisation_id = models.UUIDField(_("organisation"))
    #: The table whose history it is, and the row's key there.
    table_name = models.CharField(_("tabel"), max_length=63)
    row_id = models.UUIDField(_("nøgle"))
    columns = models.JSONField(_("kolonner"))
    reason = models.CharField(_("hvorfor"), max_length=200)
    user_id = models.UUIDField(_("slettet af"))
    #: The page or the command.
    source = models.CharField(_("hvorfra"), max_length=100, blank=True)
    request_id = models.CharField(_("forespørgsel"), max_length=64, blank=True)
    #: How many history rows held something, and the newest there was.
    rows = models.PositiveIntegerField(_("antal"))
    up_to = models.BigIntegerField(_("til og med"))
    #: {column: digest of its values in these history rows, as they are from then on}: nothing else was changed since.
    digests = models.JSONField(_("kontrolsummer"))

    class Meta:
        verbose_name = _("sletning i historikken")
        verbose_name_plural = _("sletninger i historikken")
        indexes = [
            models.Index(fields=["row_id", "table_name"], name="redaction_of_row"),
            models.Index(fields=["organisation_id", "-at"], name="redaction_organisation"),
        ]

    class Privacy:
        technical = (
            "id", "organisation_id", "table_name", "row_id", "columns", "source", "request_id", "rows", "up_to",
            "digests",
        )  # fmt: skip
        ordinary = ("at", "reason", "user_id")

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}"


class JobReport(models.Model):
    """What one run of a nightly job did in one unit: how many rows of which kind, and which."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("tidspunkt"), default=timezone.now, editable=False)
    organisation_id = models.UUIDField(_("organisation"))
    unit_id = models.UUIDField(_("enhed"))
    job = models.CharField(_("job"), max_length=60)
    user_id = models.UUIDField(_("udført af"))
    #: Of the whole run; its history rows and redactions bear it, too.
    request_id = models.CharField(_("forespørgsel"), max_length=64)
    #: {what: how many}
    counts = models.JSONField(_("optalt"))
    #: {"cases.Citizen": [id, …]}
    rows = models.JSONField(_("rækker"))

    class Meta:
        verbose_name = _("rapport fra et job")
        verbose_name_plural = _("rapporter fra job")
        indexes = [models.Index(fields=["organisation_id", "job", "-at", "-id"], name="job_report_organisation")]

    class Privacy:
        technical = ("id", "organisation_id", "unit_id", "job", "request_id", "counts", "rows", "user_id")
        ordinary = ("at",)

    def __str__(self) -> str:
        return f"{self.job} {self.at:%Y-%m-%d %H:%M}"
