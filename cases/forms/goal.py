"""A goal in the citizen's words, how it ended, and its small steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from cases.forms.entry import EntryForm
from cases.models import Goal, GoalStep
from cases.models.theme import Theme

THEMES = [("", _("Intet tema")), *Theme.choices]


class GoalForm(EntryForm, HouseForm):
    """One field; the theme only when somebody wants it."""

    submit_label = _("Tilføj målet")

    words = forms.CharField(
        label=_("Nyt mål med borgerens egne ord"), max_length=500, widget=forms.Textarea({"rows": 2})
    )
    theme = forms.ChoiceField(label=_("Tema"), choices=THEMES, required=False)


class GoalEditForm(VersionedForm):
    submit_label = _("Gem målet")
    sections = (Section("", ("words", "professional_words", "theme")),)

    theme = forms.ChoiceField(label=_("Tema"), choices=THEMES, required=False)

    class Meta:
        model = Goal
        fields = ("words", "professional_words", "theme")
        widgets = {"words": forms.Textarea({"rows": 2}), "professional_words": forms.Textarea({"rows": 2})}
        labels = {"words": _("Målet med borgerens egne ord"), "professional_words": _("Fagpersonens ord ved siden af")}
        help_texts = {"professional_words": _("Fx hvad målet betyder for indsatsen. Borgerens ord bliver stående.")}


class GoalEndForm(HouseForm):
    submit_label = _("Slut målet")

    how = forms.ChoiceField(label=_("Hvordan gik det?"), choices=Goal.Ended.choices, widget=ChoiceTiles(compact=True))
    on = PastDay(label=_("Dag"))


class GoalStepForm(EntryForm, HouseForm):
    submit_label = _("Tilføj skridtet")

    what = forms.CharField(label=_("Nyt lille skridt"), max_length=300)


class GoalStepEditForm(VersionedForm):
    submit_label = _("Gem skridtet")

    class Meta:
        model = GoalStep
        fields = ("what",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = _("Skridt")
