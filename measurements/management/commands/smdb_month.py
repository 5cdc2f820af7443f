"""`manage.py smdb_month --organisation 461 --month 2026-10 --by karen@demo.example --output smdb.csv`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.acting import acting_as, inside
from accounts.automatic import automatic_user
from accounts.models import Membership, Organisation, User
from accounts.policy import POLICY, Can, Role, Scope
from audit import context
from measurements.management.organisations import organisation_named
from measurements.smdb.events import MonthList, month_list
from measurements.smdb.gathering import gather
from measurements.smdb.looking import log_export
from measurements.smdb.months import Month
from measurements.smdb.sheet import UNCONFIRMED, as_csv


class Command(BaseCommand):
    help = (
        "The month's list for Stofmisbrugsdatabasen as CSV: not yet confirmed against the official code lists. "
        "Everybody in it is logged as read. Without --by: the whole organisation, no CPR numbers, no protected names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="name, municipality code or key")
        parser.add_argument("--month", required=True, help="YYYY-MM")
        parser.add_argument("--by", help="e-mail of the leader who asks: the units they lead, with CPR numbers")
        parser.add_argument("--output", type=Path, help="the file to write; without it standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            month = Month.read(options["month"])
        except ValueError as error:
            raise CommandError(f"--month is no month: {options['month']}. Write it as 2026-10.") from error
        organisation = organisation_named(options["organisation"])
        output: Path | None = options["output"]
        if output and not output.parent.is_dir():
            raise CommandError(f"{output} cannot be written: there is no directory {output.parent}. Make it first.")
        told = _as_person(organisation, month, options["by"]) if options["by"] else _as_nobody(organisation, month)
        self._hand_over(as_csv(told, organisation), output)
        self._say(told)

    def _hand_over(self, made: str, output: Path | None) -> None:
        if output is None:
            self.stdout.write(made, ending="")
            return
        try:
            output.write_text(made, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}. Choose another --output.") from error

    def _say(self, told: MonthList) -> None:
        """Beside the file, so that a pipe gets the file alone."""
        self.stderr.write(f"{told.month}: {len(told.lines)} citizens. The file is {UNCONFIRMED}.")
        if told.lacking:
            self.stderr.write(f"Something is missing of {len(told.lacking)} of them: see the column mangler.")
        if told.left_out:
            self.stderr.write(f"{told.left_out} anonymous citizens are left out.")


def _as_person(organisation: Organisation, month: Month, email: str) -> MonthList:
    """What the person would get in the browser, of every unit they lead."""
    held = Membership.objects.active().with_names().filter(organisation=organisation, user__email__iexact=email)
    leading = [one for one in held if POLICY[Role(one.role)].get(Can.REPORT, Scope.NONE) > Scope.NONE and one.unit]
    if not leading:
        raise CommandError(
            f"{email} leads no unit of {organisation}. Name a leader with --by, or leave it out to get the whole "
            "organisation without CPR numbers."
        )
    found = []
    for membership in leading:
        with acting_as(membership) as user:
            found.append(_read(organisation, membership, month, user))
    lines = [line for one in found for line in one.lines]
    return MonthList(month, lines, sum(one.left_out for one in found))


def _as_nobody(organisation: Organisation, month: Month) -> MonthList:
    with inside(organisation), context.use(user_id=automatic_user().pk):
        return _read(organisation, None, month, None)


def _read(organisation: Organisation, membership: Membership | None, month: Month, user: User | None) -> MonthList:
    unit = membership.unit if membership else None
    told = month_list(gather(organisation, unit, month, user, with_cpr=user is not None), month, timezone.localdate())
    log_export(told)
    return told
