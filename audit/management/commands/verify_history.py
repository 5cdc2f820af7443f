"""`manage.py verify_history`: exit 0 when history is whole, 1 and the problems otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.verification import redacted, verify_history


class Command(BaseCommand):
    help = "Compare every tracked table with its history and look whether the triggers stand."

    def handle(self, *args: Any, **options: Any) -> None:
        problems = verify_history()
        if problems:
            raise CommandError("\n".join([f"{len(problems)} problem(s) in history:", *problems]))
        self.stdout.write("History is whole.")
        for label, count in sorted(redacted().items()):
            self.stdout.write(f"{label}: redacted in {count} row(s), each with its record.")
