from django.db import models
from django.utils.translation import gettext_lazy as _


class Priority(models.IntegerChoices):
    """In which order one goes about it: to places as to partners."""

    FIRST = 1, _("Først")
    NEXT = 2, _("Dernæst")
    LATER = 3, _("Senere")
