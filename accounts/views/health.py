"""Whether the service can do its work: for a load balancer and a watch."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from audit.database import standing

log = logging.getLogger("brobyg.health")


@login_not_required
@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """200 {"database": "ok", "triggers": "ok"}, or 503 with what is missing. Names no table to the outside."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = standing()
    except DatabaseError:
        log.exception("database does not answer")
        return JsonResponse({"database": "unreachable"}, status=503)
    if missing:
        log.error("guards missing: %s", ", ".join(missing))
        return JsonResponse({"database": "ok", "triggers": "missing"}, status=503)
    return JsonResponse({"database": "ok", "triggers": "ok"})


healthz.outside_transaction = True
