"""What an action refuses, at the field where it can be mended."""

from __future__ import annotations

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def refuse(form: forms.BaseForm, error: ValidationError, **fields: str) -> None:
    """Put an action's ValidationError into the form. `fields`: the action's name of a field → the form's."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, problems in by_field.items():
        own = fields.get(name, name)
        form.add_error(own if own in form.fields else None, problems)
