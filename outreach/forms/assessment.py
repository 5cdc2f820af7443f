"""*Udredning*: six themes, each what is known and what the citizen wants; nothing must be answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.forms.entry import EntryForm
from directory.models import Place
from outreach.actions.assessment import SAID
from outreach.models import Assessment
from outreach.models.assessment import TEXTS, THEMES

_WIDGETS = {
    **{name: forms.Textarea({"rows": 4}) for name in TEXTS},
    "advice": forms.Textarea({"rows": 2}),
    "free_choice": ChoiceTiles(compact=True),
    "free_choice_reason": forms.Textarea({"rows": 2}),
}


class _Asked(forms.BaseForm):
    """What the first form and the one that goes on share."""

    submit_label = _("Gem")
    sections = (
        *(
            Section(f"{number}. {title}", (f"{theme}_known", f"{theme}_wants"), columns=2, fold=True)
            for number, (theme, title) in enumerate(THEMES.items(), start=1)
        ),
        Section(_("Rådgivning efter SEL §§ 10 og 12"), ("advised_on", "advice"), columns=2, fold=True),
        Section(
            _("Frit valg af tilbud, SEL § 101 stk. 5-7"),
            ("free_choice", "free_choice_reason"),
            text=_("Borgeren kan vælge et andet tilbud af samme slags. Hensyn til borgeren selv kan begrænse valget."),
            fold=True,
        ),
        Section(_("Hvor og hvornår I begyndte"), ("begun_on", "begun_way", "begun_place"), fold=True),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for theme in THEMES:
            self.fields[f"{theme}_known"].label = _("Hvad ved vi?")
            self.fields[f"{theme}_wants"].label = _("Hvad ønsker borgeren?")
        self.fields["advised_on"].label = _("Rådgivet den")
        self.fields["advice"].label = _("Om hvad?")
        self.fields["free_choice"].label = _("Er det frie valg forklaret?")
        self.fields["free_choice"].choices = [("", _("Ikke talt om endnu")), *Assessment.FreeChoice.choices]
        self.fields["free_choice_reason"].label = _("Hvis valget er begrænset: hvorfor?")
        self.fields["begun_place"].queryset = Place.objects.visible_to(user).order_by("name", "area")
        self.fields["begun_place"].empty_label = _("Ikke valgt")

    def clean(self) -> dict[str, Any]:
        """Advice without a day was given today."""
        data = super().clean() or self.cleaned_data
        if data.get("advice") and not data.get("advised_on") and "advised_on" not in self.errors:
            data["advised_on"] = timezone.localdate()
        is_limited, reason = data.get("free_choice") == Assessment.FreeChoice.LIMITED, data.get("free_choice_reason")
        if is_limited and not reason:
            self.add_error("free_choice_reason", ValidationError(_("Skriv, hvorfor valget er begrænset.")))
        if reason and not is_limited:
            words = _("Skriv kun en grund, når valget er begrænset.")
            self.add_error("free_choice_reason", ValidationError(words))
        return data

    def clean_begun_on(self) -> Any:
        return self.cleaned_data["begun_on"] or self.instance.begun_on or timezone.localdate()


class AssessmentForm(_Asked, EntryForm, HouseModelForm):
    """The first time."""

    begun_on = PastDay(label=_("Begyndt den"), required=False)

    class Meta:
        model = Assessment
        fields = SAID
        widgets = _WIDGETS


class AssessmentGoOnForm(_Asked, VersionedForm):
    begun_on = PastDay(label=_("Begyndt den"), required=False, initial=None)

    class Meta:
        model = Assessment
        fields = SAID
        widgets = _WIDGETS


class AssessmentEndForm(HouseForm):
    submit_label = _("Afslut udredningen")

    on = PastDay(label=_("Afsluttet den"), required=False)
    unfinished_reason = forms.CharField(
        label=_("Kunne den ikke gøres færdig? Skriv hvorfor"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Lad feltet stå tomt, når udredningen er færdig."),
    )
