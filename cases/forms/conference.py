"""A point for the conference, and what was decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.models import User
from cases.forms.entry import EntryForm
from cases.models import ConferencePoint
from cases.workers import workers_of


class PointForm(EntryForm, HouseModelForm):
    submit_label = _("Skriv på listen")

    class Meta:
        model = ConferencePoint
        fields = ("what",)
        widgets = {"what": forms.Textarea({"rows": 2})}


class DecisionForm(HouseForm):
    sections = (
        Section(
            _("Skal nogen gøre noget?"),
            ("responsible", "due_on"),
            text=_("Så bliver beslutningens første linje til en opgave. Ellers lader du begge felter stå tomme."),
            columns=2,
        ),
    )
    submit_label = _("Gem beslutningen")

    decision = forms.CharField(
        label=_("Hvad besluttede I?"), max_length=2000, strip=True, widget=forms.Textarea({"rows": 4})
    )
    responsible = forms.ModelChoiceField(
        label=_("Ansvarlig"), queryset=User.objects.none(), required=False, empty_label=_("Ingen")
    )
    due_on = forms.DateField(label=_("Senest"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = workers_of(user.membership.unit_id)
