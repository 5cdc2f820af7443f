"""A consent as it is given, taken back, and used to pass a note on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from accounts.models import User
from cases.forms.entry import EntryForm
from cases.forms.receiver import RECEIVER, RECEIVER_SECTION, ReceiverFields
from cases.models import Case, Citizen, Consent, Information, NoteSharing
from cases.workers import workers_of

#: Half a year is as long as most courses' plans, and half of what the law allows.
USUAL = timedelta(days=182)


def usual_end() -> date:
    return timezone.localdate() + USUAL


class ConsentForm(EntryForm, ReceiverFields, HouseModelForm):
    """The course is asked for only where the citizen has several open ones."""

    submit_label = _("Gem samtykket")
    sections = (
        RECEIVER_SECTION,
        Section(_("Hvad"), ("direction", "kinds", "kinds_words", "purpose", "case")),
        Section(_("Givet"), ("given_how", "given_on", "to_on", "given_to", "consequences_told")),
    )

    direction = forms.ChoiceField(
        label=_("Hvad må vi?"),
        choices=Consent.Direction.choices,
        initial=Consent.Direction.BOTH,
        widget=ChoiceTiles(compact=True),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Hvilke oplysninger?"),
        choices=Information.choices,
        required=False,
        widget=CheckTiles(compact=True),
        help_text=_("Vælg kun det, borgeren har sagt ja til. Der findes ikke et samtykke til alt."),
    )
    given_how = forms.ChoiceField(
        label=_("Hvordan?"), choices=Consent.How.choices, initial=Consent.How.ORAL, widget=ChoiceTiles(compact=True)
    )
    given_on = PastDay(label=_("Givet og gælder fra"))
    to_on = forms.DateField(label=_("Gælder til og med"), initial=usual_end, help_text=_("Højst et år."))
    consequences_told = forms.BooleanField(
        label=_("Borgeren har fået at vide, hvad det betyder at sige nej"),
        error_messages={"required": _("Fortæl borgeren det, før samtykket skrives.")},
    )

    class Meta:
        model = Consent
        fields = (
            *RECEIVER, "direction", "kinds", "kinds_words", "purpose", "case", "given_how", "given_on", "to_on",
            "given_to", "consequences_told",
        )  # fmt: skip

    def __init__(self, *args: Any, user: User, citizen: Citizen, courses: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up_receiver(user, citizen)
        self.fields["kinds_words"].label = _("Andre oplysninger")
        self.fields["purpose"].label = _("Hvad skal de bruges til?")
        self.fields["purpose"].help_text = _("Fx »så aftalen om bolig og behandling hænger sammen«.")
        self.fields["given_to"].queryset = workers_of(user.membership.unit_id)
        self.fields["given_to"].label, self.fields["given_to"].empty_label = _("Givet til"), str(_("Mig"))
        self.fields["given_to"].required = False
        self.only_case = courses[0] if len(courses) == 1 else None
        if len(courses) < 2:
            del self.fields["case"]
        else:
            self.fields["case"].queryset = Case.objects.filter(pk__in=[case.pk for case in courses])
            self.fields["case"].label, self.fields["case"].empty_label = _("Til hvilket forløb?"), None
            self.fields["case"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("kinds") and not data.get("kinds_words") and "kinds" not in self.errors:
            self.add_error("kinds", _("Vælg mindst én type oplysninger. Et generelt samtykke gælder ikke."))
        return data

    def _post_clean(self) -> None:
        """The action makes and checks the row; the form only reads what was typed."""

    @property
    def consent(self) -> dict[str, Any]:
        """What the action is to write."""
        values = {"case": self.only_case, **self.cleaned_data}
        values["entry_id"] = values.pop("entry")
        return values


class WithdrawForm(HouseForm):
    submit_label = _("Træk samtykket tilbage")

    on = PastDay(label=_("Trukket tilbage den"))
    how = forms.ChoiceField(
        label=_("Hvordan?"), choices=Consent.How.choices, initial=Consent.How.ORAL, widget=ChoiceTiles(compact=True)
    )


class ShareForm(EntryForm, HouseForm):
    """Only under one of the consents that hold now."""

    submit_label = _("Skriv, at det er givet videre")

    consent = forms.ModelChoiceField(label=_("Til hvem?"), queryset=Consent.objects.none(), empty_label=None)
    what = forms.CharField(
        label=_("Hvad blev givet videre?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Kun det, samtykket omfatter. Brobyg sender ikke noget: det gør du selv."),
    )
    how = forms.ChoiceField(label=_("Hvordan?"), choices=NoteSharing.How.choices, widget=ChoiceTiles(compact=True))
    shared_on = PastDay(label=_("Hvornår?"))

    def __init__(self, *args: Any, consents: QuerySet[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consent"]
        field.queryset = consents
        field.widget = ChoiceTiles()
        field.label_from_instance = lambda one: f"{one.receiver}: {one.covers}"
        field.widget.choices = field.choices
        field.error_messages["invalid_choice"] = _("Samtykket gælder ikke mere. Vælg et andet.")
        if not self.is_bound and (only := list(consents[:2])) and len(only) == 1:
            self.initial.setdefault("consent", only[0].pk)
