"""The centre's notes about a stay: written, corrected by a new one, read back."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotAllowed
from cases.timeline import Key
from crisis_center.actions.health_check import note_health_check
from crisis_center.actions.note import write_note
from crisis_center.at_centre import get_of_stay, get_stay_here
from crisis_center.forms.care import HealthCheckForm
from crisis_center.forms.duty import NoteForm
from crisis_center.models import CentreNote
from crisis_center.notes import note_page
from crisis_center.stay_page import called
from crisis_center.stay_pages import duty_form


@require_safe
def notes(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """All of a stay, the newest first; `?slags=` one kind."""
    stay = get_stay_here(request, stay_id)
    kind = request.GET.get("slags", "")
    kind = kind if kind in CentreNote.Kind.values else ""
    lines, more = note_page(stay, request.user, kind, Key.read(request.GET.get("efter", "")))
    address = reverse("crisis_center:notes", args=[stay.pk])
    tabs = [{"label": _("Alle"), "url": address, "current": not kind}] + [
        {"label": label, "url": f"{address}?slags={key}", "current": key == kind}
        for key, label in CentreNote.Kind.choices
    ]
    more_url = f"?{urlencode({'slags': kind, 'efter': str(more)})}" if more else ""
    context = {"stay": stay, "called": called(stay), "lines": lines, "tabs": tabs, "more_url": more_url}
    return render(request, "crisis_center/notes.html", context)


@require_http_methods(["GET", "POST"])
def note_new(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay_here(request, stay_id)
    kind = request.GET.get("slags", "")
    initial = {"kind": kind} if kind in CentreNote.Kind.values else {}
    form = NoteForm(request.POST or None, initial=initial)
    act = partial(write_note, stay=stay, by=request.user)
    return duty_form(request, stay, form, act, heading=_("Nyt notat"), done=_("Notatet er gemt."))


@require_http_methods(["GET", "POST"])
def note_correct(request: HttpRequest, centre_note_id: UUID) -> HttpResponse:
    """A new note in the place of the old one, which can still be read."""
    note = get_of_stay(request, CentreNote, centre_note_id)
    readable = CentreNote.objects.filter(pk=note.pk).with_text_for(request.user).get()
    if not readable.is_readable:
        raise NotAllowed(_("Notatet er sundhedsfagligt. Din rolle giver ikke ret til at læse det."), note)
    initial = {name: getattr(note, name) for name in NoteForm.Meta.fields}
    form = NoteForm(request.POST or None, initial=initial)
    act = partial(write_note, stay=note.stay, corrects=note, health_check=note.health_check, by=request.user)
    return duty_form(
        request, note.stay, form, act, heading=_("Ret notatet"),
        done=_("Notatet er rettet. Det gamle kan stadig læses."),
        lead=_("skrevet af %(who)s") % {"who": note.noted_by},
        back=reverse("crisis_center:notes", args=[note.stay_id]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def health_check_new(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay_here(request, stay_id)
    act = partial(note_health_check, stay=stay, by=request.user)
    form = HealthCheckForm(request.POST or None)
    return duty_form(request, stay, form, act, heading=_("Bredere sundhedstjek"), done=_("Sundhedstjekket er gemt."))
