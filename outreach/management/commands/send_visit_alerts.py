"""`manage.py send_visit_alerts`: exit 0 when everybody who had to be told was told, 1 and what to do otherwise."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.acting import inside
from accounts.automatic import automatic_user
from accounts.models import Organisation
from cases.letters import send
from outreach.actions.visit import remember_alert
from outreach.visit_alerts import Due, due_alerts, letters_of


class Command(BaseCommand):
    help = "Mail colleagues and leaders of those who are not back from a visit. To be run every five minutes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent; send and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SENDS_MAIL and not options["dry_run"]:
            raise CommandError("Nothing was sent: there is no mail server. Set EMAIL_URL, see docs/service.md.")
        # The mail speaks the language of the installation, not of the terminal.
        with translation.override(settings.LANGUAGE_CODE):
            problems = []
            for organisation in Organisation.objects.order_by("name", "pk"):
                problems += self._tell(organisation, timezone.now(), options["dry_run"])
        if problems:
            raise CommandError("\n".join(problems))

    def _tell(self, organisation: Organisation, now: datetime, dry_run: bool) -> list[str]:
        """Mails the organisation's people. What could not be told, and why, in sentences."""
        with inside(organisation):
            due = due_alerts(organisation, now)
            letters = letters_of(due, now)
        if not due:
            # Every five minutes there is mostly nothing, and cron mails what is printed.
            return []
        said = f"{organisation}: {len(due)} visit(s) not back, {len(letters)} mail(s)"
        if dry_run:
            self.stdout.write(f"{said} would be sent. Nothing was sent or written.")
            return _unheard(organisation, due)
        failed, why = send(letters)
        # Told when anybody was: a colleague who heard of it acts, and nobody is mailed every five minutes because one
        # address is wrong.
        gone = [letter for letter in letters if letter not in failed]
        told = [one for one in due if any(letter.due is one for letter in gone)]
        with inside(organisation):
            for one in told:
                reason = _("Besked sendt med mail")
                remember_alert(
                    visit=one.visit, expected_back_at=one.expected_back_at, by=automatic_user(), reason=reason
                )
        self.stdout.write(f"{said}, {len(gone)} sent.")
        problems = _unheard(organisation, due)
        if failed:
            problems.append(
                f"{organisation}: {len(failed)} of {len(letters)} mail(s) could not be sent ({why}). A visit of which "
                "nobody could be told is tried again: look at the mail server (EMAIL_URL, docs/service.md)."
            )
        return problems


def _unheard(organisation: Organisation, due: list[Due]) -> list[str]:
    units = sorted({one.unit for one in due if not one.people})
    return [f"{organisation}: an overdue visit in {unit} reaches nobody. Give the unit a leader." for unit in units]
