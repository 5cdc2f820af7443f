"""The course of one citizen: begun, carried, its steps taken, perhaps ended, perhaps opened again.

Who has begun on a step of the phase of motivation counts as *indsats igangsat*. Who has not was guided: two of three
had a short course that was closed as guided, the others never had one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from cases.actions.case import assign, close_case, open_case, pause_case, reopen_case, resume_case
from cases.actions.pathway import end_step, skip_step, start_step, tick
from cases.models import Assignment, Case, ChecklistItem
from demo import bridging, citizens, notes, screening
from demo.life import Life, ago, at_work, between, by_day, this_month
from demo.meetings import meet
from demo.organisations import Stage
from outreach.pathway import OUTREACH

STEPS = [step.key for step in OUTREACH.steps()]
MOTIVATION_BEGINS = next(number for number, key in enumerate(STEPS) if key.startswith("motivation."))

#: Days between two contacts.
RHYTHM = (5, 6, 7, 7, 8, 10, 12, 14, 18, 24)


def tell_motivated(stage: Stage, *, worker: Membership, number: int, is_open: bool) -> None:
    """A course on which motivation work has begun, still open or ended."""
    random = stage.random
    begins = ago(stage, random.randint(45, 600) if is_open else random.randint(330, 720))
    if is_open and number % 10 == 5:
        begins = this_month(stage)
    ends = None if is_open else begins + timedelta(days=random.randint(90, 300))
    with acting_as(worker) as by:
        citizen = citizens.add(stage, number=number, motivated=True, by=by)
        citizens.describe_better(stage, citizen, by=by)
        life = Life(stage, citizen, worker, begins, ends, number=number)
        life.case = begin_course(life, by=by)
    walk(life)
    with acting_as(worker) as by:
        screening.judge(life, motivated=True, by=by)
        screening.notice(life, by=by)
        bridging.follow(life, by=by)
        if ends:
            close(life.case, random.choice(("stable_contact", "stable_contact", "completed", "moved")), ends, by=by)
            bridging.ask_at_the_end(life, by=by)
        else:
            interrupt(life, number, by=by)


def tell_guided(stage: Stage, *, worker: Membership, number: int) -> None:
    """A few contacts within some weeks, and help to get on."""
    random = stage.random
    days = random.randint(7, 50)
    begins = ago(stage, random.randint(days + 8, 720))
    ends = begins + timedelta(days=days)
    if number % 12 == 5:
        ends = this_month(stage)
        begins = ends - timedelta(days=days)
    with acting_as(worker) as by:
        citizen = citizens.add(stage, number=number, motivated=False, by=by)
        life = Life(stage, citizen, worker, begins, ends, phase="guided", number=number)
        if number % 3:
            life.case = begin_course(life, by=by)
            take(life.case, "contact.first_contact", begins, begins + timedelta(days=1), by=by)
            take(life.case, "contact.prescreening", begins + timedelta(days=1), ends, by=by)
            screening.judge(life, motivated=False, by=by)
    for _contact in range(random.randint(1, 4)):
        meet(life, between(stage, begins, ends))
    if life.case:
        with acting_as(worker) as by:
            close(life.case, "guidance_given", ends, by=by)


def begin_course(life: Life, *, by: User) -> Case:
    stage = life.stage
    case = open_case(
        citizen=life.citizen, unit=stage.unit, pathway=OUTREACH.key, contact_person=by, at=life.begins, by=by
    )
    colleague = stage.colleague_of(life.worker)
    if colleague and stage.random.random() < 0.6:
        on = timezone.localdate(life.begins)
        assign(case=case, user=colleague.user, kind=Assignment.Kind.OTHER, on=on, by=by)
    return case


def walk(life: Life) -> None:
    """From step to step and from contact to contact, in the order of time."""
    stage, random = life.stage, life.stage.random
    until = life.ends or stage.now
    reached = random.randint(MOTIVATION_BEGINS, len(STEPS) - 1)
    span = (until - life.begins) * random.uniform(0.6, 0.95)
    moments = [life.begins + span * (number / (reached + 1)) for number in range(reached + 1)]
    # The first is the moment itself, which may be in the evening.
    starts = [(max(life.begins, min(by_day(at), until)), key) for at, key in zip(moments, STEPS, strict=False)]
    # Some have not been met for a while; the others were met within the last two weeks or so.
    last = until - timedelta(days=random.choice((0, 0, 0, 0, 12, 25, 45)))
    when = life.begins
    while when < last or when == life.begins:
        while starts and starts[0][0] <= when:
            step_on(life, *starts.pop(0), is_last=not starts)
        contact = meet(life, at_work(stage, when))
        when += timedelta(days=random.choice(RHYTHM))
        if contact.rest_until and contact.rest_until > timezone.localdate(when):
            when += timedelta(days=14)
    while starts:
        step_on(life, *starts.pop(0), is_last=not starts)


def step_on(life: Life, at: datetime, key: str, *, is_last: bool) -> None:
    """Take the next step; the last one of an open course is still going on."""
    random, case = life.stage.random, life.case
    assert case is not None
    life.phase = OUTREACH.phase_of(key).key
    with acting_as(life.worker) as by:
        if key == STEPS[0] and random.random() < 0.3:
            skip_step(case=case, step_key=key, reason=random.choice(notes.SKIPS), at=at, by=by)
            return
        until = life.ends or life.stage.now
        goes_on = is_last and life.ends is None
        take(case, key, at, None if goes_on else min(at + timedelta(days=random.randint(7, 40)), until), by=by)
        if random.random() < 0.5:
            tick_some(life, key, share=0.5 if goes_on else 0.85, by=by)


def take(case: Case, key: str, start: datetime, end: datetime | None, *, by: User) -> None:
    run = start_step(case=case, step_key=key, at=start, by=by)
    if end:
        end_step(run=run, at=end, by=by)


def tick_some(life: Life, key: str, *, share: float, by: User) -> None:
    assert life.case is not None
    run = life.case.steps.filter(step=key).latest("started_at")
    assert run.started_at is not None
    for item in ChecklistItem.objects.filter(version__step=key, organisation=life.stage.organisation):
        if life.stage.random.random() < share:
            tick(run=run, item=item, ticked=True, at=run.started_at + timedelta(hours=1), by=by)


def close(case: Case | None, reason: str, at: datetime, *, by: User) -> None:
    assert case is not None
    close_case(case=case, reason=reason, note=notes.CLOSED[reason], at=at, by=by)


def interrupt(life: Life, number: int, *, by: User) -> None:
    """Every tenth course rests now, some rested once, and a few were ended and taken up again."""
    stage, case = life.stage, life.case
    assert case is not None
    reason = stage.random.choice(notes.PAUSES)
    if number % 10 == 4:
        pause_case(case=case, reason=reason, at=ago(stage, stage.random.randint(3, 20)), by=by)
    elif number % 10 == 6:
        middle = by_day(life.begins + (stage.now - life.begins) / 2)
        pause_case(case=case, reason=reason, at=middle, by=by)
        resume_case(case=case, at=middle + timedelta(days=12), by=by)
    elif number % 10 == 8:
        middle = by_day(life.begins + (stage.now - life.begins) / 2)
        close(case, "citizens_wish", middle, by=by)
        reopen_case(case=case, contact_person=by, at=middle + timedelta(days=15), by=by)
