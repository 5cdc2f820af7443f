"""What goes well."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from cases.forms.entry import EntryForm


class GoodThingForm(EntryForm, HouseForm):
    submit_label = _("Skriv det")

    words = forms.CharField(label=_("Det går godt"), max_length=300)
    said_on = PastDay(label=_("Dag"))
