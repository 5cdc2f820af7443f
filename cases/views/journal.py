"""*Til journalen*: the day's notes ready to copy, each ticked when it is in the journal system."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import get_or_404, require
from accounts.policy import Can
from cases.actions.contact import mark_journaled, unmark_journaled
from cases.forms.contact_who import uuids
from cases.journal import journal_of, waiting_for_journal
from cases.models import Contact


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.LOG_CONTACT)
    return render(request, "cases/journal.html", {"journal": journal_of(request.user)})


@require_POST
def journal_tick(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """One note is in the journal system (`done=1`), or was not after all (`done=0`). Only one's own."""
    contact = get_or_404(Contact, contact_id, request.user, may=Can.LOG_CONTACT)
    if contact.author_id != request.user.pk:
        raise Http404
    if request.POST.get("done") == "1":
        mark_journaled(contacts=[contact], by=request.user)
    else:
        unmark_journaled(contact=contact, by=request.user)
    return redirect("cases:journal")


@require_POST
def journal_tick_all(request: HttpRequest) -> HttpResponse:
    """All notes that stood on the page are in the journal system; one written meanwhile is not."""
    require(request.user, Can.LOG_CONTACT)
    shown = waiting_for_journal(request.user).filter(pk__in=uuids(request.POST.getlist("contact")))
    count = mark_journaled(contacts=list(shown), by=request.user)
    text = ngettext("%(count)s notat er ført i journalen.", "%(count)s notater er ført i journalen.", count)
    messages.success(request, text % {"count": count})
    return redirect("cases:journal")
