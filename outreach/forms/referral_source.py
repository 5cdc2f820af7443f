"""Who referred: a form of its own, and a part of the forms where a course begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from directory.models import Partner
from outreach.actions.referral_source import Referral
from outreach.models import ReferralSource
from outreach.quotas import loads_of, partners_to_choose


class ReferralForm(HouseForm):
    """`optional`: a part of another form; nothing chosen is nothing said. `over_quota_reason` is asked only where a
    partner has referred as many as were agreed."""

    submit_label = _("Gem")

    kind = forms.ChoiceField(
        label=_("Hvem henviste borgeren?"), choices=ReferralSource.Kind.choices, widget=ChoiceTiles(compact=True)
    )
    partner = forms.ModelChoiceField(
        label=_("Hvilken samarbejdspartner?"),
        queryset=Partner.objects.none(),
        required=False,
        help_text=_("Kun når det var en samarbejdspartner."),
    )
    referred_on = PastDay(label=_("Henvist den"))
    note = forms.CharField(
        label=_("Bemærkning"), max_length=300, required=False, help_text=_("Fx hvem der ringede, og hvad de bad om.")
    )
    over_quota_reason = forms.CharField(
        label=_("Hvorfor ud over aftalen"),
        max_length=200,
        required=False,
    )

    def __init__(
        self, *args: Any, user: User, row: ReferralSource | None = None, optional: bool = False, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        partners = partners_to_choose(user)
        loads = loads_of(partners)
        self.fields["partner"].queryset = partners
        choices = [(load.partner.pk, load.label) for load in loads]
        self.fields["partner"].choices = [("", _("Vælg en samarbejdspartner")), *choices]
        full = [load.label for load in loads if load.is_full]
        if full:
            words = {"partners": _(" eller ").join(full)}
            self.fields["over_quota_reason"].help_text = _("Kun når det er %(partners)s.") % words
        else:
            del self.fields["over_quota_reason"]
        if not loads:
            del self.fields["partner"]
        for name in ("kind", "referred_on"):
            self.fields[name].required = not optional
        if row:
            names = ("kind", "partner_id", "referred_on", "note", "over_quota_reason")
            self.initial |= {name.removesuffix("_id"): getattr(row, name) for name in names}

    def clean(self) -> dict[str, Any]:
        """A partner says already that it was a partner."""
        data = super().clean() or self.cleaned_data
        if data.get("partner") and not data.get("kind"):
            data["kind"] = ReferralSource.Kind.PARTNER.value
            self._errors.pop("kind", None)
        if not data.get("kind") and data.get("note") and "kind" not in self._errors:
            self.add_error("kind", ValidationError(_("Vælg, hvem der henviste.")))
        return data

    def said(self) -> Referral | None:
        """What was said; None for nothing. Only of a valid form."""
        data = self.cleaned_data
        if not data.get("kind"):
            return None
        return Referral(
            kind=data["kind"],
            referred_on=data["referred_on"] or timezone.localdate(),
            partner=data.get("partner"),
            note=data["note"],
            over_quota_reason=data.get("over_quota_reason", ""),
        )
