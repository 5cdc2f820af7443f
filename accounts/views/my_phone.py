"""One's own telephone at work: whom one follows may call it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.people import set_work_phone
from accounts.forms.people import WorkPhoneForm
from accounts.navigation import home_of
from accounts.phones import written_work_phone


@require_http_methods(["GET", "POST"])
def my_phone(request: HttpRequest) -> HttpResponse:
    form = WorkPhoneForm(request.POST or None, initial={"phone": written_work_phone(request.user.phone)})
    if form.is_valid():
        set_work_phone(person=request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Nummeret er gemt."))
        return redirect("accounts:my_phone")
    return render(request, "accounts/my_phone.html", {"form": form, "cancel_url": home_of(request.user)})
