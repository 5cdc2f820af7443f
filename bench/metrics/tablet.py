"""The tablet: 500 contacts that waited for a network, in batches as it sends them; and the list it carries along."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import uuid6
from django.db import transaction
from django.utils import timezone

from accounts.acting import set_tenant
from audit.models.history import history_model
from bench.desk import Desk
from bench.metrics import Metric
from bench.metrics.writing import NOTE, columns, inserting
from cases.models import Case, Contact
from field.actions.device import sign_in
from field.models import DeviceUser, Entry
from field.schemas import MOST_ENTRIES, PROTOCOL

WAITING = 500
API = "/field/api/v1/"
#: What the tablet does not decide: when the house received it.
_OWN_TIME = ("received_at",)


def metrics(desk: Desk) -> list[Metric]:
    return [_sync(desk), _caseload(desk)]


def _sync(desk: Desk) -> Metric:
    user = desk.worker
    mine = Case.objects.carried_by(user.pk).filter(unit_id=desk.unit).open().order_by("pk")
    citizens = list(mine.values_list("citizen_id", flat=True))
    device_user, headers = _tablet(desk)
    entries = [_entry(number, citizens[number % len(citizens)]) for number in range(1, WAITING + 1)]
    batches = [
        json.dumps({"protocol": PROTOCOL, "entries": entries[at : at + MOST_ENTRIES]}).encode()
        for at in range(0, WAITING, MOST_ENTRIES)
    ]
    insert_contacts, insert_entries = inserting(Contact, user.pk), inserting(Entry, user.pk)

    def ours() -> None:
        for batch in batches:
            answer = json.loads(desk.as_nobody.post(f"{API}sync/", batch, headers))
            if {ack["status"] for ack in answer["acks"]} != {"applied"}:
                raise ValueError("An entry of the benchmark was not applied.")
        # Every answer ends with nobody's organisation; what was put off until commit is done in this one.
        set_tenant(desk.organisation)

    #: What the floor writes: the very values of the rows that the house makes of the entries.
    with desk.nothing_stays(user):
        ours()
        contacts = [columns(row) for row in Contact.objects.filter(pk__in=[one["id"] for one in entries])]
        kept = {row.pk: columns(row) for row in Entry.objects.filter(device_user=device_user)}
    pairs = [(contact, kept[contact["id"]]) for contact in contacts]

    def sql() -> None:
        """As carefully: each entry in a transaction of its own, which row-level security must be told of."""
        for contact, entry in pairs:
            with transaction.atomic():
                set_tenant(desk.organisation)
                insert_contacts([contact])
                insert_entries([{**entry, "received_at": timezone.now()}])

    def batched() -> None:
        now = timezone.now()
        insert_contacts(contacts)
        insert_entries([{**entry, "received_at": now} for _contact, entry in pairs])

    def written(write: Callable[[], None]) -> Callable[[], list[tuple]]:
        def run() -> list[tuple]:
            with desk.nothing_stays(user):
                write()
                found = _rows(Contact, [one["id"] for one in entries])
                return found + _rows(Entry, [one["id"] for one in entries])

        return run

    calls = {"ours": desk.undone(user, ours), "sql": desk.undone(user, sql), "batched": desk.undone(user, batched)}
    return Metric("sync", calls, {"ours": written(ours), "sql": written(sql), "batched": written(batched)})


def _rows(model: Any, keys: list[str]) -> list[tuple]:
    """What stands in the table and in its history, but for moments that are each writer's own."""
    found: list[tuple] = []
    for rows in (model.objects.filter(pk__in=keys), history_model(model).objects.filter(id__in=keys)):
        tracked = [field.attname for field in history_model(model).tracked_fields if field.attname not in _OWN_TIME]
        found += [tuple(str(getattr(row, name)) for name in tracked) for row in rows.order_by("id")]
    return found


def _tablet(desk: Desk) -> tuple[DeviceUser, dict[str, str]]:
    """Signed in; it stays."""
    user, client_id = desk.worker, uuid6.uuid7()
    with desk.acting(user):
        done = sign_in(client_id=client_id, by=user)
    spoken = {"authorization": f"Bearer {done.token}", "x-field-device": str(client_id), "x-field-user": str(user.pk)}
    return done.device_user, spoken


def _entry(number: int, citizen: Any) -> dict[str, Any]:
    """As the outbox holds it: what the screen *Kontakt* made of a few taps and a note."""
    made = timezone.now() - timedelta(minutes=WAITING - number + 5)
    at = timezone.localtime(made).strftime("%Y-%m-%dT%H:%M")
    data = {
        "citizens": [str(citizen)], "result": ["talked"], "way": ["street"], "when": ["other"], "at": [at],
        "initiative": ["worker"], "visibility": ["team"], "minutes": ["30"], "note": [NOTE],
    }  # fmt: skip
    payload = json.dumps({"about": {}, "base": {}, "data": data}, ensure_ascii=False)
    return {
        "id": str(uuid6.uuid7()), "number": number, "kind": "contact", "schema_version": 1,
        "made_at": made.isoformat(), "depends_on": [], "supersedes": None, "payload": payload,
        "sha256": hashlib.sha256(payload.encode()).hexdigest(),
    }  # fmt: skip


def _caseload(desk: Desk) -> Metric:
    """The worker's own citizens and the team's: 65."""
    _device_user, headers = _tablet(desk)
    return Metric("carried", {"ours": lambda: desk.as_nobody.get(f"{API}caseload/", headers)})
