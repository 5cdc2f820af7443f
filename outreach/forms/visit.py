"""A visit: planned, ended in two numbers, called off, put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import LongList, Minutes
from accounts.models import User
from cases.forms.entry import EntryForm
from directory.models import Place
from outreach.forms.visit_crew import CrewForm, crew_field
from outreach.models import Route, Visit

_ABOUT_PLACES = _("Om stedet og stemningen. Det, der handler om en borger, hører til i kontakten.")
_ABOUT_SAFETY = _("Fx gå altid to, hund i gården, ring før I kommer.")
MOST = 999


class VisitForm(EntryForm, CrewForm, HouseModelForm):
    sections = (
        Section(_("Hvor og hvornår"), ("place", "day", "planned_from", "planned_to"), columns=2),
        Section("", ("workers",)),
        Section(_("Sikkerhed"), ("safety_note",), fold=True),
    )
    submit_label = _("Gem besøget")

    workers = crew_field()

    class Meta:
        model = Visit
        fields = ("place", "day", "planned_from", "planned_to", "safety_note")
        widgets = {"place": LongList, "safety_note": forms.Textarea({"rows": 2})}
        labels = {"planned_from": _("Fra kl."), "planned_to": _("Til kl."), "safety_note": _("Hvad skal man passe på")}
        help_texts = {"safety_note": _ABOUT_SAFETY}

    def __init__(self, *args: Any, user: User, route: Route | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", timezone.localdate())
        self.fields["place"].queryset = Place.objects.visible_to(user).in_use()
        self.fields["place"].required, self.fields["place"].empty_label = True, _("Vælg sted")
        if route:
            del self.fields["place"]
        usual = [link.user for link in route.workers.select_related("user")] if route else [user]
        self.prepare_crew(user, [], proposed=usual)

    def _get_validation_exclusions(self) -> set[str]:
        # The row is whole only in the action, which knows unit and route.
        return {*super()._get_validation_exclusions(), *self.fields}

    def plan(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        return {"workers": self.crew(answers), "entry_id": answers.pop("entry"), **answers}


class BackForm(HouseForm):
    """*Vi er tilbage*: two numbers that stand there already."""

    sections = (
        Section("", ("met", "cards"), columns=2),
        Section(_("Skriv mere"), ("note", "safety_note"), fold=True),
    )
    submit_label = _("Vi er tilbage")

    met = forms.IntegerField(label=_("Antal mødt"), min_value=0, max_value=MOST)
    cards = forms.IntegerField(label=_("Kort delt ud"), min_value=0, max_value=MOST)
    note = forms.CharField(
        label=_("Hvad så I?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_ABOUT_PLACES,
    )
    safety_note = forms.CharField(
        label=_("Nyt, man skal passe på"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_ABOUT_SAFETY,
    )


class CallOffForm(HouseForm):
    submit_label = _("Aflys besøget")

    because = forms.CharField(label=_("Hvorfor"), max_length=200, help_text=_("Fx sygdom, møde, vejret."))


class VisitEditForm(CrewForm, VersionedForm):
    """What really happened. Without a time back one is out again."""

    sections = (
        Section(_("Hvornår"), ("day", "planned_from", "planned_to"), columns=2),
        Section("", ("workers",)),
        Section(_("Ude og tilbage"), ("out_at", "expected_back_at", "back_at", "own_minutes"), columns=2),
        Section(_("Hvordan gik det"), ("met", "cards"), columns=2),
        Section("", ("note", "safety_note")),
    )
    submit_label = _("Gem")

    met = forms.IntegerField(label=_("Antal mødt"), required=False, min_value=0, max_value=MOST)
    cards = forms.IntegerField(label=_("Kort delt ud"), required=False, min_value=0, max_value=MOST)
    workers = crew_field()

    class Meta:
        model = Visit
        fields = (
            "day", "planned_from", "planned_to", "out_at", "expected_back_at", "back_at", "own_minutes", "met", "cards",
            "note", "safety_note",
        )  # fmt: skip
        widgets = {
            "own_minutes": Minutes(usual=(30, 60, 90, 120)),
            "note": forms.Textarea({"rows": 3}),
            "safety_note": forms.Textarea({"rows": 2}),
        }
        labels = {"note": _("Hvad så I?"), "safety_note": _("Hvad skal man passe på?")}
        help_texts = {
            "own_minutes": _("Kun når tiden mellem ud og tilbage ikke passer."),
            "note": _ABOUT_PLACES,
            "safety_note": _ABOUT_SAFETY,
        }

    def __init__(self, *args: Any, user: User, workers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare_crew(user, workers)

    def _row_fields(self) -> list[str]:
        return list(self._meta.fields)

    def _get_validation_exclusions(self) -> set[str]:
        # The action checks the row: its constraints hold between what the form knows and what it does not.
        return {*super()._get_validation_exclusions(), *self.fields}

    def change(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        return {"workers": self.crew(answers), **answers}
