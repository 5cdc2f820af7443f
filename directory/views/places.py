"""The unit's places, by name and area."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import get_or_404, require
from accounts.policy import Can
from directory.actions.place import add_place, edit_place
from directory.forms.place import EditPlaceForm, PlaceForm, PlaceSearch
from directory.models import Place
from directory.panels import load_place_panels


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """All places of the unit, grouped by area. Names of places are not personal: a search stands in the address."""
    require(request.user, Can.MANAGE_PLACES)
    search = PlaceSearch(request.GET)
    search.is_valid()
    rows = Place.objects.visible_to(request.user, may=Can.MANAGE_PLACES)
    if not search.cleaned_data.get("closed"):
        rows = rows.in_use()
    for word in search.cleaned_data.get("q", "").casefold().split():
        rows = rows.filter(search_key__contains=word)
    # Places without an area come last, under a heading of their own.
    found = sorted(rows, key=lambda place: (place.area == "", place.area.casefold(), place.name.casefold()))
    areas = [(area, list(group)) for area, group in groupby(found, key=lambda place: place.area)]
    return render(
        request, "directory/places.html", {"areas": areas, "search": search, "searched": any(request.GET.values())}
    )


@require_http_methods(["GET", "POST"])
def place_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_PLACES)
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            place = add_place(unit=request.user.membership.unit, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Stedet er gemt."))
            return redirect(place)
    return render(request, "directory/place_new.html", {"form": form})


@require_GET
def place(request: HttpRequest, place_id: UUID) -> HttpResponse:
    row = get_or_404(Place, place_id, request.user)
    panels = load_place_panels(row, request.user)
    return render(request, "directory/place.html", {"place": row, "panels": panels})


@require_http_methods(["GET", "POST"])
def place_edit(request: HttpRequest, place_id: UUID) -> HttpResponse:
    row = get_or_404(Place, place_id, request.user, may=Can.MANAGE_PLACES)
    form = EditPlaceForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        try:
            edit_place(place=row, by=request.user, **form.change())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Stedet er rettet."))
            return redirect(row)
    return render(request, "directory/place_edit.html", {"form": form, "place": row})
