"""A new citizen: after a search, and after a look at those who may be the same person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.forms.refusals import refuse
from accounts.policy import Can
from audit.access import log_listed
from audit.models import AccessLog
from cases.access import remember_purpose
from cases.actions.citizen import add_citizen
from cases.forms.citizen import NewCitizenForm, names_of
from cases.models import Citizen
from cases.search import Hit, likely_same

#: A form that was sent has this field, a search that leads here has not.
_SENT = "entry_id"


@require_http_methods(["GET", "POST"])
def citizen_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.ADD_CITIZEN)
    searched = request.POST.get("searched", "").strip()
    if not searched:
        messages.info(request, _("Søg først. Så opretter vi ikke den samme borger to gange."))
        return redirect("cases:citizens")
    if _SENT not in request.POST:
        start = NewCitizenForm.start(searched)
        likely = likely_same(request.user, names=[start["name"]] if "name" in start else [], cpr=start.get("cpr", ""))
        return _page(request, NewCitizenForm(initial=start, user=request.user), likely)
    form = NewCitizenForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, form, _likely(request, form))
    made = _made_before(request, form.cleaned_data[_SENT])
    if made:
        return redirect(made)
    likely = _likely(request, form)
    if {str(hit.id) for hit in likely} - set(request.POST.get("not_these", "").split(",")):
        return _page(request, form, likely, asks=True)
    return _make(request, form, likely)


def _make(request: HttpRequest, form: NewCitizenForm, likely: list[Hit]) -> HttpResponse:
    fields = {name: value for name, value in form.cleaned_data.items() if name not in ("searched", _SENT)}
    entry_id = form.cleaned_data[_SENT]
    try:
        citizen = add_citizen(unit=request.user.membership.unit, id=entry_id, by=request.user, **fields)
    except ValidationError as error:
        refuse(form, error)
        return _page(request, form, likely)
    except IntegrityError:
        # The same form a moment ago, the same CPR number from somebody else, or an id that another organisation has.
        made = _made_before(request, entry_id)
        if made:
            return redirect(made)
        if fields.get("cpr"):
            form.add_error("cpr", _("En anden borger har fået dette CPR-nummer imens."))
        else:
            form.add_error(None, _("Denne indtastning er allerede brugt til noget andet. Begynd forfra."))
        return _page(request, form, likely)
    # Nobody is on the course of a citizen made a moment ago, and asking why they look would be odd.
    remember_purpose(request, citizen.pk, _("Har selv oprettet borgeren"))
    messages.success(request, _("Borgeren er oprettet."))
    if form.cpr_hint:
        messages.warning(request, form.cpr_hint)
    return redirect(citizen)


def _likely(request: HttpRequest, form: NewCitizenForm) -> list[Hit]:
    # Who has the same CPR number is told at the field.
    return likely_same(request.user, names=names_of(form.cleaned_data))


def _made_before(request: HttpRequest, entry_id: UUID) -> Citizen | None:
    return Citizen.objects.visible_to(request.user).filter(pk=entry_id).first()


def _page(request: HttpRequest, form: NewCitizenForm, likely: list[Hit], *, asks: bool = False) -> HttpResponse:
    holder = form.cpr_holder
    if form.cpr_taken_by:
        log_listed([form.cpr_taken_by], action=AccessLog.Action.SEARCH, detail="cpr")
    context = {
        "form": form,
        "likely": likely,
        "seen": ",".join(str(hit.id) for hit in likely),
        "asks": asks,
        "holder": holder,
    }
    return render(request, "cases/citizen_new.html", context)
