"""What a worker carries along to read without a network: the few facts that outreach needs, and no note."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from audit.access import log_list
from cases.models import Citizen
from field.access import READ_FOR
from field.carried import agenda, people, places, visits
from field.describe import Lists, describe
from field.kinds import all_kinds


@dataclass(frozen=True)
class Snapshot:
    body: bytes
    etag: str
    citizen_ids: list[UUID]


def snapshot(user: User) -> Snapshot:
    """Whole, never a part: the tablet puts it in place of the one it has. The looks are in the access log."""
    found = people(user)
    lists = Lists()
    content: dict[str, Any] = {
        "user": {"id": str(user.pk), "name": user.name, "initials": user.initials},
        "people": found,
        "agenda": agenda(user),
        "places": places(user),
        "visits": visits(user),
        "kinds": {
            kind.key: {
                "title": str(kind.title),
                "about": kind.about,
                "schema": kind.schema,
                "sections": describe(kind.forms(user), lists) if kind.forms else [],
            }
            for kind in all_kinds()
        },
        "lists": lists.known,
    }
    ids = [UUID(one["id"]) for one in found]
    log_list(Citizen._meta.label_lower, len(ids), ids, detail="field")
    etag = '"' + hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32] + '"'
    # The hours it may be kept are told beside what is in it, so that the same list is not sent twice.
    content |= {"taken_at": timezone.now().isoformat(), "expires_in": int(READ_FOR.total_seconds())}
    return Snapshot(json.dumps(content, ensure_ascii=False).encode(), etag, ids)
