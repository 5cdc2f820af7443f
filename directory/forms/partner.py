"""A partner, the people to ask for there, and what they offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.models import User
from directory.forms.choices import refuse_known
from directory.models import Partner, PartnerOffer, PartnerPerson

_PARTNER = ("name", "kind", "area", "does_outreach", "note", "quota")
_PARTNER_HELP = {
    "area": _("Fx en bydel. Lad feltet stå tomt, når de dækker hele kommunen."),
    "does_outreach": _("De møder selv borgere på gaden eller i hjemmet. Så er det vigtigt, at snitfladen er aftalt."),
    "note": _("Hvad de laver, og hvad man skal vide for at arbejde sammen med dem."),
    "quota": _(
        "Hvor mange borgere ad gangen de må henvise til jer, fx 3 fra psykiatrien. Står feltet tomt, er der ingen "
        "grænse."
    ),
}
_OFFER_HELP = {
    "offers": _("Fx gratis morgenmad, seng for natten, samtale med sygeplejerske."),
    "demands": _("Fx ædru, visiteret af kommunen, over 25 år. Så I kan fortælle borgeren det på forhånd."),
}
_PERSON = ("name", "title", "phone", "mail", "hours")
_PERSON_HELP = {"hours": _("Hvornår man kan ringe direkte, fx »hverdage 8-10«.")}


class _Kinds(forms.BaseForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Vælg art")), *Partner.Kind.choices]


class PartnerForm(_Kinds, HouseModelForm):
    submit_label = _("Gem samarbejdspartneren")

    class Meta:
        model = Partner
        fields = _PARTNER
        help_texts = _PARTNER_HELP

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        refuse_known(self, Partner.objects.visible_to(self.user), _("Samarbejdspartneren findes allerede."))
        return data


class PartnerEditForm(_Kinds, VersionedForm):
    submit_label = _("Gem samarbejdspartneren")
    sections = (Section(_("Samarbejdet er slut"), ("closed_on",), fold=True),)

    closed_on = PastDay(
        label=_("Ophørt den"),
        initial=None,
        required=False,
        help_text=_("Så kan de ikke vælges mere. Alt, der er skrevet, bliver stående."),
    )

    class Meta:
        model = Partner
        fields = (*_PARTNER, "closed_on")
        help_texts = _PARTNER_HELP


class OfferForm(HouseModelForm):
    submit_label = _("Gem tilbuddet")

    class Meta:
        model = PartnerOffer
        fields = ("name", "offers", "demands")
        help_texts = _OFFER_HELP
        widgets = {"offers": forms.Textarea({"rows": 3}), "demands": forms.Textarea({"rows": 3})}


class OfferEditForm(VersionedForm):
    submit_label = _("Gem tilbuddet")

    closed_on = PastDay(label=_("Findes ikke mere fra"), initial=None, required=False)

    class Meta:
        model = PartnerOffer
        fields = ("name", "offers", "demands", "closed_on")
        help_texts = _OFFER_HELP
        widgets = {"offers": forms.Textarea({"rows": 3}), "demands": forms.Textarea({"rows": 3})}


class PersonForm(HouseModelForm):
    submit_label = _("Gem kontaktpersonen")

    class Meta:
        model = PartnerPerson
        fields = _PERSON
        help_texts = _PERSON_HELP


class PersonEditForm(VersionedForm):
    submit_label = _("Gem kontaktpersonen")

    left_on = PastDay(label=_("Er der ikke mere fra"), initial=None, required=False)

    class Meta:
        model = PartnerPerson
        fields = (*_PERSON, "left_on")
        help_texts = _PERSON_HELP


class PartnerSearch(HouseForm):
    q = forms.CharField(label=_("Find en samarbejdspartner"), required=False)
    kind = forms.ChoiceField(label=_("Art"), choices=[("", _("Alle")), *Partner.Kind.choices], required=False)
    closed = forms.BooleanField(label=_("Vis også ophørte"), required=False)
