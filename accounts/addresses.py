"""Where to go next, when a form or an address says so: never out of the house."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """`wanted` when it is a path of ours, else `otherwise`. A bare word is none: Django would take it for a view."""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else otherwise
