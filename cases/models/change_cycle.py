"""*Forandringscirklen*, as both models of work speak of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeStage(models.TextChoices):
    PRECONTEMPLATION = "precontemplation", _("Før-overvejelse")
    CONTEMPLATION = "contemplation", _("Overvejelse")
    PREPARATION = "preparation", _("Forberedelse")
    ACTION = "action", _("Handling")
    MAINTENANCE = "maintenance", _("Vedligeholdelse")
    RELAPSE = "relapse", _("Tilbagefald")
