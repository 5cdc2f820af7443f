"""Whom something is asked of, passed on to or handed over to: a partner of the unit's, or somebody named."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from directory.models import Partner


class Other(models.TextChoices):
    """Who is no partner of the unit's and has a name all the same. *Everybody* is not among them."""

    GP = "gp", _("Egen læge")
    RELATIVE = "relative", _("Pårørende")
    AUTHORITY = "authority", _("Myndighed")
    OTHER = "other", _("En anden")


class WithReceiver(CaseRecord):
    """A row about one receiver: a partner, or a named other."""

    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("samarbejdspartner")
    )
    other_kind = models.CharField(_("en anden"), max_length=10, choices=Other.choices, blank=True)
    other_name = models.CharField(_("hvem"), max_length=120, blank=True)

    class Meta(CaseRecord.Meta):
        abstract = True

    class Privacy:
        special = ("partner", "other_kind", "other_name")

    @property
    def receiver(self) -> str:
        return receiver_words(self.partner.name if self.partner else "", self.other_kind, self.other_name)


def receiver_words(partner: str | None, other_kind: str | None, other_name: str | None) -> str:
    """ "Kontakthuset", "Egen læge: Lægerne på Torvet", "Oda Lind"."""
    if partner:
        return partner
    return f"{Other.GP.label}: {other_name}" if other_kind == Other.GP else other_name or ""


def one_receiver(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(partner__isnull=False, other_kind="", other_name="")
        | Q(partner=None) & ~Q(other_kind="") & ~Q(other_name=""),
        violation_error_message=_("Vælg én samarbejdspartner, eller skriv navnet på én anden."),
    )
