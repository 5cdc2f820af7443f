"""`manage.py release_tablet "Tablet 3" --by leder@kommune.dk`: exit 0 when it may be used again, 1 and nothing changed
else."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from accounts.models import User
from field.actions.device import release
from field.management.tablet import TabletCommand
from field.models import Device


class Command(TabletCommand):
    help = "Let a tablet that was asked to delete itself be used again, as if it were new."

    def act(self, device: Device, by: User, options: dict[str, Any]) -> str:
        if not device.wipe:
            raise CommandError(f"Nothing was changed: {device.label} was not asked to delete itself.")
        release(device=device, by=by)
        return f"{device.label} may be used again: sign in on it."
