"""A meeting with partners."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from directory.forms.choices import PartnersField
from directory.forms.versioned import PlanningForm
from directory.models import PartnerMeeting

_FIELDS = ("kind", "held_on", "took_part", "agreed", "next_on")


class _Meeting(forms.BaseForm):
    """What both forms share: whom it was with, and that the next meeting is a later one."""

    def dress(self, user: User, chosen: Iterable[UUID]) -> None:
        self.fields["partners"].offer(user, chosen)
        self.initial["partners"] = list(chosen)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("held_on") and data.get("next_on") and data["next_on"] <= data["held_on"]:
            self.add_error("next_on", _("Vælg en dag efter dette møde."))
        return data


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Hvad for et møde"), choices=PartnerMeeting.Kind.choices, widget=ChoiceTiles(compact=True)
    )


def _partners() -> PartnersField:
    return PartnersField(label=_("Samarbejdspartnere"), error_messages={"required": _("Vælg mindst én.")})


class _Texts:
    model = PartnerMeeting
    fields = _FIELDS
    help_texts = {
        "took_part": _("Navne eller roller på dem, der var med."),
        "agreed": _("Kort, hvad I aftalte. Skriv ikke om en borger her."),
        "next_on": _("Mødet venter på Min dag, når dagen er kommet."),
    }


class MeetingForm(_Meeting, HouseModelForm):
    submit_label = _("Gem mødet")
    field_order = ("kind", "held_on", "partners")

    kind = _kind()
    held_on = PastDay(label=_("Holdt den"))
    partners = _partners()

    class Meta(_Texts):
        pass

    def __init__(self, *args: Any, user: User, partners: Iterable[UUID] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress(user, partners)


class MeetingEditForm(_Meeting, PlanningForm):
    submit_label = _("Gem mødet")
    field_order = ("kind", "held_on", "partners")

    kind = _kind()
    held_on = PastDay(label=_("Holdt den"), initial=None)
    partners = _partners()

    class Meta(_Texts):
        pass

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress(user, self.instance.meeting_partners.values_list("partner_id", flat=True))
