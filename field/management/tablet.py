"""What the commands about one tablet share: whose it is, who asks, and that all of it or nothing is done."""

from __future__ import annotations

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import translation

from accounts.acting import acting_as
from accounts.models import Membership, User
from accounts.sign_in import memberships_of
from field.models import Device


class TabletCommand(BaseCommand, ABC):
    """Finds the tablet among those that `--by` may look after, in one organisation."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("tablet", help="what the tablet is called, or its id")
        parser.add_argument(
            "--by", required=True, help="e-mail of who asks: the leader of its unit, or somebody who uses it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # History is in the language of the installation, not of the terminal.
        with translation.override(settings.LANGUAGE_CODE):
            person = _person(options["by"])
            found = _found(person, options["tablet"])
            if not found:
                raise CommandError(
                    f"Nothing was changed: {person.email} looks after no tablet called or with the id "
                    f"{options['tablet']!r}. The page Tablets shows those there are."
                )
            if len(found) > 1:
                listed = "\n".join(f"  {device.pk}  {device.label}, {place.organisation}" for place, device in found)
                raise CommandError(f"Nothing was changed: several are called that. Give the id.\n{listed}")
            membership, device = found[0]
            with acting_as(membership) as by:
                self.stdout.write(self.act(Device.objects.select_for_update().get(pk=device.pk), by, options))

    @abstractmethod
    def act(self, device: Device, by: User, options: dict[str, Any]) -> str:
        """Does it, and says what was done. Raises CommandError."""


def _person(email: str) -> User:
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise CommandError(f"Nothing was changed: nobody signs in as {email}.")
    found: User = person
    return found


def _found(person: User, wanted: str) -> list[tuple[Membership, Device]]:
    """Each tablet once, with the membership in which the person may look after it."""
    known = Q(label__iexact=" ".join(wanted.split()))
    if key := _uuid(wanted):
        known |= Q(pk=key) | Q(client_id=key)
    found: dict[UUID, tuple[Membership, Device]] = {}
    for membership in memberships_of(person.pk):
        membership.user = person
        with acting_as(membership) as by:
            for device in Device.objects.visible_to(by).filter(known).order_by("pk"):
                found.setdefault(device.pk, (membership, device))
    return list(found.values())


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
