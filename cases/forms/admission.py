"""*Indlagt eller fængslet*: in, what is known meanwhile, and out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from cases.models import Admission

_FIELDS = ("kind", "ward", "since", "expected_on", "plan")


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Hvor"), choices=Admission.Kind.choices, widget=ChoiceTiles())


class _Days(forms.BaseForm):
    """What both forms share: what the fields are for, and the order of the days, said at the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected_on"].help_text = _(
            "Dagen bliver en opgave hos kontaktpersonen. Lad feltet stå tomt, når ingen ved det."
        )
        self.fields["plan"].help_text = _(
            "Hvad er aftalt, før borgeren kommer ud: hvem henter, og hvor skal borgeren hen?"
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        since = data.get("since")
        if since and data.get("expected_on") and data["expected_on"] < since:
            self.add_error("expected_on", _("Dagen ligger før indlæggelsen."))
        if since and data.get("ended_on") and data["ended_on"] < since:
            self.add_error("ended_on", _("Dagen ligger før indlæggelsen."))
        return data


class AdmissionForm(_Days, HouseModelForm):
    submit_label = _("Gem")

    kind = _kind()
    since = PastDay(label=_("Siden"))

    class Meta:
        model = Admission
        fields = _FIELDS
        widgets = {"plan": forms.Textarea({"rows": 3})}


class AdmissionEditForm(_Days, VersionedForm):
    """Of an admission that has ended the day can be mended, or taken away when the citizen is still there."""

    submit_label = _("Gem")
    sections = (Section(_("Ude igen"), ("ended_on",)),)

    kind = _kind()
    since = PastDay(label=_("Siden"), initial=None)
    ended_on = PastDay(
        label=_("Udskrevet eller løsladt den"),
        required=False,
        initial=None,
        help_text=_("Ryd feltet, hvis borgeren er der endnu."),
    )

    class Meta:
        model = Admission
        fields = (*_FIELDS, "ended_on")
        widgets = {"plan": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("ended_on") is None:
            del self.fields["ended_on"]


class DischargeForm(HouseForm):
    submit_label = _("Gem")

    on = PastDay(label=_("Ude den"))
