"""The app's shell: the same for everybody, without sign-in, so it holds nothing about anybody."""

from __future__ import annotations

import json

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from field.api import api
from field.build import build
from field.words import words

#: Under it a script can only be made from an address that the app's one policy lets through.
_TRUSTED = {"require-trusted-types-for": ["'script'"], "trusted-types": ["sw-url"]}
#: The worker is one file and makes none.
_ALONE = {"require-trusted-types-for": ["'script'"], "trusted-types": ["'none'"]}
#: Rounds of PBKDF2 with which the code is stretched on a tablet; tests turn it down.
CODE_ROUNDS = 600_000


@login_not_required
@require_safe
@csp_update(_TRUSTED)
def shell(request: HttpRequest) -> HttpResponse:
    context = {"build": build().id, "rounds": getattr(settings, "FIELD_CODE_ROUNDS", CODE_ROUNDS)}
    response = render(request, "field/shell.html", context)
    response.headers["Cache-Control"] = "no-cache"
    # Only here, and only asked for on a tap: to sort places by nearness.
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self), browsing-topics=()"
    return response


@login_not_required
@require_safe
@csp_update(_ALONE)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of this build, with the list of what it keeps."""
    made = build()
    languages = [reverse("field:words", args=[code]) for code, _name in settings.LANGUAGES]
    kept = [reverse("field:shell"), reverse("field:manifest"), *languages, *made.files]
    context = {"build": made.id, "kept": json.dumps(kept), "shell": reverse("field:shell")}
    response = render(request, "field/sw.js", context, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    content = {
        "name": _("Brobyg felt"),
        "short_name": "Brobyg",
        "id": reverse("field:shell"),
        "start_url": reverse("field:shell"),
        "scope": reverse("field:shell"),
        "display": "standalone",
        "lang": "da",
        "background_color": "#ffffff",
        "theme_color": "#17242b",
        "icons": [
            {"src": static("field/icon-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": static("field/icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {"src": static("field/icon-mask.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@login_not_required
@require_safe
def spoken(request: HttpRequest, language: str) -> JsonResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return JsonResponse(words(), headers={"Cache-Control": "no-cache"})


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """What the API takes and answers, for whoever runs the installation."""
    require(request.user, Can.MANAGE_UNITS)
    return JsonResponse(api.get_openapi_schema(path_prefix="/field/api/v1/"))
