"""Several forms that are sent as one."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from accounts.forms.refusals import refuse


def all_valid(several: Sequence[forms.BaseForm]) -> bool:
    """Each is asked, so that each says what is wrong."""
    answers = [form.is_valid() for form in several]
    return all(answers)


def refuse_in(several: Sequence[forms.BaseForm], error: ValidationError) -> None:
    """An action's ValidationError at its field, in whichever form has it; the first takes what belongs to none."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, problems in by_field.items():
        owner = next((form for form in several if name in form.fields), several[0])
        refuse(owner, ValidationError({name: problems}))


def renamed(error: ValidationError, **fields: str) -> ValidationError:
    """An action's refusal under the form's names. `fields`: the action's name of a field → the form's."""
    if not hasattr(error, "error_dict"):
        return error
    return ValidationError({fields.get(name, name): problems for name, problems in error.error_dict.items()})
