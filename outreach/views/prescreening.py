"""*Forscreening*: filled in over several contacts, with what the program proposes in sight; decided, perhaps again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from cases.course_page import step_url
from cases.dates import short_day
from cases.forms.several import all_valid, refuse_in
from cases.models import Case
from outreach.access import get_course
from outreach.actions.prescreening import SCREENING, prescreen
from outreach.course_facts import REFERRED, of_course, referrer_words, screenings
from outreach.forms.prescreening import ROW, DecisionForm, PrescreeningForm, PrescreeningGoOnForm
from outreach.forms.referral_source import ReferralForm
from outreach.models import Prescreening
from outreach.models.prescreening import ANSWERS, Decision
from outreach.proposal import propose

AskedForm = PrescreeningForm | PrescreeningGoOnForm


@require_http_methods(["GET", "POST"])
def prescreening(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The one that is begun, or a new one with what the last one said. htmx gets what the program proposes alone."""
    case = get_course(request, case_id)
    data = request.POST or None
    asked = _asked(request, case)
    decided = DecisionForm(data)
    referral = _referral(request, case)
    forms = [form for form in (asked, decided, referral) if form is not None]
    if request.headers.get("HX-Request"):
        response = render(request, "outreach/prescreening_proposal.html", {"proposal": _proposal(asked)})
        patch_vary_headers(response, ["HX-Request"])
        return response
    if all_valid(forms):
        try:
            row = _save(case, asked, decided, referral, request.user)
        except ValidationError as error:
            refuse_in(forms, error)
        else:
            messages.success(request, _said(row))
            return redirect(step_url(case, SCREENING))
    context = {
        "case": case,
        "citizen": case.citizen,
        "form": asked,
        "decision": decided,
        "referral": referral,
        "referred": next((referrer_words(row) for row in of_course(case, REFERRED)), ""),
        "referral_url": reverse("outreach:referral", args=[case.pk]),
        "proposal": _proposal(asked),
        "begun": _begun_words(asked),
        "earlier": [one for one in screenings(case) if one.decided_on],
        "forms": forms,
        "cancel_url": step_url(case, SCREENING),
    }
    response = render(request, "outreach/prescreening.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _asked(request: HttpRequest, case: Case) -> AskedForm:
    """Goes on with the one that is begun; sent without having seen it, it is a new one, which the action judges."""
    begun = Prescreening.objects.visible_to(request.user).begun().filter(case=case).first()
    if begun and (request.method == "GET" or "version" in request.POST):
        return PrescreeningGoOnForm(request.POST or None, instance=begun)
    initial: dict[str, Any] = {}
    if request.method == "GET" and (last := Prescreening.objects.counting_first().filter(case=case).first()):
        initial = {name: getattr(last, name) for name in (*ANSWERS, "psychiatric_residence")}
    return PrescreeningForm(request.POST or None, initial=initial)


def _referral(request: HttpRequest, case: Case) -> ReferralForm | None:
    """Asked where nobody has said it."""
    if of_course(case, REFERRED):
        return None
    return ReferralForm(request.POST or None, user=request.user, optional=True, prefix="referral")


def _save(case: Case, asked: AskedForm, decided: DecisionForm, referral: ReferralForm | None, by: User) -> Prescreening:
    answers = {name: asked.cleaned_data[name] for name in ROW}
    reason, psychiatric = answers.pop("reason"), answers.pop("psychiatric_residence")
    return prescreen(
        case=case,
        answers=answers,
        psychiatric_residence=psychiatric,
        reason=reason,
        settled=decided.settled(reason),
        referral=referral.said() if referral else None,
        with_steps=decided.cleaned_data["with_steps"],
        entry_id=asked.cleaned_data.get("entry") or (None if asked.instance._state.adding else asked.instance.pk),
        by=by,
    )


def _begun_words(asked: AskedForm) -> str:
    """When it was begun and who wrote last, of one that goes on."""
    if not isinstance(asked, PrescreeningGoOnForm):
        return ""
    words = {
        "begun": short_day(asked.instance.begun_on),
        "day": short_day(timezone.localdate(asked.conflict_at)),
        "who": asked.conflict_by,
    }
    return _("Begyndt %(begun)s, sidst skrevet %(day)s af %(who)s") % words


def _proposal(asked: AskedForm) -> Any:
    answers, psychiatric = asked.typed()
    return propose(answers, psychiatric_residence=psychiatric)


def _said(row: Prescreening) -> str:
    if row.decided_on is None:
        return _("Gemt. Skriv videre, når I ved mere.")
    if row.decision == Decision.OUT:
        return _("Afgjort: uden for målgruppen. Skriv på forløbet, hvilken hjælp I giver i stedet.")
    return _("Afgjort %(day)s: %(decision)s.") % {
        "day": short_day(row.decided_on),
        "decision": str(Decision(row.decision).label).lower(),
    }
