"""What was typed to a centre is kept while the citizen's consent is written, and forgotten when it was shown again.

Encrypted: a session lies in the database, and this is about somebody's health.
"""

from __future__ import annotations

import base64
import json
from uuid import UUID

from django.http import HttpRequest

from audit.encryption import Unreadable, decrypt, encrypt

_KEY, _BOUND = "centre_draft", "crisis_center.draft"


def keep_draft(request: HttpRequest, case_id: UUID) -> None:
    """The form as it was sent. One at a time: the next takes its place."""
    typed = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    sealed = encrypt(json.dumps({"case": str(case_id), "typed": typed}), bound_to=_BOUND)
    request.session[_KEY] = base64.b64encode(sealed).decode()


def take_draft(request: HttpRequest, case_id: UUID) -> dict[str, str]:
    """What was kept for this course, by field; empty when there is nothing. It is kept no longer."""
    sealed = request.session.pop(_KEY, "")
    if not sealed:
        return {}
    try:
        kept = json.loads(decrypt(base64.b64decode(sealed), bound_to=_BOUND))
    except (Unreadable, ValueError):
        return {}
    typed: dict[str, str] = kept["typed"] if kept["case"] == str(case_id) else {}
    return typed
