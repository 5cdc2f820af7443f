"""The small forms about an outreach course, which all lead back to its step."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from cases.course_page import step_url
from cases.form_page import form_page
from cases.models import Case


def course_form(
    request: HttpRequest, form: BaseForm, case: Case, do: Callable[[dict], object], *, heading: str, said: str,
    step: str, lead: str = "",
) -> HttpResponse:  # fmt: skip
    """As `form_page`."""
    return form_page(
        request, form, do, template="outreach/course_form.html", said=said, back=step_url(case, step),
        citizen=case.citizen, heading=heading, lead=lead,
    )  # fmt: skip
