"""A form, one action, and what the action refuses."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.refusals import refuse


def carried_out(form: forms.BaseForm, act: Callable[[], object], **fields: str) -> bool:
    """Whether the form is valid and the action took it; else what is wrong stands in the form. `fields` as `refuse`."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        refuse(form, error, **fields)
        return False
    return True
