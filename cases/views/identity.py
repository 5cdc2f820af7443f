"""*Giv navn*, *Saml to borgere* and the way back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import NotAllowed, require
from accounts.forms.refusals import refuse
from accounts.policy import Can
from audit.access import log_listed
from audit.models import AccessLog
from cases.access import citizens_for, get_citizen
from cases.actions.identity import Undone, identify_citizen, merge_citizens, undo_move
from cases.forms.contact_who import uuids
from cases.forms.identity import IdentifyForm, MergeForm
from cases.merge_page import beside, doubled, field_words, merge_address, moved_words, same_person, since
from cases.merged import kept_for
from cases.models import Citizen, RowMove
from cases.pairs import CannotMove, why_apart
from cases.reach import reaches
from cases.search import Hit, find_citizens, hits_of, likely_same


def _known(request: HttpRequest, citizen_id: UUID, may: Can, *, beside: UUID | None = None) -> Citizen:
    """Raises like `get_citizen`, and NotAllowed for a protected citizen whom the user may not know."""
    citizen = get_citizen(request, citizen_id, may=may, beside=beside)
    if citizen.name_hidden:
        raise NotAllowed(_("Borgeren er beskyttet. Kun de, der er på forløbet, kan rette oplysningerne."), citizen)
    return citizen


# --- A name -----------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def identify(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """The name is saved when nobody else looks like the same person, or when one said that they are not (`not_these`).

    `join`: the person is that other citizen. The name is saved here, and the page that joins the two follows.
    """
    citizen = _known(request, citizen_id, Can.EDIT_CITIZEN)
    if citizen.identity == Citizen.Identity.NAMED:
        messages.info(request, _("Borgeren har allerede et navn. Her kan det rettes."))
        return redirect("cases:citizen_edit", citizen.pk)
    join = next(iter(uuids(request.POST.getlist("join"))), None)
    form = IdentifyForm(_without_taken_cpr(request, join), citizen=citizen, user=request.user)
    likely: list[Hit] = []
    if form.is_valid():
        if not join:
            likely = same_person(request.user, citizen, **_told(form))
        unasked = {str(hit.id) for hit in likely} - set(request.POST.get("not_these", "").split(","))
        if not unasked and _save(request, form, citizen):
            if join:
                return redirect("cases:merge", join, citizen.pk)
            messages.success(request, _("Navnet er gemt."))
            if form.cpr_hint:
                messages.warning(request, form.cpr_hint)
            return redirect(citizen)
    elif form.cpr_taken_by:
        log_listed([form.cpr_taken_by], action=AccessLog.Action.SEARCH, detail="cpr")
        likely = hits_of(request.user, [form.cpr_taken_by])
    context = {
        "form": form,
        "citizen": citizen,
        "likely": likely,
        "seen": ",".join(str(hit.id) for hit in likely),
        "by_cpr": form.cpr_taken_by is not None,
        "may_join": reaches(request.user, Can.JOIN_CITIZENS, citizen),
    }
    return render(request, "cases/citizen_identify.html", context)


def _without_taken_cpr(request: HttpRequest, join: UUID | None) -> object:
    """What was posted. Who is joined with the one who has the CPR number gets it there."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    if join and request.POST.get("by_cpr"):
        data["cpr"] = ""
    return data


def _told(form: IdentifyForm) -> dict[str, object]:
    facts, citizen = form.facts, form.instance
    return {
        "name": facts["name"],
        "birth_year": facts.get("birth_year") or citizen.birth_year,
        "phone": facts.get("phone") or citizen.phone or "",
    }


def _save(request: HttpRequest, form: IdentifyForm, citizen: Citizen) -> bool:
    """False, with the reason in the form, when the action or the database says no."""
    try:
        with transaction.atomic():
            identify_citizen(citizen=citizen, by=request.user, **form.facts)
    except ValidationError as error:
        refuse(form, error)
    except IntegrityError:
        form.add_error("cpr" if "cpr" in form.fields else None, _("En anden borger har fået dette CPR-nummer imens."))
    return form.is_valid()


# --- One of two -------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def merge_choose(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """With whom: those who look alike, or whoever a search finds. What is searched for comes by POST only."""
    citizen = _known(request, citizen_id, Can.JOIN_CITIZENS)
    text = request.POST.get("q", "").strip()
    names = [word for word in (citizen.name, citizen.alias) if word]
    hits = find_citizens(request.user, text) if text else likely_same(request.user, names=names[:1])
    rows = [(hit, merge_address(citizen, hit)) for hit in hits if hit.id != citizen.pk]
    context = {"citizen": citizen, "text": text, "rows": rows}
    partial = request.headers.get("HX-Request")
    template = "cases/citizen_merge_hits.html" if partial else "cases/citizen_merge_choose.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, keep_id: UUID, gone_id: UUID) -> HttpResponse:
    """Both side by side, with a choice for each field in which they differ; or the two joined."""
    keep = _known(request, keep_id, Can.JOIN_CITIZENS)
    gone = _known(request, gone_id, Can.JOIN_CITIZENS, beside=keep.pk)
    if keep.pk == gone.pk:
        # Joined already, by a double click or by somebody else; or the address names one citizen twice.
        return redirect(keep)
    why = why_apart(keep, gone)
    form = MergeForm(request.POST if request.method == "POST" else None, keep=keep, gone=gone)
    if not why and form.is_valid():
        facts = form.cleaned_data
        try:
            move = merge_citizens(
                keep=keep, gone=gone, choices=form.choices, reason=facts["reason"], seen=facts["seen"], by=request.user
            )
        except ValidationError as error:
            refuse(form, error)
            form.look_again()
        else:
            messages.success(request, _joined(request, move))
            return redirect(keep)
    context = {"form": form, "keep": keep, "gone": gone, "why": why, "beside": beside(keep, gone, request.user)}
    return render(request, "cases/citizen_merge.html", context)


def _joined(request: HttpRequest, move: RowMove) -> str:
    context = {"move": move, "doubled": doubled(move.target_id)}
    return render_to_string("cases/citizen_merged.html", context, request=request)


# --- And back ---------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def move_undo(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """What a move moved, and what would stay where it is; or the move undone."""
    require(request.user, Can.JOIN_CITIZENS)
    moves = RowMove.objects.select_related("moved_by", "undone_by")
    move = moves.filter(pk=move_id, organisation=request.user.membership.organisation_id).first()
    if move is None:
        raise Http404
    now = kept_for([move.target_id]).get(move.target_id, move.target_id)
    citizen = _known(request, now, Can.JOIN_CITIZENS)
    refusal = ""
    if request.method == "POST":
        try:
            undone = undo_move(move=move, by=request.user)
        except CannotMove as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, _undone(request, undone, citizen))
            return redirect(citizen)
    other = citizens_for(request.user, [move.source_id])
    log_listed(list(other))
    context = {
        "move": move,
        "citizen": citizen,
        "is_merge": move.kind == RowMove.Kind.MERGE,
        "moved": moved_words(move),
        "since": since(move, citizen, request.user),
        "other": other.get(move.source_id, ""),
        "other_url": reverse("cases:citizen", args=[move.source_id]),
        "refusal": refusal,
    }
    return render(request, "cases/citizen_move.html", context)


def _undone(request: HttpRequest, undone: Undone, citizen: Citizen) -> str:
    """The message: where the other one is, and what stayed here."""
    after = since(undone.move, citizen, request.user)
    context = {
        "is_merge": undone.move.kind == RowMove.Kind.MERGE,
        "other_url": reverse("cases:citizen", args=[undone.move.source_id]),
        "fields": field_words(undone.kept),
        "contacts": len(after.contacts),
        "split_url": after.split_url,
        "elsewhere": undone.elsewhere,
    }
    return render_to_string("cases/citizen_parted.html", context, request=request)
