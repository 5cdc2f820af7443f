"""Answering together with the citizen: begin, one theme at a time, end; and what was not made or is put right."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.refusals import refuse
from measurements.access import get_instrument, get_measured_course, get_measurement
from measurements.actions.measurement import answer, begin, correct, end, not_answered, reopen
from measurements.forms.measurement import CorrectForm, EndForm, NotAnsweredForm, ThemeForm
from measurements.instruments import Theme
from measurements.models import Measurement, Occasion


@require_POST
def begin_measurement(request: HttpRequest, case_id: UUID, instrument: str, when: str) -> HttpResponse:
    """Begins, or goes on where one stopped: at the first theme with something unanswered."""
    case = get_measured_course(request, case_id)
    version = get_instrument(request.user, instrument)
    try:
        row = begin(case=case, version=version, occasion=when, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("measurements:measured", case.pk)
    left = next((theme for theme in row.version.read if any(item.key not in row.answers for item in theme.items)), None)
    return redirect("measurements:theme", row.pk, (left or row.version.read[0]).key)


@require_http_methods(["GET", "POST"])
def not_made(request: HttpRequest, case_id: UUID, instrument: str, when: str) -> HttpResponse:
    case = get_measured_course(request, case_id)
    version = get_instrument(request.user, instrument)
    if when not in Occasion.values:
        raise Http404
    form = NotAnsweredForm(request.POST or None)
    if form.is_valid():
        try:
            not_answered(case=case, version=version, occasion=when, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Skrevet. Målingen bliver stående med grunden."))
            return redirect("measurements:measured", case.pk)
    context = {"form": form, "case": case, "citizen": case.citizen, "version": version}
    return render(request, "measurements/not_made.html", context | {"occasion": Occasion(when).label})


@require_http_methods(["GET", "POST"])
def theme(request: HttpRequest, measurement_id: UUID, theme: str) -> HttpResponse:
    """One theme, for the citizen's eyes: nothing else of the case stands there."""
    row = get_measurement(request, measurement_id)
    here = next((one for one in row.version.read if one.key == theme), None)
    if here is None:
        raise Http404
    if row.is_locked:
        return redirect(row)
    form = ThemeForm(request.POST or None, theme=here, answers=row.answers)
    if form.is_valid():
        try:
            answer(measurement=row, given=form.given, by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            return _onwards(request, row, here)
    tabs = [(one.title, one.key, one is here, _answered(row, one)) for one in row.version.read]
    return render(request, "measurements/theme.html", {"row": row, "theme": here, "form": form, "tabs": tabs})


def _answered(row: Measurement, theme: Theme) -> bool:
    return all(item.key in row.answers for item in theme.items)


def _onwards(request: HttpRequest, row: Measurement, here: Theme) -> HttpResponse:
    """To the theme whose button was pressed, to the course on pause, else to the next theme or the end."""
    themes = [one.key for one in row.version.read]
    if "pause" in request.POST:
        messages.success(request, _("Svarene er gemt. Målingen kan tages op igen."))
        return redirect("measurements:measured", row.case_id)
    if (chosen := request.POST.get("til", "")) in themes:
        return redirect("measurements:theme", row.pk, chosen)
    following = themes[themes.index(here.key) + 1 :]
    return redirect("measurements:theme", row.pk, following[0]) if following else redirect("measurements:end", row.pk)


@require_http_methods(["GET", "POST"])
def end_measurement(request: HttpRequest, measurement_id: UUID) -> HttpResponse:
    row = get_measurement(request, measurement_id)
    if row.is_locked:
        return redirect(row)
    form = EndForm(request.POST or None, measurement=row)
    if form.is_valid():
        try:
            answer(measurement=row, given={}, open_=form.open, by=request.user)
            end(measurement=row, answered_on=form.cleaned_data["answered_on"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Målingen er gemt og låst."))
            return redirect("measurements:measured", row.case_id)
    left = [row.version.items[key].text for key in row.unanswered]
    return render(
        request, "measurements/end.html", {"row": row, "citizen": row.case.citizen, "form": form, "left": left}
    )


@require_POST
def reopen_measurement(request: HttpRequest, measurement_id: UUID) -> HttpResponse:
    row = get_measurement(request, measurement_id)
    try:
        reopen(measurement=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(row)
    return redirect("measurements:theme", row.pk, row.version.read[0].key)


@require_http_methods(["GET", "POST"])
def correct_measurement(request: HttpRequest, measurement_id: UUID) -> HttpResponse:
    row = get_measurement(request, measurement_id)
    form = CorrectForm(request.POST or None, measurement=row)
    if form.is_valid():
        said = form.cleaned_data
        try:
            new = correct(
                measurement=row, given=form.given, reason=said["correction_reason"], answered_on=said["answered_on"],
                by=request.user,
            )  # fmt: skip
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Svarene er rettet. De gamle er gemt."))
            return redirect(new)
    return render(request, "measurements/correct.html", {"row": row, "citizen": row.case.citizen, "form": form})
