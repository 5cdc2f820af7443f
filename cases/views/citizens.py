"""Finding a citizen: search first, then one's own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import require
from accounts.policy import Can, may
from cases.duplicates import likely_count
from cases.search import find_citizens, own_citizens


@require_http_methods(["GET", "POST"])
def citizens(request: HttpRequest) -> HttpResponse:
    """What is searched for comes by POST only: an address stays in logs and in the browser."""
    require(request.user, Can.SEE_CITIZEN)
    text = request.POST.get("q", "").strip()
    context = {"text": text, "hits": find_citizens(request.user, text) if text else []}
    if not text:
        context["own"] = own_citizens(request.user)
        context["likely_count"] = likely_count(request.user) if may(request.user, Can.JOIN_CITIZENS) else 0
    template = "cases/citizen_results.html" if request.headers.get("HX-Request") else "cases/citizens.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
def citizen_find(request: HttpRequest) -> HttpResponse:
    """Hits to choose among inside another form: checkboxes named as `name` says ("citizens")."""
    require(request.user, Can.SEE_CITIZEN)
    text = request.POST.get("q", "").strip()
    name = "citizen" if request.POST.get("picker") == "one" else "citizens"
    context = {"text": text, "hits": find_citizens(request.user, text), "name": name, "one": name == "citizen"}
    return render(request, "cases/citizen_picker.html", context)
