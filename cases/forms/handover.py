"""Courses to one or several receivers in one act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, dress
from cases.forms.limit import LEFT, over_limit_field
from cases.handover import Row, receivers
from cases.limit import Load


class HandoverForm(HouseForm):
    """A field `to-<course>` for each of `rows` (`cases.handover.Row`), and what holds for all of them."""

    submit_label = _("Overdrag")

    on = forms.DateField(label=_("Fra og med"), initial=timezone.localdate)
    with_tasks = forms.BooleanField(label=_("Åbne opgaver følger med"), required=False, initial=True)
    change_reason = forms.CharField(
        label=_("Hvorfor skiftes kontaktpersonen?"),
        max_length=300,
        required=False,
        help_text=_("Står ved hvert forløb. Skriv ingen navne, når det gælder flere borgere."),
    )
    note = forms.CharField(
        label=_("Besked til den, der overtager"),
        max_length=120,
        required=False,
        help_text=_("Bliver en opgave hos hver, der overtager. Skriv ingen navne, når det gælder flere borgere."),
    )

    def __init__(self, *args: Any, rows: Sequence[Row], load: Load, url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.load = rows, load
        people = receivers(load)
        # The load below the rows follows each choice; without script the button does the same.
        live = {"hx-post": url, "hx-trigger": "change", "hx-target": "#load", "hx-swap": "outerHTML"}
        for row in rows:
            field = forms.ChoiceField(
                label=row.label,
                choices=[("", _("Bliver, hvor det er")), *people],
                required=False,
                widget=forms.Select(attrs={**live, "class": "form-select"}),
            )
            field.error_messages["invalid_choice"] = LEFT
            self.fields[row.field] = field
        self.fields["over_limit_reason"] = over_limit_field()
        dress(self.fields["over_limit_reason"])

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < timezone.localdate():
            raise ValidationError(_("Vælg i dag eller en senere dag."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        fields = [row.field for row in self.rows]
        if not any(cleaned.get(name) for name in fields) and not any(name in self.errors for name in fields):
            self.add_error(fields[0], ValidationError(_("Vælg, hvem der skal have mindst ét af forløbene.")))
        if not cleaned.get("change_reason") and any(self._changes(row, cleaned.get(row.field)) for row in self.rows):
            self.add_error("change_reason", _("Skriv kort, hvorfor der skiftes."))
        return cleaned

    @staticmethod
    def _changes(row: Row, receiver: str | None) -> bool:
        return bool(receiver and row.now and receiver != str(row.now.user_id))
