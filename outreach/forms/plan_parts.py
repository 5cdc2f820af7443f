"""The rows of a plan: offers that were asked about, and who does what. New ones stand empty below the plan's own form;
those that are there are corrected one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import uuid6
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.workers import workers_of
from directory.models import PartnerOffer
from outreach.actions.onward_plan import Agreed, Checked
from outreach.models import CheckedOffer, PlanStep

Available, Who = CheckedOffer.Available, PlanStep.Who
#: Empty rows below the plan. More come when these are saved.
NEW_OFFERS, NEW_STEPS = 2, 3


class _NewRow(HouseForm):
    """Left untouched it is no row. `entry`: sent twice it is one."""

    form_tag = False
    #: What makes a row of it; the others have answers before anybody has typed.
    telling: tuple[str, ...] = ()

    entry = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("entry", uuid6.uuid7())

    @property
    def is_told(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.telling)

    @property
    def key(self) -> UUID:
        return self.cleaned_data["entry"] or uuid6.uuid7()


class NewOfferForm(_NewRow):
    telling = ("offer", "words", "available_from", "quarantine_until", "alternative")

    offer = forms.TypedChoiceField(label=_("Tilbud"), required=False)
    words = forms.CharField(label=_("Eller med ord"), max_length=200, required=False)
    available = forms.ChoiceField(
        label=_("Er der plads?"), choices=Available.choices, initial=Available.UNKNOWN, required=False
    )
    available_from = forms.DateField(label=_("Ledig fra"), required=False)
    quarantine_until = forms.DateField(label=_("Karantæne til og med"), required=False)
    alternative = forms.CharField(label=_("Hvad så i stedet?"), max_length=300, required=False)

    def __init__(self, *args: Any, offers: Sequence[PartnerOffer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offers = {str(offer.pk): offer for offer in offers}
        self.fields["offer"].choices = [("", _("Ikke valgt")), *((key, str(one)) for key, one in self._offers.items())]
        self.fields["offer"].coerce = self._offers.get
        self.fields["offer"].empty_value = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        _settle_day(self, data)
        if self.is_told and not (data.get("offer") or data.get("words")) and "offer" not in self.errors:
            self.add_error("words", ValidationError(_("Vælg tilbuddet, eller skriv, hvad det er.")))
        return data

    def said(self) -> Checked:
        data = self.cleaned_data
        return Checked(
            offer=data["offer"], words=data["words"], available=data["available"],
            available_from=data["available_from"], quarantine_until=data["quarantine_until"],
            alternative=data["alternative"], entry_id=self.key,
        )  # fmt: skip


class NewStepForm(_NewRow):
    telling = ("what", "other", "due_on")

    what = forms.CharField(label=_("Hvad"), max_length=300, required=False)
    who = forms.TypedChoiceField(label=_("Hvem"), required=False, empty_value=None)
    other = forms.CharField(label=_("Hvis en anden: hvem?"), max_length=120, required=False)
    due_on = forms.DateField(label=_("Hvornår"), required=False)

    def __init__(self, *args: Any, workers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._workers = {str(worker.pk): worker for worker in workers}
        people = ((key, str(worker)) for key, worker in self._workers.items())
        self.fields["who"].choices = [
            (Who.CITIZEN.value, Who.CITIZEN.label),
            *people,
            (Who.OTHER.value, Who.OTHER.label),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.is_told and not data.get("what") and "what" not in self.errors:
            self.add_error("what", ValidationError(_("Skriv, hvad der skal ske.")))
        if data.get("who") == Who.OTHER and self.is_told and not data.get("other"):
            self.add_error("other", ValidationError(_("Skriv, hvem der gør det.")))
        return data

    def said(self) -> Agreed:
        data, chosen = self.cleaned_data, self.cleaned_data["who"]
        worker = self._workers.get(chosen)
        # A name is only typed for somebody else.
        other = data["other"] if worker is None else ""
        who = Who.WORKER if worker else Who.OTHER if other else Who.CITIZEN
        return Agreed(what=data["what"], who=who, worker=worker, other=other, due_on=data["due_on"], entry_id=self.key)


class OfferForm(VersionedForm):
    sections = (
        Section(_("Er der plads?"), ("available", "available_from")),
        Section(_("Karantæne"), ("quarantine_until", "alternative"), columns=2),
    )
    submit_label = _("Gem")

    checked_on = PastDay(label=_("Undersøgt den"), initial=None)

    class Meta:
        model = CheckedOffer
        fields = (
            "offer", "words", "available", "available_from", "quarantine_until", "alternative", "checked_on",
        )  # fmt: skip
        widgets = {"available": ChoiceTiles(compact=True)}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = offers_for(user, known=self.instance.offer_id)
        self.fields["offer"].queryset, self.fields["offer"].empty_label = rows, _("Ikke valgt")
        self.fields["words"].label = _("Eller med ord")
        self.fields["alternative"].label = _("Hvad så i stedet?")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        _settle_day(self, data)
        if not (data.get("offer") or data.get("words")):
            self.add_error("words", ValidationError(_("Vælg tilbuddet, eller skriv, hvad det er.")))
        return data


class StepForm(VersionedForm):
    submit_label = _("Gem")

    class Meta:
        model = PlanStep
        fields = ("what", "who", "worker", "other", "due_on")
        widgets = {"what": forms.Textarea({"rows": 2}), "who": ChoiceTiles(compact=True)}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers_of(user.membership.unit_id) | User.objects.filter(
            pk=self.instance.worker_id
        )
        self.fields["worker"].empty_label = _("Ingen")
        self.fields["other"].label = _("Hvis en anden: hvem?")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        who = data.get("who")
        if who == Who.WORKER and not data.get("worker"):
            self.add_error("worker", ValidationError(_("Vælg medarbejderen.")))
        if who == Who.OTHER and not data.get("other"):
            self.add_error("other", ValidationError(_("Skriv, hvem der gør det.")))
        # What belongs to another answer is let go.
        data["worker"] = data.get("worker") if who == Who.WORKER else None
        data["other"] = data.get("other") if who == Who.OTHER else ""
        return data


class DoneForm(HouseForm):
    submit_label = _("Gem")

    on = PastDay(label=_("Hvornår"), required=False)


def offers_for(user: User, known: UUID | None = None) -> Any:
    """The offers of the unit's partners, and the one that was chosen before."""
    in_use = Q(closed_on=None, partner__closed_on=None)
    rows = PartnerOffer.objects.visible_to(user).filter(in_use | Q(pk=known) if known else in_use)
    return rows.select_related("partner").order_by("partner__name", "name")


def _settle_day(form: forms.BaseForm, data: dict[str, Any]) -> None:
    """A day says that there is room from then on; room from a day needs the day."""
    data["available"] = data.get("available") or Available.UNKNOWN.value
    if data.get("available_from"):
        if data["available"] == Available.UNKNOWN:
            data["available"] = Available.FROM.value
        elif data["available"] != Available.FROM:
            form.add_error("available_from", ValidationError(_("Vælg »Fra en bestemt dag«, når du skriver en dag.")))
    elif data["available"] == Available.FROM and "available_from" not in form.errors:
        form.add_error("available_from", ValidationError(_("Skriv, fra hvilken dag der er plads.")))
