"""Which visits are listed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import LongList
from accounts.models import User
from directory.models import Place
from outreach.models import Route, RouteStop


class VisitSearch(HouseForm):
    """Names of routes and places are not personal: what is chosen stands in the address."""

    rute = forms.ModelChoiceField(
        label=_("Rute"), queryset=Route.objects.none(), required=False, empty_label=_("Alle ruter"), widget=LongList
    )
    sted = forms.ModelChoiceField(
        label=_("Sted"), queryset=Place.objects.none(), required=False, empty_label=_("Alle steder"), widget=LongList
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rute"].queryset = Route.objects.visible_to(user).order_by("name", "pk")
        self.fields["sted"].queryset = Place.objects.visible_to(user)
        self.is_valid()

    def narrow(self, found: QuerySet) -> QuerySet:
        """A place: visits planned there, and those on a route that stops there."""
        if route := self.cleaned_data.get("rute"):
            found = found.filter(route=route)
        if place := self.cleaned_data.get("sted"):
            stops_there = RouteStop.objects.filter(place=place).values("route_id")
            found = found.filter(Q(place=place) | Q(route__in=stops_there))
        return found

    def kept(self) -> dict[str, str]:
        """What the address of the next page says too."""
        return {name: str(row.pk) for name, row in self.cleaned_data.items() if row}
