"""The open door of each town: what stands on it, who has time when, and who has come by it so far."""

from __future__ import annotations

from datetime import time, timedelta
from random import Random
from typing import Any

import uuid6
from django.utils import timezone

from accounts.acting import acting_as
from accounts.links import Link, through_link
from accounts.models import User
from accounts.policy import Role
from demo import people
from demo.organisations import Stage
from directory.models import Place
from intake.actions.availability import offer_times
from intake.actions.booking import book_time, receive_from_website
from intake.actions.reception import keep_reception
from intake.actions.self_assessment import answer_theme, begin_self_assessment, send_self_assessment
from intake.free_times import free_slots
from intake.models import Enquiry

#: By the town's seed: what stands on the door. Numbers that begin with 1 are nobody's.
DOORS = {
    1: {
        "town": "Odense",
        "address": "Fyrtårnsvej 4, 5000 Odense C",
        "phone": "12 61 40 10",
        "hours": "mandag til torsdag kl. 9–15, fredag kl. 9–13",
        "welcome_da": "Kom, som du er. Du bestemmer selv, hvad vi begynder med.",
        "welcome_en": "Come as you are. You decide what we start with.",
    },
    2: {
        "town": "Aarhus",
        "address": "Havnekajen 11, 8000 Aarhus C",
        "phone": "12 71 40 10",
        "hours": "hverdage kl. 10–16",
        "welcome_da": "",
        "welcome_en": "",
    },
}
#: (worker, weekday, from, to, minutes)
TIMES = (
    (0, 2, time(9), time(12), 45),
    (0, 4, time(13), time(15), 45),
    (1, 1, time(9), time(11), 60),
    (1, 4, time(12), time(15), 60),
)
WISH = "Jeg vil gerne trappe ned, men jeg er bange for at blive syg af det. Jeg har prøvet alene to gange."
FROM_ABROAD = "I take pills every day and I want to stop. I do not speak much Danish."
WORRIED = "Min søn på 24 sover ude, og jeg tror, han tager heroin. Hvad kan jeg gøre?"
ANSWERS: dict[str, dict[str, Any]] = {
    "drugs": {"days": 30, "bothered": 4, "importance": 4, "words": "Heroin og piller hver dag. Sover dårligt uden."},
    "social": {"days": 12, "bothered": 2, "importance": 2, "words": "Jeg ser min søster om søndagen."},
    "health": {"days": 20, "bothered": 3, "importance": 3, "words": "Tænderne. Og et sår på benet."},
    "housing": {"days": 8, "bothered": 3, "importance": 4, "words": "Bor hos en ven til jul, så ved jeg ikke mere."},
}


def fill(stage: Stage) -> None:
    random = Random(f"door {stage.town.seed}")
    with acting_as(stage.membership(Role.LEADER)) as by:
        keep_reception(unit=stage.unit, is_open=True, by=by, **DOORS[stage.town.seed])
    house = next((place for place in stage.places if place.kind == Place.Kind.CENTRE), stage.places[0])
    workers = [membership for membership, _courses in stage.workers()]
    for number, weekday, from_at, to_at, minutes in TIMES:
        told: dict[str, Any] = {
            "weekday": weekday,
            "from_at": from_at,
            "to_at": to_at,
            "minutes": minutes,
            "place": house,
        }
        with acting_as(workers[number]) as by:
            offer_times(unit=stage.unit, user=by, from_on=timezone.localdate(stage.now), by=by, **told)
    with through_link(Link(stage.organisation.pk, ""), view_name="demo", purpose="") as by:
        come(stage, random, by)


def come(stage: Stage, random: Random, by: User) -> None:
    """One who answered and has a time, one who wants to be called, a relative, one who is anonymous, one who paused."""
    answered = written(stage, 20, by, wish=WISH, called="Lasse", phone=people.phone(random))
    row, _code = begin_self_assessment(unit=stage.unit, enquiry=answered, by=by)
    for theme, said in ANSWERS.items():
        answer_theme(self_assessment=row, theme=theme, by=by, **said)
    send_self_assessment(self_assessment=row, enquiry=answered, by=by)
    written(stage, 2, by, wish=FROM_ABROAD, called="Piotr", phone=people.phone(random), wants_call=True)
    written(stage, 30, by, wish=WORRIED, called="Inge", asker=Enquiry.Asker.RELATIVE, phone=people.phone(random))
    nameless = written(stage, 5, by, is_anonymous=True, code_word="Regnbue")
    for enquiry, slot in zip((answered, nameless), free_slots(stage.unit), strict=False):
        book_time(enquiry=enquiry, slot=slot.key, by=by)
    paused, _code = begin_self_assessment(unit=stage.unit, by=by)
    answer_theme(self_assessment=paused, theme="drugs", by=by, **ANSWERS["drugs"])


def written(stage: Stage, hours_ago: int, by: User, **told: Any) -> Enquiry:
    at = stage.now - timedelta(hours=hours_ago)
    return receive_from_website(unit=stage.unit, entry_id=uuid6.uuid7(), came_at=at, by=by, **told)
