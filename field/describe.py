"""A form as the tablet draws it: the page's own, put into JSON, so that words, choices and limits have one source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.forms.base import HouseForm, HouseModelForm
from accounts.forms.widgets import CheckTiles, ChoiceTiles, Minutes
from cases.models import Citizen

#: From so many choices on they stand once beside the forms, however many fields offer them.
LONG = 9

Described = dict[str, Any]


class Lists:
    """Long lists of choices, each kept once under a name that follows from what is in it."""

    def __init__(self) -> None:
        self.known: dict[str, list[list[str]]] = {}

    def named(self, choices: list[list[str]]) -> str:
        name = hashlib.sha256(json.dumps(choices).encode()).hexdigest()[:10]
        self.known[name] = choices
        return name


def describe(several: Iterable[forms.BaseForm], lists: Lists) -> list[Described]:
    """The sections of unbound forms in the order of the screen: [{"title", "text", "fold", "fields"}]."""
    sections: list[Described] = []
    for form in several:
        if isinstance(form, HouseForm | HouseModelForm):
            laid_out = [(s.title, s.text, s.fold, s.fields) for s in form.laid_out()]
        else:
            laid_out = [("", "", False, list(form.visible_fields()))]
        for title, text, fold, fields in laid_out:
            described = [_field(bound, lists) for bound in fields]
            sections.append({"title": str(title), "text": str(text), "fold": fold, "fields": described})
    return sections


def _field(bound: BoundField, lists: Lists) -> Described:
    field, widget = bound.field, bound.field.widget
    described: Described = {
        "name": bound.html_name,
        "label": str(bound.label),
        "help": str(bound.help_text or ""),
        "type": _type(field, widget),
        "required": field.required,
        "initial": _texts(bound.value(), widget),
    }
    if isinstance(widget, forms.Textarea):
        described["rows"] = int(widget.attrs.get("rows", 3))
    if longest := widget.attrs.get("data-longest") or getattr(field, "max_length", None):
        described["longest"] = int(longest)
    if isinstance(widget, Minutes):
        described["usual"] = list(widget.usual)
    if isinstance(field, forms.IntegerField):
        described |= {"min": field.min_value, "max": field.max_value}
    if mode := widget.attrs.get("inputmode"):
        described["mode"] = mode
    # Whom it is about is chosen among those the tablet carries, in whose name the look was logged: never among all.
    about_people = isinstance(field, forms.ModelChoiceField) and getattr(field.queryset, "model", None) is Citizen
    if isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple) and not about_people:
        described |= _choices(widget, lists)
    return described


def _type(field: forms.Field, widget: forms.Widget) -> str:
    if isinstance(widget, CheckTiles | forms.CheckboxSelectMultiple):
        return "many"
    if isinstance(widget, ChoiceTiles | forms.RadioSelect):
        return "one"
    for kind, name in (
        (forms.SelectMultiple, "many"),
        (forms.Select, "list"),
        (forms.CheckboxInput, "yes"),
        (forms.Textarea, "long"),
        (forms.DateInput, "date"),
        (forms.DateTimeInput, "moment"),
        (forms.TimeInput, "time"),
        (forms.NumberInput, "number"),
    ):
        if isinstance(widget, kind):
            return name
    return "text"


def _choices(widget: Any, lists: Lists) -> Described:
    flat: list[list[str]] = []
    for value, label in widget.choices:
        if isinstance(label, list | tuple):
            flat += [[str(inner or ""), str(words)] for inner, words in label]
        else:
            flat.append([str(value if value is not None else ""), str(label)])
    described: Described = {"hints": _by_value(widget, "hints"), "icons": _by_value(widget, "icons")}
    described |= {"list": lists.named(flat)} if len(flat) > LONG else {"choices": flat}
    return {name: value for name, value in described.items() if value}


def _by_value(widget: Any, name: str) -> dict[str, str]:
    return {str(value): str(text) for value, text in getattr(widget, name, {}).items()}


def _texts(value: Any, widget: forms.Widget) -> list[str]:
    """What stands in the field at first, as a form would post it."""
    if value is None or value == "" or value is False:
        return []
    if isinstance(widget, forms.CheckboxInput):
        return ["on"]
    if isinstance(value, list | tuple | set):
        return [str(one) for one in value]
    return [
        str(widget.format_value(value))
        if isinstance(widget, (forms.DateInput, forms.DateTimeInput, forms.TimeInput))
        else str(value)
    ]
