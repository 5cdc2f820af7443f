"""Who it is, and where it leads: asked for treatment, an agreement, the right place, the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.refusals import refuse
from accounts.models import User
from accounts.policy import Can
from cases.forms.warm_handover import HandoverNewForm
from cases.models import Case, Citizen, Handover
from cases.search import likely_same
from cases.views.contact_new import tell_joined
from cases.who import Who, found
from intake.access import get_enquiry, receives
from intake.actions.moving import move_enquiry
from intake.actions.outcome import (
    agree_to_meet,
    ask_for_treatment,
    hand_over,
    put_on_citizen,
    reopen_enquiry,
    settle_enquiry,
    take_off_citizen,
)
from intake.enquiry_page import label_of
from intake.forms.outcome import AnonymousMatchForm, EnquiryMatchForm, MeetForm, SettleForm
from intake.models import Enquiry
from intake.views.enquiry import act, form_page
from intake.views.enquiry_new import known_by

MatchForm = EnquiryMatchForm | AnonymousMatchForm
LONGEST_HOPES = Handover._meta.get_field("hopes").max_length or 0


@require_http_methods(["GET", "POST"])
def enquiry_match(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """*Hvem er det?* Known ones first; before a new one is made by name one sees who is like them. Of one that stands
    on a citizen already: to whom it goes instead, and why."""
    row = get_enquiry(request, enquiry_id)
    if row.citizen:
        row = get_enquiry(request, enquiry_id, may=Can.JOIN_CITIZENS)
        if why := row.why_not_moved():
            messages.warning(request, why)
            return redirect(row)
    data = request.POST if request.method == "POST" else None
    kind = AnonymousMatchForm if row.is_anonymous else EnquiryMatchForm
    form: MatchForm = kind(data, user=request.user, enquiry=row, initial={"q": row.code_word or row.called})
    likely: list = []
    if "find" in request.POST:
        form.forgive()
    elif form.is_valid():
        likely = _not_looked_at(request, form)
        if not likely and _matched(request, row, form):
            return redirect(row)
    context = {
        "form": form,
        "enquiry": row,
        "label": label_of(row),
        "who": _who(request, form),
        "likely": likely,
        "looked_at": ",".join(str(hit.id) for hit in likely),
    }
    return render(request, "intake/enquiry_match.html", context)


def _matched(request: HttpRequest, row: Enquiry, form: MatchForm) -> bool:
    try:
        citizen_id = _put(row, request.user, form.who())
    except ValidationError as error:
        refuse(form, error)
        return False
    receives(request, citizen_id)
    messages.success(request, _("Nu ved I, hvem det er."))
    tell_joined(request, form)
    return True


def _put(row: Enquiry, by: User, who: dict[str, Any]) -> UUID:
    """Raises ValidationError by field."""
    if row.citizen_id:
        return move_enquiry(enquiry=row, by=by, **who).target_id
    matched = put_on_citizen(enquiry=row, by=by, **who)
    assert matched.citizen_id is not None
    return matched.citizen_id


def _not_looked_at(request: HttpRequest, form: MatchForm) -> list:
    """Those who could be the same as the new one, unless they were shown a moment ago."""
    name = form.cleaned_data.get("name", "")
    if not name:
        return []
    likely = likely_same(request.user, names=[name])
    return likely if {str(hit.id) for hit in likely} - set(request.POST.get("looked_at", "").split(",")) else []


def _who(request: HttpRequest, form: MatchForm) -> Who:
    text = str(form["q"].value() or "")
    if isinstance(form, AnonymousMatchForm):
        return _anonymous(known_by(request, text, form.chosen_ids))
    return found(request.user, text, form.chosen_ids, form.chosen_new)


def _anonymous(who: Who) -> Who:
    """Only those who are anonymous themselves: nobody is asked whether it is somebody with a name."""
    ids = Citizen.objects.filter(pk__in=[person.id for person in who.people], identity=Citizen.Identity.ANONYMOUS)
    kept = set(ids.values_list("pk", flat=True))
    return replace(who, people=[person for person in who.people if person.id in kept])


@require_POST
def enquiry_unmatch(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """*Det var en anden.*"""
    row = get_enquiry(request, enquiry_id)
    act(request, _("Henvendelsen står ikke længere på borgeren."), take_off_citizen, enquiry=row)
    return redirect(row)


@require_POST
def enquiry_ask(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """The 14 days run from the day they came."""
    row = get_enquiry(request, enquiry_id, may=Can.MANAGE_CASE)
    act(request, _("Anmodningen er skrevet ned. De 14 dage løber."), ask_for_treatment, enquiry=row)
    return redirect(row)


@require_http_methods(["GET", "POST"])
def enquiry_meet(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    row = get_enquiry(request, enquiry_id)
    form = MeetForm(request.POST if request.method == "POST" else None, user=request.user, enquiry=row)
    if form.is_valid():
        try:
            agree_to_meet(enquiry=row, by=request.user, **form.when())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Aftalen er gemt."))
            return redirect(row)
    return form_page(request, form, row, _("Aftal et møde"))


@require_http_methods(["GET", "POST"])
def enquiry_hand_over(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """The same form as from the citizen's page; the enquiry follows it until the receiver has said yes."""
    row = get_enquiry(request, enquiry_id, may=Can.MANAGE_CASE)
    citizen = _citizen(row)
    courses = list(Case.objects.visible_to(request.user).filter(citizen=citizen).open().order_by("-pk"))
    data = request.POST if request.method == "POST" else None
    # What they said at the door is what they hope for; a longer story is not cut in two.
    hopes = row.wish if len(row.wish) <= LONGEST_HOPES else ""
    form = HandoverNewForm(data, user=request.user, citizen=citizen, courses=courses, initial={"hopes": hopes})
    if form.is_valid():
        try:
            handover = hand_over(enquiry=row, by=request.user, **form.handover)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Overleveringen er begyndt. Den står åben, til modtageren har svaret."))
            return redirect(handover)
    context = {
        "form": form,
        "citizen": citizen,
        "heading": _("Overlever til det rette sted"),
        "back": row.get_absolute_url(),
    }
    return render(request, "intake/enquiry_hand_over.html", context)


@require_http_methods(["GET", "POST"])
def enquiry_settle(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    row = get_enquiry(request, enquiry_id)
    form = SettleForm(request.POST if request.method == "POST" else None, enquiry=row)
    if form.is_valid():
        try:
            settle_enquiry(enquiry=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error, ended_on="on")
        else:
            messages.success(request, _("Henvendelsen er afsluttet. Den kan åbnes igen."))
            return redirect(row)
    return form_page(request, form, row, _("Afslut henvendelsen"), ways_out=row.asker == Enquiry.Asker.SELF)


@require_POST
def enquiry_reopen(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    row = get_enquiry(request, enquiry_id)
    act(request, _("Henvendelsen er åben igen."), reopen_enquiry, enquiry=row)
    return redirect(row)


def _citizen(row: Enquiry) -> Citizen:
    """Raises Http404 where it is not known who it is: there is nobody to bring anywhere yet."""
    if row.citizen is None:
        raise Http404
    return row.citizen
