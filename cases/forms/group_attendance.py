"""Fremmøde of a group: one row for each who has a place that day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from cases.block_page import Present
from cases.models import Attendance


class DayForm(HouseForm):
    """`?dag=`; nothing said is today."""

    dag = PastDay(label=_("Dag"), required=False)

    def __init__(self, said: Mapping[str, Any]) -> None:
        super().__init__({"dag": said.get("dag") or timezone.localdate().isoformat()})


class GroupAttendanceForm(HouseForm):
    """`before_…`: what stood on the screen. What one did not touch is not said again, as a colleague may have."""

    submit_label = _("Gem fremmødet")

    def __init__(self, *args: Any, people: list[Present], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        choices = [*Attendance.How.choices, ("", _("Intet skrevet"))]
        for one in people:
            widget = ChoiceTiles({"class": "words"}, compact=True)
            how = forms.ChoiceField(
                label=one.name, choices=choices, required=False, initial=one.how, widget=widget
            )  # fmt: skip
            self.add_field(f"how_{one.chosen_id.hex}", how)
            before = forms.CharField(required=False, initial=one.how, widget=forms.HiddenInput)
            self.add_field(f"before_{one.chosen_id.hex}", before)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        told = [name for name in self.data if name.startswith("how_") and name not in self.fields]
        lost = sum(self.data[name] != self.data.get(name.replace("how_", "before_"), "") for name in told)
        if lost:
            words = ngettext(
                "%(n)s på listen var ikke med den dag og er taget af listen. Se de andre igennem, og gem igen.",
                "%(n)s på listen var ikke med den dag og er taget af listen. Se de andre igennem, og gem igen.",
                lost,
            )
            raise ValidationError(words % {"n": lost})
        return cleaned

    @property
    def said(self) -> dict[UUID, str]:
        """What was changed: {chosen offer: how}."""
        answers = {one.chosen_id: one.chosen_id.hex for one in self.people}
        data = self.cleaned_data
        return {pk: data[f"how_{key}"] for pk, key in answers.items() if data[f"how_{key}"] != data[f"before_{key}"]}
