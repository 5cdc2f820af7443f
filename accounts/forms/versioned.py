"""Two people edit the same row: nobody's words are lost, and nobody's are overwritten unseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm
from accounts.models import User
from audit.models import Tracked

VERSION = "version"


@dataclass(frozen=True)
class Conflict:
    """One field that both have changed, as components/conflict.html shows it."""

    name: str
    label: str
    yours: str
    theirs: str


class VersionedForm(HouseModelForm):
    """A model form over a `Tracked` row that remembers which version of the row its reader saw.

    What only the other person changed is kept as they left it. What both changed becomes `conflicts`: the form is then
    not valid and asks, field by field, through components/conflict.html (`<name>_choice` = yours or theirs). The answer
    is held against the version that was shown with the question, so a third person's edit is a conflict again.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    #: Fields whose value never comes into the page: drawn empty, shown as `masked` in a conflict. Left empty, a form's
    #: own clean_<name>() must answer with the present value.
    secret_fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: list[Conflict] = []
        if self.is_bound:
            # Locked until the action has saved: between this look and the save nobody comes in.
            rows = type(self.instance)._base_manager.select_for_update()
            self.instance.refresh_from_db(from_queryset=rows)
            self.initial |= forms.model_to_dict(self.instance, fields=self._row_fields())
        latest = self._history().first()
        self._newest = latest.history_id
        self._changed_by, self._changed_at = latest.history_user_id, latest.history_date
        self.initial |= {VERSION: self._newest, **dict.fromkeys(self.secret_fields, "")}

    def _row_fields(self) -> list[str]:
        return [name for name in self.fields if name != VERSION]

    def _history(self) -> models.QuerySet:
        return type(self.instance).history.filter(id=self.instance.pk).order_by("-history_id")

    @property
    def conflict_by(self) -> str:
        """Who saved meanwhile."""
        person = User.objects.filter(pk=self._changed_by).first() if self._changed_by else None
        return str(person) if person else ""

    @property
    def conflict_at(self) -> datetime:
        return self._changed_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get(VERSION) != self._newest:
            self._merge(cleaned)
        else:
            self._decide(cleaned)
        return cleaned

    def _merge(self, cleaned: dict[str, Any]) -> None:
        """Somebody saved since the form was drawn."""
        seen = self._history().filter(history_id=cleaned.get(VERSION) or 0).first()
        self._put(VERSION, self._newest)
        if seen is None:
            raise ValidationError(_("Siden var for gammel. Se felterne efter, og gem igen."), code="version")
        theirs = {name for name in self._row_fields() if not _same(self._now(name), self._value(seen, name))}
        # What cannot be read as a value was surely written by this person.
        mine = {name for name in theirs if name not in cleaned or not _same(cleaned[name], self._value(seen, name))}
        for name in theirs - mine:
            self._take_theirs(cleaned, name)
        for name in self._row_fields():
            if name in mine and (name not in cleaned or not _same(cleaned[name], self._now(name))):
                self.conflicts.append(self._conflict(name, cleaned))
        if self.conflicts:
            raise ValidationError(_("En anden har rettet det samme imens. Vælg nedenfor, hvad der skal stå."))

    def _decide(self, cleaned: dict[str, Any]) -> None:
        """Takes over what was chosen when the question was asked."""
        for name in self._row_fields():
            if self.data.get(self.add_prefix(f"{name}_choice")) == "theirs":
                self._take_theirs(cleaned, name)

    def _conflict(self, name: str, cleaned: dict[str, Any]) -> Conflict:
        yours = cleaned[name] if name in cleaned else self[name].data
        return Conflict(name, str(self[name].label), self._shown(name, yours), self._shown(name, self._object(name)))

    def _shown(self, name: str, value: Any) -> str:
        return self.masked(name, value) if name in self.secret_fields else value_words(self.fields[name], value)

    def masked(self, name: str, value: Any) -> str:
        return "••••" if value else ""

    def _object(self, name: str) -> Any:
        return getattr(self.instance, name)

    def _now(self, name: str) -> Any:
        return self._value(self.instance, name)

    def _value(self, row: Tracked, name: str) -> Any:
        return getattr(row, self.instance._meta.get_field(name).attname)

    def _take_theirs(self, cleaned: dict[str, Any], name: str) -> None:
        cleaned[name] = self._object(name)
        # An error in what is not going to be saved would only confuse.
        self._errors.pop(name, None)
        self._put(name, "" if name in self.secret_fields else self.fields[name].prepare_value(self._now(name)))

    def _put(self, name: str, value: Any) -> None:
        """What the form shows if it is drawn again."""
        data = self.data.copy()
        data[self.add_prefix(name)] = "" if value is None else value
        if value is False:
            del data[self.add_prefix(name)]
        self.data = data

    def _post_clean(self) -> None:
        self.cleaned_data.pop(VERSION, None)
        super()._post_clean()


def _same(one: Any, other: Any) -> bool:
    one, other = (getattr(value, "pk", value) for value in (one, other))
    return (one or None) == (other or None) if not isinstance(one, bool) else one == other


def value_words(field: forms.Field, value: Any) -> str:
    """As a person reads it: a choice by its label."""
    if isinstance(field, forms.BooleanField):
        return str(_("Ja") if value else _("Nej"))
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value)) if value else ""
    return "" if value is None else str(value)
