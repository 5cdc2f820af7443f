"""The digital entrance, for whoever has an old telephone and no account: choose where, say what, or say nothing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.forms.refusals import refuse
from intake.actions.booking import receive_from_website
from intake.forms.public import WriteForm
from intake.limits import NEW
from intake.models import Enquiry, Reception
from intake.visitor import Visitor, at_the_door


@login_not_required
@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """The municipalities with an open door."""
    return render(request, "intake/public/doors.html", {"receptions": list(Reception.objects.open().order_by("town"))})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """*Tilgængelighedserklæring* (L-27): what holds, what does not, and who is told of what does not work."""
    receptions = list(Reception.objects.open().select_related("organisation").order_by("town"))
    return render(request, "intake/public/accessibility.html", {"receptions": receptions})


@at_the_door("GET", "HEAD", "POST")
def front(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    form = WriteForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not visitor.refused and _received(visitor, form):
        return redirect("intake:public_next", visitor.reception.slug)
    days = visitor.reception.organisation.forget_after_days
    return visitor.page("front.html", {"form": form, "has_begun": visitor.has_begun, "days": days})


def _received(visitor: Visitor, form: WriteForm) -> bool:
    """Who says nothing goes on to choose a time; then nothing is written yet."""
    if not form.says_something:
        visitor.remember(asker=form.cleaned_data["asker"])
        return True
    if not visitor.has_room(NEW):
        return False
    entry = form.cleaned_data["entry"]
    try:
        row = receive_from_website(unit=visitor.unit, entry_id=entry, by=visitor.by, **form.told)
    except ValidationError as error:
        refuse(form, error)
        return False
    visitor.forget()
    visitor.remember(enquiry=row, asker=row.asker)
    return True


@at_the_door("GET", "HEAD")
def what_next(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """It is received; now a time, or some questions first."""
    if not visitor.has_begun:
        return redirect(visitor.reception)
    row = visitor.enquiry()
    is_self = visitor.asker == Enquiry.Asker.SELF and not (row and row.is_anonymous)
    return visitor.page("next.html", {"enquiry": row, "is_self": is_self})


@at_the_door("POST")
def leave(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Whoever borrowed a telephone leaves nothing on it."""
    visitor.forget()
    return redirect("intake:public_doors")
