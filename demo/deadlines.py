"""Clocks on every kind of day, and citizens who are admitted or imprisoned: so that deadlines look alive."""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle
from random import Random

from django.db.models import Max
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from cases.actions.admission import admit, discharge
from cases.actions.contact import log_contact
from cases.actions.task import register_request
from cases.models import Admission, Case, Citizen, Contact, TreatmentRequest
from demo import notes
from demo.organisations import Stage
from demo.places import WAYS

#: Days since the request, of clocks that run; the last one came in writing.
RUNNING = (13, 8, 11, 16)

#: (where, which of the notes, days since, days until the expected discharge or None)
ADMITTED = (
    (Admission.Kind.PSYCHIATRY, "psychiatry", 6, 1),
    (Admission.Kind.HOSPITAL, "hospital", 2, None),
    (Admission.Kind.PRISON, "prison", 20, 12),
    (Admission.Kind.HOSPITAL, "surgery", 9, -1),
)

#: So many citizens of one worker at most are told of here.
TOLD_OF_ONE = 6


def fill(stage: Stage) -> None:
    """Chosen with a random source of its own: what else the demo tells stays as it was."""
    random = Random(f"deadlines-{stage.town.seed}")
    carried = {worker.pk: citizens_of(worker, random) for worker, _caseload in stage.workers()}
    for days, (worker, _caseload) in zip(RUNNING, cycle(stage.workers()), strict=False):
        with acting_as(worker) as by:
            ask(stage, carried[worker.pk].pop(), days, random, by=by)
    for (kind, where, since, expected), (worker, _caseload) in zip(ADMITTED, cycle(stage.workers()), strict=False):
        today = timezone.localdate(stage.now)
        with acting_as(worker) as by:
            citizen = longest_away(carried[worker.pk])
            admit(
                citizen=citizen,
                kind=kind,
                ward=notes.WARDS[where],
                since=today - timedelta(days=since),
                expected_on=None if expected is None else today + timedelta(days=expected),
                plan=notes.PLANS[where],
                by=by,
            )
            if kind == Admission.Kind.PSYCHIATRY:
                visit(stage, citizen, by=by)
    worker, _caseload = stage.workers()[0]
    with acting_as(worker) as by:
        been_in(stage, carried[worker.pk].pop(), by=by)


def citizens_of(worker: Membership, random: Random) -> list[Citizen]:
    """The worker's own whose clock does not run, in an order of chance; those who were met today are left alone."""
    with acting_as(worker) as by:
        cases = Case.objects.active().filter(assignments__user=by, assignments__kind="contact_person")
        waiting = TreatmentRequest.objects.filter(ended_on=None).values("citizen")
        rows = Citizen.objects.filter(cases__in=cases, protected=False).exclude(pk__in=waiting)
        mine = list(rows.distinct().order_by("pk"))
    # As many are left alone as can be spared: how many clocks run already is chance.
    mine = mine[max(min(5, len(mine) - TOLD_OF_ONE), 0) :]
    random.shuffle(mine)
    return mine


def longest_away(mine: list[Citizen]) -> Citizen:
    """Taken out of `mine`: whom nobody has met for the longest time."""
    met = dict(Contact.objects.filter(citizen__in=mine).values_list("citizen_id").annotate(Max("at")))
    found = min(mine, key=lambda citizen: met[citizen.pk])
    mine.remove(found)
    return found


def ask(stage: Stage, citizen: Citizen, days: int, random: Random, *, by: User) -> None:
    """The citizen asks for treatment: on the street, or for the oldest clock in a letter."""
    at = stage.now - timedelta(days=days)
    if days == RUNNING[-1]:
        register_request(citizen=citizen, on=timezone.localdate(at), by=by)
        return
    place = random.choice(stage.places)
    log_contact(
        unit=stage.unit,
        citizens=[citizen],
        at=at,
        place=place,
        way=WAYS[place.kind],
        result=Contact.Result.TALKED,
        wish=Contact.Wish.CONTACT,
        asks_for_treatment=True,
        minutes=25,
        note=random.choice(notes.ASKS),
        initiative=Contact.Initiative.CITIZEN,
        written_at=at + timedelta(minutes=30),
        by=by,
    )


def visit(stage: Stage, citizen: Citizen, *, by: User) -> None:
    log_contact(
        unit=stage.unit,
        citizens=[citizen],
        at=stage.now - timedelta(days=2, hours=1),
        way=Contact.Way.PSYCHIATRY,
        result=Contact.Result.TALKED,
        wish=Contact.Wish.CONTACT,
        minutes=45,
        note=notes.VISIT,
        written_at=stage.now - timedelta(days=2),
        by=by,
    )


def been_in(stage: Stage, citizen: Citizen, *, by: User) -> None:
    """Somebody who came out again."""
    today = timezone.localdate(stage.now)
    row = admit(
        citizen=citizen,
        kind=Admission.Kind.HOSPITAL,
        ward=notes.WARDS["before"],
        since=today - timedelta(days=60),
        expected_on=today - timedelta(days=48),
        by=by,
    )
    discharge(admission=row, on=today - timedelta(days=47), by=by)
