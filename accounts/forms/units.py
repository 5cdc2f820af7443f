"""Units, teams, and the organisation's own words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.models import Organisation, Team, Unit
from accounts.words import WORDS


class UnitForm(HouseForm):
    submit_label = _("Gem enhed")

    name = forms.CharField(label=_("Navn"), max_length=120)
    kind = forms.ChoiceField(label=_("Art"), choices=[("", _("Vælg art")), *Unit.Kind.choices])
    closed_on = forms.DateField(
        label=_("Nedlagt"),
        required=False,
        help_text=_("Fra den dag kan ingen få en ny rolle i enheden. Det, der er skrevet, bliver."),
    )

    def __init__(self, *args: Any, organisation: Organisation, unit: Unit | None = None, **kwargs: Any) -> None:
        if unit is not None:
            kwargs["initial"] = {"name": unit.name, "kind": unit.kind, "closed_on": unit.closed_on}
        super().__init__(*args, **kwargs)
        self.others = Unit.objects.filter(organisation=organisation).exclude(pk=unit.pk if unit else None)
        if unit is None:
            del self.fields["closed_on"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if self.others.filter(name=name).exists():
            raise ValidationError(_("Der findes allerede en enhed med det navn."))
        return name


class TeamForm(HouseForm):
    submit_label = _("Gem team")

    name = forms.CharField(label=_("Navn"), max_length=80)

    def __init__(self, *args: Any, unit: Unit, team: Team | None = None, **kwargs: Any) -> None:
        if team is not None:
            kwargs["initial"] = {"name": team.name}
        super().__init__(*args, **kwargs)
        self.others = Team.objects.filter(unit=unit).exclude(pk=team.pk if team else None)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if self.others.filter(name=name).exists():
            raise ValidationError(_("Der findes allerede et team med det navn i enheden."))
        return name


class WordsForm(HouseForm):
    """One field for each word of `accounts.words`; an empty one means the usual word."""

    submit_label = _("Gem ord")
    #: The page draws the form, for it has a second button: to see the words in a sentence first.
    form_tag: ClassVar[bool] = False

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, initial=organisation.words, **kwargs)
        for key, word in WORDS.items():
            self.fields[key] = forms.CharField(
                label=word.label,
                required=False,
                max_length=40,
                help_text=_("Tomt betyder: %(word)s") % {"word": word.default},
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def chosen(self) -> dict[str, str]:
        """Each word as it would read, the usual one where nothing was written."""
        typed = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        return {key: " ".join((typed.get(key) or "").split()) or str(word.default) for key, word in WORDS.items()}
