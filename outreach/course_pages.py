"""The one way of the small forms about an outreach course: valid → the action → the course; else what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.forms.refusals import refuse
from cases.course_page import step_url
from cases.models import Case


def course_form(
    request: HttpRequest, form: BaseForm, case: Case, do: Callable[[dict], object], *, heading: str, said: str,
    step: str, lead: str = "",
) -> HttpResponse:  # fmt: skip
    """`do(values)` is the action; it may raise ValidationError by field."""
    back = step_url(case, step)
    if form.is_valid():
        try:
            do(dict(form.cleaned_data))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, said)
            return redirect(back)
    context = {
        "form": form,
        "citizen": case.citizen,
        "heading": heading,
        "lead": lead,
        "cancel_url": back,
    }
    return render(request, "outreach/course_form.html", context)
