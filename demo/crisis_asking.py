"""How those who were agreed to got there, who is on the way, and a municipality's own house (SEL § 107)."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.acting import acting_as
from accounts.policy import Role
from cases.actions.case import open_case
from cases.models import Case, Citizen
from crisis_center.actions.agreement import agree, name_spotter
from crisis_center.actions.centre import add_centre_person, add_room, open_centre
from crisis_center.actions.pick_up import end_pick_up, plan_pick_up
from crisis_center.actions.referral import assess, decide, grant, refer
from crisis_center.models import Centre, CentreReferral, PickUp
from demo.life import by_day
from demo.organisations import Stage
from demo.people import phone

if TYPE_CHECKING:
    from demo.crisis import DemoCentre, DemoStay

How, Result, Refusal = PickUp.How, PickUp.Result, CentreReferral.Refusal
MOTIVATED = (
    "Talte om hunden hele vejen. Røg en smøg ved Storebælt og ville vende om, men blev.",
    "Sagde ikke meget. Ville have radioen tændt. Glad for, at der var mad med.",
    "Spurgte tre gange, om man må gå igen. Ja, døren er ikke låst.",
)
#: (why, wish, what the house answers, what the municipality decides): None: not yet.
AT_HOME = (
    ("Sover i kælderen hos en bekendt. Har ikke været i bad i tre uger.", "»Bare en dør, jeg kan lukke.«", True, None),
    ("Bange for at gå ud. Spiser kun, når nogen kommer med mad.", "Vil gerne blive i byen.", True, True),
    ("Vil have et sted at bo, mens lejligheden istandsættes.", "En seng i to måneder.", True, False),
    ("Blev smidt ud i går nat. Hoster og fryser.", "Ved det ikke.", None, None),
)


def fetch(asked: DemoStay, there_at: datetime) -> None:
    """Before the arrival; where the way was long somebody was not found the first time."""
    random = Random(f"{asked.stage.town.seed}-fetch-{asked.story.asked}")
    mentor, long_way = asked.mentor, (asked.story.on_the_way or 0) >= 16
    with acting_as(mentor) as by:
        if long_way:
            first = plan_pick_up(
                referral=asked.referral, fetched_by=by.name, how=How.CAR, left_at=there_at - timedelta(hours=10), by=by
            )
            end_pick_up(
                pick_up=first, result=Result.NOT_FOUND, at=there_at - timedelta(hours=8),
                motivation="Ledte på værestedet og ved stationen. En bekendt siger til, når borgeren dukker op.", by=by,
            )  # fmt: skip
        last = plan_pick_up(
            referral=asked.referral, fetched_by=by.name, how=random.choice((How.CAR, How.CAR, How.TAXI, How.TRAIN)),
            left_at=there_at - timedelta(hours=2), escort=by.name, belongings="En rygsæk, dyne og telefon",
            medicine="Til det første døgn" if asked.story.illness else "", by=by,
        )  # fmt: skip
        end_pick_up(pick_up=last, result=Result.ARRIVED, at=there_at, motivation=random.choice(MOTIVATED), by=by)


def fill(house: DemoCentre) -> None:
    """Of those who are agreed to and not there, Odense's is fetched this evening and Aarhus' is on the way."""
    for asked in house.asked:
        row = asked.referral
        with acting_as(asked.mentor):
            row.refresh_from_db()
        if asked.stay or not row.may_arrive:
            continue
        if asked.stage.town.seed == 1:
            with acting_as(asked.mentor) as by:
                plan_pick_up(
                    referral=row, fetched_by=f"{by.name}, {phone(Random(7))}", how=How.CAR, escort=by.name,
                    planned_at=timezone.now() + timedelta(hours=4), by=by,
                )  # fmt: skip
        else:
            with acting_as(asked.mentor) as by:
                plan_pick_up(
                    referral=row, fetched_by=f"{by.name}, {phone(Random(8))}", how=How.TRAIN, escort=by.name,
                    left_at=max(row.asked_at, timezone.now() - timedelta(minutes=50)), by=by,
                )  # fmt: skip
    for stage in {id(one.stage): one.stage for one in house.asked}.values():
        if "own_crisis" in stage.units:
            own_house(stage, house)


def own_house(stage: Stage, operators: DemoCentre) -> None:
    """A small house of the municipality's own: its leader says what she thinks, the municipality's leader decides."""
    random = Random(f"{stage.town.seed}-own-house")
    with acting_as(stage.memberships["Tove Sluseholm"]) as by:
        centre = open_centre(
            unit=stage.units["own_crisis"], legal_basis="sel_107", kind="municipal", phone=phone(random),
            address="Kanalgade 4", about="Fire værelser midt i byen. Ankomst inden kl. 20.", by=by,
        )  # fmt: skip
        for name in ("A", "B", "C", "D"):
            add_room(centre=centre, name=name, by=by)
        add_centre_person(centre=centre, duty="doctor", name="Lægerne på Torvet", phone=phone(random), by=by)
    with acting_as(stage.membership(Role.LEADER)) as by:
        mentor = stage.membership(Role.SOCIAL_MENTOR).user
        agreement = agree(centre=centre, plan_work=True, drop_in_recognised=True, mentor=mentor, by=by)
        name_spotter(agreement=agreement, name="Poul Strandhede", where="Værestedet Kajen", by=by)
    taken = {one.citizen.pk for one in operators.asked}
    with acting_as(stage.membership(Role.SOCIAL_MENTOR)):
        open_courses = Case.objects.active().filter(unit=stage.unit, citizen__identity="named")
        known = Citizen.objects.filter(pk__in=open_courses.values("citizen"), protected=False).exclude(pk__in=taken)
        chosen = random.sample(list(known.order_by("pk")), len(AT_HOME))
    for number, (citizen, told) in enumerate(zip(chosen, AT_HOME, strict=True)):
        ask_own(stage, centre, citizen, told, asked_at=_by_day(6 + 20 * number))


def _by_day(hours_ago: int) -> datetime:
    """In the day, and long enough ago for what follows."""
    ago = timezone.now() - timedelta(hours=hours_ago)
    return min(by_day(ago), timezone.now() - timedelta(hours=5))


def ask_own(
    stage: Stage, centre: Centre, citizen: Citizen, told: tuple[str, str, bool | None, bool | None], asked_at: datetime
) -> None:
    why, wish, accepted, granted = told
    with acting_as(stage.membership(Role.SOCIAL_MENTOR)) as by:
        case = open_case(
            citizen=citizen, unit=stage.unit, pathway="crisis", contact_person=by, at=asked_at - timedelta(hours=5),
            over_limit_reason="Den sociale mentor følger opholdet", by=by,
        )  # fmt: skip
        row = refer(
            case=case, centre=centre, called=citizen.name.split()[0], born_year=citizen.birth_year, why=why,
            citizens_wish=wish, home_contact=f"{by.name}, social mentor", at=asked_at, by=by,
        )  # fmt: skip
    answered = asked_at + timedelta(hours=2)
    if accepted is not None:
        with acting_as(stage.memberships["Tove Sluseholm"]) as by:
            assess(referral=row, assessment="Vi har plads, og borgeren kender huset fra en dag i sommer.", by=by)
            decide(referral=row, accepted=accepted, at=answered, by=by)
    if granted is not None:
        no: dict[str, Any] = {
            "refusal": Refusal.OTHER_OFFER, "instead": "Boligrådgivningen finder en genhusning sammen med dig.",
            "refusal_words": "Du har en bolig igen om to måneder, og du kan bo hos din bror så længe.",
            "appeal_told": True,
        }  # fmt: skip
        with acting_as(stage.membership(Role.LEADER)) as by:
            grant(referral=row, granted=granted, at=answered + timedelta(hours=1), by=by, **({} if granted else no))
