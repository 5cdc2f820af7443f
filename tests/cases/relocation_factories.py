"""Overleveringer between municipalities as tests need them. Each acts as whom it is given, in a transaction of its own.

`sent` is what the sender's `user` did, `come` the waiting row as the receiver's `user` sees it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import Organisation, User
from cases.actions.citizen import add_citizen
from cases.actions.relocation import receive_relocation, send_relocation
from cases.models import Citizen, Consent, ReceivedRelocation, Relocation
from cases.waiting import read_waiting, waiting_lines
from tests.cases.consent_factories import consented
from tests.cast import acting

#: What the consent of `sent` covers.
KINDS = ["meetings", "plans"]


def allowed(citizen: Citizen, user: User, **fields: Any) -> Consent:
    """A consent that names the new municipality."""
    with acting(user) as by:
        to = {"other_kind": "authority", "other_name": "Aarhus Kommune", "kinds": KINDS}
        return consented(citizen, by, **{**to, **fields})


def sent(citizen: Citizen, user: User, receiver: Organisation, **fields: Any) -> Relocation:
    consent = fields.pop("consent", None) or allowed(citizen, user)
    with acting(user) as by:
        told = {"moved_on": timezone.localdate(), "texts": {"plans": "Vil have en ny kontaktperson"}}
        return send_relocation(citizen=citizen, consent=consent, receiver=receiver, by=by, **{**told, **fields})


def received(relocation: Relocation, user: User, **fields: Any) -> ReceivedRelocation:
    with acting(user) as by:
        row = Relocation.objects.get(pk=relocation.pk)
        return receive_relocation(relocation=row, by=by, **fields)


def mover(name: str, user: User) -> Citizen:
    """Somebody of the user's unit of whom nothing else is known."""
    with acting(user) as by:
        return add_citizen(unit=by.membership.unit, name=name, by=by)


def waits(user: User, *, mine: bool = False) -> list[tuple[str, str, str]]:
    """(title, meta, mark) of what waits of it."""
    today = timezone.localdate()
    with acting(user) as by:
        rows = read_waiting(by, mine=mine, today=today)
        lines = waiting_lines(rows, {row.citizen_id: "Karla" for row in rows if row.citizen_id}, today)
    return [(line.title, line.meta, line.mark) for line in lines if line.icon == "switch"]


def both_ways(citizen: Citizen, owner: User, foreign: Citizen, outsider: User) -> dict[str, dict[str, UUID]]:
    """One sent away of `citizen` and one received on them; one that waits in the other municipality, about somebody
    who bears no token. As URL parameters."""
    here, there = citizen.organisation, foreign.organisation
    came = received(sent(mover("Nora Nyby", outsider), outsider, here), owner, citizen=citizen)
    away, waits = sent(citizen, owner, there), sent(mover("Nils Nyby", owner), owner, there)
    return {
        "citizen": {"relocation_id": away.pk, "received_id": came.pk},
        "foreign_citizen": {"come_id": waits.pk},
    }
