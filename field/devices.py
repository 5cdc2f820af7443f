"""*Tablets*: who uses which, when it was heard of, what waits on it, what is lost, and whose facts lay on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.access import log_listed
from cases.access import citizens_for
from field.lost_entries import lost_words
from field.models import Device, DeviceUser, LostEntry
from field.typed import moment_words

#: What waits longer than this is worth asking about.
LONG = timedelta(hours=24)


@dataclass(frozen=True)
class UseLine:
    """One person on one tablet."""

    who: str
    heard: str
    waiting: str
    #: Where something has waited for more than a day: what to do.
    overdue: str
    lost: str
    lost_url: str
    installed: str
    build: str


@dataclass(frozen=True)
class DeviceLine:
    device: Device
    url: str
    uses: list[UseLine]
    wipe: str


def devices_of(user: User) -> list[DeviceLine]:
    """Those one may see, the one heard of last first. Three queries."""
    return _lines(list(Device.objects.visible_to(user).select_related("wipe_asked_by")), user)


def device_line(device: Device, user: User) -> DeviceLine:
    return _lines([device], user)[0]


def _lines(devices: Sequence[Device], user: User) -> list[DeviceLine]:
    uses: dict[UUID, list[DeviceUser]] = defaultdict(list)
    rows = DeviceUser.objects.visible_to(user).filter(device__in=[one.pk for one in devices]).select_related("user")
    for row in rows.defer("key", "carried").order_by("-last_seen_at", "pk"):
        uses[row.device_id].append(row)
    lost: dict[UUID, list[int]] = defaultdict(list)
    missing = LostEntry.objects.visible_to(user).missing().filter(device_user__device__in=[one.pk for one in devices])
    for device_user, number in missing.values_list("device_user", "number"):
        lost[device_user].append(number)
    newest = sorted(devices, key=lambda one: (_heard(uses[one.pk]), one.pk), reverse=True)
    return [
        DeviceLine(
            device=one,
            url=reverse("field:device", args=[one.pk]),
            uses=[_use(row, one, lost[row.pk]) for row in uses[one.pk]],
            wipe=wipe_words(one),
        )
        for one in newest
    ]


def _heard(rows: Sequence[DeviceUser]) -> datetime:
    return rows[0].last_seen_at if rows else datetime.min.replace(tzinfo=timezone.get_current_timezone())


def _use(row: DeviceUser, device: Device, lost: Collection[int]) -> UseLine:
    is_gone = device.wipe == Device.Wipe.NOW
    is_late = bool(row.oldest_at and timezone.now() - row.oldest_at > LONG) and not is_gone
    return UseLine(
        who=row.user.name,
        heard=_("Sidst hørt fra %(when)s") % {"when": moment_words(row.last_seen_at)},
        waiting=_left_behind(row) if is_gone else _waiting(row),
        overdue=_("Har ventet over et døgn. Åbn appen et sted med net, så sender den selv.") if is_late else "",
        lost=lost_words(lost),
        lost_url=reverse("field:device_lost", args=[row.pk]),
        installed=_("Ligger på startskærmen") if row.is_installed else _("Ligger ikke på startskærmen"),
        build=_("Udgave %(build)s") % {"build": row.build} if row.build else "",
    )


def _waiting(row: DeviceUser) -> str:
    if not row.waiting:
        return _("Alt var sendt")
    words = {"count": row.waiting}
    said = ngettext("%(count)s indtastning ikke sendt", "%(count)s indtastninger ikke sendt", row.waiting) % words
    since = _("den ældste fra %(when)s") % {"when": moment_words(row.oldest_at)} if row.oldest_at else ""
    return ", ".join(part for part in (said, since) if part)


def _left_behind(row: DeviceUser) -> str:
    """On a tablet that was wiped at once."""
    if not row.waiting:
        return ""
    words = {"count": row.waiting}
    said = ngettext("%(count)s indtastning gik tabt", "%(count)s indtastninger gik tabt", row.waiting)
    return str(said % words)


def wipe_words(device: Device) -> str:
    """What was asked, by whom, and whether the tablet has said that it did so. Empty while it is in use."""
    if not device.wipe:
        return ""
    if device.wiped_at:
        return _("Slettet %(when)s. Tabletten har selv meldt det.") % {"when": moment_words(device.wiped_at)}
    words = {"name": str(device.wipe_asked_by), "when": moment_words(device.wipe_asked_at)}
    if device.wipe == Device.Wipe.NOW:
        return _("Bedt slettet straks af %(name)s %(when)s. Den sletter sig, næste gang den har net.") % words
    return _("Bedt slettet, når alt er sendt, af %(name)s %(when)s.") % words


def unsent_on(device: Device) -> int:
    """Of everybody who uses it, also those the reader does not see: that many are lost if it is wiped at once."""
    rows = DeviceUser.objects.filter(device=device)
    return int(rows.aggregate(all=Sum("waiting"))["all"] or 0)


# --- What lay on it ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Carried:
    """The citizens of one user's part. `others`: how many the reader may not see."""

    who: str
    taken: str
    names: list[tuple[str, str]] = field(default_factory=list)
    others: str = ""


def carried_on(device: Device, user: User, day: date) -> list[Carried]:
    """What was on the tablet at the end of the day, for each of its users; the looks are in the access log."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    uses = list(DeviceUser.objects.visible_to(user).filter(device=device).select_related("user").order_by("user__name"))
    history = DeviceUser.history.filter(device_id=device.pk, history_date__lte=end)
    latest = history.filter(id=OuterRef("id")).order_by("-history_id").values("history_id")[:1]
    columns = ("id", "carried", "carried_at")
    then: dict[UUID, Any] = {
        pk: (carried or [], at) for pk, carried, at in history.filter(history_id=latest).values_list(*columns)
    }
    labels = citizens_for(user, [UUID(key) for row in uses for key in then.get(row.pk, ([], None))[0]])
    log_listed(labels, detail="tablet")
    return [_carried(row, then[row.pk], labels) for row in uses if row.pk in then]


def _carried(row: DeviceUser, then: tuple[Sequence[str], datetime | None], labels: dict[UUID, str]) -> Carried:
    keys, at = then
    ids = [UUID(key) for key in keys]
    known = sorted((labels[pk], reverse("cases:citizen", args=[pk])) for pk in ids if pk in labels)
    count = len(ids) - len(known)
    others = ngettext("og %(count)s, som du ikke kan se", "og %(count)s, som du ikke kan se", count) % {"count": count}
    return Carried(
        who=row.user.name,
        taken=_("Hentet %(when)s") % {"when": moment_words(at)} if at else _("Har ikke hentet nogen borgere"),
        names=known,
        others=others if count else "",
    )
