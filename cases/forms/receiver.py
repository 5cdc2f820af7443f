"""To whom: a partner from the list, or somebody else by name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import Section
from accounts.models import User
from cases.models import Citizen, Other
from directory.models import Partner

RECEIVER = ("partner", "other_kind", "other_name")
RECEIVER_SECTION = Section(
    _("Hvem"),
    RECEIVER,
    text=_("Vælg en samarbejdspartner, eller skriv, hvem det ellers er."),
)


class ReceiverFields(forms.BaseForm):
    """Rules and choices of the three fields; `set_up_receiver` before the form is drawn."""

    citizen: Citizen

    def set_up_receiver(self, user: User, citizen: Citizen) -> None:
        self.citizen = citizen
        partners = Partner.objects.visible_to(user)
        chosen = self.initial.get("partner")
        partners = (
            partners.in_use() | partners.filter(pk=getattr(chosen, "pk", chosen)) if chosen else partners.in_use()
        )
        partner, kind, name = (self.fields[field] for field in RECEIVER)
        partner.queryset, partner.empty_label = partners, str(_("Vælg"))
        partner.label, kind.label, name.label = _("Samarbejdspartner"), _("Eller en anden"), _("Navn")
        kind.choices = [("", _("Ingen anden")), *Other.choices]
        name.help_text = _("Fx »Lægerne på Torvet«, eller søsterens navn.")
        if citizen.gp_name:
            name.help_text = _("Egen læge er %(name)s, når feltet står tomt.") % {"name": citizen.gp_name}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        partner, kind, name = (data.get(field) for field in RECEIVER)
        if offer := data.get("offer"):
            # Whoever picks the offer has said whose it is.
            partner = data["partner"] = partner or offer.partner
        if kind == Other.GP and not name and self.citizen.gp_name:
            name = data["other_name"] = self.citizen.gp_name
        if partner and (kind or name):
            self.add_error("partner", _("Vælg enten en samarbejdspartner eller en anden, ikke begge."))
        elif not partner and not kind and not self.errors.get("partner"):
            at = "other_kind" if name else "partner"
            self.add_error(at, _("Vælg, hvem det er."))
        elif kind and not name and not self.errors.get("other_name"):
            self.add_error("other_name", _("Skriv navnet."))
        return data
