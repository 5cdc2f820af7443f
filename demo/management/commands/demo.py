"""`manage.py demo`: three invented organisations with two years of work, made through the actions."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Organisation, User
from demo import (
    absences,
    assessments,
    bridging,
    caseload,
    conference,
    council,
    crisis,
    crisis_duty,
    crisis_home,
    crisis_spotting,
    deadlines,
    doubles,
    earlier_enquiries,
    enquiries,
    fidelity,
    field,
    followers,
    forgetting,
    formal_plans,
    handing_over,
    hours,
    joined,
    known_partners,
    measuring,
    meetings,
    onward_plans,
    own_plans,
    planning,
    public_door,
    referrals,
    relocations,
    reporting,
    talks,
    today,
    visits,
)
from demo.organisations import PASSWORD, Stage, found, founder, shown_staff
from demo.places import TOWNS, Town
from demo.story import tell_guided, tell_motivated

#: The one seed of every random choice.
SEED = 20


class Command(BaseCommand):
    help = "Fill an empty database with invented people, or list the sign-ins (--sign-ins). Never in service."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sign-ins", action="store_true", help="list one sign-in for each role, add nothing")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed tells other stories")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IN_SERVICE:
            raise CommandError("The demo has passwords that everybody knows: not with BROBYG_MODE=service.")
        if options["sign_ins"]:
            self.list_sign_ins()
        elif Organisation.objects.exists():
            self.stdout.write("There are organisations already; nothing was added.")
        else:
            self.stdout.write("Two years of work in three organisations: this takes some seconds.")
            build(seed=options["seed"])

    def list_sign_ins(self) -> None:
        known = set(User.objects.values_list("email", flat=True))
        shown = [(town, staff) for town, staff in shown_staff(TOWNS) if staff.email in known]
        if not shown:
            self.stdout.write("No demo here: this database has its own people.")
            return
        self.stdout.write(f"Password for everybody: {PASSWORD}")
        for town, staff in shown:
            self.stdout.write(f"  {staff.email:<24} {staff.role.label:<34} {town.name}")


def build(*, seed: int) -> None:
    """All of it or nothing: half a demo would not be made whole by the next run."""
    with transaction.atomic():
        by = founder()
        stages = [tell(town, seed=seed, by=by) for town in TOWNS]
        house = crisis.fill(stages)
        relocations.fill(stages)
        crisis_spotting.fill(house)
        crisis_duty.fill(house)
        crisis_home.fill(house)
        for stage in stages:
            enquiries.fill(stage)


def tell(town: Town, *, seed: int, by: User) -> Stage:
    stage = found(town, seed=seed, by=by)
    workers = stage.workers()
    if not workers:
        today.chores(stage)
        return stage
    open_for = [worker for worker, caseload in workers for _course in range(caseload)]
    for number in range(town.motivated):
        is_open = number < len(open_for)
        worker = open_for[number] if is_open else workers[number % len(workers)][0]
        tell_motivated(stage, worker=worker, number=number, is_open=is_open)
    for number in range(town.guided):
        tell_guided(stage, worker=workers[number % len(workers)][0], number=number)
    meetings.pass_by(stage, times=20)
    today.fill(stage)
    deadlines.fill(stage)
    caseload.fill(stage)
    absences.fill(stage)
    conference.take_up(stage)
    visits.fill(stage)
    doubles.fill(stage)
    joined.fill(stage)
    earlier_enquiries.fill(stage)
    forgetting.one_night(stage)
    planning.fill(stage)
    talks.plan_talks(stage)
    referrals.fill(stage)
    onward_plans.fill(stage)
    assessments.fill(stage)
    bridging.fill(stage)
    handing_over.fill(stage)
    known_partners.fill(stage)
    followers.fill(stage)
    own_plans.fill(stage)
    formal_plans.fill(stage)
    measuring.fill(stage)
    fidelity.fill(stage)
    hours.fill(stage)
    reporting.fill(stage)
    field.fill(stage)
    public_door.fill(stage)
    council.fill(stage)
    return stage
