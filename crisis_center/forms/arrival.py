"""A citizen arrives, or gets another room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import ChoiceTiles
from crisis_center.models import Centre, Room


class RoomForm(HouseForm):
    """Offers the rooms that can be had now. One that was taken meanwhile is refused by the action, in plain words."""

    submit_label = _("Gem")

    room = forms.ModelChoiceField(
        label=_("Værelse"), queryset=Room.objects.none(), required=False, widget=ChoiceTiles(compact=True)
    )
    expected_until = forms.DateField(
        label=_("Forventet til"),
        required=False,
        help_text=_("Kan ændres undervejs. Lad feltet stå tomt, hvis I ikke ved det."),
    )

    def __init__(
        self, *args: Any, centre: Centre, rooms: Iterable[Room], has_room: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.has_room = has_room
        # Every room counts as an answer: which one may be given, the action decides in the moment it is given.
        self.fields["room"].queryset = Room.objects.filter(centre=centre)
        self.offer(rooms)

    def offer(self, rooms: Iterable[Room]) -> None:
        offered = [(room.pk, f"{room.name} · {room.note}" if room.note else room.name) for room in rooms]
        self.fields["room"].choices = offered if self.has_room else [*offered, ("", _("Intet værelse endnu"))]


class ArrivalForm(RoomForm):
    submit_label = _("Skriv ind")

    field_order = ("room", "arrived_at", "expected_until")

    arrived_at = forms.DateTimeField(label=_("Ankommet"), initial=timezone.now)
