"""Why one reads about a citizen whose course one is not on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import get_or_404
from accounts.addresses import own_address
from cases.access import remember_purpose
from cases.forms.citizen_parts import PurposeForm
from cases.merged import kept_for
from cases.models import Citizen


@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """Shows nothing about the citizen, so it logs nothing: the page that follows does, with the purpose."""
    kept = kept_for([citizen_id]).get(citizen_id, citizen_id)
    citizen = get_or_404(Citizen, kept, request.user)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    after = own_address(request, wanted, citizen.get_absolute_url())
    form = PurposeForm(request.POST or None, user=request.user)
    if form.is_valid():
        remember_purpose(request, citizen.pk, form.purpose)
        return redirect(after)
    return render(request, "cases/citizen_purpose.html", {"form": form, "next": after})
