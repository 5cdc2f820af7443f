"""`manage.py load_published_evaluation`: records that give the published evaluation of 2017, to hold beside the PDF."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.models import Organisation
from demo.organisations import PASSWORD
from demo.published.data import FIRST, LAST
from demo.published.houses import SHARED, TOWNS
from demo.published.load import load


class Command(BaseCommand):
    help = "Fill an empty database with invented records that reproduce the evaluation of 2017. Never in service."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IN_SERVICE:
            raise CommandError("These people have a password that everybody knows: not with BROBYG_MODE=service.")
        known = Organisation.objects.order_by("name").first()
        if known:
            raise CommandError(f"{known.name} is here already. Only an empty database is loaded; nothing was changed.")
        self.stdout.write("164 invented citizens of two municipalities: this takes some seconds.")
        with translation.override(settings.LANGUAGE_CODE):
            load()
        self.stdout.write(f"Make the evaluation of {FIRST} to {LAST}. Password for everybody: {PASSWORD}")
        for person in SHARED:
            self.stdout.write(f"  {person.email:<40} {person.role.label}, both municipalities")
        for town in TOWNS:
            for person in town.workers:
                self.stdout.write(f"  {person.email:<40} {person.role.label}, {town.name}")
