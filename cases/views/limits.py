"""*Grænser og rytme*: what the administrator sets for the whole organisation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.actions.units import set_caseload
from accounts.forms.refusals import refuse
from accounts.models import Organisation
from accounts.policy import Can
from cases.forms.limits import LimitsForm
from cases.limits_history import limit_changes


@require_http_methods(["GET", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.SET_CASELOAD)
    # A row of its own: the one behind the membership is what the page around it shows.
    organisation = Organisation.objects.get(pk=request.user.membership.organisation_id)
    form = LimitsForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        try:
            set_caseload(organisation=organisation, by=request.user, **form.numbers)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Grænser og rytme er gemt. De gælder fra nu."))
            return redirect("cases:limits")
    return render(request, "cases/limits.html", {"form": form, "changes": limit_changes(organisation)})
