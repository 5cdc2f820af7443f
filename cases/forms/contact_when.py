"""When something happened, in one tap: now, an hour ago, yesterday, or a time one types. And an id for the entry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import uuid6
from django import forms
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import ChoiceTiles
from cases.actions.contact import CLOCK_SLACK

NOW, HOUR, YESTERDAY, OTHER = "now", "hour", "yesterday", "other"
_BACK = {NOW: timedelta(0), HOUR: timedelta(hours=1), YESTERDAY: timedelta(days=1)}
#: A form that lay open longer than this says nothing about when anything happened.
OPEN_AT_MOST = timedelta(hours=12)


def opened_at(entry_id: UUID) -> datetime:
    """When the form was opened, which its id tells: a post that had to wait for a network keeps the right time."""
    now = timezone.now()
    if entry_id.version != 7:
        return now
    opened = datetime.fromtimestamp((entry_id.int >> 80) / 1000, tz=UTC)
    return opened if now - OPEN_AT_MOST < opened <= now else now


class WhenForm(HouseForm):
    """`cleaned_data["at"]` is the moment, `cleaned_data["entry_id"]` the id under which it is written once."""

    fields: dict[str, Any]

    entry_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    when = forms.ChoiceField(
        label=_("Hvornår"),
        choices=[
            (NOW, _("Nu")),
            (HOUR, _("For 1 time siden")),
            (YESTERDAY, _("I går")),
            (OTHER, _("Et andet tidspunkt")),
        ],
        initial=NOW,
        required=False,
        widget=ChoiceTiles(compact=True),
    )
    at = forms.DateTimeField(label=_("Dag og klokkeslæt"), required=False, widget=forms.DateTimeInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opened = timezone.localtime(opened_at(self._entry()))
        self.fields["when"].widget.hints = {
            NOW: time_format(opened, "TIME_FORMAT"),
            HOUR: time_format(opened - _BACK[HOUR], "TIME_FORMAT"),
            YESTERDAY: date_format(opened - _BACK[YESTERDAY], "j. F") + time_format(opened, " H.i"),
        }

    def _entry(self) -> UUID:
        """The id this form was sent with, or a new one."""
        if not self.is_bound:
            return self.initial.setdefault("entry_id", uuid6.uuid7())
        try:
            return UUID(str(self.data.get("entry_id", "")))
        except ValueError:
            return uuid6.uuid7()

    def clean_entry_id(self) -> UUID:
        return self.cleaned_data.get("entry_id") or uuid6.uuid7()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        when, at = data.get("when") or NOW, data.get("at")
        if when in _BACK:
            data["at"] = opened_at(data.get("entry_id") or uuid6.uuid7()) - _BACK[when]
        elif when == OTHER and at is None and "at" not in self.errors:
            self.add_error("at", _("Skriv dag og klokkeslæt."))
        elif at and at > timezone.now() + CLOCK_SLACK:
            self.add_error("at", _("Tidspunktet ligger i fremtiden. Ret det, eller lav en aftale i stedet."))
        return data
