"""*Ny henvendelse*: as few fields as each door needs; and what one does with it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, LaidOutSection, Section, Text
from accounts.forms.refusals import refuse
from accounts.forms.widgets import ChoiceTiles
from accounts.holders import holders_of
from accounts.models import User
from accounts.policy import Can
from cases.forms.contact_who import WhoForm
from cases.forms.entry import EntryForm
from intake.models import Enquiry
from intake.models.enquiry import LONGEST

_HOUSE_DOORS = [(door.value, door.label) for door in (Enquiry.Door.WALK_IN, Enquiry.Door.PHONE)]
_DOOR_ICONS = {Enquiry.Door.WALK_IN: "house", Enquiry.Door.PHONE: "phone"}
_URGENCIES = [("", _("Ikke vurderet")), *Enquiry.Urgency.choices]
#: What templates/intake/enquiry_new.html draws itself.
_WHO = {"q", "citizens"}


class ReceiverField(forms.ModelChoiceField):
    """Somebody in the unit who receives enquiries."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), **kwargs)
        self.error_messages["invalid_choice"] = _("Kollegaen arbejder ikke i enheden mere. Vælg en anden.")

    def offer(self, unit_id: Any) -> None:
        self.queryset = holders_of(Can.RECEIVE_ENQUIRIES, unit_id)

    def label_from_instance(self, user: User) -> str:
        return user.name


class _Told(EntryForm, HouseForm):
    """What all doors ask for. `told()` is what `write_down` takes."""

    door: ClassVar[str] = ""
    intro: ClassVar[Text] = ""
    submit_label = _("Gem henvendelsen")

    wish = forms.CharField(
        label=_("Hvad drejer det sig om?"),
        help_text=_("Med deres egne ord. Lige nok til at komme videre."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    urgency = forms.ChoiceField(
        label=_("Hvor akut er det?"), choices=_URGENCIES, required=False, widget=ChoiceTiles(compact=True)
    )
    taken_by = ReceiverField(label=_("Hvem tager imod?"), required=False, empty_label=_("Ingen endnu"))
    came_at = forms.DateTimeField(
        label=_("Hvornår henvendte de sig?"),
        help_text=_("Tomt betyder lige nu. De tre dage og de 14 dage løber fra da af."),
        required=False,
        widget=forms.DateTimeInput(),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        looks_up = {"user": user} if isinstance(self, WhoForm) else {}
        super().__init__(*args, **looks_up, **kwargs)
        self.user = user
        self.fields["taken_by"].offer(user.membership.unit_id)
        self.initial.setdefault("taken_by", user.pk)

    def laid_out(self) -> Iterator[LaidOutSection]:
        """Without the search for who it is, which the page draws."""
        for section in super().laid_out():
            section.fields[:] = [bound for bound in section.fields if bound.name not in _WHO]
            if section.fields:
                yield section

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        told = {name: value for name, value in data.items() if name not in ("entry", "aliases", *_WHO)}
        return {"door": self.door, **told, "entry_id": data["entry"], "unit": self.user.membership.unit}

    def refuse(self, error: ValidationError) -> None:
        refuse(self, error)


class _ByName(_Told, WhoForm):
    """Asks for themselves: known citizens are found while the name is typed."""

    q = forms.CharField(
        label=_("Navn eller kaldenavn"),
        help_text=_("Skriv, hvad de kalder sig. Kender I dem, kommer de frem. Tomt er også i orden."),
        max_length=120,
        required=False,
    )
    aliases = None  # nobody is made here

    @property
    def chosen_new(self) -> list[str]:
        return []

    def clean_citizens(self) -> Any:
        chosen = list(self.cleaned_data["citizens"])
        if len(chosen) > 1:
            raise ValidationError(_("Vælg kun én borger."))
        return chosen

    def told(self) -> dict[str, Any]:
        chosen = self.cleaned_data["citizens"]
        # Who is known is called what the file says.
        who = {"citizen": chosen[0]} if chosen else {"called": self.cleaned_data["q"]}
        return super().told() | who

    def refuse(self, error: ValidationError) -> None:
        refuse(self, error, called="q")


_MORE = _("Telefon og tidspunkt")
_HELP: dict[str, Any] = {
    "label": _("Første hjælp, med det samme"),
    "help_text": _("Fx en kop kaffe, et bad, en samtale eller en seng for natten."),
    "max_length": 300,
    "required": False,
}
_PHONE: dict[str, Any] = {
    "label": _("Telefon"),
    "max_length": 30,
    "required": False,
    "widget": forms.TextInput({"type": "tel"}),
}


class WalkInForm(_ByName):
    door = Enquiry.Door.WALK_IN
    sections = (
        Section("", ("wish", "first_help", "urgency", "taken_by")),
        Section(_MORE, ("phone", "came_at"), fold=True),
    )

    first_help = forms.CharField(**_HELP)
    phone = forms.CharField(**_PHONE)


class PhoneForm(_ByName):
    door = Enquiry.Door.PHONE
    sections = (
        Section("", ("phone", "wants_call", "wish", "urgency", "taken_by")),
        Section(_("Tidspunkt"), ("came_at",), fold=True),
    )

    phone = forms.CharField(**_PHONE)
    wants_call = forms.BooleanField(label=_("Vil ringes op i dag"), required=False)

    def clean(self) -> dict[str, Any]:
        return _number_to_call(self, super().clean() or self.cleaned_data)


class OthersForm(_Told):
    """A relative or a professional: advised, and no file is opened."""

    intro = _("Det, andre fortæller, opretter ingen sag om borgeren. Giv råd, og hjælp borgeren selv til at komme.")
    sections = (
        Section("", ("asker", "come_by", "called", "phone", "wants_call", "wish", "urgency", "taken_by")),
        Section(_("Tidspunkt"), ("came_at",), fold=True),
    )

    asker = forms.ChoiceField(
        label=_("Hvem henvender sig?"),
        choices=[choice for choice in Enquiry.Asker.choices if choice[0] != Enquiry.Asker.SELF],
        initial=Enquiry.Asker.RELATIVE,
        widget=ChoiceTiles(compact=True),
    )
    come_by = forms.ChoiceField(
        label=_("Hvordan?"),
        choices=_HOUSE_DOORS,
        initial=Enquiry.Door.PHONE,
        widget=ChoiceTiles(compact=True, icons=_DOOR_ICONS),
    )
    called = forms.CharField(
        label=_("Hvad kaldes den, der henvender sig?"),
        help_text=_("Fx »Mor til Ronni«, eller en kollegas navn og sted."),
        max_length=120,
        required=False,
    )
    phone = forms.CharField(**_PHONE)
    wants_call = forms.BooleanField(label=_("Vil ringes op i dag"), required=False)

    def clean(self) -> dict[str, Any]:
        return _number_to_call(self, super().clean() or self.cleaned_data)

    def told(self) -> dict[str, Any]:
        told = super().told()
        return told | {"door": told.pop("come_by")}


class AnonymousForm(_Told):
    """SEL § 101 a: a word of their own choice, and nothing else that could tell who it is."""

    intro = _("Borgeren kendes kun på kodeordet. Skriv hverken navn, telefon eller andet, der kan kende personen.")
    sections = (
        Section("", ("code_word", "come_by", "wish", "first_help", "urgency", "taken_by")),
        Section(_("Tidspunkt"), ("came_at",), fold=True),
    )

    code_word = forms.CharField(
        label=_("Kodeord"),
        help_text=_("Et ord, borgeren selv vælger, og som ikke er et navn. Fx »Havørn«."),
        max_length=40,
        error_messages={"required": _("Skriv det kodeord, der aftales.")},
    )
    come_by = forms.ChoiceField(
        label=_("Hvordan?"),
        choices=_HOUSE_DOORS,
        initial=Enquiry.Door.WALK_IN,
        widget=ChoiceTiles(compact=True, icons=_DOOR_ICONS),
    )
    first_help = forms.CharField(**_HELP)

    def told(self) -> dict[str, Any]:
        told = super().told()
        return told | {"door": told.pop("come_by"), "is_anonymous": True}


#: By the word in the address, in the order of the tabs.
FORMS: dict[str, tuple[Text, type[_Told]]] = {
    "walk_in": (_("Står her nu"), WalkInForm),
    "phone": (_("Ringer"), PhoneForm),
    "others": (_("Pårørende eller fagperson"), OthersForm),
    "anonymous": (_("Vil være anonym"), AnonymousForm),
}


def _number_to_call(form: forms.BaseForm, data: dict[str, Any]) -> dict[str, Any]:
    chosen = data.get("citizens")
    known = chosen[0].phone if chosen else ""
    if data.get("wants_call") and not data.get("phone") and not known and "phone" not in form.errors:
        form.add_error("phone", _("Skriv nummeret, der skal ringes til."))
    return data


class PassForm(HouseForm):
    submit_label = _("Giv videre")

    to = ReceiverField(label=_("Til hvem?"), empty_label=_("Vælg en kollega"))

    def __init__(self, *args: Any, unit_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(unit_id)


class HelpForm(HouseForm):
    submit_label = _("Gem")

    help = forms.CharField(**(_HELP | {"required": True}))
