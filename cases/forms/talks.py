"""Which period, and the whole unit or one of its teams. The fields are named as they stand in the address."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from cases.talk_page import PERIODS
from cases.talk_reading import Team


class TalksForm(HouseForm):
    periode = forms.ChoiceField(label=_("Periode"), choices=list(PERIODS.items()), required=False)
    team = forms.ChoiceField(label=_("Hvis samtaler"), required=False)

    def __init__(self, *, period: str, teams: Sequence[Team], team: Team | None) -> None:
        super().__init__(initial={"periode": period, "team": str(team.id) if team else ""})
        self.fields["team"].choices = [("", _("Hele enheden")), *((str(one.id), one.name) for one in teams)]
