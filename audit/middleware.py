"""The first of our own middlewares: gives the request a number and the context what is known before sign-in."""

from __future__ import annotations

import ipaddress
import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from audit import access, context

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[0-9A-Za-z-]{8,64}")


class RequestStamp:
    """Sets `request.id`, request id and IP address in `audit.context`, and starts the request's access memory."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = _request_id(request)
        request.id = request_id  # type: ignore[attr-defined]
        with context.use(request_id=request_id, ip=_ip(request)), access.remembering():
            response = self.get_response(request)
        response.headers[HEADER] = request_id
        return response


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get(HEADER, "")
    return given if WELL_FORMED.fullmatch(given) else uuid.uuid4().hex


def _ip(request: HttpRequest) -> str | None:
    """The peer's address; behind our own proxy the last one it wrote, for the earlier ones can be invented."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None
