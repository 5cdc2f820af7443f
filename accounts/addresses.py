"""Where to go next, when a form or an address says so: never out of the house."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """`wanted` when it is a path of ours, else `otherwise`. A bare word is none: Django would take it for a view."""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else otherwise


def lead_back(request: HttpRequest, response: HttpResponseBase) -> None:
    """A form that was opened with `?next=` (a gap in a list, say) leads there when it is saved, whichever form it is.

    Pages of ours only: on the way in, a sign-in has steps of its own.
    """
    wanted = request.GET.get("next", "") if request.method == "POST" else ""
    match = request.resolver_match
    if wanted and response.status_code == 302 and match and match.namespace:
        response.headers["Location"] = own_address(request, wanted, response.headers["Location"])
