"""Correcting a citizen's facts, also when two people do it at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import NotAllowed
from accounts.forms.refusals import refuse
from accounts.policy import Can
from audit.access import log_listed
from audit.models import AccessLog
from cases.access import get_citizen
from cases.actions.citizen import edit_citizen
from cases.citizen_page import usual_rhythm
from cases.forms.citizen import EDIT_PARTS, EditCitizenForm
from cases.models import Citizen


@require_http_methods(["GET", "POST"])
def citizen_edit(request: HttpRequest, citizen_id: UUID, part: str = "hvem") -> HttpResponse:
    if part not in EDIT_PARTS:
        raise Http404
    citizen = get_citizen(request, citizen_id, may=Can.EDIT_CITIZEN)
    if citizen.name_hidden:
        raise NotAllowed(_("Borgeren er beskyttet. Kun de, der er på forløbet, kan rette oplysningerne."), citizen)
    usual = usual_rhythm(citizen, request.user)
    form = EditCitizenForm(request.POST or None, instance=citizen, user=request.user, part=part, usual_rhythm=usual)
    if citizen.merged_into_id:
        # While this waited for the lock, the citizen became one with another.
        return citizen_edit(request, citizen_id, part)
    if form.is_valid() and _save(request, form, citizen):
        messages.success(request, _("Rettelserne er gemt."))
        if form.cpr_hint:
            messages.warning(request, form.cpr_hint)
        return redirect(citizen)
    if form.cpr_taken_by:
        log_listed([form.cpr_taken_by], action=AccessLog.Action.SEARCH, detail="cpr")
    tabs = [
        {
            "label": section.title,
            "url": reverse("cases:citizen_edit_part", args=[citizen.pk, key]),
            "current": key == part,
        }
        for key, section in EDIT_PARTS.items()
    ]
    context = {"form": form, "citizen": citizen, "tabs": tabs, "part": part, "holder": form.cpr_holder}
    return render(request, "cases/citizen_edit.html", context)


def _save(request: HttpRequest, form: EditCitizenForm, citizen: Citizen) -> bool:
    """False, with the reason in the form, when the action or the database says no."""
    try:
        with transaction.atomic():
            edit_citizen(citizen=citizen, by=request.user, reason=form.cleaned_data["reason"].strip(), **form.facts)
    except ValidationError as error:
        refuse(form, error)
    except IntegrityError:
        form.add_error("cpr" if "cpr" in form.fields else None, _("En anden borger har fået dette CPR-nummer imens."))
    return form.is_valid()
