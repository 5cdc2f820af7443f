"""*Spotning*: told in a minute, taken over, put together with a citizen or closed with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import require
from accounts.forms.refusals import refuse
from accounts.policy import Can, may
from audit.access import log_access
from audit.models import AccessLog
from cases.course_page import step_url
from cases.dates import short_day
from cases.limit import load_of
from cases.sightings import places_to_tell
from cases.tellings import telling_tabs
from cases.views.contact_new import tell_joined
from cases.who import found, usual
from crisis_center.access import get_spotting
from crisis_center.actions.screening import SCREENING
from crisis_center.actions.spotting import close_spotting, match_spotting, reopen_spotting, spot, take_spotting
from crisis_center.forms.spotting import CloseForm, MatchForm, SpottingForm, WrittenDownForm
from crisis_center.models import Spotting
from crisis_center.spotting_list import BADGES, TONES, own_lines, when_words
from crisis_center.spotting_receivers import receiver_for


@require_http_methods(["GET", "POST"])
def spotting_new(request: HttpRequest) -> HttpResponse:
    """A spotter tells; whoever works here also writes down what was said on the phone."""
    user = request.user
    is_worker = may(user, Can.WORK_PATHWAY)
    if not is_worker:
        require(user, Can.REPORT_SIGHTING)
    receiver = receiver_for(user)
    form = None
    if receiver:
        kind = WrittenDownForm if is_worker else SpottingForm
        form = kind(request.POST if request.method == "POST" else None, places=places_to_tell([receiver.unit]))
    if form and form.is_valid():
        try:
            row = spot(by=user, **form.told())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Tak. Det er sendt til %(name)s.") % {"name": receiver.name})
            return redirect(row) if is_worker else redirect("crisis_center:spotting_new")
    own = [] if is_worker else own_lines(user)
    if own:
        log_access(action=AccessLog.Action.LIST, object_type=Spotting._meta.label_lower, count=len(own))
    context = {
        "form": form,
        "receiver": receiver,
        "own": own,
        "is_worker": is_worker,
        "tabs": [] if is_worker else telling_tabs("crisis_center:spotting_new"),
    }
    return render(request, "crisis_center/spotting_new.html", context)


@require_GET
def spotting(request: HttpRequest, spotting_id: UUID) -> HttpResponse:
    row = get_spotting(request, spotting_id)
    return render(request, "crisis_center/spotting.html", {"spotting": row, **_shown(row)})


def _shown(row: Spotting) -> dict:
    where = " · ".join(part for part in (str(row.place or ""), row.where) if part)
    told, seen = when_words(row.told_at), when_words(row.seen_at)
    wrote = _("skrevet ned af %(who)s") % {"who": row.author}
    facts = [
        (_("Hvor"), where),
        (_("Set"), seen if seen != told else ""),
        (_("Sagt til"), told),
        (_("Af"), f"{row.caller} ({wrote})" if row.caller else str(row.author)),
        (_("Kendes på"), row.described_as),
        (_("Borgerens reaktion"), row.reaction),
        (_("Ved borgeren det?"), str(row.get_citizen_knows_display())),
    ]
    taken = ""
    if row.taken_at:
        words = {"who": row.taken_by, "day": short_day(timezone.localdate(row.taken_at))}
        taken = _("Overtaget af %(who)s, %(day)s") % words
    return {"facts": facts, "where": where, "taken": taken, "badge": BADGES[row.urgency], "tone": TONES[row.urgency]}


@require_POST
def spotting_take(request: HttpRequest, spotting_id: UUID) -> HttpResponse:
    """*Jeg tager den*. Whoever comes second is told who has it."""
    row = get_spotting(request, spotting_id)
    try:
        take_spotting(spotting=row, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Du har overtaget den. Den, der sagde til, kan se det."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def spotting_match(request: HttpRequest, spotting_id: UUID) -> HttpResponse:
    """Who it is: found by the same search as in *Ny kontakt*, or a new citizen by an alias."""
    row = get_spotting(request, spotting_id)
    user = request.user
    form = MatchForm(
        request.POST if request.method == "POST" else None,
        user=user,
        load=load_of(user.membership.unit_id, user.membership.organisation),
    )
    if "find" in request.POST:
        form.forgive()
    elif form.is_valid():
        try:
            matched = match_spotting(spotting=row, by=user, **form.who())
        except ValidationError as error:
            refuse(form, error)
        else:
            log_access(action=AccessLog.Action.SPOTTED, citizen_id=matched.case.citizen_id)
            messages.success(request, _("Den står nu på borgerens forløb. Næste skridt er screeningen."))
            tell_joined(request, form)
            return redirect(step_url(matched.case, SCREENING))
    text = form["q"].value() or ""
    chosen = (form.chosen_ids, form.chosen_new)
    who = found(user, text, *chosen) if text.strip() else usual(user, [], *chosen)
    context = {"form": form, "who": who, "spotting": row, **_shown(row)}
    return render(request, "crisis_center/spotting_match.html", context)


@require_http_methods(["GET", "POST"])
def spotting_close(request: HttpRequest, spotting_id: UUID) -> HttpResponse:
    row = get_spotting(request, spotting_id)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answers = form.cleaned_data
        try:
            close_spotting(
                spotting=row, because=answers["ended_because"], words=answers["ended_words"], by=request.user
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Den er afsluttet. Den kan åbnes igen."))
            return redirect("crisis_center:overview")
    context = {"form": form, "spotting": row, "cancel_url": row.get_absolute_url(), **_shown(row)}
    return render(request, "crisis_center/spotting_close.html", context)


@require_POST
def spotting_reopen(request: HttpRequest, spotting_id: UUID) -> HttpResponse:
    row = get_spotting(request, spotting_id)
    try:
        reopen_spotting(spotting=row, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Den er åben igen."))
    return redirect(reverse("crisis_center:spotting", args=[row.pk]))
