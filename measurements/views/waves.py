"""One wave: begun, answered, closed, and one answer corrected."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.forms.base import HouseForm
from accounts.policy import Can, may
from directory.views.saving import carried_out
from measurements.actions.fidelity import answer_wave, begin_wave, close_wave, correct_answer
from measurements.fidelity import Instrument, with_answers
from measurements.fidelity_items import degree_words, items_of
from measurements.fidelity_page import corrections, locked_rows, wave_meta
from measurements.forms.fidelity import AnswersForm, BarometerWaveForm, CorrectionForm, ProjectWaveForm
from measurements.models import FidelityWave


@require_http_methods(["GET", "POST"])
def wave_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.ANSWER_FIDELITY)
    form = ProjectWaveForm(request.POST or None)
    return _begin(request, form, Instrument.PROJECT, _("Ny måling"), reverse("measurements:fidelity"))


@require_http_methods(["GET", "POST"])
def barometer_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.ANSWER_FIDELITY)
    taken = set(FidelityWave.objects.of_unit(request.user, Instrument.BAROMETER).values_list("on", flat=True))
    form = BarometerWaveForm(request.POST or None, taken=taken)
    back = reverse("measurements:barometer")
    if not form.fields["on"].choices:
        messages.info(request, _("De tre seneste halvår har hver sin måling."))
        return redirect(back)
    return _begin(request, form, Instrument.BAROMETER, _("Nyt barometer"), back)


@require_safe
def wave(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Question by question, and what was corrected after it was closed: for everybody in the unit."""
    row = get_or_404(FidelityWave, wave_id, request.user)
    may_answer = may(request.user, Can.ANSWER_FIDELITY)
    [answers] = with_answers([row])
    is_open = may_answer and not row.is_closed
    context = {
        "wave": row,
        "meta": wave_meta(answers),
        "rows": locked_rows(answers, may_answer and row.is_closed),
        "corrections": corrections(answers),
        "answer_url": reverse("measurements:wave_answer", args=[row.pk]) if is_open else "",
        "close_url": reverse("measurements:wave_close", args=[row.pk]) if is_open else "",
        "back_url": _page_of(row),
    }
    return render(request, "measurements/wave.html", context)


@require_http_methods(["GET", "POST"])
def wave_answer(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Every question of an open wave. Who answers second keeps what they typed, and sees what the first answered."""
    row = get_or_404(FidelityWave, wave_id, request.user, may=Can.ANSWER_FIDELITY)
    if row.is_closed:
        messages.info(request, _("Målingen er lukket. Ret et svar ad gangen, og skriv hvorfor."))
        return redirect(row)
    [answers] = with_answers([row])
    form = AnswersForm(request.POST or None, answers=answers)
    if form.is_valid():
        try:
            answer_wave(wave=row, answers=form.given(), seen=form.seen(), by=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Svarene er gemt."))
            return redirect(row)
    context = {
        "form": form,
        "heading": row.name,
        "lead": f"{row.get_instrument_display()} · {_('Hvert spørgsmål kan stå åbent.')}",
        "back_url": row.get_absolute_url(),
        "back": row.name,
        "css": "wide scale",
    }
    return render(request, "measurements/form.html", context)


@require_POST
def wave_close(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    row = get_or_404(FidelityWave, wave_id, request.user, may=Can.ANSWER_FIDELITY)
    close_wave(wave=row, by=request.user)
    messages.success(request, _("Målingen er lukket."))
    return redirect(_page_of(row))


@require_http_methods(["GET", "POST"])
def wave_correct(request: HttpRequest, wave_id: UUID, item: str) -> HttpResponse:
    """One answer of a closed wave, anew and with the reason."""
    row = get_or_404(FidelityWave, wave_id, request.user, may=Can.ANSWER_FIDELITY)
    asked = items_of(row.instrument).get(item)
    if asked is None:
        raise Http404
    if not row.is_closed:
        return redirect(row)
    form = CorrectionForm(request.POST or None, wave=row)
    if carried_out(form, lambda: correct_answer(wave=row, item=item, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Svaret er rettet. Det tidligere svar står i historikken."))
        return redirect(row)
    [answers] = with_answers([row])
    words = degree_words(row.instrument, answers.value(item)) or _("ikke besvaret")
    context = {
        "form": form,
        "heading": asked.text,
        "lead": _("%(wave)s · svaret er nu »%(answer)s«") % {"wave": row.name, "answer": words},
        "back_url": row.get_absolute_url(),
        "back": row.name,
    }
    return render(request, "measurements/form.html", context)


def _begin(request: HttpRequest, form: HouseForm, instrument: Instrument, heading: str, back_url: str) -> HttpResponse:
    made: list[FidelityWave] = []
    unit = request.user.membership.unit

    def begin() -> None:
        made.append(begin_wave(unit=unit, instrument=instrument, by=request.user, **form.cleaned_data))

    if carried_out(form, begin):
        return redirect("measurements:wave_answer", made[0].pk)
    context = {"form": form, "heading": heading, "back_url": back_url, "back": _("Modeltro")}
    return render(request, "measurements/form.html", context)


def _page_of(row: FidelityWave) -> str:
    is_barometer = row.instrument == Instrument.BAROMETER
    return reverse("measurements:barometer" if is_barometer else "measurements:fidelity")
