"""People of the organisation and what they are in it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.widgets import ChoiceTiles
from accounts.models import Membership, Organisation, Team, Unit, User
from accounts.phones import read_work_phone
from accounts.policy import ROLES_WITHOUT_UNIT, Role

#: What a role is for, in the words of those who choose it. The exact rights stand on *Roller og rettigheder*.
ROLE_HINTS = {
    Role.OUTREACH_WORKER: _("Møder borgere på gaden og følger dem"),
    Role.SPOTTER: _("Melder, hvad der er set. Slår ingen op"),
    Role.SOCIAL_MENTOR: _("Følger borgere i hverdagen"),
    Role.CENTRE_STAFF: _("Tager imod på akutkrisecentret"),
    Role.HEALTH_STAFF: _("Læser også sundhedsfaglige notater"),
    Role.PROJECT_LEAD: _("Retter også tjeklister og indlæser regneark"),
    Role.LEADER: _("Ser også, hvem der har set en borger"),
    Role.DPO: _("Ser, hvem der har set og ændret. Åbner ingen borger"),
    Role.ADMINISTRATOR: _("Personer og enheder. Åbner ingen borger"),
}

ELSEWHERE = _(
    "Der er allerede et login med denne e-mail, lavet af en anden organisation. Har du talt med personen, og er det "
    "vedkommendes eget, så sæt kryds nederst og gem igen. Navn og adgangskode bliver, som de er."
)


class _TeamField(forms.ModelChoiceField):
    def label_from_instance(self, team: Team) -> str:
        return f"{team.unit.name}: {team.name}"


class MembershipForm(HouseForm):
    """A role, where it holds, and from when to when."""

    sections: ClassVar[tuple[Section, ...]] = (
        Section("", ("role",)),
        Section(
            _("Hvor"),
            ("unit", "team"),
            _("Administrator og databeskyttelsesrådgiver gælder i hele organisationen og har ingen enhed."),
            columns=2,
        ),
        Section(_("Hvornår"), ("from_on", "to_on"), _("Slutdatoen står tom, så længe rollen gælder."), columns=2),
    )
    submit_label = _("Gem rolle")

    role = forms.ChoiceField(label=_("Rolle"), choices=Role.choices, widget=ChoiceTiles(hints=ROLE_HINTS))
    unit = forms.ModelChoiceField(
        label=_("Enhed"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Vælg enhed"),
    )
    team = _TeamField(label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("Intet team"))
    from_on = forms.DateField(label=_("Fra"), initial=timezone.localdate)
    to_on = forms.DateField(label=_("Til og med"), required=False)

    def __init__(
        self, *args: Any, organisation: Organisation, membership: Membership | None = None, **kwargs: Any
    ) -> None:
        if membership is not None:
            names = ("role", "unit", "team", "from_on", "to_on")
            kwargs.setdefault("initial", {name: getattr(membership, name) for name in names})
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        today = timezone.localdate()
        still_open = Q(closed_on=None) | Q(closed_on__gt=today)
        if membership is not None:
            still_open |= Q(pk=membership.unit_id)
        units = Unit.objects.filter(still_open, organisation=organisation)
        self.fields["unit"].queryset = units
        self.fields["team"].queryset = (
            Team.objects.filter(unit__in=units).select_related("unit").order_by("unit__name", "name")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        unit, team = data.get("unit"), data.get("team")
        if data.get("role") in ROLES_WITHOUT_UNIT:
            data["unit"] = data["team"] = None
            return data
        if data.get("role") and unit is None and "unit" not in self.errors:
            self.add_error("unit", _("Vælg den enhed, rollen gælder i."))
        elif team and unit and team.unit_id != unit.pk:
            self.add_error("team", _("Teamet hører ikke til i enheden."))
        self._check_dates(data.get("from_on"), data.get("to_on"))
        return data

    def _check_dates(self, from_on: date | None, to_on: date | None) -> None:
        if from_on and to_on and to_on < from_on:
            self.add_error("to_on", _("Slutdatoen ligger før startdatoen."))

    def take(self, error: ValidationError) -> None:
        """Show what an action refused: at its field where the form has it, above the form otherwise."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


PHONE_HELP = _("Står på siden hos de borgere, personen følger, og på deres papirer. Ikke et privat nummer.")


class WorkPhoneForm(HouseForm):
    """One's own."""

    submit_label = _("Gem nummeret")

    phone = forms.CharField(
        label=_("Telefon på arbejdet"),
        max_length=30,
        required=False,
        help_text=_("Står på siden hos de borgere, du følger, og på deres papirer. Ikke dit private nummer."),
        widget=forms.TextInput({"type": "tel"}),
    )

    def clean_phone(self) -> str:
        return read_work_phone(self.cleaned_data["phone"])


class PersonForm(HouseForm):
    """Name, e-mail and telephone of somebody who is known already."""

    submit_label = _("Gem person")

    name = forms.CharField(label=_("Navn"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("Personen logger ind med den."))
    phone = forms.CharField(
        label=_("Telefon på arbejdet"),
        max_length=30,
        required=False,
        help_text=PHONE_HELP,
        widget=forms.TextInput({"type": "tel"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        known = {"name": person.name, "email": person.email, "phone": person.phone}
        super().__init__(*args, initial=known, **kwargs)
        self.person = person

    def clean_phone(self) -> str:
        return read_work_phone(self.cleaned_data["phone"])

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email=email).exclude(pk=self.person.pk).exists():
            raise ValidationError(_("E-mailen bruges allerede til et andet login."))
        return email


class NewPersonForm(MembershipForm):
    """A person and the first role. Somebody whom another organisation made a sign-in for keeps the one they have.

    Whoever made a sign-in may still hold its password: so one is asked to make sure that it is the person's own.
    """

    sections = (
        Section(_("Person"), ("name", "email"), _("Personen logger ind med sin e-mail."), columns=2),
        *MembershipForm.sections,
        Section("", ("is_theirs",)),
    )
    submit_label = _("Opret person")

    name = forms.CharField(label=_("Navn"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    is_theirs = forms.BooleanField(
        label=_("Jeg har talt med personen, og loginnet er vedkommendes eget"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_known = False
        if not self.data.get("is_theirs"):
            self.fields["is_theirs"].widget = forms.HiddenInput()

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        known = User.objects.filter(email=email).first()
        if known is None:
            return email
        if Membership.objects.filter(user=known, organisation=self.organisation).exists():
            raise ValidationError(_("Personen er her allerede. Find personen i listen, og giv en rolle dér."))
        self.is_known = True
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.is_known and not data.get("is_theirs"):
            self.fields["is_theirs"].widget = forms.CheckboxInput(attrs={"class": "form-check-input"})
            self.add_error("email", ELSEWHERE)
        return data


class CloseAccessForm(HouseForm):
    submit_label = _("Luk adgang")

    reason = forms.CharField(
        label=_("Hvorfor"), required=False, max_length=200, help_text=_("Står i historikken. Kan være tom.")
    )
