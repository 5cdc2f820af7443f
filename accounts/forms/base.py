"""The one form every form of the house is made from.

A concrete form only declares: its fields, its `sections` and the words on its button. `{% crispy form %}` draws it with
the house's own template (templates/components/form.html).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Self

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms.widgets import LongText

Text = str | Promise

REQUIRED = _("Skal udfyldes.")


@dataclass(frozen=True)
class Section:
    """A group of fields under one heading. `fold` hides it behind its heading while it is empty."""

    title: Text
    fields: tuple[str, ...]
    text: Text = ""
    columns: int = 1
    fold: bool = False


@dataclass(frozen=True)
class LaidOutSection:
    """A section with its fields bound, ready for the template."""

    title: Text = ""
    text: Text = ""
    columns: int = 1
    fold: bool = False
    fields: list[BoundField] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not self.fold or any(bound.errors or bound.value() for bound in self.fields)


class _House(forms.BaseForm):
    """What HouseForm and HouseModelForm share. Fields no section names come first, without a heading."""

    sections: ClassVar[tuple[Section, ...]] = ()
    submit_label: ClassVar[Text] = _("Gem")
    #: Set False where the page draws the <form> element itself, around several parts.
    form_tag: ClassVar[bool] = True
    #: Of several forms sent as one: asked only where a field of another has this value, as "pathway=outreach".
    only_for: str = ""

    #: The server's messages stand in the page, in Danish, beside the field: the browser's own would come first.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for form_field in self.fields.values():
            dress(form_field)

    def reading(self, data: QueryDict) -> Self:
        """This unbound form with `data` posted: whoever reads many at once makes the fields once. For reading alone:
        the copies share their fields, and what is drawn of one could show what was wrong with another."""
        made = copy(self)
        made.is_bound, made.data, made.files = True, data, MultiValueDict()
        made._errors, made._bound_fields_cache = None, {}
        return made

    def add_field(self, name: str, form_field: forms.Field) -> None:
        """One more field, dressed like those that the form declares."""
        dress(form_field)
        self.fields[name] = form_field

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.template = "components/form.html"
        helper.form_tag = self.form_tag
        # Browsers write typed text to disk for session restore unless told not to.
        helper.attrs = {"autocomplete": "off", "novalidate": True}
        return helper

    def laid_out(self) -> Iterator[LaidOutSection]:
        """The sections in order, with bound fields; hidden fields are left to `hidden_fields()`."""
        named = {name for section in self.sections for name in section.fields}
        rest = [bound for bound in self.visible_fields() if bound.name not in named]
        if rest:
            yield LaidOutSection(fields=rest)
        for section in self.sections:
            bound = [self[name] for name in section.fields if name in self.fields and not self[name].is_hidden]
            if bound:
                yield LaidOutSection(section.title, section.text, section.columns, section.fold, bound)

    def __getitem__(self, name: str) -> BoundField:
        bound = super().__getitem__(name)
        if self.is_bound and self.errors.get(name) and not bound.is_hidden:
            bound.field.widget.attrs["aria-invalid"] = "true"
        return bound


class HouseForm(_House, forms.Form):
    """Base of every form that is not tied to a model."""


class HouseModelForm(_House, forms.ModelForm):
    """Base of every form over a model."""


def believable(day: date) -> None:
    """A slip of the finger, mostly; and at the ends of the calendar there is no day before or after."""
    if not 1900 <= day.year <= 9000:
        raise ValidationError(_("Årstallet kan ikke passe."), code="year")


def dress(form_field: forms.Field) -> None:
    """Gives the field the house's widget, class and words. Explicit choices of the concrete form stand."""
    if isinstance(form_field, forms.DateField | forms.DateTimeField):
        form_field.validators.append(believable)
    if type(form_field.widget) is forms.Textarea:
        form_field.widget = LongText(attrs=form_field.widget.attrs)
    widget = form_field.widget
    if form_field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        form_field.error_messages["required"] = REQUIRED
    if widget.is_hidden:
        return
    # The browser would cut a pasted text at maxlength without a word. The server answers instead, and nothing is lost.
    longest = widget.attrs.pop("maxlength", None)
    if isinstance(widget, forms.Textarea):
        widget.attrs.setdefault("spellcheck", "true")
        if longest:
            widget.attrs["data-longest"] = str(longest)
    _make_native(widget)
    base = "form-control"
    if isinstance(widget, forms.CheckboxInput):
        base = "form-check-input"
    elif isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return
    elif isinstance(widget, forms.Select):
        base = "form-select"
    widget.attrs["class"] = f"{base} {widget.attrs.get('class', '')}".strip()


def _make_native(widget: forms.Widget) -> None:
    """Date and time fields get the tablet's own pickers, which speak ISO 8601."""
    for kind, input_type, iso in (
        (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
        (forms.DateInput, "date", "%Y-%m-%d"),
        (forms.TimeInput, "time", "%H:%M"),
    ):
        if isinstance(widget, kind) and widget.input_type == "text":
            widget.input_type = input_type
            widget.format = iso
