"""A tablet of the cast and what it sent in vain, for the walk over every page."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import uuid6
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from field.actions.device import Heartbeat, carry, hear_from, sign_in
from field.intake import Sent, receive
from field.models import DeviceUser, Entry
from tests.cast import acting, token
from tests.field.tablet import contact

#: Whom somebody met whose contact was refused.
_MET = ("protected_citizen", "alias_citizen")


def sent_in_vain(people: dict[str, User], citizens: dict[str, Citizen]) -> dict[str, dict[str, Any]]:
    """{whose: URL parameters}: of `citizen` a phone number that somebody else wrote meanwhile, of others a contact with
    a note that was refused."""
    with acting(people["owner"]) as by:
        row = sign_in(client_id=uuid6.uuid7(), label="Tablet 1", by=by).device_user
        carry(device_user=row, citizen_ids=[citizens[whose].pk for whose in ("citizen", *_MET)], by=by)
    about = {"citizen": str(citizens["citizen"].pk)}
    changed = {"about": about, "base": {"phone": "10000000"}, "data": {"phone": ["87654321"]}}
    entries = {"citizen": sent(row, 1, "citizen_change", changed)}
    for number, whose in enumerate(_MET, start=2):
        data = contact([citizens[whose].pk], note=token(whose, "note"), result="unknown")
        entries[whose] = sent(row, number, "contact", {"data": data})
    told = {whose: {"entry_id": entry, "device_id": row.device_id} for whose, entry in entries.items()}
    with acting(people["owner"]) as by:
        # One more than the house got.
        hear_from(device_user=row, said=Heartbeat(next_number=len(entries) + 2), by=by)
    told["citizen"] |= {"language": "da", "device_user_id": row.pk}
    return told


def sent(row: DeviceUser, number: int, kind: str, payload: dict[str, Any]) -> Any:
    """The id of an entry that was received and not applied."""
    text = json.dumps(payload)
    entry = Sent(
        id=uuid6.uuid7(),
        number=number,
        kind=kind,
        schema=1,
        made_at=timezone.now(),
        payload=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    assert receive(row, entry).status != Entry.Status.APPLIED
    return entry.id
