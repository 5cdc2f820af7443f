"""Who talks: the tablet's own token, in a header. No cookie is read, so nobody else's page can speak for a tablet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts.acting import inside
from accounts.models import Membership, Organisation, User
from accounts.policy import Can, may
from field.models import Device, DeviceUser
from field.models.device import digest

#: The list of citizens is given for one working day after somebody wrote their password; sending is allowed for longer,
#: because what is written must come home.
READ_FOR = timedelta(hours=12)
SEND_FOR = timedelta(days=30)


@dataclass
class Denied(Exception):
    """An answer of 4xx, as {"error": …} and what belongs to it."""

    status: int
    error: str
    more: dict[str, Any] = field(default_factory=dict)


def whose(request: HttpRequest, *, to_read: bool = False) -> DeviceUser:
    """The person and tablet that ask, with `membership` and its user, unit and organisation loaded. Raises Denied."""
    organisation, secret = _spoken(request)
    client_id = _uuid(request.headers.get("X-Field-Device", ""))
    with inside(organisation):
        device = Device.objects.filter(organisation=organisation, client_id=client_id).first()
        if device and device.wipe == Device.Wipe.NOW:
            raise Denied(410, "wipe", {"mode": device.wipe})
        rows = DeviceUser.objects.filter(token_digest=digest(secret), device=device)
        row = rows.select_related("device", "user", "membership").first() if device and secret else None
        if row is None:
            raise Denied(401, "login_required")
        _check(row, to_read=to_read)
        if request.headers.get("X-Field-User", str(row.user_id)) != str(row.user_id):
            raise Denied(409, "user_mismatch")
        row.membership = Membership.objects.with_names().get(pk=row.membership_id)
        row.user = row.membership.user
    return row


def _check(row: DeviceUser, *, to_read: bool) -> None:
    """Raises Denied when the sign-in has ended: by time, by a new password, or because the person left."""
    age = timezone.now() - row.signed_in_at
    if age > (READ_FOR if to_read else SEND_FOR) or row.password_mark != password_mark(row.user):
        raise Denied(401, "login_required")
    user: User = row.user
    if not user.is_active or not row.membership.is_active(timezone.localdate()):
        raise Denied(403, "ended")
    user.membership = row.membership
    if not may(user, Can.USE_FIELD):
        raise Denied(403, "no_permission")


def _spoken(request: HttpRequest) -> tuple[Organisation, str]:
    """The organisation whose rows the database shows, and the secret."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    where, _, secret = token.partition(".")
    organisation = organisation_of(where) if scheme == "Bearer" else None
    if organisation is None:
        raise Denied(401, "login_required")
    return organisation, secret


def organisation_of(text: str) -> Organisation | None:
    key = _uuid(text)
    found: Organisation | None = Organisation.objects.filter(pk=key).first() if key else None
    return found


def password_mark(user: User) -> str:
    """Another one as soon as the password is."""
    return str(user.get_session_auth_hash())[:64]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
