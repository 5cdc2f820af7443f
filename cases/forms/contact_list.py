from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import LongList
from accounts.models import Membership, User
from accounts.prepared import prepared
from cases.dates import year_begins
from cases.models import Contact
from directory.models import Partner, Place


@prepared
def _people(user: User) -> QuerySet:
    """Those who have left too: what they wrote is the unit's."""
    people = Membership.objects.filter(unit_id=user.membership.unit_id).order_by("user__name")
    return people.values_list("user_id", "user__name")


@prepared
def _places(user: User) -> QuerySet:
    places = Place.objects.visible_to(user).filter(unit_id=user.membership.unit_id).order_by("name")
    return places.values_list("pk", "name")


@prepared
def _partners(user: User) -> QuerySet:
    """Those who have ended too: what they asked for was the unit's."""
    partners = Partner.objects.visible_to(user).filter(unit_id=user.membership.unit_id).order_by("name", "area")
    return partners.values_list("pk", "name", "area")


THIS_YEAR = "i-aar"


class ContactFilter(HouseForm):
    """The filters of *Kontakter*, read from the address: staff, place, what happened, which partner took the
    initiative, since when; nothing about a citizen."""

    medarbejder = forms.TypedChoiceField(
        label=_("Medarbejder"), required=False, coerce=UUID, empty_value=None, widget=LongList
    )
    sted = forms.TypedChoiceField(label=_("Sted"), required=False, coerce=UUID, empty_value=None, widget=LongList)
    resultat = forms.ChoiceField(
        label=_("Hvad skete der"), required=False, choices=[("", _("Alle")), *Contact.Result.choices], widget=LongList
    )

    partner = forms.TypedChoiceField(
        label=_("På initiativ af"), required=False, coerce=UUID, empty_value=None, widget=LongList
    )
    periode = forms.ChoiceField(
        label=_("Periode"), required=False, choices=[("", _("Hele perioden")), (THIS_YEAR, _("I år"))], widget=LongList
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {str(key): name for key, name in _people(user)}
        self.fields["medarbejder"].choices = [("", _("Alle")), *named.items()]
        self.fields["sted"].choices = [("", _("Alle")), *((str(key), name) for key, name in _places(user))]
        partners = ((str(key), ", ".join(part for part in told if part)) for key, *told in _partners(user))
        self.fields["partner"].choices = [("", _("Alle")), *partners]

    def kept(self) -> dict[str, str]:
        """What stands in the address and chooses something, for the next page's address."""
        return {name: self.data[name] for name in self.fields if self.is_valid() and self.cleaned_data[name]}

    @property
    def chosen(self) -> dict[str, Any]:
        """As `contact_page` takes it; what makes no sense in an address chooses nothing."""
        told = self.cleaned_data if self.is_valid() else {}
        return {
            "worker": told.get("medarbejder"),
            "place": told.get("sted"),
            "result": told.get("resultat") or None,
            "partner": told.get("partner"),
            "since": year_begins(timezone.localdate()) if told.get("periode") else None,
        }
