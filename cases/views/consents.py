"""*Samtykke*: given, read, taken back; and a note that is passed on under one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotAllowed, get_or_404
from accounts.addresses import own_address
from accounts.forms.refusals import refuse
from accounts.policy import Can, why_not
from cases.access import get_known_citizen
from cases.actions.consent import give_consent, let_consent_lapse, share_note, withdraw_consent
from cases.consents import consents_to_share, not_passed_on, standing_words, why_no_consent
from cases.dates import short_day
from cases.forms.consent import ConsentForm, ShareForm, WithdrawForm
from cases.forms.receiver import RECEIVER
from cases.models import Case, Citizen, Consent, Contact, NoteSharing, Other
from cases.reach import reaches
from cases.views.contacts import load_contact

#: What a renewal takes over; who gives it to whom and when is asked anew.
_RENEWED = (*RECEIVER, "direction", "kinds_words", "purpose")


@require_http_methods(["GET", "POST"])
def consent_new(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """`?fornyer=` a consent whose words are proposed again; `?til=` to whom, for which course `?forloeb=`;
    `?next=` where it was needed."""
    citizen = get_known_citizen(request, citizen_id, may=Can.MANAGE_CASE)
    back = own_address(request, request.GET.get("next", ""), citizen.get_absolute_url())
    if why := why_no_consent(citizen):
        return render(request, "cases/consent_new.html", {"citizen": citizen, "why_not": why, "back": back})
    courses = list(Case.objects.visible_to(request.user).filter(citizen=citizen).open().order_by("pk"))
    form = ConsentForm(
        request.POST or None, user=request.user, citizen=citizen, courses=courses, initial=_begun(request, citizen)
    )
    if form.is_valid():
        try:
            give_consent(citizen=citizen, by=request.user, **form.consent)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Samtykket er skrevet."))
            return redirect(back)
    return render(request, "cases/consent_new.html", {"citizen": citizen, "form": form, "back": back})


def _begun(request: HttpRequest, citizen: Citizen) -> dict:
    if to_whom := request.GET.get("til"):
        return {"other_kind": Other.OTHER, "other_name": to_whom, "case": request.GET.get("forloeb", "")}
    try:
        key = UUID(request.GET.get("fornyer", ""))
    except ValueError:
        return {}
    old = Consent.objects.visible_to(request.user).filter(pk=key, citizen=citizen).first()
    if old is None:
        return {}
    length = old.to_on - old.given_on
    values = {name: getattr(old, name) for name in _RENEWED}
    return {**values, "kinds": old.kinds.split(), "to_on": timezone.localdate() + min(length, timedelta(days=365))}


@require_safe
def consent(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """One consent and what was passed on under it."""
    row = _consent(request, consent_id)
    today = timezone.localdate()
    sharings = NoteSharing.objects.visible_to(request.user).filter(consent=row).select_related("contact", "shared_by")
    context = {
        "consent": row,
        "citizen": row.citizen,
        "badge": standing_words(row.to_on, row.withdrawn_on, today),
        "facts": _facts(row),
        "sharings": [_sharing_row(one) for one in sharings.order_by("-shared_on", "-pk")],
        "letters": list(row.gp_orientations.order_by("-told_on", "-pk")),
        "may_manage": reaches(request.user, Can.MANAGE_CASE, row.citizen),
        "ends_soon": row.withdrawn_on is None and row.let_lapse_on is None,
    }
    return render(request, "cases/consent.html", context)


def _facts(row: Consent) -> list[tuple[str, str]]:
    day = {"day": short_day(row.given_on), "who": row.given_to}
    how = str(row.get_given_how_display())
    withdrawn = row.withdrawn_on and f"{short_day(row.withdrawn_on)}, {row.get_withdrawn_how_display().lower()}"
    return [
        (_("Hvad vi må"), str(row.get_direction_display())),
        (_("Oplysninger"), row.covers),
        (_("Bruges til"), row.purpose),
        (_("Forløb"), str(row.case) if row.case else ""),
        (_("Givet"), f"{how} " + _("%(day)s til %(who)s") % day),
        (_("Gælder til og med"), short_day(row.to_on)),
        (_("Trukket tilbage"), withdrawn or ""),
    ]


def _sharing_row(one: NoteSharing) -> dict[str, str]:
    parts = (str(one.get_how_display()), str(one.shared_by))
    return {
        "title": _("Notat givet videre %(day)s") % {"day": short_day(one.shared_on)},
        "url": one.contact.get_absolute_url(),
        "meta": " · ".join(parts),
    }


@require_http_methods(["GET", "POST"])
def consent_withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    row = _consent(request, consent_id, may=Can.MANAGE_CASE)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw_consent(consent=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Samtykket er trukket tilbage. Der kan ikke deles mere under det."))
            return redirect(row.citizen)
    return render(request, "cases/consent_withdraw.html", {"form": form, "consent": row, "citizen": row.citizen})


@require_POST
def consent_lapse(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    row = _consent(request, consent_id, may=Can.MANAGE_CASE)
    let_consent_lapse(consent=row, by=request.user)
    messages.success(request, _("Samtykket fornyes ikke og venter ikke mere."))
    return redirect(own_address(request, request.POST.get("next", ""), row.get_absolute_url()))


@require_http_methods(["GET", "POST"])
def note_share(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """*Del notatet*: what of it was passed on. Without a consent that holds the page says what is missing."""
    contact: Contact = load_contact(request, contact_id)
    if contact.citizen is None:
        raise NotAllowed(_("Kontakten hører ikke til en borger, så der er intet samtykke at dele efter."), contact)
    citizen = get_known_citizen(request, contact.citizen_id, may=Can.MANAGE_CASE)
    if not contact.may_read_note:
        raise NotAllowed(why_not(Can.READ_TEAM_NOTES), contact)
    today = timezone.localdate()
    consents = consents_to_share(citizen, today)
    form = ShareForm(request.POST or None, consents=consents)
    if form.is_valid():
        answers = form.cleaned_data
        try:
            share_note(contact=contact, entry_id=answers.pop("entry"), by=request.user, **answers)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Skrevet: delt under samtykket."))
            return redirect(contact)
    context = {
        "form": form,
        "contact": contact,
        "citizen": citizen,
        "consents": list(consents),
        "not_passed_on": not_passed_on(consents, request.user, today).items(),
    }
    return render(request, "cases/note_share.html", context)


def _consent(request: HttpRequest, consent_id: UUID, *, may: Can | None = None) -> Consent:
    """The consent and, as `consent.citizen`, the citizen; raises like `get_known_citizen`."""
    rows = Consent.objects.select_related("partner", "given_to", "case")
    row: Consent = get_or_404(rows, consent_id, request.user)
    row.citizen = get_known_citizen(request, row.citizen_id, may=may)
    return row
