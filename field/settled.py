"""How an entry of a tablet ended: applied, refused with the reason, or in conflict with what somebody else wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.functional import Promise

#: The key of what is said about the whole entry, as in Django's forms.
ALL = "__all__"


@dataclass(frozen=True)
class Applied:
    """Written. `result` is told to the author: links of what was made, and what one should know."""

    citizen_id: UUID | None = None
    result: dict[str, Any] = field(default_factory=dict)


class NotApplied(Exception):
    """The entry is kept for a person to decide."""

    code = "invalid"

    def __init__(self, *, citizen_id: UUID | None = None) -> None:
        super().__init__(self.code)
        self.citizen_id = citizen_id

    def result(self) -> dict[str, Any]:
        """What the author is told besides the code."""
        return {}


class Refused(NotApplied):
    """What was typed cannot be written as it is, or not by this person."""

    def __init__(
        self, code: str, errors: Mapping[str, Sequence[str | Promise]], *, citizen_id: UUID | None = None
    ) -> None:
        self.code = code
        self.errors = {name: [str(text) for text in texts] for name, texts in errors.items()}
        super().__init__(citizen_id=citizen_id)

    def result(self) -> dict[str, Any]:
        return {"errors": self.errors}


@dataclass(frozen=True)
class Both:
    """One field that both have written, each version as text."""

    label: str
    standing: str
    tablet: str


class InConflict(NotApplied):
    """Somebody else wrote the same fields meanwhile: {field: both versions}."""

    code = "changed"

    def __init__(self, both: Mapping[str, Both], *, citizen_id: UUID | None = None) -> None:
        self.both = dict(both)
        super().__init__(citizen_id=citizen_id)

    def result(self) -> dict[str, Any]:
        return {
            "both": {
                name: {"label": one.label, "standing": one.standing, "tablet": one.tablet}
                for name, one in self.both.items()
            }
        }


def must_be_valid(*forms: BaseForm) -> None:
    """Raises Refused with the errors of all forms, by field."""
    errors: dict[str, list[str]] = {}
    for form in forms:
        for name, texts in form.errors.items():
            key = name if name == ALL else form.add_prefix(name)
            errors.setdefault(key, []).extend(str(text) for text in texts)
    if errors:
        raise Refused("invalid", errors)


def as_refusal(error: ValidationError, names: Mapping[str, str] | None = None) -> Refused:
    """What an action refused, by the form's field; `names` maps the model's field to the form's."""
    if not hasattr(error, "error_dict"):
        return Refused("invalid", {ALL: error.messages})
    by_field = {(names or {}).get(name, name): texts for name, texts in error.message_dict.items()}
    return Refused("invalid", by_field)
