"""The plan looked at together. How often the citizen came stands there already: nobody types it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from cases.actions.evaluation import Outcome
from cases.forms.entry import EntryForm
from cases.models import ChosenBlock, EvaluatedBlock, Evaluation
from cases.models.evaluation import FIRST_AFTER_DAYS
from cases.own_plan_page import participation_words
from cases.plan_reading import PlannedBlock

_NEXT = _("Lad feltet stå tomt, når planen er slut.")


def _in_a_quarter() -> Any:
    return timezone.localdate() + timedelta(days=FIRST_AFTER_DAYS)


class EvaluationForm(EntryForm, HouseForm):
    submit_label = _("Gem evalueringen")

    held_on = PastDay(label=_("Dag"))
    with_citizen = forms.BooleanField(label=_("Sammen med borgeren"), required=False, initial=True)
    citizens_words = forms.CharField(
        label=_("Med borgerens ord"), max_length=2000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    professional_words = forms.CharField(
        label=_("Med fagpersonens ord"), max_length=2000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    next_on = forms.DateField(label=_("Næste evaluering"), required=False, initial=_in_a_quarter, help_text=_NEXT)

    def __init__(self, *args: Any, blocks: list[PlannedBlock], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks = blocks
        parts = []
        for block in blocks:
            # By the row, not by its place: a colleague may have chosen another one meanwhile.
            outcome, words = f"outcome_{block.row.pk.hex}", f"words_{block.row.pk.hex}"
            self.add_field(
                outcome,
                forms.ChoiceField(
                    label=_("Hvad er aftalt?"), choices=EvaluatedBlock.Outcome.choices,
                    initial=EvaluatedBlock.Outcome.CONTINUE, widget=ChoiceTiles(compact=True),
                ),
            )  # fmt: skip
            self.add_field(
                words,
                forms.CharField(label=_("Hvad justeres, eller hvad byttes der til?"), max_length=300, required=False),
            )
            parts.append(Section(block.title, (outcome, words), text=participation_words(block)))
        self.sections = (
            Section("", ("held_on", "with_citizen")),
            *parts,
            Section(_("Hvad har flyttet sig?"), ("citizens_words", "professional_words")),
            Section("", ("next_on",)),
        )

    @property
    def evaluation(self) -> dict[str, Any]:
        """What the action is to write."""
        names = ("held_on", "with_citizen", "citizens_words", "professional_words", "next_on")
        said = {name: self.cleaned_data[name] for name in names}
        return {**said, "entry_id": self.cleaned_data["entry"], "outcomes": self._outcomes()}

    def _outcomes(self) -> dict[ChosenBlock, Outcome]:
        data = self.cleaned_data
        return {
            block.row: Outcome(data[f"outcome_{block.row.pk.hex}"], data[f"words_{block.row.pk.hex}"])
            for block in self.blocks
        }


class EvaluationEditForm(VersionedForm):
    submit_label = _("Gem evalueringen")
    sections = (Section("", ("with_citizen", "citizens_words", "professional_words", "next_on")),)

    class Meta:
        model = Evaluation
        fields = ("with_citizen", "citizens_words", "professional_words", "next_on")
        widgets = {"citizens_words": forms.Textarea({"rows": 3}), "professional_words": forms.Textarea({"rows": 3})}
        help_texts = {"next_on": _NEXT}
