"""One contact: read, corrected by appending, read along with the citizen; and those in which nobody was recognised."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import NotAllowed, get_or_404, require
from accounts.policy import Can, why_not
from audit.access import log_access
from audit.models import AccessLog
from cases.access import get_citizen
from cases.actions.contact import AlreadyCorrected, correct_contact, read_along
from cases.actions.meeting import recognise
from cases.consents import consents_to_share, sharing_rows
from cases.contact_facts import contact_facts
from cases.forms.contact_correct import CorrectionForm, ReadAlongForm, RecogniseForm
from cases.models import Citizen, Contact
from cases.reach import reaches
from cases.timeline import Key
from cases.unrecognised import unrecognised_page
from cases.views.contact_new import tell_joined
from cases.who import found, usual


def load_contact(request: HttpRequest, contact_id: UUID, *, may: Can | None = None) -> Any:
    """The contact with `note_text`, and its citizen when it has one; the look is in the access log.

    Raises Http404, NotAllowed, and asks for the purpose where `get_citizen` does.
    """
    rows = Contact.objects.with_note_for(request.user).select_related(
        "author", "place", "corrected_by", "initiative_partner"
    )
    row: Contact = get_or_404(rows, contact_id, request.user, may=may)
    if row.citizen_id:
        row.citizen = get_citizen(request, row.citizen_id)
    else:
        log_access(action=AccessLog.Action.VIEW, object_type=Contact._meta.label_lower, object_id=row.pk)
    return row


@require_GET
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    row = load_contact(request, contact_id)
    newer = Contact.objects.filter(corrects=row).values_list("pk", flat=True).first()
    correctable = Contact.objects.visible_to(request.user, may=Can.CORRECT_CONTACT)
    context = {
        "contact": row,
        "newer": newer,
        "may_move": newer is None and row.citizen_id and _movable(request, row.citizen),
        "may_correct": newer is None and correctable.filter(pk=row.pk).exists(),
        "colleagues": [link.user.name for link in row.colleagues.select_related("user")],
        "facts": contact_facts(row, request.user),
        "agreements": list(row.agreements.order_by("due_on")) if row.citizen_id else [],
        "sharings": sharing_rows(row, request.user) if row.citizen_id else [],
        "may_share": newer is None and row.citizen_id and row.may_read_note and _shareable(request, row.citizen),
    }
    return render(request, "cases/contact.html", context)


def _shareable(request: HttpRequest, citizen: Citizen) -> bool:
    """Only under a consent that holds today."""
    allowed = reaches(request.user, Can.MANAGE_CASE, citizen) and not citizen.name_hidden
    return allowed and consents_to_share(citizen, timezone.localdate()).exists()


def _movable(request: HttpRequest, citizen: Citizen) -> bool:
    return reaches(request.user, Can.JOIN_CITIZENS, citizen) and not citizen.name_hidden


@require_http_methods(["GET", "POST"])
def contact_correct(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Append what is right. Whoever comes second sees the newer one."""
    row = load_contact(request, contact_id, may=Can.CORRECT_CONTACT)
    form = CorrectionForm(request.POST if request.method == "POST" else None, contact=row, user=request.user)
    newer = Contact.objects.filter(corrects=row).values_list("pk", flat=True).first()
    if form.is_valid():
        try:
            corrected = correct_contact(contact=row, by=request.user, **form.correction())
        except AlreadyCorrected as error:
            form.add_error(None, error.messages)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Kontakten er rettet. Den tidligere udgave er gemt."))
            return redirect(corrected)
    return render(request, "cases/contact_correct.html", {"form": form, "contact": row, "newer": newer})


@require_http_methods(["GET", "POST"])
def contact_read_along(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """*Læs med*: only the note, for the citizen's eyes, and room for the citizen's own words."""
    row = load_contact(request, contact_id, may=Can.CORRECT_CONTACT)
    if not row.may_read_note:
        raise NotAllowed(why_not(Can.READ_TEAM_NOTES), row)
    form = ReadAlongForm(request.POST if request.method == "POST" else None, initial={"citizens_words": row.words_text})
    if form.is_valid():
        try:
            read_along(contact=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Gemt: læst sammen med borgeren."))
            return redirect(row)
    return render(request, "cases/contact_read_along.html", {"form": form, "contact": row})


@require_http_methods(["GET", "POST"])
def contact_recognise(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Somebody nobody knew gets a citizen. The place to put right who it was, for those who write contacts."""
    require(request.user, Can.LOG_CONTACT)
    row = load_contact(request, contact_id)
    if row.citizen_id:
        messages.info(request, _("Kontakten hører allerede til en borger."))
        return redirect(row)
    form = RecogniseForm(request.POST if request.method == "POST" else None, user=request.user)
    if "find" in request.POST:
        form.forgive()
    elif form.is_valid():
        try:
            recognised = recognise(contact=row, by=request.user, **form.who())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            log_access(action=AccessLog.Action.SPOTTED, citizen_id=recognised.citizen_id)
            messages.success(request, _("Kontakten står nu på borgerens tidslinje."))
            tell_joined(request, form)
            return redirect("cases:unrecognised")
    text = form["q"].value() or ""
    who = (
        found(request.user, text, form.chosen_ids, form.chosen_new)
        if text.strip()
        else usual(request.user, [], form.chosen_ids, form.chosen_new)
    )
    return render(request, "cases/contact_recognise.html", {"form": form, "who": who, "contact": row})


@require_GET
def unrecognised(request: HttpRequest) -> HttpResponse:
    """*Ikke genkendt*: contacts of the unit with somebody nobody knew, newest first."""
    require(request.user, Can.LOG_CONTACT)
    rows, older = unrecognised_page(request.user, before=Key.read(request.GET.get("foer", "")))
    log_access(action=AccessLog.Action.LIST, object_type=Contact._meta.label_lower, count=len(rows))
    older_url = f"{reverse('cases:unrecognised')}?{urlencode({'foer': older})}" if older else ""
    return render(request, "cases/contact_unrecognised.html", {"rows": rows, "older_url": older_url})
