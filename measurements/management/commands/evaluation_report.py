"""`manage.py evaluation_report --from 2025-01-01 --to 2025-12-31 --organisation 461 --format pdf --output r.pdf`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Organisation
from measurements.management.organisations import organisation_named
from measurements.report.formats import FORMATS
from measurements.report.readers import readings_without_user
from measurements.report.scope import period_before
from measurements.report.whole import report


class Command(BaseCommand):
    help = "The evaluation of one organisation, or of several together, as a file. Whole organisations, nothing hidden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", required=True, help="first day, YYYY-MM-DD")
        parser.add_argument("--to", dest="last", required=True, help="last day, YYYY-MM-DD")
        parser.add_argument(
            "--organisation", action="append", default=[],
            help="name, municipality code or key; several times for several together; without it all municipalities",
        )  # fmt: skip
        parser.add_argument("--format", choices=list(FORMATS), default="json")
        parser.add_argument("--output", type=Path, help="the file to write; without it standard output")
        parser.add_argument("--compare", action="store_true", help="beside the period just before, as long")
        parser.add_argument("--hide-small", action="store_true", help="for readers outside the team: no number under 5")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = (_day(options[name], f"--{flag}") for name, flag in (("first", "from"), ("last", "to")))
        if first > last:
            raise CommandError("The period ends before it begins: --from must not be after --to.")
        readings = readings_without_user(_organisations(options["organisation"]), first, last)
        earlier = period_before(first, last) if options["compare"] else None
        made = report(readings, earlier=earlier, hides=options["hide_small"])
        whole = FORMATS[options["format"]]
        self._hand_over(whole.make(made, first, last, timezone.localtime()), whole.is_text, options["output"])

    def _hand_over(self, made: bytes, is_text: bool, output: Path | None) -> None:
        if output:
            try:
                output.write_bytes(made)
            except OSError as error:
                raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        elif is_text:
            self.stdout.write(made.decode())
        elif sys.stdout.isatty():
            raise CommandError("That is no text: name a file with --output, or redirect standard output.")
        else:
            sys.stdout.buffer.write(made)


def _day(text: str, flag: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{flag} is no day: {text}. Write it as 2025-12-31.") from error


def _organisations(named: Sequence[str]) -> list[Organisation]:
    if not named:
        found = list(Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY).order_by("name"))
        if not found:
            raise CommandError("There is no municipality to tell of.")
        return found
    return [organisation_named(name) for name in named]
