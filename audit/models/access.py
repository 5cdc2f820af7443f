"""The access log: who looked at which citizen. Ids only; never a name, a CPR number or what was typed in a search."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccessLog(models.Model):
    """One look, written in the transaction of the look itself. The database refuses to change or delete it."""

    class Action(models.TextChoices):
        VIEW = "view", _("Set")
        SEARCH = "search", _("Søgt")
        LIST = "list", _("Vist i en liste")
        EXPORT = "export", _("Eksporteret")
        PRINT = "print", _("Udskrevet")
        EDIT = "edit", _("Rettet")
        REVEAL = "reveal", _("CPR-nummer vist")
        DENIED = "denied", _("Afvist")
        SPOTTED = "spotted", _("Genkendt på gaden")

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("tidspunkt"), default=timezone.now, editable=False)
    organisation_id = models.UUIDField(_("organisation"))
    unit_id = models.UUIDField(_("enhed"), null=True)
    user_id = models.UUIDField(_("medarbejder"))
    role = models.CharField(_("rolle"), max_length=40, blank=True)
    citizen_id = models.UUIDField(_("borger"), null=True)
    action = models.CharField(_("handling"), max_length=10, choices=Action.choices)
    view_name = models.CharField(_("side"), max_length=100, blank=True)
    object_type = models.CharField(_("slags"), max_length=60, blank=True)
    object_id = models.UUIDField(_("nøgle"), null=True)
    purpose = models.TextField(_("formål"), blank=True)
    ip = models.GenericIPAddressField(_("IP-adresse"), null=True)
    request_id = models.CharField(_("forespørgsel"), max_length=64, blank=True)
    count = models.PositiveIntegerField(_("antal"), null=True)
    detail = models.CharField(_("filtre"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("opslag")
        verbose_name_plural = _("opslag")
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["citizen_id", "-at"], name="accesslog_citizen"),
            models.Index(fields=["user_id", "-at"], name="accesslog_user"),
            models.Index(fields=["organisation_id", "-at"], name="accesslog_organisation"),
        ]

    class Privacy:
        technical = (
            "id",
            "object_type",
            "object_id",
            "view_name",
            "request_id",
            "count",
            "detail",
        )
        ordinary = (
            "at",
            "organisation_id",
            "unit_id",
            "user_id",
            "role",
            "citizen_id",
            "action",
            "purpose",
            "ip",
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.at:%Y-%m-%d %H:%M}"
