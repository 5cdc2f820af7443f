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


class LinksForm(forms.BaseForm):
    """Mixed into a form in which some of many rows are chosen. A hidden field beside them carries which stood there
    when the form was drawn."""

    #: {field: (the hidden field, the rows that are chosen now by key)}
    _linked: dict[str, tuple[str, dict[UUID, Any]]]

    def prepare_links(self, name: str, seen: str, now: Iterable[Any]) -> None:
        known = {row.pk: row for row in now}
        self._linked = {**getattr(self, "_linked", {}), name: (seen, known)}
        self.fields[seen] = forms.CharField(widget=forms.HiddenInput, required=False)
        dress(self.fields[seen])
        self.initial[name] = list(known)
        self.initial[seen] = ",".join(sorted(map(str, known)))

    def links(self, name: str, answers: dict[str, Any]) -> list[Any]:
        """Takes the two fields out of `answers`; the rows that are to stand there."""
        hidden, now = self._linked[name]
        chosen = {row.pk: row for row in answers.pop(name)}
        seen = _ids(answers.pop(hidden))
        kept = {pk: row for pk, row in now.items() if pk in chosen or pk not in seen}
        return list({**kept, **{pk: row for pk, row in chosen.items() if pk not in seen}}.values())


class CrewForm(LinksForm):
    """Mixed into a form with `workers`."""

    def prepare_crew(self, user: User, now: Iterable[User], *, proposed: Iterable[User] = ()) -> None:
        """`now`: who goes on a row there is; `proposed`: who probably goes on a new one."""
        crew = list(now)
        people = workers_of(user.membership.unit_id)
        known = User.objects.filter(pk__in=[person.pk for person in crew])
        self.fields["workers"].queryset = (people | known).distinct()
        self.prepare_links("workers", "crew_seen", crew)
        self.initial["workers"] += [person.pk for person in proposed]

    def crew(self, answers: dict[str, Any]) -> list[User]:
        """Takes the two fields out of `answers`; who goes."""
        return self.links("workers", answers)


def _ids(text: str) -> set[UUID]:
    found = set()
    for part in text.split(","):
        try:
            found.add(UUID(part))
        except ValueError:
            continue
    return found
