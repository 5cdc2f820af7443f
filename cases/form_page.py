"""The one way of a small form: valid → the action → back; else the form again, with what is wrong and all that was
typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.forms.refusals import refuse


def form_page(
    request: HttpRequest,
    form: BaseForm,
    do: Callable[[dict[str, Any]], object],
    *,
    template: str,
    said: str | Callable[[Any], str],
    back: str,
    names: Mapping[str, str] | None = None,
    **context: object,
) -> HttpResponse:
    """`do(values)` is the action; it may raise ValidationError by field. `said`: what is told afterwards, or how to say
    it of what the action made. `back`: where one came from and goes to. `names`: the action's name of a field → the
    form's. `context`: what the template shows beside the form.
    """
    if form.is_valid():
        try:
            made = do(dict(form.cleaned_data))
        except ValidationError as error:
            refuse(form, error, **(names or {}))
        else:
            messages.success(request, said if isinstance(said, str) else said(made))
            return redirect(back)
    return render(request, template, {"form": form, "cancel_url": back, **context})
