"""`manage.py forget_descriptions`: exit 0 when every description whose deadline has passed is gone, 1 otherwise."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.models import Organisation
from audit.database import standing
from cases.forgetting import SOON, Done, forget_in
from cases.names import reference


class Command(BaseCommand):
    help = (
        "Delete, in rows and in history, the descriptions of people who never agreed to anything and were not met "
        "again within the organisation's deadline, and empty what was kept until a day and no longer. To be run every "
        "night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be deleted; write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if missing := standing():
            raise CommandError(
                "Nothing was deleted: the database's triggers and functions do not stand. Run `manage.py migrate`.\n"
                + "\n".join(missing)
            )
        failed = []
        # What history says of it is in the language of the installation, not of the terminal.
        with translation.override(settings.LANGUAGE_CODE):
            for organisation in Organisation.objects.order_by("name", "pk"):
                self.stdout.write(f"{organisation}, after {organisation.forget_after_days} days:")
                for done in forget_in(organisation, dry_run=options["dry_run"]):
                    self.stdout.write(_line(done, options["dry_run"]))
                    failed += done.failed
        if options["dry_run"]:
            self.stdout.write("Nothing was deleted or written.")
        if failed:
            names = ", ".join(sorted(reference(pk) for pk in failed))
            raise CommandError(f"{len(failed)} could not be deleted and will be tried again next time: {names}")


def _line(done: Done, dry_run: bool) -> str:
    delete, empty = ("would delete", "would empty") if dry_run else ("deleted", "emptied")
    strangers = ", ".join(f"{count} {key}" for key, count in done.strangers.items())
    what = f"{done.citizens} citizen(s) and strangers in {strangers}"
    emptied = ", ".join(f"{count} {key}" for key, count in done.cleared.items())
    more = f"{done.soon} more within {SOON} days"
    return f"  {done.unit}: looked at {done.looked_at}, {delete} {what}, {more}; {empty} {emptied}"
