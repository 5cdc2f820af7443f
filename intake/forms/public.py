"""What whoever comes to the open door is asked. Nothing must be answered, but what one page is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.widgets import ChoiceTiles
from cases.forms.entry import EntryForm
from intake.free_times import Slot
from intake.models import Enquiry, SelfAnswer
from intake.models.enquiry import LONGEST
from intake.models.self_assessment import LONGEST_WORDS, MOST_DAYS

#: Fewer digits are no telephone number anywhere.
_FEWEST_DIGITS = 6


class Phone(forms.CharField):
    """A telephone number as people write it."""

    def __init__(self, **options: Any) -> None:
        kinds = {"inputmode": "tel", "autocomplete": "off"}
        super().__init__(**{"max_length": 30, "widget": forms.TextInput(attrs={"type": "tel", **kinds}), **options})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text and sum(sign.isdigit() for sign in text) < _FEWEST_DIGITS:
            raise ValidationError(gettext("Skriv hele nummeret."))
        return text


class Unseen(forms.BaseForm, metaclass=forms.forms.DeclarativeFieldsMetaclass):
    """A field that no person sees: what fills it in is a machine. A person whose browser did is told, and loses
    nothing."""

    website = forms.CharField(required=False, max_length=200, label=_("Lad feltet stå tomt"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(gettext("Et skjult felt blev udfyldt. Tøm det, og send igen."))
        return ""


class WriteForm(Unseen, EntryForm, HouseForm):
    """What it is about."""

    submit_label = _("Videre")
    sections: ClassVar[tuple[Section, ...]] = (
        Section("", ("wish", "asker")),
        Section(
            _("Hvis du vil have, at vi kan finde dig"),
            ("called", "phone", "wants_call"),
            text=_("Du behøver ikke skrive noget her. Du kan også bare vælge en tid på næste side."),
        ),
    )

    wish = forms.CharField(
        label=_("Hvad drejer det sig om?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Skriv med dine egne ord. En linje er nok, og du kan også lade være."),
    )
    asker = forms.ChoiceField(
        label=_("Hvem skriver du for?"),
        required=False,
        initial=Enquiry.Asker.SELF.value,
        choices=[
            (Enquiry.Asker.SELF.value, _("Mig selv")),
            (Enquiry.Asker.RELATIVE.value, _("En, jeg er pårørende til")),
            (Enquiry.Asker.PARTNER.value, _("En, jeg møder i mit arbejde")),
        ],
        widget=ChoiceTiles(),
    )
    called = forms.CharField(
        label=_("Navn, eller hvad du kaldes"), required=False, max_length=120, widget=forms.TextInput()
    )
    phone = Phone(label=_("Telefon"), required=False)
    wants_call = forms.BooleanField(label=_("Ring til mig i dag"), required=False)

    def clean_asker(self) -> str:
        return self.cleaned_data["asker"] or Enquiry.Asker.SELF.value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("wants_call") and not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", gettext("Skriv det nummer, vi skal ringe til."))
        return data

    @property
    def told(self) -> dict[str, Any]:
        """What `receive_from_website` takes."""
        return {name: self.cleaned_data[name] for name in ("wish", "asker", "called", "phone", "wants_call")}

    @property
    def says_something(self) -> bool:
        return bool(self.cleaned_data["wish"].strip() or self.cleaned_data["phone"])


class TimeForm(EntryForm, HouseForm):
    """A time, pressed."""

    slot = forms.CharField(label=_("Tid"), max_length=80, error_messages={"required": _("Vælg en tid.")})


class CallForm(EntryForm, HouseForm):
    """Called today instead."""

    submit_label = _("Ring til mig")

    phone = Phone(label=_("Dit telefonnummer"), error_messages={"required": _("Skriv det nummer, vi skal ringe til.")})


class AnonymousForm(Unseen, EntryForm, HouseForm):
    """SEL § 101 a: a code word and a time, and nothing else."""

    submit_label = _("Aftal tiden")

    code_word = forms.CharField(
        label=_("Dit kodeord"),
        max_length=40,
        widget=forms.TextInput(),
        help_text=_("Et ord, du selv finder på. Sig det, når du kommer. Brug ikke dit navn."),
        error_messages={"required": _("Find på et ord, du kan huske.")},
    )
    slot = forms.ChoiceField(
        label=_("Hvornår vil du komme?"),
        widget=forms.RadioSelect(),
        error_messages={
            "required": _("Vælg en tid."),
            "invalid_choice": _("Tiden er lige blevet taget. Vælg en anden."),
        },
    )

    def __init__(self, *args: Any, slots: Sequence[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(slot.key, slot.key) for slot in slots]


class QuestionForm(HouseForm):
    """One theme, with the scales of the instruments (EuropASI)."""

    days = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "few"}),
        help_text=_("Et tal fra 0 til 30."),
        error_messages={name: _("Skriv et helt tal fra 0 til 30.") for name in ("invalid", "min_value", "max_value")},
    )
    bothered = forms.TypedChoiceField(
        label=_("Hvor bekymret eller besværet har du været af disse problemer de sidste 30 dage?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=SelfAnswer.Degree.choices,
        widget=ChoiceTiles(compact=True),
    )
    importance = forms.TypedChoiceField(
        label=_("Hvor vigtigt er det for dig nu at få hjælp med det?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=SelfAnswer.Importance.choices,
        widget=ChoiceTiles(compact=True),
    )
    words = forms.CharField(
        label=_("Vil du skrive lidt om det?"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, theme: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].label = (
            gettext("Hvor mange dage har du oplevet problemer med stoffer eller alkohol inden for de sidste 30 dage?")
            if theme == "drugs"
            else gettext("Hvor mange dage har du oplevet problemer de sidste 30 dage?")
        )


class ResumeForm(HouseForm):
    submit_label = _("Fortsæt")

    code = forms.CharField(
        label=_("Din kode"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("16 tal. Det er lige meget, om du skriver mellemrum."),
    )
