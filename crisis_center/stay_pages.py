"""The forms about a stay, at the centre and at home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from cases.form_page import form_page
from crisis_center.models import Stay
from crisis_center.stay_page import called


def stay_form(
    request: HttpRequest, form: BaseForm, do: Callable[[dict], object], *, called: str, heading: str, said: str,
    back: str, lead: str = "", template: str = "crisis_center/home_form.html",
    names: Mapping[str, str] | None = None, **context: object,
) -> HttpResponse:  # fmt: skip
    """As `form_page`. What a form calls `entry` the action knows as `entry_id`."""

    def act(values: dict) -> None:
        do({"entry_id" if name == "entry" else name: value for name, value in values.items()})

    return form_page(
        request, form, act, template=template, said=said, back=back, names=names, called=called, heading=heading,
        lead=lead, **context,
    )  # fmt: skip


def duty_form(
    request: HttpRequest, stay: Stay, form: BaseForm, act: Callable[..., Any], *, heading: str, done: str,
    lead: str = "", back: str = "", names: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """What a shift writes about a stay: `act(**values)` writes, and one is back at the stay unless `back` says else."""
    return stay_form(
        request, form, lambda values: act(**values), called=called(stay), heading=heading, said=done, lead=lead,
        back=back or stay.get_absolute_url(), template="crisis_center/stay_form.html", names=names,
    )  # fmt: skip
