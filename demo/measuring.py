"""Of each outreach course that came so far: what the citizen answered before and after, and what was not asked and why.

Chosen with a random source for each citizen: what else the demo tells stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from cases.models import Case
from demo.organisations import Stage
from measurements.access import get_instrument
from measurements.actions.measurement import answer, begin, end, not_answered
from measurements.due import ALL, MOTIVATION_AFTER, MOTIVATION_BEFORE, TREATMENT_FOLLOW_UP, Due, due_courses
from measurements.instruments import Item, Kind
from measurements.models import InstrumentVersion, Measurement, Open

#: How often it was asked at all; the younger town has fewer (S2 p. 78: 164, then 91, then the pairs).
ASKED = {1: 0.85, 2: 0.7}
#: So long after its day it is written; what is younger still waits.
WRITTEN_AFTER = timedelta(days=12)
REASONS = (Open.NOT_WISHED, Open.NOT_MET, Open.NOT_MET, Open.NOT_RELEVANT)


def fill(stage: Stage) -> None:
    workers = [membership for membership, _caseload in stage.workers()]
    if not workers:
        return
    with acting_as(workers[0]) as by:
        for what in ALL:
            version = get_instrument(by, what.instrument)
            for number, (case, on) in enumerate(list(_due(what, stage))):
                random = Random(f"measured-{stage.town.seed}-{number}-{what.key}")
                _write(random, case, what, version, on, asked=ASKED[stage.town.seed], by=by)


def _due(what: Due, stage: Stage) -> Iterator[tuple[Case, date]]:
    today = timezone.localdate()
    rows = Case.objects.filter(unit=stage.unit).select_related("organisation").order_by("pk")
    for case in due_courses(rows, what, today):
        on: date = case.due_on
        if on + WRITTEN_AFTER <= today:
            yield case, on


def _write(
    random: Random, case: Case, what: Due, version: InstrumentVersion, on: date, *, asked: float, by: User
) -> None:
    if random.random() > asked:
        if random.random() < 0.8:
            reason = random.choice(REASONS)
            not_answered(case=case, version=version, occasion=what.occasion, missing=reason, by=by)
        return
    row = begin(case=case, version=version, occasion=what.occasion, by=by)
    known = _before(case, what)
    before = {key: value for one in known for key, value in one.answers.items()}
    given = {}
    for key, item in row.version.items.items():
        if random.random() < 0.95:
            given[key] = _answer(random, item, before.get(key), better=what is not MOTIVATION_BEFORE)
    answer(measurement=row, given=given, open_=dict.fromkeys(row.version.items, Open.NOT_WISHED), by=by)
    earliest = max([on, *(one.answered_on for one in known)])
    answered_on = min(earliest + timedelta(days=random.randint(0, 10)), timezone.localdate())
    end(measurement=row, answered_on=answered_on, by=by)


def _before(case: Case, what: Due) -> list[Measurement]:
    if what not in (MOTIVATION_AFTER, TREATMENT_FOLLOW_UP):
        return []
    return list(Measurement.objects.answered().filter(case=case, occasion="before").order_by("answered_on"))


def _answer(random: Random, item: Item, before: object, *, better: bool) -> list[str]:
    if item.kind == Kind.ONE:
        return [random.choice(item.choices)[0]]
    if item.kind == Kind.MANY:
        return [key for key, _label in random.sample(item.choices, random.randint(1, min(3, len(item.choices))))]
    if isinstance(before, int):
        step = max(1, (item.high - item.low) // 5)
        moved = random.choice((0, 0, step, step, 2 * step, -step)) * (-1 if item.better == "lower" else 1)
        return [str(min(item.high, max(item.low, before + moved)))]
    high = item.better != "higher"
    middle = item.low + (item.high - item.low) * (0.7 if high else 0.55)
    return [str(min(item.high, max(item.low, round(random.gauss(middle, (item.high - item.low) * 0.22)))))]
