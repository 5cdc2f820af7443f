"""What kind of personal data each field holds. Every field of a tracked model is declared in an inner class:

    class Privacy:
        technical = ("organisation",)      # says nothing about a person
        ordinary = ("first_name",)         # GDPR art. 6
        confidential = ("cpr",)            # databeskyttelsesloven § 11
        special = ("note",)                # GDPR art. 9: health, addiction
        criminal = ("charges",)            # GDPR art. 10

A model adds its fields to those its parents declare. Checks refuse a field that is forgotten or declared twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked


class PrivacyClass(models.TextChoices):
    TECHNICAL = "technical", _("Teknisk")
    ORDINARY = "ordinary", _("Almindelig personoplysning (art. 6)")
    CONFIDENTIAL = "confidential", _("CPR-nummer (databeskyttelsesloven § 11)")
    SPECIAL = "special", _("Særlig kategori (art. 9)")
    CRIMINAL = "criminal", _("Strafbare forhold (art. 10)")


def declarations(model: type[models.Model]) -> Iterator[tuple[str, PrivacyClass]]:
    """Every (field name, class) that `model` and its parents declare, doubles included.

    Raises TypeError for a class nobody knows or a value that is not a tuple.
    """
    for parent in model.__mro__:
        declared = parent.__dict__.get("Privacy")
        for name, fields in vars(declared).items() if declared else ():
            if name.startswith("__"):
                continue
            if name not in PrivacyClass.values or not isinstance(fields, tuple):
                raise TypeError(f"{parent.__name__}.Privacy.{name}: write one of {PrivacyClass.values} = (names, …).")
            for field in fields:
                yield field, PrivacyClass(name)


def classes_of(model: type[models.Model]) -> dict[str, PrivacyClass]:
    """Privacy class by field name, of a model or of its history."""
    return dict(declarations(getattr(model, "instance_type", model)))


def declared_models() -> list[type[Any]]:
    """Every model that must declare its fields: the tracked ones, and who does so of itself."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Tracked) or any("Privacy" in parent.__dict__ for parent in model.__mro__)
    ]


def registry() -> dict[type[models.Model], dict[str, PrivacyClass]]:
    """The whole house: what an article 30 record and an erasure start from."""
    return {model: classes_of(model) for model in declared_models()}
