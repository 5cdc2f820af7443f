"""*Screening*: written over several talks, concluded, and made again when things have changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from cases.course_page import step_url
from cases.dates import short_day
from cases.forms.several import all_valid, refuse_in
from cases.models import Case, CasePeriod
from crisis_center.access import get_crisis_course
from crisis_center.actions.screening import SCREENING, screen
from crisis_center.forms.screening import ROW, ConclusionForm, ScreeningForm, ScreeningGoOnForm
from crisis_center.models import Screening
from crisis_center.spotting_parts import refer_url

AskedForm = ScreeningForm | ScreeningGoOnForm


@require_http_methods(["GET", "POST"])
def screening(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The one that is open, or a new one with what the last one said. On a closed course: those there were."""
    case = get_crisis_course(request, case_id)
    rows = list(Screening.objects.filter(case=case).select_related("concluded_by").newest_first())
    is_open = CasePeriod.objects.filter(case=case, closed_at=None).exists()
    concluded = ConclusionForm(request.POST or None)
    asked = _asked(request, rows)
    forms = [asked, concluded]
    if request.method == "POST" and all_valid(forms):
        try:
            row = _save(case, asked, concluded, request.user)
        except ValidationError as error:
            refuse_in(forms, error)
        else:
            messages.success(request, _said(row))
            follows = refer_url(case) if row.conclusion == Screening.Conclusion.REFER else ""
            return redirect(follows or step_url(case, SCREENING))
    context = {
        "case": case,
        "citizen": case.citizen,
        "form": asked,
        "conclusion": concluded,
        "forms": forms,
        "is_open": is_open,
        "begun": _begun_words(asked),
        "earlier": [_read(row) for row in rows if row.concluded_at],
        "refer_url": refer_url(case),
        "cancel_url": step_url(case, SCREENING),
    }
    return render(request, "crisis_center/screening.html", context)


def _asked(request: HttpRequest, rows: list[Screening]) -> AskedForm:
    """Goes on with the one that is open; sent without having seen it, it is a new one, which the action judges."""
    open_row = next((row for row in rows if row.concluded_at is None), None)
    if open_row and (request.method == "GET" or "version" in request.POST):
        return ScreeningGoOnForm(request.POST or None, instance=open_row)
    initial: dict[str, Any] = {}
    if request.method == "GET" and rows:
        initial = {name: getattr(rows[0], name) for name in ROW}
    return ScreeningForm(request.POST or None, initial=initial)


def _save(case: Case, asked: AskedForm, concluded: ConclusionForm, by: User) -> Screening:
    seen = {name: asked.cleaned_data[name] for name in ROW}
    entry_id = asked.cleaned_data.get("entry") or (None if asked.instance._state.adding else asked.instance.pk)
    return screen(case=case, entry_id=entry_id, concluded=concluded.concluded(), by=by, **seen)


def _begun_words(asked: AskedForm) -> str:
    """When it was begun and who wrote last, of one that goes on."""
    if not isinstance(asked, ScreeningGoOnForm):
        return ""
    words = {
        "begun": short_day(timezone.localdate(asked.instance.begun_at)),
        "day": short_day(timezone.localdate(asked.conflict_at)),
        "who": asked.conflict_by,
    }
    return _("Begyndt %(begun)s, sidst skrevet %(day)s af %(who)s") % words


def _read(row: Screening) -> dict[str, Any]:
    """One that was concluded, to read."""
    assert row.concluded_at is not None
    dangers = {"danger_body": _("fysisk"), "danger_mind": _("psykisk"), "danger_social": _("socialt")}
    facts = [
        (_("Stofbruget er kaotisk"), row.get_chaotic_use_display()),
        (_("Kontakt til stofbehandling"), row.get_treatment_contact_display()),
        (_("Akut fare"), ", ".join(label for name, label in dangers.items() if getattr(row, name))),
        (_("Livstruende"), row.get_life_threatening_display()),
        (_("Hvad faren er"), row.danger_words),
        (_("Går hurtigere ned ad bakke"), row.get_decline_accelerating_display()),
        (_("Borgerens eget ønske"), row.citizens_wish),
        (_("Ønsker om hjemkommunen"), row.home_wishes),
        (_("Kan rejse alene"), row.get_travels_alone_display()),
        (_("Brug for det første døgn"), row.first_needs),
        (_("Kendte sygdomme og medicin"), row.known_illness),
        (_("Mentorens begrundelse"), row.reason),
        (_("I stedet"), row.instead),
        (_("Venter til"), short_day(row.wait_until) if row.wait_until else ""),
    ]
    words = {
        "conclusion": row.get_conclusion_display(),
        "day": short_day(timezone.localdate(row.concluded_at)),
        "who": row.concluded_by,
    }
    return {"title": _("%(conclusion)s · %(day)s, %(who)s") % words, "facts": facts}


def _said(row: Screening) -> str:
    if row.concluded_at is None:
        return _("Gemt. Skriv videre, når I ved mere.")
    if row.conclusion == Screening.Conclusion.WAIT and row.wait_until:
        return _("Gemt. Den venter på dig %(day)s.") % {"day": short_day(row.wait_until)}
    return _("Screeningen er konkluderet: %(conclusion)s.") % {"conclusion": row.get_conclusion_display()}
