"""A citizen's own facts: made, and described better."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import uuid6
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm, Section
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.models import Citizen
from cases.names import search_key
from cases.numbers import looks_like_cpr, looks_like_phone, masked_cpr, read_cpr, read_phone
from directory.models import Place

#: What the law's anonymous citizen is never asked, and what would name one who is known by an alias only.
NOT_OF_ANONYMOUS = ("name", "cpr", "address", "phone", "gp_name", "gp_phone")
NOT_OF_ALIAS = ("name",)

LESS = ("name", "alias", "description", "anonymous_basis", "birth_year", "usual_place")
MORE = ("cpr", "phone", "gender", "home_municipality", "address", "protected")
TALK = ("language", "needs_interpreter", "contact_wishes", "children")
DOCTOR = ("gp_name", "gp_phone")


class CitizenFields:
    """Words, choices and rules that the forms about a citizen share."""

    user: User
    #: The citizen who already has the CPR number that was typed, when the user may see who it is.
    cpr_holder: Citizen | None = None
    #: Whoever has it, seen or not: to be told that a number is known is a look at its owner.
    cpr_taken_by: UUID | None = None
    cpr_hint: Any = ""

    def set_up(self, user: User) -> None:
        self.user = user
        fields = self.fields
        if "usual_place" in fields:
            places = Place.objects.visible_to(user)
            here = self.instance.usual_place_id
            fields["usual_place"].queryset = places.in_use() | places.filter(pk=here) if here else places.in_use()
            fields["usual_place"].empty_label = str(_("Ved ikke"))
        for name in ("gender", "home_municipality", "children"):
            if name in fields:
                fields[name].choices = [("", _("Ikke oplyst")), *[c for c in fields[name].choices if c[0]]]
        if "anonymous_basis" in fields:
            fields["anonymous_basis"].choices = Citizen.AnonymousBasis.choices
        for name, mode in (("cpr", "text"), ("phone", "tel"), ("birth_year", "numeric")):
            if name in fields:
                fields[name].widget.attrs["inputmode"] = mode

    def clean_cpr(self) -> str | None:
        typed = self.cleaned_data.get("cpr")
        if not typed:
            return None
        read = read_cpr(typed)
        self._refuse_taken(read.number)
        self.cpr_hint = read.hint
        self.cpr_year = read.birth_year
        return read.number

    def _refuse_taken(self, number: str) -> None:
        organisation = self.user.membership.organisation_id
        everybody = Citizen.objects.filter(organisation_id=organisation, merged_into=None)
        holders = everybody.filter(cpr=number).exclude(pk=self.instance.pk)
        holder = holders.values_list("pk", flat=True).first()
        if holder is None:
            return
        self.cpr_taken_by = holder
        self.cpr_holder = Citizen.objects.visible_to(self.user).labelled(self.user).filter(pk=holder).first()
        if self.cpr_holder:
            raise forms.ValidationError(_("En anden borger har allerede dette CPR-nummer."), code="cpr_taken")
        raise forms.ValidationError(
            _("En borger i en anden enhed har allerede dette CPR-nummer. Tal med din leder."), code="cpr_taken"
        )

    def clean_phone(self) -> str | None:
        typed = self.cleaned_data.get("phone")
        return read_phone(typed) if typed else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._follow_identity(cleaned, cleaned.get("identity") or self.instance.identity)
        self._follow_cpr(cleaned)
        return cleaned

    def _follow_identity(self, cleaned: dict[str, Any], identity: str) -> None:
        is_anonymous = identity == Citizen.Identity.ANONYMOUS
        left_out = NOT_OF_ANONYMOUS if is_anonymous else NOT_OF_ALIAS if identity == Citizen.Identity.ALIAS else ()
        for name in left_out:
            if name in self.fields:
                cleaned[name] = None if name in ("cpr", "phone") else ""
                self._errors.pop(name, None)
        if not is_anonymous and "anonymous_basis" in self.fields:
            cleaned["anonymous_basis"] = ""
            self._errors.pop("anonymous_basis", None)
        for name, why in self._missing(cleaned, identity):
            if name in self.fields and name not in self._errors:
                self.add_error(name, why)

    def _missing(self, cleaned: dict[str, Any], identity: str) -> list[tuple[str, Any]]:
        said = {name for name in LESS if cleaned.get(name)}
        if identity == Citizen.Identity.NAMED:
            return [] if "name" in said else [("name", _("Skriv navnet, eller vælg »Kun kaldenavn eller kendetegn«."))]
        if identity == Citizen.Identity.ALIAS:
            return [] if said & {"alias", "description"} else [("alias", _("Skriv et kaldenavn eller et kendetegn."))]
        missing = []
        if "alias" not in said:
            missing.append(("alias", _("Skriv et kaldenavn eller en kode, I kan finde borgeren på.")))
        if "anonymous_basis" not in said:
            missing.append(("anonymous_basis", _("Vælg den bestemmelse, der gælder.")))
        return missing

    def _follow_cpr(self, cleaned: dict[str, Any]) -> None:
        year = getattr(self, "cpr_year", None)
        if not year or not cleaned.get("cpr") or "birth_year" not in self.fields:
            return
        if not cleaned.get("birth_year") and "birth_year" not in self._errors:
            cleaned["birth_year"] = year
        elif cleaned.get("birth_year") != year:
            self.add_error("birth_year", _("Passer ikke med CPR-nummeret, som siger %(year)s.") % {"year": year})


LABELS = {
    "name": _("Navn"),
    "alias": _("Kaldenavn"),
    "description": _("Kendetegn"),
    "anonymous_basis": _("Anonym efter"),
    "birth_year": _("Fødselsår"),
    "usual_place": _("Plejer at være"),
    "cpr": _("CPR-nummer"),
    "phone": _("Telefon"),
    "gender": _("Køn"),
    "home_municipality": _("Hjemkommune"),
    "address": _("Adresse"),
    "protected": _("Navne- og adressebeskyttelse"),
    "language": _("Sprog"),
    "needs_interpreter": _("Har brug for tolk"),
    "contact_wishes": _("Ønsker om kontakt"),
    "rhythm_days": _("Hvor ofte (dage mellem samtaler)"),
    "children": _("Børn"),
    "gp_name": _("Egen læge eller lægehus"),
    "gp_phone": _("Lægens telefon"),
    "identity": _("Hvordan kender I borgeren?"),
}
HELP = {
    "alias": _("Det, borgeren kaldes, eller en kode."),
    "rhythm_days": _("Det, I har aftalt. Tomt følger fasens rytme."),
    "birth_year": _("Fx 1984. Bliver udfyldt fra CPR-nummeret."),
    "children": _("Egne børn, børn borgeren er sammen med, eller et ventet barn. Det kan udløse underretningspligt."),
}
IDENTITY_HINTS = {
    Citizen.Identity.NAMED: _("Du ved, hvad borgeren hedder."),
    Citizen.Identity.ALIAS: _("Navnet kan komme til senere."),
    Citizen.Identity.ANONYMOUS: _(
        "Rådgivning eller behandling efter SEL § 99 eller § 101 a. Hverken navn, CPR-nummer eller adresse."
    ),
}


class NewCitizenForm(CitizenFields, HouseModelForm):
    """`searched` is what was typed in the search: nobody is made without having been looked for."""

    searched = forms.CharField(widget=forms.HiddenInput, max_length=200)
    #: Made with the form, so that a double click makes one citizen.
    entry_id = forms.UUIDField(widget=forms.HiddenInput)

    submit_label = _("Opret borger")
    sections: ClassVar = (
        Section("", LESS),
        Section(_("Mere"), MORE + TALK, columns=2, fold=True),
    )

    class Meta:
        model = Citizen
        fields = ("identity", *LESS, *MORE, *TALK)
        labels = LABELS
        help_texts = HELP
        widgets = {"identity": ChoiceTiles(hints=IDENTITY_HINTS), "anonymous_basis": ChoiceTiles(compact=True)}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up(user)

    @staticmethod
    def start(searched: str) -> dict[str, Any]:
        """First values, from what was searched for: a number is never put where it would be a name in clear."""
        values: dict[str, Any] = {"searched": searched[:200], "entry_id": uuid6.uuid7()}
        if looks_like_cpr(searched):
            values["cpr"] = searched
        elif looks_like_phone(searched):
            values["phone"] = searched
        elif not any(character.isdigit() for character in searched):
            values["name"] = searched if searched != searched.lower() else searched.title()
            values["alias"] = ""
        return values


class EditCitizenForm(CitizenFields, VersionedForm):
    """One section of a citizen's facts at a time. An empty CPR field keeps the number."""

    secret_fields = ("cpr",)
    reason = forms.CharField(
        label=_("Hvorfor rettes det?"), max_length=200, required=False, help_text=_("Kan stå tomt. Ses i historikken.")
    )
    remove_cpr = forms.BooleanField(label=_("Slet CPR-nummeret"), required=False)
    submit_label = _("Gem rettelser")

    class Meta:
        model = Citizen
        fields = ("identity", *LESS, *MORE, *TALK, *DOCTOR, "rhythm_days")
        labels = LABELS
        help_texts = HELP
        widgets = {"identity": ChoiceTiles(compact=True), "anonymous_basis": ChoiceTiles(compact=True)}

    def __init__(self, *args: Any, user: User, part: str, usual_rhythm: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        if usual_rhythm:
            self.fields["rhythm_days"].widget.attrs["placeholder"] = str(usual_rhythm)
        kept = {*EDIT_PARTS[part].fields, "version", "reason"}
        if self.instance.identity == Citizen.Identity.ANONYMOUS:
            kept -= {*NOT_OF_ANONYMOUS, "identity", "remove_cpr", "protected"}
        else:
            kept -= {"anonymous_basis"}
        if not self.instance.cpr:
            kept.discard("remove_cpr")
        for name in set(self.fields) - kept:
            del self.fields[name]
        self.set_up(user)
        if "identity" in self.fields:
            named = [choice for choice in Citizen.Identity.choices if choice[0] != Citizen.Identity.ANONYMOUS]
            self.fields["identity"].choices = named
        if "cpr" in self.fields and self.instance.cpr:
            self.fields["cpr"].help_text = _("Nu: %(masked)s. Skriv kun her, hvis nummeret skal rettes.") % {
                "masked": masked_cpr(self.instance.cpr)
            }
        self.sections = (Section("", EDIT_PARTS[part].fields), Section("", ("reason",)))

    def _row_fields(self) -> list[str]:
        return [name for name in super()._row_fields() if name not in ("reason", "remove_cpr")]

    def masked(self, name: str, value: Any) -> str:
        return masked_cpr(value)

    def clean_cpr(self) -> str | None:
        if self.data.get(self.add_prefix("remove_cpr")):
            return None
        return super().clean_cpr() or self.instance.cpr

    @property
    def facts(self) -> dict[str, Any]:
        """What the action is to write."""
        return {name: self.cleaned_data[name] for name in self._row_fields()}


EDIT_PARTS: dict[str, Section] = {
    "hvem": Section(
        _("Hvem"),
        ("identity", "name", "alias", "description", "anonymous_basis", "birth_year", "gender", "cpr", "remove_cpr"),
    ),
    "hvor": Section(
        _("Hvor og hvordan"),
        (
            "usual_place",
            "phone",
            "contact_wishes",
            "rhythm_days",
            "home_municipality",
            "address",
            "protected",
            *DOCTOR,
        ),
    ),
    "sprog": Section(_("Sprog og børn"), ("language", "needs_interpreter", "children")),
}


def names_of(cleaned: dict[str, Any]) -> list[str]:
    """The names by which somebody else may already have written this person down."""
    names = [cleaned.get("name") or "", cleaned.get("alias") or ""]
    return [name for name in names if search_key(name)]
