"""Mails of nightly and frequent jobs: what was sent, and what could not be."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPException
from typing import Protocol, TypeVar

from django.core.mail import EmailMessage, get_connection

from accounts.models import User

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
