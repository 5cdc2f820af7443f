"""What both sides must know of a stay: alerts, delegation, problems, word to the municipality."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from crisis_center.forms.told import ToldForm
from crisis_center.models import AcuteProblem, AuthorityContact, HealthCheck, MedicalDelegation, StayAlert


class AlertForm(ToldForm):
    submit_label = _("Gem hensynet")

    class Meta:
        model = StayAlert
        fields = ("kind", "words", "since_on")
        field_classes = {"since_on": PastDay}
        widgets = {"kind": ChoiceTiles(compact=True)}
        help_texts = {"words": _("Alle på vagt ser det, også uden adgang til sundhedsfaglige notater.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = StayAlert.Kind.choices


class DelegationForm(ToldForm):
    """Without a doctor it is asked for only."""

    submit_label = _("Gem")

    class Meta:
        model = MedicalDelegation
        fields = ("asked_on", "doctor", "from_on", "to_on")
        field_classes = {"asked_on": PastDay}
        help_texts = {"doctor": _("Lad feltet stå tomt, til lægen har givet den.")}


class GivenDelegationForm(ToldForm):
    submit_label = _("Gem")

    class Meta:
        model = MedicalDelegation
        fields = ("doctor", "from_on", "to_on")


class ProblemForm(ToldForm):
    submit_label = _("Gem problemet")

    class Meta:
        model = AcuteProblem
        fields = ("what", "side", "owner", "due_on")
        widgets = {"side": ChoiceTiles(compact=True)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = AcuteProblem.Side.choices


class AuthorityForm(ToldForm):
    submit_label = _("Gem")

    class Meta:
        model = AuthorityContact
        fields = ("whom", "spoken_at", "agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("spoken_at", timezone.now())


class InformForm(HouseForm):
    submit_label = _("Hjemkommunen er underrettet")

    at = forms.DateTimeField(label=_("Hvornår"), initial=timezone.now)


class HealthCheckForm(ToldForm):
    submit_label = _("Gem sundhedstjekket")

    field_order = ("done_on", "examiner", "findings", "follow_up", "follow_up_owner")

    findings = forms.CharField(
        label=_("Fund"), max_length=4000, required=False, widget=forms.Textarea,
        help_text=_("Bliver et sundhedsfagligt notat: kun de, der må læse dem, ser indholdet."),
    )  # fmt: skip

    class Meta:
        model = HealthCheck
        fields = ("done_on", "examiner", "follow_up", "follow_up_owner")
        field_classes = {"done_on": PastDay}
        help_texts = {"follow_up": _("Det ser hjemkommunen også.")}
