"""*Personer*: who works here, as what, and how they get in. The administrator's; no citizen is reached from here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotAllowed, require
from accounts.actions import people as actions
from accounts.forms.people import CloseAccessForm, MembershipForm, NewPersonForm, PersonForm
from accounts.leaving import left_by
from accounts.models import Membership, Organisation, User
from accounts.phones import written_work_phone
from accounts.policy import Can
from accounts.staff import find, person_or_404, why_not_close, with_roles, works_elsewhere

PAGE = 50


def _organisation(request: HttpRequest) -> Organisation:
    """The organisation one administers. Raises NotAllowed."""
    require(request.user, Can.MANAGE_USERS)
    return request.user.membership.organisation


def _own_login(request: HttpRequest, person_id: UUID) -> User:
    """A person whose sign-in is this organisation's alone. Raises Http404, NotAllowed."""
    organisation = _organisation(request)
    person = person_or_404(organisation, person_id)
    if works_elsewhere(person, organisation):
        raise NotAllowed(_("Personen arbejder også i en anden organisation, så I kan ikke ændre vedkommendes login."))
    return person


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """The list, fifty a page. A search is posted, so that no name stands in an address; htmx gets the rows only."""
    organisation = _organisation(request)
    text = request.POST.get("q", "").strip()
    found = find(organisation, text)
    side = request.GET.get("side", "")
    first = (int(side) - 1) * PAGE if side.isdecimal() and 0 < int(side) < 1000 else 0
    # A search shows its best; whoever is not among them is found by one more word.
    rows = with_roles(found[first : first + PAGE], organisation)
    page = first // PAGE + 1
    context = {
        "people": rows,
        "text": text,
        "count": len(found),
        "hidden": len(found) - len(rows) if text else 0,
        "newer_url": f"?side={page - 1}" if not text and page > 1 else "",
        "older_url": f"?side={page + 1}" if not text and first + PAGE < len(found) else "",
    }
    return render(request, "accounts/people_found.html" if request.htmx else "accounts/people.html", context)


@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    organisation = _organisation(request)
    form = NewPersonForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                person = actions.add_person(name=data["name"], email=data["email"], by=request.user)
                if not person.is_active:
                    actions.reopen_access(person=person, by=request.user)
                _give_role(request, form, person, organisation)
        except ValidationError as error:
            form.take(error)
        else:
            if form.is_known:
                messages.success(request, _("%(name)s har fået en rolle her.") % {"name": person})
            else:
                messages.success(
                    request, _("%(name)s er oprettet. Lav nu et link til at vælge adgangskode.") % {"name": person}
                )
            return redirect("accounts:person", person.pk)
    return render(request, "accounts/person_add.html", {"form": form})


def _give_role(request: HttpRequest, form: MembershipForm, person: User, organisation: Organisation) -> Membership:
    names = ("role", "unit", "team", "from_on", "to_on")
    return actions.give_role(
        person=person, organisation=organisation, by=request.user, **{name: form.cleaned_data[name] for name in names}
    )


@require_http_methods(["GET"])
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    organisation = _organisation(request)
    shown = person_or_404(organisation, person_id)
    held = Membership.objects.filter(user=shown, organisation=organisation).select_related("unit", "team")
    today = timezone.localdate()
    memberships = [(membership, _state(membership)) for membership in held.order_by("-from_on", "pk")]
    context = {
        "person": shown,
        "facts": [
            (_("E-mail"), shown.email),
            (_("Telefon på arbejdet"), written_work_phone(shown.phone)),
            (_("Sidst logget ind"), _when(shown.last_login)),
        ],
        "memberships": memberships,
        "has_role": any(membership.is_active(today) for membership, _state_of in memberships),
        "works_elsewhere": works_elsewhere(shown, organisation),
        "may_sign_in": shown.is_active,
        "has_password": shown.has_usable_password(),
        "why_not_close": why_not_close(shown, organisation, by=request.user),
    }
    return render(request, "accounts/person.html", context)


def _when(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else _("Har ikke logget ind")


def _state(membership: Membership) -> tuple[str, str]:
    """Whether it holds, as (words, tone of a badge)."""
    if membership.is_active():
        return _("Gælder nu"), "good"
    if membership.from_on > timezone.localdate():
        return _("Begynder senere"), "wait"
    return _("Slut"), ""


@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    edited = _own_login(request, person_id)
    form = PersonForm(request.POST or None, person=edited)
    if form.is_valid():
        actions.edit_person(person=edited, by=request.user, **form.cleaned_data)
        messages.success(request, _("Personen er rettet."))
        return redirect("accounts:person", edited.pk)
    return render(request, "accounts/person_edit.html", {"form": form, "person": edited})


@require_http_methods(["GET", "POST"])
def deactivate_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    organisation = _organisation(request)
    closed = person_or_404(organisation, person_id)
    why_not = why_not_close(closed, organisation, by=request.user)
    form = CloseAccessForm(request.POST or None)
    if not why_not and form.is_valid():
        left = left_by(closed, organisation)
        actions.close_access(person=closed, organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s har ikke længere adgang.") % {"name": closed})
        if left:
            messages.warning(request, _("Lederen skal nu fordele: %(left)s.") % {"left": ", ".join(left)})
        # Whose only roles began today never had one: the organisation does not know them any more.
        if not closed.memberships.filter(organisation=organisation).exists():
            return redirect("accounts:people")
        return redirect("accounts:person", closed.pk)
    context = {
        "form": form,
        "person": closed,
        "why_not": why_not,
        "left": left_by(closed, organisation),
        "works_elsewhere": works_elsewhere(closed, organisation),
    }
    return render(request, "accounts/person_close.html", context)


@require_POST
def reactivate_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    opened = _own_login(request, person_id)
    actions.reopen_access(person=opened, by=request.user)
    messages.success(request, _("%(name)s kan logge ind igen. Giv nu en rolle.") % {"name": opened})
    return redirect("accounts:person", opened.pk)


@require_POST
def password_link(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Shown this once, and mailed to the person when the installation can send mail."""
    invited = _own_login(request, person_id)
    if not invited.is_active:
        raise NotAllowed(_("Personen har ikke adgang. Åbn adgangen først."))
    link = actions.make_password_link(person=invited, address=request.build_absolute_uri("/"), by=request.user)
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
    if settings.SENDS_MAIL:
        text = render_to_string("accounts/mail/password_link.txt", {"person": invited, "link": link, "days": days})
        subject = _("Vælg din adgangskode til Brobyg")
        transaction.on_commit(lambda: send_mail(subject, text, None, [invited.email]))
    context = {"person": invited, "link": link, "days": days, "was_mailed": settings.SENDS_MAIL}
    return render(request, "accounts/password_link.html", context)


@require_http_methods(["GET", "POST"])
def add_membership(request: HttpRequest, person_id: UUID) -> HttpResponse:
    organisation = _organisation(request)
    hired = person_or_404(organisation, person_id)
    if not hired.is_active:
        raise NotAllowed(_("Personen har ikke adgang. Åbn adgangen først."))
    form = MembershipForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        try:
            _give_role(request, form, hired, organisation)
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, _("Rollen er givet."))
            return redirect("accounts:person", hired.pk)
    return render(request, "accounts/membership.html", {"form": form, "person": hired})


@require_http_methods(["GET", "POST"])
def edit_membership(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    organisation = _organisation(request)
    membership = Membership.objects.with_names().filter(pk=membership_id, organisation=organisation).first()
    if membership is None:
        raise Http404
    person = membership.user
    form = MembershipForm(request.POST or None, organisation=organisation, membership=membership)
    if form.is_valid():
        try:
            actions.change_membership(membership=membership, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, _("Rollen er rettet."))
            return redirect("accounts:person", person.pk)
    context = {
        "form": form,
        "person": person,
        "membership": membership,
        "left": left_by(person, organisation, membership.unit) if membership.unit else [],
    }
    return render(request, "accounts/membership.html", context)
