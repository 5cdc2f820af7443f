"""Who it is, when one meets, and how it ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.forms.appointment import minutes_field
from cases.forms.contact_correct import RecogniseForm
from cases.forms.contact_who import WhoForm
from cases.forms.entry import EntryForm
from directory.models import Place
from intake.forms.enquiry import ReceiverField
from intake.models import Enquiry

Outcome = Enquiry.Outcome
_HINTS = {
    Outcome.TREATMENT: _("Første dag i behandling. De 14 dage stopper, hvis de løber."),
    Outcome.PLAN: _("I har aftalt, hvad der nu skal ske, og hvem der følger op."),
    Outcome.WITHDRAWN: _("Borgerens eget valg. Døren står åben, og henvendelsen kan åbnes igen."),
    Outcome.ADVISED: _("Den, der ringede eller kom, fik svar."),
}


class EnquiryMatchForm(RecogniseForm):
    """One of those known, or a new one: by full name, or by what they are called."""

    name = forms.CharField(
        label=_("Ny borger med fulde navn"),
        help_text=_("Kun når borgeren ikke står ovenfor. Kender I kun kaldenavnet, så søg på det og vælg »Ny«."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if enquiry.citizen_id:
            self.add_field("reason", _reason())

    def clean(self) -> dict[str, Any]:
        data = WhoForm.clean(self) or self.cleaned_data
        chosen = len(data.get("citizens", ())) + len(data.get("aliases", ())) + bool(data.get("name"))
        if chosen != 1 and not self.errors:
            words = _("Vælg kun én borger.") if chosen else _("Vælg den borger, det er, eller opret en ny.")
            self.add_error("citizens", words)
        return data

    def who(self) -> dict[str, Any]:
        """What `put_on_citizen` takes."""
        return super().who() | {"name": self.cleaned_data["name"]} | _said_why(self)


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Hvorfor flyttes henvendelsen?"),
        max_length=300,
        error_messages={"required": _("Skriv kort, hvorfor det flyttes.")},
    )


def _said_why(form: forms.Form) -> dict[str, Any]:
    return {"reason": form.cleaned_data["reason"]} if "reason" in form.fields else {}


class AnonymousMatchForm(WhoForm):
    """Somebody who came before by the same code word; nobody chosen is a new one."""

    form_tag = False
    submit_label = _("Det er borgeren")
    q = forms.CharField(label=_("Kodeord"), required=False)
    aliases = None  # the code word is all there is

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if enquiry.citizen_id:
            self.add_field("reason", _reason())

    @property
    def chosen_new(self) -> list[str]:
        return []

    def clean_citizens(self) -> Any:
        chosen = list(self.cleaned_data["citizens"])
        if len(chosen) > 1:
            raise ValidationError(_("Vælg kun én borger."))
        return chosen

    def who(self) -> dict[str, Any]:
        chosen = self.cleaned_data["citizens"]
        return {"citizen": chosen[0] if chosen else None} | _said_why(self)


class MeetForm(EntryForm, HouseForm):
    """A day, a time and a place."""

    sections = (Section("", ("due_on", "due_at", "place", "owner", "minutes"), columns=2),)
    submit_label = _("Gem aftalen")

    due_on = forms.DateField(label=_("Dag"), initial=timezone.localdate)
    due_at = forms.TimeField(
        label=_("Klokken"),
        widget=forms.TimeInput(),
        error_messages={"required": _("Aftal et klokkeslæt, så borgeren ved, hvornår der er nogen.")},
    )
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Sted"), required=False)
    owner = ReceiverField(label=_("Med hvem?"), empty_label=None)
    minutes = minutes_field(_("Minutter"))

    def __init__(self, *args: Any, user: User, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = enquiry.agreement
        places = Place.objects.visible_to(user)
        self.fields["place"].queryset = places.filter(Q(closed_on=None) | Q(pk=before.place_id if before else None))
        self.fields["place"].empty_label = str(_("Hos os"))
        self.fields["owner"].offer(user.membership.unit_id)
        self.initial.setdefault("owner", enquiry.taken_by_id or user.pk)
        if enquiry.citizen_id is None:
            # How long is said of a talk with somebody.
            del self.fields["minutes"]

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise ValidationError(_("Dagen er gået. Vælg i dag eller en senere dag."))
        return day

    def when(self) -> dict[str, Any]:
        """What `agree_to_meet` takes."""
        data = dict(self.cleaned_data)
        return data | {"entry_id": data.pop("entry")}


class SettleForm(HouseForm):
    """Only what may be said of this enquiry is offered; "no" never is."""

    submit_label = _("Afslut henvendelsen")

    outcome = forms.ChoiceField(
        label=_("Hvordan endte den?"),
        widget=ChoiceTiles(hints=_HINTS),
        error_messages={"required": _("Vælg, hvordan det endte.")},
    )
    on = PastDay(label=_("Den dag"))
    words = forms.CharField(
        label=_("Med borgerens egne ord, eller dine"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Skal udfyldes, når borgeren ikke ønsker mere nu."),
    )
    note = forms.CharField(
        label=_("Hvorfor blev de 14 dage overskredet?"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = _offered(enquiry)
        self.fields["outcome"].choices = [(one.value, one.label) for one in offered]
        if len(offered) == 1:
            self.initial.setdefault("outcome", offered[0].value)
        request = enquiry.request
        runs = request is not None and request.ended_on is None
        if not runs:
            del self.fields["on"]
        if not (runs and request and timezone.localdate() > request.deadline):
            del self.fields["note"]
        if enquiry.asker != Enquiry.Asker.SELF:
            self.fields["words"].label, self.fields["words"].help_text = _("Hvad blev der svaret?"), ""


def _offered(enquiry: Enquiry) -> list[Enquiry.Outcome]:
    if enquiry.asker != Enquiry.Asker.SELF:
        return [Outcome.ADVISED]
    return [Outcome.TREATMENT, Outcome.PLAN, Outcome.WITHDRAWN] if enquiry.citizen_id else [Outcome.WITHDRAWN]
