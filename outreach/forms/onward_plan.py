"""The plan itself: the citizen's own words, everything else may stand empty."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.models import User
from cases.forms.entry import EntryForm
from outreach.actions.onward_plan import SAID
from outreach.forms.plan_parts import offers_for
from outreach.models import OnwardPlan

_WIDGETS = {
    "citizens_words": forms.Textarea({"rows": 6}),
    "demands": forms.Textarea({"rows": 3}),
    "doctor_answer": forms.Textarea({"rows": 2}),
}


class _Said(forms.BaseForm):
    """What the first form and the one that goes on share."""

    form_tag = False
    sections = (
        Section(_("Det tilbud, borgeren ønsker"), ("wished_offer", "wished_words"), columns=2),
        Section(_("Det møder borgeren der"), ("demands",)),
        Section(_("Når vi trækker os"), ("withdrawal", "withdrawal_on"), columns=2, fold=True),
        Section(_("Lægen og substitutionsbehandling"), ("doctor_asked_on", "doctor_answer"), columns=2, fold=True),
        Section(_("Det skete en anden dag"), ("begun_on",), fold=True),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["citizens_words"].label = _("Hvad ønsker borgeren? Skriv det med borgerens egne ord")
        field = self.fields["wished_offer"]
        field.queryset = offers_for(user, known=self.instance.wished_offer_id)
        field.label, field.empty_label = _("Tilbud"), _("Ikke valgt")
        self.fields["wished_words"].label = _("Eller med ord")
        self.fields["demands"].label = _("Hvad bliver der krævet af borgeren?")
        self.fields["demands"].help_text = _("Står feltet tomt, kommer tilbuddets egne krav til at stå her.")
        self.fields["withdrawal"].label = _("Hvornår trækker vi os?")
        self.fields["withdrawal"].help_text = _("Fx: når du har mødt din nye behandler tre gange.")
        self.fields["withdrawal_on"].label = _("Dag, hvis I kender den")
        self.fields["doctor_asked_on"].label = _("Lægen er spurgt den")
        self.fields["doctor_answer"].label = _("Lægens svar")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("doctor_answer") and not data.get("doctor_asked_on") and "doctor_asked_on" not in self.errors:
            self.add_error("doctor_asked_on", ValidationError(_("Skriv, hvornår lægen blev spurgt.")))
        return data


class PlanForm(_Said, EntryForm, HouseModelForm):
    """The first time."""

    begun_on = PastDay(label=_("I begyndte på planen"), required=False)

    class Meta:
        model = OnwardPlan
        fields = (*SAID, "begun_on")
        widgets = _WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Today as a value would hold the section open.
        self.initial["begun_on"] = None
        self.fields["begun_on"].initial = None


class PlanGoOnForm(_Said, VersionedForm):
    """One that was begun before."""

    class Meta:
        model = OnwardPlan
        fields = SAID
        widgets = _WIDGETS


class PlanStepBeginsForm(HouseForm):
    """Whether the course's step begins with the plan: proposed, never forced."""

    form_tag = False

    with_step = forms.BooleanField(label=_("Begynd trinnet »Plan for det videre forløb«"), required=False, initial=True)


class PlanReadAlongForm(HouseForm):
    submit_label = _("Vi har læst planen sammen")

    citizens_comment = forms.CharField(
        label=_("Vil du rette eller tilføje noget? Skriv det med dine egne ord"),
        max_length=2000,
        strip=True,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )


class PlanGiveForm(HouseForm):
    submit_label = _("Borgeren har fået planen")

    on = PastDay(label=_("Hvornår fik borgeren den?"), required=False)
    with_name = forms.BooleanField(
        label=_("Sæt borgerens navn på papiret"),
        required=False,
        help_text=_("Kun hvis borgeren vil have det. Et papir kan blive tabt."),
    )
