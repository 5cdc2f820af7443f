"""Two tablets of each team that goes out: what they sent in vain, what waits on one of them, and what it lost."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from random import Random
from typing import Any

import uuid6
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from accounts.policy import Role
from cases.models import Case, Citizen
from demo.organisations import Stage
from field.actions.device import Heartbeat, SignedIn, carry, hear_from, sign_in
from field.actions.lost_entry import see_as_lost
from field.intake import Sent, receive
from field.models import Entry

BUILD = "3f9c1d20a7be"
NOTES = (
    "Sad i bushuset med sin hund. Spurgte efter suppen og ville gerne ses igen i morgen.",
    "Lå i soveposen ved cykelstativerne. Vågnede, da vi kom, og sagde, at foden gjorde ondt.",
)


def fill(stage: Stage) -> None:
    workers = [worker for worker, _caseload in stage.workers()]
    random = Random(f"field-{stage.town.seed}")
    first, second = workers[0], workers[1]
    with acting_as(second) as by:
        known_to_mate = [citizen for citizen in _citizens(by) if citizen.phone]
    sent_in_vain(stage, first, random.choice(known_to_mate), random)
    waits_and_lost(stage, second)


def sent_in_vain(stage: Stage, worker: Membership, citizen: Citizen, random: Random) -> None:
    """A phone number that a colleague had changed, and a request for treatment from one whom they only saw."""
    with acting_as(worker) as by:
        mine = _citizens(by)
        signed_in = _signed_in(f"Tablet 1, {worker.team or worker.unit}", mine, by)
    base, typed = (f"{random.choice('2345')}{random.randrange(10**7):07}" for _one in range(2))
    change = {"about": {"citizen": str(citizen.pk)}, "base": {"phone": base}, "data": {"phone": [typed]}}
    _send(signed_in, 1, "citizen_change", change, hours_ago=3)
    seen = timezone.localtime(timezone.now() - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    data = {
        "citizens": [str(random.choice(mine).pk)],
        "result": ["seen"],
        "way": ["street"],
        "when": ["other"],
        "at": [seen],
        "minutes": ["10"],
        "note": [NOTES[stage.town.seed % len(NOTES)]],
        "visibility": ["team"],
        "asks_for_treatment": ["on"],
    }
    _send(signed_in, 2, "contact", {"data": data}, hours_ago=2)
    with acting_as(worker) as by:
        hear_from(
            device_user=signed_in.device_user, said=Heartbeat(next_number=3, build=BUILD, is_installed=True), by=by
        )


def waits_and_lost(stage: Stage, worker: Membership) -> None:
    """Three entries that have waited since yesterday, and three that went when somebody cleared the tablet: of one the
    leader knows what it was."""
    with acting_as(worker) as by:
        signed_in = _signed_in(f"Tablet 2, {worker.team or worker.unit}", _citizens(by), by)
        said = Heartbeat(
            next_number=7, waiting_numbers=(4, 5, 6), oldest_at=timezone.now() - timedelta(hours=27), build=BUILD
        )
        hear_from(device_user=signed_in.device_user, said=said, by=by)
    with acting_as(stage.membership(Role.LEADER)) as by:
        see_as_lost(
            device_user=signed_in.device_user, numbers=[1], note="Var en prøve, da tabletten blev sat op", by=by
        )


def _signed_in(label: str, mine: list[Citizen], by: User) -> SignedIn:
    done = sign_in(client_id=uuid6.uuid7(), label=label, by=by)
    carry(device_user=done.device_user, citizen_ids=[citizen.pk for citizen in mine], by=by)
    return done


def _citizens(by: User) -> list[Citizen]:
    cases = Case.objects.open().filter(assignments__user=by, assignments__to_on=None)
    return list(Citizen.objects.filter(cases__in=cases, protected=False).distinct().order_by("pk"))


def _send(signed_in: SignedIn, number: int, kind: str, payload: dict[str, Any], *, hours_ago: int) -> None:
    text = json.dumps(payload, ensure_ascii=False)
    entry = Sent(
        id=uuid6.uuid7(),
        number=number,
        kind=kind,
        schema=1,
        made_at=timezone.now() - timedelta(hours=hours_ago),
        payload=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    if receive(signed_in.device_user, entry).status == Entry.Status.APPLIED:
        raise RuntimeError(f"The demo's {kind} was to be refused.")
