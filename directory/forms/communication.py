"""A message to a partner: planned, corrected, given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from directory.forms.choices import PersonField
from directory.models import PartnerMessage, Priority

_FIELDS = ("message", "channel", "priority", "due_on", "responsible")
_HELP = {
    "message": _("Det, netop denne partner skal vide. Fx »Vi supplerer jer med viden om rusmidler og behandling«.")
}
_WIDGETS = {"message": forms.Textarea({"rows": 3})}


def _channel() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hvordan"),
        choices=PartnerMessage.Channel.choices,
        widget=ChoiceTiles(compact=True),
        initial=PartnerMessage.Channel.VISIT,
    )


def _priority() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Prioritet"),
        choices=Priority.choices,
        coerce=int,
        widget=ChoiceTiles(compact=True),
        initial=Priority.NEXT,
    )


class MessageForm(HouseModelForm):
    submit_label = _("Gem")

    channel = _channel()
    priority = _priority()
    due_on = forms.DateField(label=_("Hvornår"), initial=timezone.localdate)
    responsible = PersonField(label=_("Ansvarlig"))

    class Meta:
        model = PartnerMessage
        fields = _FIELDS
        help_texts = _HELP
        widgets = _WIDGETS

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].offer(user)
        self.initial["responsible"] = user.pk


class MessageEditForm(VersionedForm):
    submit_label = _("Gem")

    channel = _channel()
    priority = _priority()
    responsible = PersonField(label=_("Ansvarlig"))
    done_on = PastDay(
        label=_("Gjort den"), initial=None, required=False, help_text=_("Ryd feltet, hvis det ikke er gjort endnu.")
    )

    class Meta:
        model = PartnerMessage
        fields = (*_FIELDS, "done_on")
        help_texts = _HELP
        widgets = _WIDGETS

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].offer(user, self.instance.responsible_id)
        if self.initial.get("done_on") is None:
            del self.fields["done_on"]


class GivenForm(HouseForm):
    """Given on that day, and again on another, when it is something one says now and then."""

    submit_label = _("Gem: det er gjort")

    done_on = PastDay(label=_("Gjort den"))
    again_on = forms.DateField(
        label=_("Skal siges igen den"),
        required=False,
        help_text=_("Fx når praktiserende læger orienteres hvert halve år. Ellers lader du feltet stå tomt."),
    )
