"""Who goes: chosen among the people of the unit. Who was added or taken away meanwhile by somebody else stays so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import dress
from accounts.forms.widgets import CheckTiles
from accounts.models import User
from cases.workers import workers_of


def crew_field() -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=_("Hvem går"), queryset=User.objects.none(), required=False, widget=CheckTiles(compact=True)
    )


class CrewForm(forms.BaseForm):
    """Mixed into a form with `workers`. `crew_seen` carries who stood there when the form was drawn."""

    def prepare_crew(self, user: User, now: Iterable[User], *, proposed: Iterable[User] = ()) -> None:
        """`now`: who goes on a row there is; `proposed`: who probably goes on a new one."""
        self.crew_now = {person.pk: person for person in now}
        people = workers_of(user.membership.unit_id)
        self.fields["workers"].queryset = (people | User.objects.filter(pk__in=self.crew_now)).distinct()
        self.fields["crew_seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        dress(self.fields["crew_seen"])
        self.initial["workers"] = [*self.crew_now, *(person.pk for person in proposed)]
        self.initial["crew_seen"] = ",".join(sorted(map(str, self.crew_now)))

    def crew(self, answers: dict[str, Any]) -> list[User]:
        """Takes the two fields out of `answers`; who goes."""
        chosen = {person.pk: person for person in answers.pop("workers")}
        seen = _ids(answers.pop("crew_seen"))
        kept = {pk: person for pk, person in self.crew_now.items() if pk in chosen or pk not in seen}
        return list({**kept, **{pk: person for pk, person in chosen.items() if pk not in seen}}.values())


def _ids(text: str) -> set[UUID]:
    found = set()
    for part in text.split(","):
        try:
            found.add(UUID(part))
        except ValueError:
            continue
    return found
