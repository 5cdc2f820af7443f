"""One contact of the demo with all that goes along: colleague, wish, request, agreement, own words."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from accounts.policy import Role
from cases.actions.contact import correct_contact, log_contact
from cases.actions.task import add_task, end_request, finish_task
from cases.models import Contact, Task, TreatmentRequest
from demo import notes, people
from demo.life import Life
from demo.organisations import Stage
from demo.places import WAYS

Result, Wish, Way = Contact.Result, Contact.Wish, Contact.Way

#: A request older than this has been answered; the younger ones are the clocks that run.
ANSWERED_AFTER = timedelta(days=17)

#: How often a request for treatment ends how.
OUTCOMES = {
    TreatmentRequest.Outcome.STARTED: 80,
    TreatmentRequest.Outcome.OTHER_OFFER: 12,
    TreatmentRequest.Outcome.WITHDRAWN: 8,
}


def meet(life: Life, at: datetime) -> Contact:
    """One contact, by the worker or the colleague of the team, within the citizen's time with them."""
    stage, random = life.stage, life.stage.random
    latest = (life.ends or stage.now) - timedelta(hours=1)
    at = life.at_a_minute_of_its_own(max(life.begins, min(at, latest)), latest)
    colleague = stage.colleague_of(life.worker)
    author, other = (colleague, life.worker) if colleague and random.random() < 0.2 else (life.worker, colleague)
    place = stage.place()
    result = random.choices((Result.TALKED, Result.SEEN, Result.NOT_MET), weights=(68, 10, 22))[0]
    fields: dict[str, Any] = {"place": place, "way": WAYS[place.kind]}
    if result != Result.SEEN and random.random() < 0.14:
        fields = {"place": None, "way": random.choice((Way.PHONE, Way.PHONE, Way.SMS, Way.WALK_AND_TALK, Way.VIDEO))}
    fields |= said(life) if result == Result.TALKED else noticed(stage, result)
    with acting_as(author) as by:
        contact = log_contact(
            unit=stage.unit,
            citizens=[life.citizen],
            at=at,
            result=result,
            initiative=random.choices(Contact.Initiative.values, weights=(78, 15, 7))[0],
            colleagues=[other.user] if other and random.random() < 0.4 else (),
            written_at=min(at + timedelta(minutes=random.choice((5, 15, 40, 90, 180))), stage.now),
            by=by,
            **fields,
        )[0]
        if contact.asks_for_treatment:
            answer(stage, contact, by=by)
        if result == Result.TALKED and random.random() < 0.15:
            agree(stage, contact, by=by)
        if random.random() < 0.01:
            correct_contact(contact=contact, reason=notes.CORRECTIONS, minutes=15, by=by)
    return contact


def noticed(stage: Stage, result: str) -> dict[str, Any]:
    random = stage.random
    texts = notes.SEEN if result == Result.SEEN else notes.NOT_MET
    return {"note": random.choice((*texts, "", "")), "minutes": random.choice((5, 5, 10, 15))}


def said(life: Life) -> dict[str, Any]:
    """What a talk adds: wish, note, the request for treatment, own words of the citizen."""
    random = life.stage.random
    wish = random.choices((Wish.CONTACT, "", Wish.NOT_NOW, Wish.NO), weights=(66, 26, 7, 1))[0]
    fields: dict[str, Any] = {"wish": wish, "minutes": random.choice((10, 15, 20, 30, 30, 45, 60))}
    if wish in (Wish.NOT_NOW, Wish.NO):
        return fields | {"note": random.choice(notes.RESTING)}
    begun = life.phase in ("motivation", "bridging")
    if begun and not life.asked and random.random() < 0.12:
        life.asked = True
        return fields | {"wish": Wish.CONTACT, "asks_for_treatment": True, "note": random.choice(notes.ASKS)}
    if random.random() < 0.8:
        fields["note"] = random.choice(notes.TALKED[life.phase])
        fields["visibility"] = random.choices(Contact.Visibility.values[:2], weights=(9, 1))[0]
        if random.random() < 0.07:
            fields["citizens_words"] = random.choice(notes.CITIZENS_WORDS)
    return fields


def answer(stage: Stage, contact: Contact, *, by: User) -> None:
    """Older requests were met within the fourteen days, a few later or withdrawn; young ones are still running."""
    random = stage.random
    if stage.now - contact.at < ANSWERED_AFTER:
        return
    request = TreatmentRequest.objects.filter(contact=contact, ended_on=None).first()
    if request is None:
        return
    kind = random.choices(list(OUTCOMES), weights=list(OUTCOMES.values()))[0]
    days = random.choice((4, 6, 8, 9, 11, 12, 13, 16))
    reason = notes.LATE if days > 14 else notes.ENDED[kind]
    end_request(request=request, outcome=kind, on=request.requested_on + timedelta(days=days), note=reason, by=by)


def agree(stage: Stage, contact: Contact, *, by: User) -> None:
    """The next agreement; one whose day has come was kept, missed or called off."""
    random = stage.random
    due = timezone.localdate(contact.at) + timedelta(days=random.choice((2, 3, 5, 7, 7, 9)))
    task = add_task(
        unit=stage.unit,
        citizen=contact.citizen,
        kind=Task.Kind.AGREEMENT,
        title=random.choice(notes.AGREEMENTS),
        due_on=due,
        due_at=time(random.choice((9, 10, 11, 13, 14)), random.choice((0, 30))),
        place=contact.place,
        owner=by,
        agreed_in=contact,
        by=by,
    )
    if due < timezone.localdate(stage.now):
        outcome = random.choices(Task.Outcome.values, weights=(75, 17, 8))[0]
        finished = timezone.make_aware(datetime.combine(due, time(15, 30)))
        finish_task(task=task, outcome=outcome, at=finished, by=by)


def pass_by(stage: Stage, *, times: int) -> None:
    """Contacts with people nobody knows yet, and what spotters saw in the last days."""
    random = stage.random
    worker, _caseload = stage.workers()[0]
    for number in range(times):
        # The first few are recent, so that *Ikke genkendt* has something to show.
        days = random.randint(1, 6) if number < 3 else random.randint(10, 700)
        with acting_as(worker) as by:
            place = stage.place()
            log_contact(
                unit=stage.unit,
                at=stage.now - timedelta(days=days, hours=random.randint(1, 5)),
                way=WAYS[place.kind],
                place=place,
                result=random.choice((Result.SEEN, Result.TALKED)),
                described_as=random.choice(people.PASSERS_BY),
                minutes=5,
                written_at=stage.now - timedelta(days=days, minutes=30),
                by=by,
            )
    spotters = [m for m in stage.memberships.values() if m.role == Role.SPOTTER]
    for spotter in spotters:
        for days, text in enumerate(notes.SIGHTINGS):
            with acting_as(spotter) as by:
                seen = stage.now - timedelta(days=days, hours=2)
                log_contact(
                    unit=stage.unit,
                    at=seen,
                    way=Way.DROP_IN,
                    result=Result.SEEN,
                    described_as=random.choice(people.PASSERS_BY),
                    note=text,
                    visibility=Contact.Visibility.UNIT,
                    written_at=seen + timedelta(minutes=10),
                    by=by,
                )
