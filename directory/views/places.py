"""The unit's places: the prioritised plan, one place, and its review."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import get_or_404, require
from accounts.forms.refusals import refuse
from accounts.policy import Can
from directory.actions.place import add_place, edit_place, review_place
from directory.forms.place import EditPlaceForm, PlaceForm, PlaceSearch, ReviewForm
from directory.map import map_settings, neighbours, numbered
from directory.models import Place, PlacePartner
from directory.panels import load_place_panels, load_review_panels
from directory.places import areas_of, changes_since, looked_for, review_words, reviews_of
from directory.tabs import planning_tabs

REVIEWS = 5


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """All places of the unit, grouped by area. Names of places are not personal: a search stands in the address."""
    require(request.user, Can.MANAGE_PLACES)
    search = PlaceSearch(request.GET)
    search.is_valid()
    today = timezone.localdate()
    mine = Place.objects.visible_to(request.user, may=Can.MANAGE_PLACES)
    asked = {"q": "", "who": "", "zone": "", "due": False, "closed": False, **search.cleaned_data}
    areas = areas_of(looked_for(mine, today=today, **asked), today)
    context = {
        "areas": areas,
        "search": search,
        "searched": any(request.GET.values()),
        "tabs": planning_tabs("directory:places"),
    }
    return render(request, "directory/places.html", context)


@require_GET
def places_map(request: HttpRequest) -> HttpResponse:
    """The places in use on a map, and as a list in the same order and with the same numbers."""
    require(request.user, Can.MANAGE_PLACES)
    mine = Place.objects.visible_to(request.user, may=Can.MANAGE_PLACES).in_use()
    points, elsewhere = numbered(line for area in areas_of(mine, timezone.localdate()) for line in area.lines)
    context = {
        "tabs": planning_tabs("directory:places_map"),
        "points": points,
        "elsewhere": elsewhere,
        "map": map_settings(),
    }
    return render(request, "directory/places_map.html", context)


@require_http_methods(["GET", "POST"])
def place_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_PLACES)
    form = PlaceForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            place = add_place(unit=request.user.membership.unit, by=request.user, **form.place())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Stedet er gemt."))
            return redirect(place)
    context = {"form": form, "points": neighbours(request.user), "map": map_settings()}
    return render(request, "directory/place_new.html", context)


@require_GET
def place(request: HttpRequest, place_id: UUID) -> HttpResponse:
    row = get_or_404(Place.objects.select_related("reviewer"), place_id, request.user)
    links = PlacePartner.objects.filter(place=row, partner__closed_on=None).select_related("partner")
    reviews = reviews_of(row, request.user, REVIEWS)
    context = {
        "place": row,
        "partners": [link.partner for link in links.order_by("partner__name")],
        "reviews": reviews,
        "review": review_words(reviews[0].reviewed_on if reviews else None, row.next_review_on),
        "is_due": row.closed_on is None and row.next_review_on and row.next_review_on <= timezone.localdate(),
        "panels": load_place_panels(row, request.user),
    }
    return render(request, "directory/place.html", context)


@require_http_methods(["GET", "POST"])
def place_edit(request: HttpRequest, place_id: UUID) -> HttpResponse:
    row = get_or_404(Place, place_id, request.user, may=Can.MANAGE_PLACES)
    form = EditPlaceForm(request.POST if request.method == "POST" else None, instance=row, user=request.user)
    if form.is_valid():
        try:
            edit_place(place=row, by=request.user, **form.place())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Stedet er rettet."))
            return redirect(row)
    points = neighbours(request.user, without=row.pk)
    context = {"form": form, "place": row, "points": points, "map": map_settings()}
    return render(request, "directory/place_edit.html", context)


@require_http_methods(["GET", "POST"])
def place_review(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """What has happened at the place since the last review, and what this one found."""
    row = get_or_404(Place, place_id, request.user, may=Can.MANAGE_PLACES)
    form = ReviewForm(request.POST if request.method == "POST" else None, user=request.user, place=row)
    if form.is_valid():
        try:
            review_place(place=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Gennemgangen er gemt. Ret ruten, hvis noget er ændret."))
            return redirect(row)
    last = next(iter(reviews_of(row, request.user, 1)), None)
    context = {
        "place": row,
        "form": form,
        "last": last,
        "changes": changes_since(row, last),
        "panels": load_review_panels(row, last.reviewed_on if last else None, request.user),
    }
    return render(request, "directory/place_review.html", context)
