"""What one calls a tablet, and how it is to be deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm
from accounts.forms.widgets import ChoiceTiles
from field.models import Device


class NameForm(HouseModelForm):
    class Meta:
        model = Device
        fields = ("label",)
        labels = {"label": _("Hvad kalder I tabletten?")}
        help_texts = {"label": _("Fx det, der står på den: »Tablet 3, gadeteamet«.")}


class WipeForm(HouseForm):
    submit_label = _("Slet tabletten")

    mode = forms.ChoiceField(
        label=_("Hvornår?"),
        choices=Device.Wipe.choices[::-1],
        initial=Device.Wipe.AFTER_SYNC,
        error_messages={"required": _("Vælg, hvornår den skal slettes.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        hints = {
            Device.Wipe.AFTER_SYNC.value: _("Når en medarbejder holder op, eller tabletten skal bruges af andre."),
            Device.Wipe.NOW.value: _("Når den er stjålet eller væk."),
        }
        super().__init__(*args, **kwargs)
        self.fields["mode"].widget = ChoiceTiles(choices=self.fields["mode"].choices, hints=hints)


class DayForm(HouseForm):
    """Of which day one wants to know."""

    dag = forms.DateField(label=_("Vis en anden dag"), required=False)
