"""A form that writes one new row: its id is made when the form is drawn, so that sending it twice makes one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import uuid6
from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass


class EntryForm(forms.BaseForm, metaclass=DeclarativeFieldsMetaclass):
    """Beside a form or a model form, which cannot both be what this one is."""

    entry = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("entry", uuid6.uuid7())

    def clean_entry(self) -> UUID:
        return self.cleaned_data["entry"] or uuid6.uuid7()
