"""An offer chosen for a citizen, what the visitation decided, and the days it runs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.days import PastDay
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from cases.forms.entry import EntryForm
from cases.models import Attendance, ChosenBlock
from cases.plan_reading import PlannedGoal

_WHOSE = {"choices": ChosenBlock.Whose.choices, "initial": ChosenBlock.Whose.CITIZEN}


class _ChoiceFields(HouseForm):
    """`goals`: those that are open, and those that the choice serves already."""

    sections = (
        Section("", ("whose", "goals")),
        Section("", ("from_on", "to_on"), columns=2),
    )

    whose = forms.ChoiceField(label=_("Hvis valg er det?"), widget=ChoiceTiles(compact=True), **_WHOSE)
    goals = forms.MultipleChoiceField(label=_("Hvilke mål hjælper det med?"), required=False, widget=CheckTiles())
    from_on = forms.DateField(label=_("Fra"), required=False)
    to_on = forms.DateField(
        label=_("Til og med"),
        required=False,
        help_text=_("Forventet sidste dag. Lad feltet stå tomt, når den er åben."),
    )

    def __init__(self, *args: Any, goals: list[PlannedGoal], begins: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.row.pk): goal.row for goal in goals}
        self.fields["goals"].choices = [(pk, goal.words) for pk, goal in self.goals.items()]
        if not goals:
            del self.fields["goals"]
        if not begins:
            # What needs visitation gets its days with the decision.
            del self.fields["from_on"], self.fields["to_on"]

    @property
    def choice(self) -> dict[str, Any]:
        """What the action is to write."""
        said = {"from_on": None, "to_on": None, **self.cleaned_data}
        return {**said, "goals": [self.goals[pk] for pk in said.get("goals", [])]}


class ChoiceForm(EntryForm, _ChoiceFields):
    submit_label = _("Vælg tilbuddet")

    @property
    def choice(self) -> dict[str, Any]:
        said = super().choice
        said["entry_id"] = said.pop("entry")
        return said


class ChoiceEditForm(_ChoiceFields):
    submit_label = _("Gem")


class ChoiceEndForm(HouseForm):
    submit_label = _("Slut tilbuddet")

    on = PastDay(label=_("Sidste dag"))


class DecisionForm(HouseForm):
    """A decision with its reason; a refusal never without guidance on how to appeal."""

    submit_label = _("Gem afgørelsen")
    sections = (
        Section("", ("granted", "decided_on", "reason")),
        Section("", ("appeal_guided", "from_on")),
    )

    granted = forms.TypedChoiceField(
        label=_("Afgørelsen"), choices=[("yes", _("Bevilget")), ("no", _("Afslag"))],
        coerce=lambda answer: answer == "yes", widget=ChoiceTiles(compact=True),
    )  # fmt: skip
    decided_on = PastDay(label=_("Afgjort den"))
    reason = forms.CharField(
        label=_("Begrundelse"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Skal skrives ved et afslag."),
    )  # fmt: skip
    appeal_guided = forms.BooleanField(
        label=_("Klagevejledning er givet"), required=False, help_text=_("Skal gives ved et afslag.")
    )
    from_on = forms.DateField(
        label=_("Første dag"), required=False,
        help_text=_("Kun når det er bevilget. Tomt: den dag, det blev afgjort, hvis der er plads."),
    )  # fmt: skip


class AttendanceForm(HouseForm):
    """`how` is a button. Empty day: today."""

    submit_label = _("Skriv det")

    held_on = forms.DateField(label=_("Dag"), required=False)
    how = forms.ChoiceField(label=_("Fremmøde"), choices=Attendance.How.choices, widget=ChoiceTiles(compact=True))
