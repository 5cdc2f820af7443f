"""The evaluation to take along: PDF, XLSX, CSV or JSON, with the numbers of the page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from measurements.report.formats import FORMATS
from measurements.views.evaluation import asked_for


@require_safe
def evaluation_file(request: HttpRequest, file_format: str) -> HttpResponse:
    """`?fra&til&sammenlign&kommune&udenfor` as on the page."""
    if file_format not in FORMATS:
        raise Http404
    asked = asked_for(request)
    if asked.form.errors:
        # The page says what is wrong, at the field.
        return redirect(f"{reverse('measurements:evaluation')}?{request.GET.urlencode()}")
    whole = FORMATS[file_format]
    scope = asked.readings[0].scope
    made = whole.make(asked.report(), scope.first, scope.last, timezone.localtime())
    answer = HttpResponse(made, content_type=whole.content_type)
    name = f"evaluering-{scope.first:%Y-%m-%d}-{scope.last:%Y-%m-%d}.{file_format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
