"""A tablet is signed in on, heard of, sent out with a list of citizens, wiped and released."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from field.access import password_mark
from field.actions.lost_entry import keep_missed
from field.models import Device, DeviceUser, Entry
from field.models.device import digest

#: A tablet that says the same as last time is written down again only when this much has passed.
SEEN_EVERY = timedelta(minutes=15)
#: Numbers are looked through this far back; a tablet makes some dozens a day.
LOOKED_BACK = 5000


@dataclass(frozen=True)
class SignedIn:
    device_user: DeviceUser
    token: str


@dataclass(frozen=True)
class Heartbeat:
    """What the tablet says of itself. `waiting_numbers` are those that lie in its outbox."""

    next_number: int
    waiting_numbers: Sequence[int] = ()
    oldest_at: datetime | None = None
    build: str = ""
    is_installed: bool = False


@action
def sign_in(*, client_id: UUID, by: User, label: str = "") -> SignedIn:
    """The person's part of this tablet, with a new token and its old key. Raises ValidationError on a wiped tablet."""
    membership = by.membership
    if membership is None or membership.unit is None:
        raise ValidationError(_("Du er ikke tilknyttet en enhed."))
    unit: Unit = membership.unit
    device = Device.objects.filter(organisation_id=membership.organisation_id, client_id=client_id).first()
    if device is None:
        name = " ".join(label.split())[:60] or _("Tablet, som %(name)s tog i brug") % {"name": by.name}
        device = Device(client_id=client_id, unit=unit, label=name[:60])
        device.save()
    if device.wipe:
        raise ValidationError(_("Tabletten er bedt slettet."), code="wipe")
    row = DeviceUser.objects.select_for_update().filter(device=device, user=by).first()
    row = row or DeviceUser(device=device, user=by)
    token = secrets.token_urlsafe(32)
    row.membership, row.unit = membership, unit
    row.key = row.key or base64.b64encode(secrets.token_bytes(32)).decode()
    row.token_digest, row.password_mark = digest(token), password_mark(by)
    row.signed_in_at = row.last_seen_at = timezone.now()
    row.save()
    return SignedIn(row, f"{membership.organisation_id}.{token}")


@action
def sign_out(*, device_user: DeviceUser, by: User) -> None:
    """The token ends; key and outbox stay, for what is written must come home."""
    device_user.token_digest = ""
    device_user.save()


@action
def hear_from(*, device_user: DeviceUser, said: Heartbeat, by: User) -> list[int]:
    """Write down what the tablet says. Returns the numbers that were made, do not wait, and never came: lost, and
    nobody has said yet what became of them."""
    row = DeviceUser.objects.select_for_update().get(pk=device_user.pk)
    news = {
        "next_number": max(row.next_number, said.next_number),
        "waiting": len(said.waiting_numbers),
        "oldest_at": said.oldest_at if said.waiting_numbers else None,
        "build": said.build,
        "is_installed": said.is_installed,
    }
    is_news = any(getattr(row, name) != value for name, value in news.items())
    if is_news or timezone.now() - row.last_seen_at > SEEN_EVERY:
        for name, value in news.items():
            setattr(row, name, value)
        row.last_seen_at = timezone.now()
        row.save()
    return _missed(row, said, by)


def _missed(row: DeviceUser, said: Heartbeat, by: User) -> list[int]:
    upto = max(row.next_number, said.next_number)
    since = max(1, upto - LOOKED_BACK)
    came = Entry.objects.filter(device_user=row, number__gte=since, number__lt=upto).values_list("number", flat=True)
    lost = set(range(since, upto)) - set(came) - set(said.waiting_numbers)
    return keep_missed(device_user=row, lost=lost, since=since, by=by)


@action
def carry(*, device_user: DeviceUser, citizen_ids: Sequence[UUID], by: User) -> None:
    """These citizens' facts go out on the tablet; written down when they are others than before."""
    carried = sorted(str(citizen_id) for citizen_id in citizen_ids)
    row = DeviceUser.objects.select_for_update().get(pk=device_user.pk)
    if row.carried != carried:
        row.carried, row.carried_at = carried, timezone.now()
        row.save()


@action
def ask_wipe(*, device: Device, mode: str, by: User) -> Device:
    """At its next contact the tablet deletes everything. At once: the keys go too, so that what is left on it can be
    read by nobody, and what was not sent is lost."""
    device.wipe, device.wipe_asked_at, device.wipe_asked_by = Device.Wipe(mode), timezone.now(), by
    device.save()
    if mode == Device.Wipe.NOW:
        for row in DeviceUser.objects.select_for_update().filter(device=device):
            row.key, row.token_digest = "", ""
            row.save()
    return device


@action
def wiped(*, device: Device, by: User) -> Device:
    """The tablet says that it has deleted itself."""
    if device.wipe and device.wiped_at is None:
        device.wiped_at = timezone.now()
        device.save()
    return device


@action
def release(*, device: Device, by: User) -> Device:
    """The tablet may be used again, as if it were new."""
    device.wipe, device.wipe_asked_at, device.wipe_asked_by, device.wiped_at = "", None, None, None
    device.save()
    return device


@action
def name_device(*, device: Device, label: str, by: User) -> Device:
    """Raises ValidationError without a name."""
    device.label = " ".join(label.split())
    device.clean_fields(exclude=["organisation", "unit", "wipe_asked_by"])
    device.save()
    return device
