"""Words about somebody in danger who was never found go by the same deadline as those about other strangers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.redaction import register_redactable
from cases.strangers import Strangers, register_strangers
from crisis_center.actions.spotting import forget_spottings
from crisis_center.models import Spotting
from crisis_center.models.spotting import WORDS

register_redactable(Spotting, *WORDS)
register_strangers(
    Strangers(
        "spottings",
        _("Spotninger uden forløb"),
        Spotting,
        described=lambda unit: Spotting.objects.filter(unit=unit).described(),
        due=lambda unit, days, on: Spotting.objects.filter(unit=unit).due_to_forget(days=days, on=on),
        forget=forget_spottings,
    )
)
