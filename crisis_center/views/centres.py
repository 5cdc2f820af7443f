"""The centre's own pages: what it is, its rooms, the people one calls. By its leader."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotAllowed, get_or_404, require
from accounts.forms.refusals import refuse
from accounts.models import Unit, User
from accounts.policy import Can
from crisis_center.actions.centre import (
    add_centre_person,
    add_room,
    change_centre_person,
    change_room,
    describe_centre,
    open_centre,
    put_back_in_service,
    take_out_of_service,
)
from crisis_center.centre_page import centre_page
from crisis_center.forms.centre import CentreForm, CentrePersonForm, CentreRoomForm, RoomOutForm
from crisis_center.models import Centre, CentrePerson, Room


@require_safe
def own_centre(request: HttpRequest) -> HttpResponse:
    """The leader's own; one whose unit is no centre yet is led to open it."""
    require(request.user, Can.MANAGE_CENTRE)
    centre = _centre_of(request.user)
    if centre is None:
        return redirect("crisis_center:centre_open")
    return render(request, "crisis_center/centre.html", centre_page(centre, request.user))


@require_http_methods(["GET", "POST"])
def centre_open(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_CENTRE)
    unit = request.user.membership.unit
    if _centre_of(request.user):
        return redirect("crisis_center:own_centre")
    if unit.kind != Unit.Kind.CRISIS_CENTRE:
        raise NotAllowed(_("Din enhed er ikke et akutkrisecenter. Administratoren vælger enhedens art."))
    form = CentreForm(request.POST or None)
    if form.is_valid():
        try:
            open_centre(unit=unit, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Centret er åbnet. Tilføj værelser og dem, man ringer til."))
            return redirect("crisis_center:own_centre")
    return _form(request, form, _("Åbn centret"), unit.name, reverse("home"))


@require_http_methods(["GET", "POST"])
def centre_edit(request: HttpRequest) -> HttpResponse:
    centre = _own(request)
    form = CentreForm(request.POST or None, instance=centre)
    if form.is_valid():
        try:
            describe_centre(centre=centre, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return _done(request, _("Gemt."))
    return _form(request, form, _("Om centret"), str(centre))


@require_http_methods(["GET", "POST"])
def room_new(request: HttpRequest) -> HttpResponse:
    centre = _own(request)
    form = CentreRoomForm(request.POST or None)
    if form.is_valid():
        try:
            add_room(centre=centre, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return _done(request, _("Værelset er tilføjet."))
    return _form(request, form, _("Nyt værelse"), str(centre))


@require_http_methods(["GET", "POST"])
def room_edit(request: HttpRequest, room_id: UUID) -> HttpResponse:
    room: Room = get_or_404(Room, room_id, request.user, may=Can.MANAGE_CENTRE)
    form = CentreRoomForm(request.POST or None, instance=room)
    if form.is_valid():
        try:
            change_room(room=room, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return _done(request, _("Værelset er rettet."))
    return _form(request, form, _("Ret værelset"), room.name)


@require_http_methods(["GET", "POST"])
def room_out(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """Out of service; a room that somebody has is not taken from them."""
    room: Room = get_or_404(Room, room_id, request.user, may=Can.MANAGE_CENTRE)
    # The form has one field that may be empty: a POST counts as sent all the same.
    form = RoomOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            take_out_of_service(room=room, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return _done(request, _("Værelset er ude af drift."))
    return _form(request, form, _("Tag værelset ud af drift"), room.name)


@require_POST
def room_back(request: HttpRequest, room_id: UUID) -> HttpResponse:
    room: Room = get_or_404(Room, room_id, request.user, may=Can.MANAGE_CENTRE)
    put_back_in_service(room=room, by=request.user)
    return _done(request, _("Værelset er i drift igen."))


@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    centre = _own(request)
    form = CentrePersonForm(request.POST or None)
    if form.is_valid():
        try:
            add_centre_person(centre=centre, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return _done(request, _("Gemt."))
    return _form(request, form, _("Hvem ringer man til?"), str(centre))


@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, centre_person_id: UUID) -> HttpResponse:
    person: CentrePerson = get_or_404(CentrePerson, centre_person_id, request.user, may=Can.MANAGE_CENTRE)
    form = CentrePersonForm(request.POST or None, instance=person)
    if form.is_valid():
        try:
            change_centre_person(person=person, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return _done(request, _("Gemt."))
    return _form(request, form, _("Ret"), person.name)


def _centre_of(user: User) -> Centre | None:
    return Centre.objects.select_related("unit").filter(unit=user.membership.unit_id).first()


def _own(request: HttpRequest) -> Centre:
    """Raises NotAllowed where one leads no centre."""
    require(request.user, Can.MANAGE_CENTRE)
    centre = _centre_of(request.user)
    if centre is None:
        raise NotAllowed(_("Din enhed er ikke åbnet som akutkrisecenter."))
    return centre


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("crisis_center:own_centre")


def _form(request: HttpRequest, form: Any, title: str, lead: str, back: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "back_url": back or reverse("crisis_center:own_centre")}
    return render(request, "crisis_center/centre_form.html", context)
