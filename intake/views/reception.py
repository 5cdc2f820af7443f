"""The leader keeps the digital entrance: what stands on it, open or closed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import NotAllowed, require
from accounts.forms.refusals import refuse
from accounts.policy import Can
from intake.actions.reception import keep_reception
from intake.forms.reception import ReceptionForm
from intake.models import Reception


@require_http_methods(["GET", "POST"])
def reception(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Can.KEEP_RECEPTION)
    rows = Reception.objects.select_related("unit").filter(organisation=user.membership.organisation_id)
    row = rows.first()
    if row and row.unit_id != user.membership.unit_id:
        raise NotAllowed(_("Den digitale indgang hører til %(unit)s.") % {"unit": row.unit})
    form = ReceptionForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        try:
            kept = keep_reception(unit=user.membership.unit, by=user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            said = _("Gemt. Indgangen er åben.") if kept.is_open else _("Gemt. Indgangen er lukket.")
            messages.success(request, said)
            return redirect("intake:reception")
    shown = Reception.objects.filter(pk=row.pk).first() if row else None
    context = {"form": form, "row": shown}
    if shown:
        context["address"] = request.build_absolute_uri(shown.get_absolute_url())
    return render(request, "intake/reception.html", context)
