"""*Egen læge*: one page within consent, to print or copy into secure post, and the answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from accounts.models import User
from accounts.policy import Can
from cases.access import get_known_citizen
from cases.actions.gp import note_gp_answer, orient_gp
from cases.consents import consents_to_gp
from cases.forms.gp import AnswerForm, OrientationForm
from cases.models import Citizen, Consent, GpOrientation, Information
from cases.reach import reaches


@require_http_methods(["GET", "POST"])
def gp_orientation_new(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """Without a consent to tell the doctor the page says so, and leads to it."""
    citizen = get_known_citizen(request, citizen_id, may=Can.MANAGE_CASE)
    consents = list(consents_to_gp(citizen, timezone.localdate()))
    form = OrientationForm(request.POST or None, consents=consents, initial=_words(request.user, citizen, consents))
    if form.is_valid():
        answers = form.cleaned_data
        try:
            row = orient_gp(citizen=citizen, entry_id=answers.pop("entry"), by=request.user, **answers)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Gemt. Brobyg sender den ikke: skriv ud, eller brug sikker post."))
            return redirect(row)
    context = {"form": form, "citizen": citizen, "consents": consents}
    return render(request, "cases/gp_orientation_new.html", context)


def _words(user: User, citizen: Citizen, consents: list[Consent]) -> dict[str, str]:
    """What the page starts with. Where we work tells what it is about, so the unit stands only where consent covers
    that."""
    unit, organisation = user.membership.unit, user.membership.organisation
    open_about = any(Information.SUBSTANCES in one.kinds.split() for one in consents)
    place = f"{unit.name}, {organisation.name}" if open_about else organisation.name
    return {
        "who_we_are": _("Vi er medarbejdere ved %(place)s og har kontakt med din patient.") % {"place": place},
        "we_ask": _(
            "Ring til os, hvis du ser noget, vi bør vide, og sig til, hvornår patienten kan få en tid hos dig."
        ),
        "reach_us": _("%(name)s, %(place)s, telefon: ") % {"name": user.name, "place": organisation.name},
    }


@require_safe
def gp_orientation(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    row = _orientation(request, orientation_id)
    may_manage = reaches(request.user, Can.MANAGE_CASE, row.citizen)
    context = {"orientation": row, "citizen": row.citizen, "may_manage": may_manage}
    return render(request, "cases/gp_orientation.html", context)


@require_http_methods(["GET", "POST"])
def gp_answer(request: HttpRequest, orientation_id: UUID) -> HttpResponse:
    row = _orientation(request, orientation_id, may=Can.MANAGE_CASE)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            note_gp_answer(orientation=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Svaret er skrevet."))
            return redirect(row.citizen)
    return render(request, "cases/gp_answer.html", {"form": form, "orientation": row, "citizen": row.citizen})


def _orientation(request: HttpRequest, orientation_id: UUID, *, may: Can | None = None) -> GpOrientation:
    rows = GpOrientation.objects.select_related("consent", "noted_by")
    row: GpOrientation = get_or_404(rows, orientation_id, request.user)
    row.citizen = get_known_citizen(request, row.citizen_id, may=may)
    return row
