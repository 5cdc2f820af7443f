"""What a tablet wrote beside what stands: blanks are filled, the same is no news, and what differs is for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from accounts.forms.versioned import value_words
from cases.dates import short_day
from field.settled import Both, InConflict


def must_agree(
    form: forms.BaseForm, standing: Mapping[str, Any], wanted: Mapping[str, Any], blank: Iterable[Any] = ("", None)
) -> dict[str, Any]:
    """The values of `wanted` that fill blanks. `blank`: what says nothing, whoever wrote it.

    Raises InConflict with every field in which both say something else, by the labels of `form`.
    """
    nothing = tuple(blank)
    both = {
        name: _both(form, name, standing[name], value)
        for name, value in wanted.items()
        if value not in nothing and standing[name] not in nothing and value != standing[name]
    }
    if both:
        raise InConflict(both)
    return {name: value for name, value in wanted.items() if value not in nothing and standing[name] in nothing}


def _both(form: forms.BaseForm, name: str, standing: Any, wanted: Any) -> Both:
    field = form.fields[name]
    return Both(str(field.label), words(field, standing), words(field, wanted))


def words(field: forms.Field, value: Any) -> str:
    """As a person reads it."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d.%m.%Y %H.%M}"
    if isinstance(value, date):
        return short_day(value)
    return value_words(field, value)


def joined(standing: str, added: str) -> str:
    """`added` below what stands, a blank line between; not a second time where it stands already."""
    standing, added = standing.strip(), added.strip()
    paragraphs = f"\n\n{standing}\n\n".replace("\r\n", "\n")
    if not added or f"\n\n{added}\n\n".replace("\r\n", "\n") in paragraphs:
        return standing
    return f"{standing}\n\n{added}" if standing else added
