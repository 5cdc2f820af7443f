"""What a tablet sent becomes what a page would have written: each entry once, whole or not at all, and never lost.

One transaction for each entry: its effect and its receipt are committed together. What cannot be applied is stored too,
for a person to decide. The receipt goes out after the commit.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import acting_as
from accounts.models import User
from audit import context
from audit.access import log_access
from audit.models import AccessLog
from audit.writing import action
from field.actions.entry import keep_entry
from field.clock import is_believed, must_be_believed
from field.incoming import Incoming, as_posted
from field.kinds import Kind, kind_of
from field.models import DeviceUser, Entry
from field.settled import ALL, Applied, NotApplied, Refused

log = logging.getLogger("brobyg.field")

APPLIED, BLOCKED, RETRY, REUSED = "applied", "blocked", "retry", "id_reused"


@dataclass(frozen=True)
class Sent:
    """One entry as it came over the wire; `payload` is the JSON text whose bytes `sha256` is the sum of."""

    id: UUID
    number: int
    kind: str
    schema: int
    made_at: datetime
    payload: str
    sha256: str
    depends_on: tuple[UUID, ...] = ()
    supersedes: UUID | None = None


@dataclass(frozen=True)
class Ack:
    """What the tablet is told of one entry; it forgets the entry only when id and sum are its own."""

    id: UUID
    sha256: str
    status: str
    code: str = ""
    duplicate: bool = False
    result: dict[str, Any] = field(default_factory=dict)


#: One trip to the database: before every entry, and there are hundreds.
_WAITED_AND_LOOKED = f"""
    SELECT pg_advisory_xact_lock(%s) FROM set_config('lock_timeout', '5s', true);
    SELECT EXISTS (SELECT 1 FROM {Entry._meta.db_table} WHERE id = %s)
"""


class _AlreadyThere(Exception):
    """The same entry was committed by another request while this one worked on it."""


def receive(whose: DeviceUser, sent: Sent, shared: dict[Any, Any] | None = None) -> Ack:
    """Apply the entry, or keep it for a person. Sent twice it changes nothing the second time.

    `shared` is kept by whoever receives several at once (`Incoming.once`).
    """
    if hashlib.sha256(sent.payload.encode()).hexdigest() != sent.sha256:
        return Ack(sent.id, sent.sha256, RETRY, "hash_mismatch")
    try:
        return _once(whose, sent, shared)
    except _AlreadyThere:
        return _once(whose, sent, shared)
    except OperationalError:
        # Somebody else held what this one needed for too long. The tablet keeps it and tries again.
        log.warning("field entry not written: the database was busy")
        return Ack(sent.id, sent.sha256, RETRY, "busy")


def _once(whose: DeviceUser, sent: Sent, shared: dict[Any, Any] | None) -> Ack:
    with acting_as(whose.membership) as by:
        if _is_kept(sent.id):
            return _again(Entry.objects.get(pk=sent.id), whose, sent)
        if _waits_for(sent):
            return Ack(sent.id, sent.sha256, BLOCKED)
        try:
            try:
                entry = _written(whose=whose, sent=sent, shared=shared, by=by)
            except NotApplied as refusal:
                if found := refusal.citizen_id:
                    # The look was taken back with what was tried, but the author is told what stands there.
                    log_access(action=AccessLog.Action.VIEW, citizen_id=found, purpose=_("Skrevet på tablet"))
                entry = keep_entry(device_user=whose, sent=sent, outcome=refusal, by=by)
        except IntegrityError as error:
            if Entry.objects.filter(pk=sent.id).exists():
                raise _AlreadyThere from error
            # The id or the number is used by what this person cannot see, or for something else on the same tablet.
            transaction.set_rollback(True)
            return Ack(sent.id, sent.sha256, REUSED)
    return _ack(entry)


@action
def _written(*, whose: DeviceUser, sent: Sent, shared: dict[Any, Any] | None, by: User) -> Entry:
    """What the entry does, and its receipt. Raises NotApplied, and then nothing of it stays."""
    must_be_believed(whose.pk, sent.number, sent.made_at, now=timezone.now(), shared=shared)
    return keep_entry(device_user=whose, sent=sent, outcome=apply(sent, by, shared=shared), by=by)


def _is_kept(entry_id: UUID) -> bool:
    """Whether it came before. The same entry sent twice at the same moment: the second waits until the first is
    committed, and sees it, for each statement sees what was committed before it. SQLite has one writer anyhow."""
    if connection.vendor != "postgresql":
        return Entry.objects.filter(pk=entry_id).exists()
    with connection.cursor() as cursor:
        cursor.execute(_WAITED_AND_LOOKED, [entry_id.int & 0x7FFFFFFFFFFFFFFF, entry_id])
        return bool(cursor.fetchone()[0])


def _again(stored: Entry, whose: DeviceUser, sent: Sent) -> Ack:
    if stored.device_user_id != whose.pk or stored.sha256 != sent.sha256:
        return Ack(sent.id, sent.sha256, REUSED)
    return _ack(stored, duplicate=True)


def _ack(entry: Entry, *, duplicate: bool = False) -> Ack:
    return Ack(entry.pk, entry.sha256, entry.status, entry.code, duplicate, entry.result)


def _waits_for(sent: Sent) -> bool:
    """Whether something it builds on has not arrived, or waits for a person."""
    for needed in sent.depends_on:
        first = Entry.objects.filter(pk=needed).first()
        while first and (after := Entry.objects.filter(supersedes=first).first()):
            first = after
        if first is None or (first.status != Entry.Status.APPLIED and first.decided_at is None):
            return True
    return False


def apply(
    sent: Sent | Entry, by: User, *, base: Mapping[str, str] | None = None, shared: dict[Any, Any] | None = None
) -> Applied:
    """Through the form and the action of the page. `base`: what stands now where the entry is to be written over it.

    Raises NotApplied.
    """
    kind = kind_of(sent.kind)
    if kind is None:
        raise Refused("unknown_kind", {ALL: [_("Denne slags indtastning findes ikke.")]})
    entry = replace(unpack(sent, kind, by), made_at=_written_at(sent))
    if base is not None:
        entry = replace(entry, base=base)
    if shared is not None:
        entry = replace(entry, shared=shared)
    try:
        with context.use(view_name=f"field:{kind.key}"):
            return kind.apply(entry)
    except (NotApplied, OperationalError):
        raise
    except Exception as error:
        raise _refused(error, kind) from error


def _written_at(sent: Sent | Entry) -> datetime:
    """A person lets in what a wrong clock stopped: when it came is then the one moment that is known."""
    if isinstance(sent, Sent) or is_believed(sent.device_user_id, sent.number, sent.made_at, came_at=sent.received_at):
        return sent.made_at
    return sent.received_at


def _refused(error: Exception, kind: Kind) -> Refused:
    """What stopped the entry, in the author's words. A slip of our own is one too: it stops no other entry, and once it
    is mended somebody tries the entry again."""
    if isinstance(error, Http404):
        words = _("Borgeren eller det, indtastningen handler om, er ikke på din liste mere.")
        return Refused("unknown", {ALL: [words]})
    if isinstance(error, PermissionDenied):
        return Refused("no_permission", {ALL: [getattr(error, "reason", "") or _("Det har du ikke lov til.")]})
    if isinstance(error, ImmediateHttpResponse):
        words = _("Borgeren er ikke på dine forløb. Åbn borgeren på kontoret, og skriv hvorfor.")
        return Refused("purpose", {ALL: [words]})
    if isinstance(error, ValidationError):
        return Refused("invalid", {ALL: error.messages})
    log.error("field entry failed", extra={"kind": kind.key, "fault": type(error).__name__})
    words = _(
        "Der skete en fejl hos kommunen. Indtastningen er gemt der: din leder kan prøve igen, når fejlen er rettet."
    )
    return Refused("fault", {ALL: [words]})


def unpack(sent: Sent | Entry, kind: Kind, by: User) -> Incoming:
    """The payload as the kind of today gets it. Raises Refused for what nobody can read."""
    try:
        payload = kind.newest(json.loads(sent.payload), sent.schema)
        about = {str(key): str(value) for key, value in payload.get("about", {}).items()}
        base = {str(key): str(value) for key, value in payload.get("base", {}).items()}
        data = as_posted({name: _texts(values) for name, values in payload.get("data", {}).items()})
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise Refused("unreadable", {ALL: [_("Indtastningen kan ikke læses af denne udgave.")]}) from error
    return Incoming(sent.id, kind.key, sent.made_at, by, about, data, base)


def _texts(values: Any) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError("values of a field are a list of texts")
    return values
