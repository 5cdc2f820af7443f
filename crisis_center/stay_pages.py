"""The one way of the forms about a stay, at the centre and at home: valid → the action → back; else what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.forms.refusals import refuse


def stay_form(
    request: HttpRequest, form: BaseForm, do: Callable[[dict], object], *, called: str, heading: str, said: str,
    back: str, lead: str = "", template: str = "crisis_center/home_form.html", **context: object,
) -> HttpResponse:  # fmt: skip
    """`do(values)` is the action; it may raise ValidationError by field. `back`: where one came from and goes to.

    What a form calls `entry` the action knows as `entry_id`.
    """
    if form.is_valid():
        values = {"entry_id" if name == "entry" else name: value for name, value in form.cleaned_data.items()}
        try:
            do(values)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, said)
            return redirect(back)
    told = {"form": form, "called": called, "heading": heading, "lead": lead, "cancel_url": back}
    return render(request, template, {**told, **context})
