"""*Grænser og rytme*: how much a team carries, how often one talks with a citizen, when a description is deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.models import Organisation
from cases.pathway import pathways
from cases.rhythm import phase_key

_PREFIX = "rytme-"


class LimitsForm(HouseForm):
    """The organisation's numbers; each phase of every registered model has a field for a rhythm of its own."""

    submit_label = _("Gem grænser og rytme")

    caseload_limit = forms.IntegerField(
        label=_("Grænse for forløb pr. medarbejder"),
        min_value=1,
        max_value=100,
        help_text=_("Gennemsnittet i et team. Modellen siger 15. Ud over grænsen skal man skrive hvorfor."),
    )
    caseload_warn_from = forms.IntegerField(
        label=_("Tæt på grænsen fra"),
        min_value=1,
        max_value=100,
        help_text=_("Fra det snit står der »Tæt på grænsen« ved teamet."),
    )
    stay_weight = forms.DecimalField(
        label=_("Et forløb med en indlagt borger tæller som"),
        min_value=0,
        max_value=9,
        max_digits=3,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("1 er som alle andre. Gælder også, mens borgeren er på ophold. Et forløb på pause tæller ikke."),
    )
    rhythm_days = forms.IntegerField(
        label=_("Dage mellem samtaler"),
        min_value=1,
        max_value=366,
        help_text=_("Går der flere, står borgeren under »Længe siden kontakt«. Modellen siger 14."),
    )
    forget_after_days = forms.IntegerField(
        label=_("Dage, før en beskrivelse slettes"),
        min_value=30,
        max_value=1830,
        help_text=_("Når en person, der aldrig har sagt ja til noget, ikke er mødt igen."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        own = {_PREFIX + key: days for key, days in organisation.phase_rhythms.items()}
        numbers = {name: getattr(organisation, name) for name in self.base_fields}
        super().__init__(*args, initial={**numbers, **own}, **kwargs)
        self.phases: list[str] = []
        for declared in pathways():
            for phase in declared.phases:
                self._add_phase(phase_key(declared, phase), str(phase.title), organisation.rhythm_days)
        self.sections = (
            Section(_("Hvor mange forløb"), ("caseload_limit", "caseload_warn_from", "stay_weight"), columns=2),
            Section(
                _("Hvor ofte"),
                ("rhythm_days", *(_PREFIX + key for key in self.phases)),
                text=_("En fase uden tal følger det første. Det, der er aftalt med den enkelte borger, går forud."),
                columns=2,
            ),
            Section(_("Sletning"), ("forget_after_days",)),
        )

    def _add_phase(self, key: str, title: str, usual: int) -> None:
        self.phases.append(key)
        self.fields[_PREFIX + key] = forms.IntegerField(
            label=title,
            required=False,
            min_value=1,
            max_value=366,
            widget=forms.NumberInput(attrs={"class": "form-control", "placeholder": str(usual)}),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        limit, warn = cleaned.get("caseload_limit"), cleaned.get("caseload_warn_from")
        if limit and warn and warn > limit:
            self.add_error(
                "caseload_warn_from", _("Det kommer efter grænsen: vælg %(limit)s eller mindre.") % {"limit": limit}
            )
        return cleaned

    @property
    def numbers(self) -> dict[str, Any]:
        """What the action is to write."""
        chosen = {name: self.cleaned_data[name] for name in self.base_fields}
        own = {key: self.cleaned_data[_PREFIX + key] for key in self.phases if self.cleaned_data.get(_PREFIX + key)}
        return {**chosen, "phase_rhythms": own}
