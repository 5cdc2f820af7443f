"""The people to ask for at a partner, what the partner offers, and what it is to be told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import get_or_404
from accounts.forms.base import HouseForm, HouseModelForm
from accounts.policy import Can
from directory.actions.communication import edit_message, give_message, plan_message
from directory.actions.partner import add_offer, add_person, edit_offer, edit_person
from directory.forms.communication import GivenForm, MessageEditForm, MessageForm
from directory.forms.partner import OfferEditForm, OfferForm, PersonEditForm, PersonForm
from directory.models import Partner, PartnerMessage, PartnerOffer, PartnerPerson
from directory.views.saving import carried_out


@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    partner = _partner(request, partner_id)
    form = PersonForm(request.POST or None, instance=PartnerPerson(partner=partner))
    if carried_out(form, lambda: add_person(partner=partner, by=request.user, **form.cleaned_data)):
        return _done(request, partner, _("Kontaktpersonen er gemt."))
    return _page(request, form, partner, _("Ny kontaktperson"))


@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, contact_person_id: UUID) -> HttpResponse:
    row = get_or_404(PartnerPerson.objects.select_related("partner"), contact_person_id, request.user)
    partner = row.partner
    form = PersonEditForm(request.POST or None, instance=row)
    if carried_out(form, lambda: edit_person(person=row, by=request.user, **form.cleaned_data)):
        return _done(request, partner, _("Kontaktpersonen er rettet."))
    return _page(request, form, partner, _("Ret kontaktperson"))


@require_http_methods(["GET", "POST"])
def offer_new(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    partner = _partner(request, partner_id)
    form = OfferForm(request.POST or None, instance=PartnerOffer(partner=partner))
    if carried_out(form, lambda: add_offer(partner=partner, by=request.user, **form.cleaned_data)):
        return _done(request, partner, _("Tilbuddet er gemt."))
    return _page(request, form, partner, _("Nyt tilbud"))


@require_http_methods(["GET", "POST"])
def offer_edit(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    row = get_or_404(PartnerOffer.objects.select_related("partner"), offer_id, request.user, may=Can.MANAGE_PLACES)
    partner = row.partner
    form = OfferEditForm(request.POST or None, instance=row)
    if carried_out(form, lambda: edit_offer(offer=row, by=request.user, **form.cleaned_data)):
        return _done(request, partner, _("Tilbuddet er rettet."))
    return _page(request, form, partner, _("Ret tilbud"))


@require_http_methods(["GET", "POST"])
def message_new(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    partner = _partner(request, partner_id)
    form = MessageForm(request.POST or None, instance=PartnerMessage(partner=partner), user=request.user)
    if carried_out(form, lambda: plan_message(partner=partner, by=request.user, **form.cleaned_data)):
        return _done(request, partner, _("Budskabet står i kommunikationsstrategien."))
    return _page(request, form, partner, _("Nyt budskab"))


@require_http_methods(["GET", "POST"])
def message_edit(request: HttpRequest, message_id: UUID) -> HttpResponse:
    row = get_or_404(PartnerMessage.objects.select_related("partner"), message_id, request.user)
    partner = row.partner
    form = MessageEditForm(request.POST or None, instance=row, user=request.user)
    if carried_out(form, lambda: edit_message(row=row, by=request.user, **{"done_on": None, **form.cleaned_data})):
        return _done(request, partner, _("Budskabet er rettet."))
    return _page(request, form, partner, _("Ret budskab"))


@require_http_methods(["GET", "POST"])
def message_given(request: HttpRequest, message_id: UUID) -> HttpResponse:
    row = get_or_404(PartnerMessage.objects.select_related("partner"), message_id, request.user)
    form = GivenForm(request.POST or None)
    if carried_out(form, lambda: give_message(row=row, by=request.user, **form.cleaned_data)):
        return _done(request, row.partner, _("Det er skrevet, at partneren har hørt det."))
    return _page(request, form, row.partner, _("Partneren har hørt det"), lead=row.message)


def _partner(request: HttpRequest, partner_id: UUID) -> Partner:
    partner: Partner = get_or_404(Partner, partner_id, request.user, may=Can.MANAGE_PLACES)
    return partner


def _done(request: HttpRequest, partner: Partner, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(partner)


def _page(
    request: HttpRequest, form: HouseForm | HouseModelForm, partner: Partner, heading: str, lead: str = ""
) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "lead": lead or str(partner), "back": str(partner),
        "back_url": partner.get_absolute_url(),
    }  # fmt: skip
    return render(request, "directory/planning_form.html", context)
