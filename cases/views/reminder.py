"""*Påmindelse*: the words an organisation reminds its citizens with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.actions.units import choose_reminder
from accounts.models import Organisation
from accounts.policy import Can
from cases.forms.reminder import ReminderForm
from cases.reminders import reminder


@require_http_methods(["GET", "POST"])
def reminder_wording(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_UNITS)
    organisation = Organisation.objects.get(pk=request.user.membership.organisation_id)
    form = ReminderForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        choose_reminder(organisation=organisation, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Påmindelsen er gemt."))
        return redirect("cases:reminder")
    now = timezone.localtime()
    context = {"form": form, "example": reminder(organisation, now.date(), now.time().replace(hour=13, minute=0))}
    return render(request, "cases/reminder.html", context)
