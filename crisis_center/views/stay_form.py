"""One form about a stay: drawn, refused with everything kept, or done and back to the stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.forms.refusals import refuse
from crisis_center.models import Stay
from crisis_center.stay_page import called


def stay_form(
    request: HttpRequest,
    stay: Stay,
    form: forms.BaseForm,
    act: Callable[..., Any],
    *,
    heading: str,
    done: str,
    lead: str = "",
    back: str = "",
    names: Mapping[str, str] | None = None,
) -> HttpResponse:
    """`act(**cleaned_data)` writes; its ValidationError goes to the field. `back`: another page than the stay's.
    `names`: the action's name of a field → the form's.
    """
    back = back or stay.get_absolute_url()
    if form.is_valid():
        try:
            act(**form.cleaned_data)
        except ValidationError as error:
            refuse(form, error, **(names or {}))
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "heading": heading, "called": called(stay), "lead": lead, "cancel_url": back}
    return render(request, "crisis_center/stay_form.html", context)
