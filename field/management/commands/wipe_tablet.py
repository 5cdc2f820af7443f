"""`manage.py wipe_tablet "Tablet 3" --by leder@kommune.dk`: exit 0 when it was asked for; 1 and nothing changed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.models import User
from field.actions.device import ask_wipe
from field.devices import unsent_on
from field.management.tablet import TabletCommand
from field.models import Device


class Command(TabletCommand):
    help = "Ask a tablet to delete itself at its next contact, and throw away the keys to what lies on it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--after-sync", action="store_true", help="only after everything on it was sent")

    def act(self, device: Device, by: User, options: dict[str, Any]) -> str:
        mode = Device.Wipe.AFTER_SYNC if options["after_sync"] else Device.Wipe.NOW
        # What was to wait may become urgent; what was done at once cannot be made to wait.
        if device.wipe and (device.wipe == Device.Wipe.NOW or device.wipe == mode):
            raise CommandError(f"Nothing was changed: {device.label} has been asked to delete itself already.")
        unsent = unsent_on(device)
        ask_wipe(device=device, mode=mode, by=by)
        if mode == Device.Wipe.AFTER_SYNC:
            return f"{device.label} deletes itself when everything is sent. It last said that {unsent} were not."
        return f"{device.label} deletes itself at its next contact. {unsent} unsent entries are lost with it."
