"""*Ny henvendelse*: somebody stands here, rings, worries about another, or wishes to be nobody in particular."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import require
from accounts.policy import Can
from cases.forms.contact_who import WhoForm, uuids
from cases.merged import kept_for
from cases.who import Who, found
from intake.access import receives
from intake.actions.desk import write_down
from intake.forms.enquiry import FORMS


@require_http_methods(["GET", "POST"])
def enquiry_new(request: HttpRequest) -> HttpResponse:
    """`?vis=` which door; what each asks for is its own form."""
    require(request.user, Can.RECEIVE_ENQUIRIES)
    which = request.GET.get("vis", "")
    which = which if which in FORMS else next(iter(FORMS))
    form = FORMS[which][1](request.POST if request.method == "POST" else None, user=request.user)
    if "find" in request.POST and isinstance(form, WhoForm):
        form.forgive()
    elif form.is_valid():
        told = form.told()
        try:
            row = write_down(by=request.user, **told)
        except ValidationError as error:
            form.refuse(error)
        else:
            if row.citizen_id:
                receives(request, row.citizen_id)
            messages.success(request, _("Henvendelsen er skrevet ned."))
            return redirect(row)
    context = {
        "form": form,
        "tabs": _tabs(which),
        "action": _address(which),
        "who": _found(request, form) if isinstance(form, WhoForm) else None,
    }
    return render(request, "intake/enquiry_new.html", context)


@require_POST
def enquiry_who(request: HttpRequest) -> HttpResponse:
    """Those known by the name that is being typed: a part of the page. Names are never in an address."""
    require(request.user, Can.RECEIVE_ENQUIRIES)
    posted = uuids(request.POST.getlist("citizens"))
    kept = kept_for(posted)
    who = known_by(request, request.POST.get("q", ""), [kept.get(key, key) for key in posted])
    return render(request, "intake/enquiry_who.html", {"who": who})


def known_by(request: HttpRequest, text: str, chosen: list) -> Who:
    """Without the offer to make somebody new: here nobody's file is opened."""
    return replace(found(request.user, text, chosen), offer="")


def _found(request: HttpRequest, form: WhoForm) -> Who:
    return known_by(request, str(form["q"].value() or ""), form.chosen_ids)


def _tabs(chosen: str) -> list[dict[str, Any]]:
    return [{"label": label, "url": _address(key), "current": key == chosen} for key, (label, _form) in FORMS.items()]


def _address(which: str) -> str:
    return f"{reverse('intake:enquiry_new')}?{urlencode({'vis': which})}"
