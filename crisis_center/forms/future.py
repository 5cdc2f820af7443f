"""One wish of the future plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from cases.forms.entry import EntryForm
from crisis_center.models import FutureEntry


class FutureForm(EntryForm, HouseModelForm):
    submit_label = _("Skriv i fremtidsplanen")

    said_on = PastDay(label=_("Hvornår blev det sagt?"))

    class Meta:
        model = FutureEntry
        fields = ("theme", "words", "said_on")
        widgets = {"theme": ChoiceTiles(compact=True), "words": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].label = _("Hvad handler det om?")
        self.fields["theme"].choices = FutureEntry.Theme.choices
        self.fields["words"].label = _("Med borgerens egne ord")
        self.fields["words"].help_text = _("Skriv, som borgeren sagde det. Borgeren læser det selv.")
