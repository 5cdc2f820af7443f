"""What was found after the homecoming, follow-up declined, and an agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.forms.entry import EntryForm
from crisis_center.models import HomecomingAgreement, HomecomingFollowUp
from directory.models import Partner


class FollowUpForm(EntryForm, HouseForm):
    submit_label = _("Gem")
    sections = (Section(_("Prøv igen, eller flyt opfølgningen"), ("again_on",), fold=True),)

    found = forms.ChoiceField(
        label=_("Hvordan gik det?"), required=False, widget=ChoiceTiles(), choices=HomecomingFollowUp.Found.choices
    )
    words = forms.CharField(label=_("Kort"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    found_on = PastDay(label=_("Hvilken dag"), required=False)
    again_on = forms.DateField(
        label=_("Til hvilken dag"), required=False,
        help_text=_("Så venter opfølgningen igen den dag. Ellers er den gjort med det, du skriver her."),
    )  # fmt: skip


class DeclineForm(HouseForm):
    submit_label = _("Borgeren ønsker ikke opfølgning")

    words = forms.CharField(label=_("Med borgerens egne ord"), max_length=500, widget=forms.Textarea({"rows": 3}))
    said_on = PastDay(label=_("Hvornår blev det sagt?"))


class HomecomingAgreementForm(EntryForm, HouseModelForm):
    submit_label = _("Gem aftalen")

    class Meta:
        model = HomecomingAgreement
        fields = ("partner", "actor_words", "what", "from_on", "mentors_role", "with_citizen")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.visible_to(user).in_use()
        self.fields["partner"].label = _("Samarbejdspartner")
        self.fields["partner"].empty_label = _("Vælg")
        self.fields["actor_words"].label = _("Eller en anden")
        self.fields["what"].label = _("Hvad gør de?")
        self.fields["from_on"].label = _("Fra hvilken dag")
        self.fields["mentors_role"].label = _("Den sociale mentors rolle")
        self.fields["with_citizen"].label = _("Lavet sammen med borgeren")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("partner")) == bool(data.get("actor_words")) and not self.errors:
            self.add_error("actor_words", _("Vælg en partner, eller skriv, hvem det er – ikke begge dele."))
        return data
