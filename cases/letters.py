"""Jobs that tell people by mail: the command they share, and what of their mails could be sent."""

from __future__ import annotations

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from collections.abc import Sequence
from smtplib import SMTPException
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.models import Organisation, User

#: How long the mail server may take to answer.
SECONDS = 30


class Letter(Protocol):
    """One mail to one person."""

    @property
    def to(self) -> User: ...

    @property
    def subject(self) -> str: ...

    @property
    def text(self) -> str: ...


One = TypeVar("One", bound=Letter)


def send(letters: Sequence[One]) -> tuple[list[One], str]:
    """The letters that did not go, and the names of the errors: their texts hold addresses."""
    if not letters:
        return [], ""
    connection = get_connection(timeout=SECONDS)
    failed, errors = [], set()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        return list(letters), type(error).__name__
    for letter in letters:
        mail = EmailMessage(letter.subject, letter.text, None, [letter.to.email], connection=connection)
        try:
            mail.send()
        except (SMTPException, OSError) as error:
            failed.append(letter)
            errors.add(type(error).__name__)
    connection.close()
    return failed, ", ".join(sorted(errors))


class TellingCommand(BaseCommand, ABC):
    """Asks each organisation in turn whom to tell; exit 0 when everybody was told, 1 and what to do otherwise."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent; send and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SENDS_MAIL and not options["dry_run"]:
            raise CommandError("Nothing was sent: there is no mail server. Set EMAIL_URL, see docs/service.md.")
        # The mail speaks the language of the installation, not of the terminal.
        with translation.override(settings.LANGUAGE_CODE):
            problems = []
            for organisation in Organisation.objects.order_by("name", "pk"):
                problems += self.tell(organisation, options["dry_run"])
        if problems:
            raise CommandError("\n".join(problems))

    @abstractmethod
    def tell(self, organisation: Organisation, dry_run: bool) -> list[str]:
        """Mails the organisation's people. What could not be told, and why, in sentences."""
