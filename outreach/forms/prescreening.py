"""*Forscreening*: six criteria in the report's words, what the professional decides, and what was done instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import uuid6
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, LaidOutSection, Section, dress
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from outreach.actions.prescreening import Settled
from outreach.models import Guidance, Prescreening
from outreach.models.prescreening import ANSWERS, AREAS, BURDEN, CRITERIA, Answer, Decision

#: The fields of the row itself; what is decided comes beside them.
ROW = (*ANSWERS, "psychiatric_residence", "reason")

_WIDGETS = {"reason": forms.Textarea({"rows": 3})}
_NUMBERS = {
    "treatment_law": 1,
    "mixed_use": 2,
    "little_use_of_offers": 4,
    "several_systems": 5,
    "burdened_where": 6,
}


def _question(label: Any) -> forms.ChoiceField:
    widget = ChoiceTiles({"class": "answer"})
    field = forms.ChoiceField(
        label=label, choices=Answer.choices, initial=Answer.UNKNOWN, required=False, widget=widget
    )
    dress(field)
    return field


class _Asked(forms.BaseForm):
    """What the first form and the one that goes on share."""

    form_tag = False
    sections = (
        Section(_("Kriterium 1-2"), ("treatment_law", "mixed_use")),
        Section(_("Kriterium 3: er belastningen høj?"), tuple(AREAS), text=BURDEN),
        Section(_("Kriterium 4-6"), ("little_use_of_offers", "several_systems", "burdened_where")),
        Section(_("Også værd at vide"), ("psychiatric_residence",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, number in _NUMBERS.items():
            self.fields[name] = _question(f"{number}. {CRITERIA[name]}")
        for name, label in AREAS.items():
            self.fields[name] = _question(label)
        self.fields["burdened_where"].help_text = _(
            "Borgere, som mest opholder sig hjemme eller uden for det kendte misbrugsmiljø, kan også være i målgruppen."
        )
        self.fields["psychiatric_residence"].label = _(
            "Bor på psykiatrisk botilbud, lever isoleret og har meget svært ved at møde op"
        )
        self.fields["reason"].help_text = _("Kan stå tom, medmindre du afgør det anderledes end forslaget.")

    def laid_out(self) -> Iterator[LaidOutSection]:
        """Without the reason, which the page draws beside the decision."""
        return (section for section in super().laid_out() if section.title)

    def clean(self) -> dict[str, Any]:
        """What is not answered is not known yet."""
        data = super().clean() or self.cleaned_data
        return data | {name: data.get(name) or Answer.UNKNOWN.value for name in ANSWERS}

    def typed(self) -> tuple[dict[str, str], bool]:
        """The answers as they stand in the form, sent or not, and whether the citizen lives in psychiatry."""
        answers = {name: self[name].value() for name in ANSWERS}
        known = {name: value if value in Answer.values else Answer.UNKNOWN.value for name, value in answers.items()}
        return known, bool(self["psychiatric_residence"].value())


class PrescreeningForm(_Asked, HouseModelForm):
    """The first time, or anew. `entry` is made when the form is drawn, so that sending it twice makes one."""

    entry = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Prescreening
        fields = ROW
        widgets = _WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("entry", uuid6.uuid7())


class PrescreeningGoOnForm(_Asked, VersionedForm):
    """One that was begun before."""

    class Meta:
        model = Prescreening
        fields = ROW
        widgets = _WIDGETS


class DecisionForm(HouseForm):
    """What the professional decides, if anything yet."""

    form_tag = False
    sections = (Section(_("Vejledt og rådgivet i stedet"), ("help",), fold=True),)

    decision = forms.ChoiceField(
        label=_("Hvad afgør du?"),
        required=False,
        choices=[("", _("Ikke noget endnu")), *Decision.choices],
        widget=ChoiceTiles(
            compact=True,
            hints={
                "": _("Gem det, der vides, og skriv videre en anden gang."),
                Decision.WAIT: _("Det tages op igen og står under Det venter, når dagen er kommet."),
            },
        ),
    )
    ask_again_on = forms.DateField(
        label=_("Tag det op igen den"),
        help_text=_("Står feltet tomt, er det 14 dage efter afgørelsen."),
        required=False,
    )
    decided_on = PastDay(label=_("Afgjort den"), required=False)
    with_steps = forms.BooleanField(
        label=_("Lad forløbets trin følge med"),
        required=False,
        initial=True,
        help_text=_(
            "Trinnet Forscreening begynder og slutter. Er borgeren i målgruppen, begynder motivationsarbejdet."
        ),
    )
    help = forms.MultipleChoiceField(
        label=_("Hvilken hjælp gav I?"), choices=Guidance.Kind.choices, required=False, widget=CheckTiles()
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("help") and data.get("decision") != Decision.OUT:
            self.add_error(
                "help",
                ValidationError(_("Skriv hjælpen her, når borgeren er uden for målgruppen, ellers på forløbet.")),
            )
        return data

    def settled(self, reason: str) -> Settled | None:
        data = self.cleaned_data
        if not data["decision"]:
            return None
        return Settled(
            decision=data["decision"],
            on=data["decided_on"] or timezone.localdate(),
            reason=reason,
            help=data["help"],
            ask_again_on=data["ask_again_on"],
        )
