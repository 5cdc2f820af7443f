"""Before the stays: who said that somebody was in danger, what became of it, and the screenings."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership
from accounts.policy import Role
from cases.models import Case, Citizen
from crisis_center.actions.screening import Concluded, screen
from crisis_center.actions.spotting import close_spotting, match_spotting, spot, take_spotting
from crisis_center.models import Spotting
from demo.crisis import DemoCentre, DemoStay
from demo.life import by_day
from demo.organisations import Stage

DAY = timedelta(days=1)
#: Who rings where a town has no spotter with a sign-in.
CALLERS = ("Poul fra værestedet", "Natarbejderen i varmestuen", "SKP-medarbejder Lis")


def fill(house: DemoCentre) -> None:
    for stage in {id(one.stage): one.stage for one in house.asked}.values():
        random = Random(f"{stage.town.seed}-spotting")
        asked = [one for one in house.asked if one.stage is stage]
        for one in asked:
            screened(one)
        taken_late(stage, next(one for one in asked if one.stay and one.stay.left_at is None))
        first, second = random.sample(unknown_to(asked), 2)
        two_of_one(stage, first)
        put_off(stage, second)
        still_open(stage)


def told(stage: Stage, at: datetime, urgency: str, concern: str, where: str, **more: Any) -> Spotting:
    """By the town's spotter, or written down by its mentor."""
    spotters = [m for m in stage.memberships.values() if m.role == Role.SPOTTER]
    if not spotters:
        more.setdefault("caller", CALLERS[len(concern) % len(CALLERS)])
    with acting_as((spotters or [mentor_of(stage)])[0]) as by:
        seen_at = at - timedelta(minutes=25)
        return spot(concern=concern, urgency=urgency, where=where, told_at=at, seen_at=seen_at, by=by, **more)


def mentor_of(stage: Stage) -> Membership:
    return stage.membership(Role.SOCIAL_MENTOR)


def screened(one: DemoStay) -> None:
    """Where the course is open still: what the mentor saw before the centre was asked."""
    with acting_as(one.mentor) as by:
        if not Case.objects.open().filter(pk=one.case.pk).exists():
            return
        at = one.referral.asked_at - timedelta(hours=3)
        screen(
            case=one.case, at=at, chaotic_use="yes", treatment_contact="little", danger_body=True,
            danger_social=one.story.hidden, decline_accelerating="yes", travels_alone="no",
            life_threatening="yes" if one.story.life_threatening else "no", danger_words=one.story.why,
            citizens_wish=one.story.wish, first_needs=one.story.needs, known_illness=one.story.illness,
            home_wishes=one.story.home, concluded=Concluded("refer", reason="Kan ikke vente på et almindeligt tilbud."),
            by=by,
        )  # fmt: skip


def unknown_to(asked: list[DemoStay]) -> list[Citizen]:
    """Citizens of the town with a course of the outreach, whom no centre was asked about."""
    stage = asked[0].stage
    with acting_as(mentor_of(stage)):
        courses = Case.objects.active().filter(unit=stage.unit, pathway="outreach", citizen__identity="named")
        rows = Citizen.objects.filter(pk__in=courses.values("citizen"), protected=False)
        return list(rows.exclude(pk__in=[one.citizen.pk for one in asked]).order_by("pk"))


def taken_late(stage: Stage, one: DemoStay) -> None:
    """Told on a Friday evening, so to speak: two days went before somebody had it."""
    at = by_day(one.referral.asked_at - 4 * DAY)
    row = told(
        stage, at, "days", "Har ikke været inde at spise i en uge. Plejer at komme hver dag.", "Biblioteket",
        described_as=one.citizen.name.split()[0], reaction="Ville ikke tale, men tog imod kaffe.", citizen_knows="yes",
    )  # fmt: skip
    with acting_as(one.mentor) as by:
        take_spotting(spotting=row, at=at + timedelta(hours=50), by=by)
        match_spotting(spotting=row, citizen=one.citizen, at=at + timedelta(hours=56), by=by)


def two_of_one(stage: Stage, citizen: Citizen) -> None:
    """Two worry about the same person within a day; the mentor has begun to screen."""
    now = timezone.now()
    name = citizen.name.split()[0]
    rows = [
        told(stage, by_day(now - 3 * DAY), "days", "Sover i en kælder uden varme, hoster meget.", "Nordre Kirkegård",
             described_as=f"{name}, grøn parkas", citizen_knows="no"),
        told(stage, by_day(now - 2 * DAY), "today", "Faldt om i køen til maden. Ville ikke have ambulance.",
             "Værestedet", described_as=name, reaction="Gik, da der blev ringet.", citizen_knows="yes"),
    ]  # fmt: skip
    with acting_as(mentor_of(stage)) as by:
        for row in rows:
            at = min(row.told_at + timedelta(hours=2), now)
            why = "Borgeren stod uden nogen, og mentoren kender vedkommende"
            match_spotting(spotting=row, citizen=citizen, at=at, over_limit_reason=why, by=by)
        screen(
            case=Case.objects.open().get(citizen=citizen, pathway="crisis"),
            at=min(by_day(now - DAY), now), chaotic_use="yes", danger_body=True,
            citizens_wish="»Jeg vil bare sove et sted, hvor der er lås på døren.«", travels_alone="unknown", by=by,
        )  # fmt: skip


def put_off(stage: Stage, citizen: Citizen) -> None:
    """The citizen would not yet: the mentor looks at it again today."""
    at = by_day(timezone.now() - 6 * DAY)
    row = told(stage, at, "watch", "Trækker sig fra de andre og siger, at det hele kan være lige meget.", "Varmestuen",
               described_as=citizen.name.split()[0], reaction="Blev glad for, at nogen spurgte.")  # fmt: skip
    with acting_as(mentor_of(stage)) as by:
        why = "Kun for en kort tid, mens det afklares"
        taken = at + timedelta(hours=20)
        match_spotting(spotting=row, citizen=citizen, at=taken, over_limit_reason=why, by=by)
        screen(
            case=Case.objects.open().get(citizen=citizen, pathway="crisis"),
            at=taken + timedelta(hours=4), chaotic_use="no", treatment_contact="regular",
            citizens_wish="Vil ikke væk hjemmefra nu.", by=by,
            concluded=Concluded("wait", reason="Taler med sin behandler på torsdag.",
                                wait_until=timezone.localdate()),
        )  # fmt: skip


def still_open(stage: Stage) -> None:
    """One since this morning, one to keep an eye on, one taken over and looked for, one nobody found."""
    now = timezone.now()
    morning = timezone.localtime(now).replace(hour=7, minute=40, second=0, microsecond=0)
    told(stage, min(morning, now - timedelta(minutes=100)), "today",
         "Ligger på en bænk og svarer kun lidt. Har fået tæppe og kaffe, men kan ikke rejse sig.",
         "Bænken ved busterminalen", described_as="Ældre mand, gråt skæg, hund i snor")  # fmt: skip
    told(stage, by_day(now - 2 * DAY), "watch", "Er flyttet ud i skoven og kommer sjældnere end før.", "Skoven ved åen",
         described_as="Kaldes Sømanden")  # fmt: skip
    looked_for = told(stage, by_day(now - DAY), "days", "Har store sår på benene, vil ikke på skadestuen.",
                      "Parkeringskælderen", described_as="Kvinde i trediverne, lyserød hue",
                      reaction="Sagde, at vi gerne må komme igen.", citizen_knows="yes")  # fmt: skip
    gone = told(stage, by_day(now - 12 * DAY), "days", "Sov i en bil med åbne døre i frostvejr.", "Havnegade",
                described_as="Mand, blå varevogn")  # fmt: skip
    with acting_as(mentor_of(stage)) as by:
        take_spotting(spotting=looked_for, at=min(looked_for.told_at + timedelta(hours=3), now), by=by)
        close_spotting(
            spotting=gone, because="not_found", words="Ledt på havnen tre aftener. Bilen er væk.",
            at=gone.told_at + 5 * DAY, by=by,
        )  # fmt: skip
