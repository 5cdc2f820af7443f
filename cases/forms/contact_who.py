"""Whom it is about: a search, the citizens chosen, and those first met now, by an alias."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.models import User
from accounts.policy import Can
from accounts.prepared import prepared
from cases.forms.contact_choices import TextList
from cases.merged import kept_for
from cases.models import Citizen

_GONE = _("En af de valgte borgere er ikke længere på din liste. Søg igen.")

_ASKED = ("organisation", "shared_with", "unit", "identity", "name", "alias", "birth_year")


@prepared
def _met(user: User, ids: list[UUID]) -> QuerySet:
    """With what a contact asks of them; the rest, the CPR number too, is loaded when somebody asks for it."""
    return Citizen.objects.visible_to(user, may=Can.LOG_CONTACT).filter(pk__in=ids).only(*_ASKED)


class Citizens(forms.ModelMultipleChoiceField):
    """Those chosen, or an error that one of them is gone."""

    _found: Callable[[list[UUID]], list[Citizen]] | None = None

    def offer(self, queryset: QuerySet, found: Callable[[list[UUID]], list[Citizen]] | None = None) -> None:
        """`found(ids)` gives those of `queryset`: by a query kept ready, where it is asked with every contact."""
        self.queryset, self._found = queryset, found

    def clean(self, value: Any) -> Any:
        if self._found is None or not value:
            return super().clean(value)
        keys = uuids(value)
        asked = list(dict.fromkeys(keys))
        rows = self._found(asked) if asked else []
        if len(keys) < len(value) or len(rows) < len(asked):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return rows


class WhoForm(HouseForm):
    """The fields that templates/cases/contact_part_search.html draws."""

    fields: dict[str, Any]
    data: Any

    q = forms.CharField(label=_("Find en borger, eller skriv et kaldenavn"), required=False)
    citizens = Citizens(
        label=_("Hvem"),
        queryset=Citizen.objects.none(),
        required=False,
        error_messages={"invalid_choice": _GONE, "invalid_pk_value": _GONE},
    )
    aliases = TextList(label=_("Nyt kaldenavn"), longest=80)

    def __init__(self, data: Any = None, *args: Any, user: User, **kwargs: Any) -> None:
        kept = kept_for(uuids(data.getlist("citizens"))) if data else {}
        #: Whether somebody chosen was merged while the form was open; the one who stays is chosen instead.
        self.joined = bool(kept)
        super().__init__(with_kept(data, kept) if kept else data, *args, **kwargs)
        seen = Citizen.objects.visible_to(user, may=Can.LOG_CONTACT)
        self.fields["citizens"].offer(seen, lambda ids: _met(user, ids=ids))

    @property
    def chosen_ids(self) -> list[UUID]:
        """The citizens chosen so far, also on a form that was not sent yet."""
        values = self.data.getlist("citizens") if self.is_bound else self.initial.get("citizens", [])
        return uuids(values)

    @property
    def chosen_new(self) -> list[str]:
        return self.fields["aliases"].tidy(self.data.getlist("aliases")) if self.is_bound else []

    def forgive(self) -> None:
        """Show what was typed without judging it: one only searched."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}


def with_kept(data: QueryDict, kept: dict[UUID, UUID]) -> QueryDict:
    """What was posted, with those who stay instead of those who were merged into them."""
    data = data.copy()
    chosen = [kept.get(key, key) for key in uuids(data.getlist("citizens"))]
    data.setlist("citizens", [str(key) for key in dict.fromkeys(chosen)])
    return data


def uuids(values: Any) -> list[UUID]:
    """The keys among `values`; anything else is left out."""
    found = []
    for value in values:
        try:
            found.append(UUID(str(value)))
        except ValueError:
            continue
    return found
