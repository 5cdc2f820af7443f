"""The shell of the app and its API. None of it reads a cookie: signing in here is the tablet's own."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import translation
from django.views.decorators.cache import never_cache

from field.api import api
from field.views import shell


def _spoken_by_token(view: Callable[..., Any]) -> Callable[..., Any]:
    """Signs in by itself, and opens a transaction for each entry: the one around the request would bind them all."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # The tablet sends no cookie, so it says its language itself.
        wanted = request.headers.get("Accept-Language", "")
        with translation.override(wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            return view(request, *args, **kwargs)

    spoken.outside_transaction = True  # type: ignore[attr-defined]
    return login_not_required(never_cache(spoken))


def _api() -> Iterator[URLPattern]:
    for pattern in api.urls[0]:
        # django-ninja's own root page tells nothing here.
        if not isinstance(pattern, URLPattern) or pattern.callback is None or pattern.name == "api-root":
            continue
        view = _spoken_by_token(pattern.callback)
        yield path(f"field/api/v1/{pattern.pattern}", view, name=f"api_{pattern.name}")


urlpatterns = [
    path("field/", shell.shell, name="shell"),
    path("field/sw.js", shell.worker, name="worker"),
    path("field/manifest.webmanifest", shell.manifest, name="manifest"),
    path("field/ord/<str:language>.json", shell.spoken, name="words"),
    path("field/api/v1/openapi.json", shell.openapi, name="openapi"),
    *_api(),
]
