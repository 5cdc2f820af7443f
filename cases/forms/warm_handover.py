"""A handover as it begins, and each fact that follows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.forms.entry import EntryForm
from cases.forms.receiver import ReceiverFields
from cases.models import Case, Citizen, Handover
from cases.workers import workers_of
from directory.models import PartnerOffer

_FIELDS = ("level", "partner", "offer", "other_kind", "other_name", "hopes", "meeting_on", "meeting_at", "escort",
           "begun_on")  # fmt: skip
_TOLD = [choice for choice in Handover.Told.choices if choice[0] != Handover.Told.LINK]
_HINTS = {
    Handover.Level.INFORMATION: _("Borgeren har fået navn, nummer og adresse."),
    Handover.Level.CALL: _("I har ringet, mens borgeren var med."),
    Handover.Level.ESCORT: _("En af jer går med første gang."),
}


def _level() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Hvordan?"), choices=Handover.Level.choices, widget=ChoiceTiles(hints=_HINTS))


class _HandoverFields(ReceiverFields):
    """Words and choices that the new form and the one that mends share."""

    sections = (
        Section("", ("level",)),
        Section(
            _("Til hvem"),
            ("partner", "offer", "other_kind", "other_name"),
            text=_("Vælg en samarbejdspartner eller et tilbud, eller skriv, hvem det ellers er."),
        ),
        Section(_("Aftalt"), ("hopes",)),
        Section("", ("meeting_on", "meeting_at", "escort", "begun_on"), columns=2),
    )

    def set_up(self, user: User, citizen: Citizen) -> None:
        self.set_up_receiver(user, citizen)
        fields = self.fields
        # What was chosen stays a choice, also when the offer is closed or the colleague has left since.
        offers, chosen = PartnerOffer.objects.visible_to(user), self.instance
        fields["offer"].queryset = offers.filter(Q(closed_on=None) | Q(pk=chosen.offer_id)).select_related("partner")
        fields["offer"].label, fields["offer"].empty_label = _("Tilbud"), str(_("Intet bestemt"))
        workers = workers_of(user.membership.unit_id).values("pk")
        fields["escort"].queryset = User.objects.filter(Q(pk__in=workers) | Q(pk=chosen.escort_id)).order_by("name")
        fields["escort"].label, fields["escort"].empty_label = _("Hvem følger med?"), str(_("Ingen"))
        fields["hopes"].label = _("Hvad håber borgeren på, og hvad er lovet?")
        fields["hopes"].help_text = _("Med borgerens egne ord. Lov kun det, I kan holde.")
        fields["meeting_on"].label, fields["meeting_at"].label = _("Første møde"), _("Klokken")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("meeting_at") and not data.get("meeting_on") and "meeting_on" not in self.errors:
            self.add_error("meeting_on", _("Vælg også dagen for det første møde."))
        return data


class HandoverNewForm(EntryForm, _HandoverFields, HouseModelForm):
    submit_label = _("Begynd overleveringen")

    level = _level()
    begun_on = PastDay(label=_("Begyndt"))

    class Meta:
        model = Handover
        fields = _FIELDS
        widgets = {"hopes": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, user: User, citizen: Citizen, courses: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up(user, citizen)
        self.case = courses[0] if courses else None

    def _post_clean(self) -> None:
        """The action makes and checks the row; the form only reads what was typed."""

    @property
    def handover(self) -> dict[str, Any]:
        """What the action is to write."""
        values = {"case": self.case, **self.cleaned_data}
        values["entry_id"] = values.pop("entry")
        return values


class HandoverEditForm(_HandoverFields, VersionedForm):
    submit_label = _("Gem")

    level = _level()
    begun_on = PastDay(label=_("Begyndt"), initial=None)

    class Meta:
        model = Handover
        fields = _FIELDS
        widgets = {"hopes": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, user: User, citizen: Citizen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up(user, citizen)


class ConfirmForm(HouseForm):
    submit_label = _("Gem")

    on = PastDay(label=_("Modtaget den"))
    how = forms.ChoiceField(
        label=_("Hvordan ved vi det?"),
        choices=_TOLD,
        initial=Handover.Told.RECEIVER,
        widget=ChoiceTiles(compact=True),
    )
    who = forms.CharField(label=_("Hvem hos modtageren?"), max_length=120, required=False)


class ArriveForm(HouseForm):
    submit_label = _("Gem")

    on = PastDay(label=_("Mødt op den"))
    how = forms.ChoiceField(
        label=_("Hvordan ved vi det?"), choices=_TOLD, initial=Handover.Told.SEEN, widget=ChoiceTiles(compact=True)
    )


class SettleForm(HouseForm):
    submit_label = _("Gem")

    on = PastDay(label=_("Stabil kontakt den"))
    what = forms.CharField(
        label=_("Hvad gør kontakten stabil?"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Fx »kommer selv hver tirsdag, ringer, når det ikke går«."),
    )


class EndForm(HouseForm):
    submit_label = _("Slut overleveringen")

    on = PastDay(label=_("Sluttet den"))
    why = forms.ChoiceField(label=_("Hvorfor?"), choices=Handover.EndReason.choices, widget=ChoiceTiles(compact=True))
    words = forms.CharField(
        label=_("Med ord"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Sagde tilbuddet nej, så skriv deres grund."),
    )
