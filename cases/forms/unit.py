"""Which of the unit's courses to show. The choices are the unit's own people and teams."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from cases.limit import NO_TEAM
from cases.names import danish_sort_key
from cases.unit_choice import BANDS, KINDS, NONE, Choice, phase_choices
from cases.unit_courses import Unit


class UnitCoursesForm(HouseForm):
    """The fields are named as they stand in the address (`Choice.query`)."""

    vis = forms.ChoiceField(label=_("Hvilke forløb"), required=False)
    medarbejder = forms.ChoiceField(label=_("Kontaktperson"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    fase = forms.ChoiceField(label=_("Fase"), required=False)
    tid = forms.ChoiceField(label=_("Tid i fasen"), required=False)

    def __init__(self, *, unit: Unit, choice: Choice) -> None:
        super().__init__(initial=choice.query)
        people = sorted(unit.people.values(), key=lambda person: person.order)
        teams = sorted(
            (team for team in unit.load.teams if team is not NO_TEAM),
            key=lambda team: danish_sort_key(unit.load.team_name(team)),
        )
        everybody = ("", _("Alle"))
        self._choose("vis", [(kind.key, kind.label) for kind in KINDS.values()])
        self._choose("medarbejder", [everybody, *((str(one.id), one.name) for one in people), (NONE, _("Ingen"))])
        self._choose("team", [everybody, *((str(team), unit.load.team_name(team)) for team in teams)])
        self._choose("fase", [everybody, *phase_choices()])
        self._choose("tid", [everybody, *((band.key, band.label) for band in BANDS)])

    def _choose(self, name: str, choices: list[tuple]) -> None:
        self.fields[name].choices = choices
