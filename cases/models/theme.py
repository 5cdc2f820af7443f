"""The eleven themes of VUM 2.0 (Fælles Faglige Begreber), by name; the codes stand at fhir.kl.dk (domain §10.2)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """Of what a goal is, and what an offer helps with."""

    HEALTH = "health", _("Sundhedsforhold")
    SOCIAL = "social", _("Sociale forhold")
    RELATIONS = "relations", _("Relationer")
    MENTAL = "mental", _("Mentale funktioner")
    BODY = "body", _("Fysiske funktioner")
    SELF_CARE = "self_care", _("Egenomsorg")
    SOCIETY = "society", _("Samfundsliv")
    PRACTICAL = "practical", _("Praktiske opgaver")
    COMMUNICATION = "communication", _("Kommunikation")
    MOBILITY = "mobility", _("Mobilitet")
    SURROUNDINGS = "surroundings", _("Omgivelser")
