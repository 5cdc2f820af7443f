"""The communication strategy: whom to tell what, and when; and the meetings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import get_or_404, require
from accounts.policy import Can
from directory.actions.meeting import edit_meeting, note_meeting
from directory.forms.meeting import MeetingEditForm, MeetingForm
from directory.models import Partner, PartnerMeeting, PartnerMessage
from directory.tabs import planning_tabs
from directory.views.saving import carried_out

#: The latest so many of each list.
MOST = 100


@require_safe
def communication(request: HttpRequest) -> HttpResponse:
    """What partners are still to be told, the soonest first; `?vis=gjort`: what they were told, the latest first."""
    require(request.user, Can.MANAGE_PLACES)
    done = request.GET.get("vis") == "gjort"
    rows = PartnerMessage.objects.visible_to(request.user).select_related("partner", "responsible")
    chosen = (
        rows.filter(done_on__isnull=False).order_by("-done_on", "-pk")
        if done
        else rows.open().order_by("due_on", "priority", "pk")
    )
    context = {
        "tabs": planning_tabs("directory:communication"),
        "rows": chosen[:MOST],
        "done": done,
        "today": timezone.localdate(),
    }
    return render(request, "directory/communication.html", context)


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The unit's meetings with partners, the latest first."""
    require(request.user, Can.MANAGE_PLACES)
    rows = PartnerMeeting.objects.visible_to(request.user).prefetch_related("meeting_partners__partner")
    lines = [
        (row, ", ".join(sorted(link.partner.name for link in row.meeting_partners.all())))
        for row in rows.order_by("-held_on", "-pk")[:MOST]
    ]
    context = {"tabs": planning_tabs("directory:meetings"), "lines": lines}
    return render(request, "directory/meetings.html", context)


@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    """A meeting, or with `?partner=` one with that partner."""
    require(request.user, Can.MANAGE_PLACES)
    partner = chosen_partner(request)
    form = MeetingForm(request.POST or None, user=request.user, partners=[partner.pk] if partner else [])
    unit = request.user.membership.unit
    if carried_out(form, lambda: note_meeting(unit=unit, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Mødet er gemt."))
        return redirect(partner or "directory:meetings")
    return _page(request, form, _("Nyt møde"), partner)


@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    row = get_or_404(PartnerMeeting, meeting_id, request.user)
    form = MeetingEditForm(request.POST or None, instance=row, user=request.user)
    if carried_out(form, lambda: edit_meeting(meeting=row, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Mødet er rettet."))
        return redirect("directory:meetings")
    return _page(request, form, str(row.get_kind_display()), None)


def chosen_partner(request: HttpRequest) -> Partner | None:
    """The partner whose page one comes from. Raises Http404 for one that is not the unit's."""
    wanted = request.GET.get("partner", "")
    if not wanted:
        return None
    try:
        partner: Partner = get_or_404(Partner, UUID(wanted), request.user)
    except ValueError:
        raise Http404 from None
    return partner


def _page(
    request: HttpRequest, form: MeetingForm | MeetingEditForm, heading: str, partner: Partner | None
) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "back": str(partner) if partner else _("Møder"),
        "back_url": partner.get_absolute_url() if partner else reverse("directory:meetings"),
    }  # fmt: skip
    return render(request, "directory/planning_form.html", context)
