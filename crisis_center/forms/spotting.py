"""*Bekymret for en borger*: where, when, what worries, how urgent; and what the mentor does with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section, dress
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.forms.contact_choices import PlaceChoice, take_errors
from cases.forms.contact_correct import RecogniseForm
from cases.forms.contact_when import NOW, WhenForm
from cases.forms.limit import over_limit_field
from cases.limit import Load, Move
from crisis_center.models import Spotting
from directory.models import Place

_HINTS = {
    Spotting.Urgency.TODAY: _("Vent ikke til i morgen"),
    Spotting.Urgency.DAYS: _("Det går den forkerte vej"),
    Spotting.Urgency.WATCH: _("Noget er anderledes end før"),
}


class SpottingForm(WhenForm):
    """`told()` is what `spot` takes."""

    sections = (
        Section(_("Hvad er der galt?"), ("concern", "urgency")),
        Section(_("Hvor og hvornår"), ("place", "where", "when", "at")),
        Section(_("Borgeren"), ("described_as", "reaction", "citizen_knows")),
    )
    submit_label = _("Send")

    concern = forms.CharField(
        label=_("Hvad bekymrer dig?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Skriv kort, hvad der bekymrer dig.")},
    )
    urgency = forms.ChoiceField(
        label=_("Hvor meget haster det?"),
        choices=Spotting.Urgency.choices,
        widget=ChoiceTiles(compact=True, hints=_HINTS),
        error_messages={"required": _("Vælg, hvor meget det haster.")},
    )
    place = PlaceChoice(label=_("Sted"))
    where = forms.CharField(
        label=_("Hvor, med dine egne ord"),
        help_text=_("Hvis stedet ikke er på listen, eller for at finde det igen."),
        max_length=200,
        required=False,
    )
    described_as = forms.CharField(
        label=_("Hvordan kan borgeren kendes?"),
        help_text=_("Det navn, borgeren kaldes, tøj, hund, cykel, hvor borgeren plejer at være. Ingen vurderinger."),
        max_length=200,
        required=False,
    )
    reaction = forms.CharField(label=_("Hvordan reagerede borgeren?"), max_length=300, required=False)
    citizen_knows = forms.ChoiceField(
        label=_("Ved borgeren, at du siger til?"),
        choices=Spotting.Knows.choices,
        initial=Spotting.Knows.UNKNOWN,
        required=False,
        widget=ChoiceTiles(compact=True),
    )

    def __init__(self, *args: Any, places: dict[UUID, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(places, _("Ikke på listen"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("place") and not data.get("where") and not self.errors.keys() & {"place", "where"}:
            self.add_error("where", _("Vælg et sted, eller skriv, hvor det var."))
        return data

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("entry_id", "concern", "urgency", "place", "where", "described_as", "reaction")
        knows = data["citizen_knows"] or Spotting.Knows.UNKNOWN
        return {name: data[name] for name in names} | {"seen_at": self.seen_at(), "citizen_knows": knows}

    def seen_at(self) -> datetime:
        """A tablet's clock may be a little fast."""
        return min(self.cleaned_data["at"], timezone.now())

    def refuse(self, error: ValidationError) -> None:
        take_errors(self, error)


class WrittenDownForm(SpottingForm):
    """For those who also write down what somebody rang and said."""

    sections = (
        *SpottingForm.sections,
        Section(_("Er det en anden, der har sagt det til dig?"), ("caller", "told_at"), fold=True),
    )

    caller = forms.CharField(label=_("Hvem ringede?"), max_length=120, required=False)
    told_at = forms.DateTimeField(
        label=_("Hvornår ringede de?"),
        help_text=_("Tomt betyder lige nu. Fristerne løber fra da af."),
        required=False,
        widget=forms.DateTimeInput(),
    )

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        told = super().told() | {"caller": data["caller"], "told_at": data["told_at"]}
        if data["told_at"] and (data.get("when") or NOW) == NOW:
            # Nobody said anything else of when it was seen.
            told["seen_at"] = data["told_at"]
        return told


class MatchForm(RecogniseForm):
    """One citizen, or a new one by an alias; why over the limit is asked where a new course would be too many."""

    def __init__(self, *args: Any, user: User, load: Load, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        if load.pushed_over(load.moved([Move(None, user.pk)])):
            self.fields["over_limit_reason"] = over_limit_field()
            dress(self.fields["over_limit_reason"])

    def who(self) -> dict[str, Any]:
        """What `match_spotting` takes."""
        return super().who() | {"over_limit_reason": self.cleaned_data.get("over_limit_reason", "")}


class CloseForm(HouseForm):
    submit_label = _("Afslut")

    ended_because = forms.ChoiceField(
        label=_("Hvorfor afsluttes den?"),
        choices=Spotting.Ended.choices,
        widget=ChoiceTiles(),
        error_messages={"required": _("Vælg, hvorfor den afsluttes.")},
    )
    ended_words = forms.CharField(
        label=_("Med egne ord"),
        help_text=_("Fx hvor der er ledt, eller hvem der har fået besked."),
        max_length=300,
        required=False,
    )
