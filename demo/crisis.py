"""The acute crisis centre: who was asked for, who is there, who came home; two municipalities, one house."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from accounts.policy import Role
from cases.actions.case import close_case, open_case
from cases.actions.consent import give_consent
from cases.models import Case, Citizen, Consent
from crisis_center.actions.agreement import agree, name_spotter
from crisis_center.actions.centre import add_centre_person, add_room, open_centre, take_out_of_service
from crisis_center.actions.referral import assess, decide, refer, withdraw
from crisis_center.actions.stay import admit, inform_municipality, leave
from crisis_center.models import Centre, CentreReferral, Room, Stay
from demo.life import by_day
from demo.organisations import Stage
from demo.people import phone

REFUSAL, LEFT = CentreReferral.Refusal, Stay.Left
ROOMS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10")


@dataclass(frozen=True)
class Story:
    """One question to the centre and what became of it. `asked`: days ago; the rest hours or days after one another."""

    asked: int
    why: str
    wish: str = ""
    needs: str = ""
    illness: str = ""
    home: str = ""
    life_threatening: bool = False
    hidden: bool = False
    decided: int | None = None
    refusal: tuple[str, str, str] | None = None
    withdrawn: str = ""
    #: Hours from the decision to the arrival.
    on_the_way: int | None = None
    planned_days: int = 42
    #: (days in the house, how, where to); None: still there.
    left: tuple[int, str, str] | None = None


STORIES = (
    Story(0, "Sover i en opgang, har ikke spist i to dage. Blev fundet bevidstløs i nat.",
          "»Jeg kan ikke mere. Bare et sted, hvor ingen banker på.«", "Mad, bad, ro. Substitution i morgen tidlig.",
          "Metadon 80 mg. Sår på begge underben.", "Vil beholde sin kontaktperson.", life_threatening=True),
    Story(1, "Trues af folk, borgeren skylder penge. Tør ikke gå på værestedet.", "Vil gerne væk nogle uger.",
          "Rent tøj og en telefon.", decided=5, hidden=True),
    Story(44, "Er i perioder meget påvirket, men har bolig og fast kontakt til behandler.", decided=26,
          refusal=(REFUSAL.NOT_ACUTE, "Situationen er alvorlig, men ikke akut lige nu.",
                   "Kontaktpersonen tager med til behandleren på torsdag, og I ringer igen, hvis det ændrer sig.")),
    Story(30, "Har mistet sit værelse på herberget.", decided=8, withdrawn="Borgeren fik en plads på herberget igen."),
    Story(4, "Vægttab på 11 kilo siden sommer, hoster blod. Vil ikke på sygehuset.", "»Ingen læger den første dag.«",
          "Tilsyn om natten.", "Hepatitis C, astma.", "Vil hjem til sin lejlighed bagefter.", True,
          decided=3, on_the_way=20),
    Story(14, "Sover ude, blandingsbrug, to overdoser på en uge.", "Vil se sin datter igen.", "Skal vækkes til mad.",
          "Epilepsi, medicin ikke taget i en måned.", "Kontakt til datteren gennem familieafdelingen.", True,
          decided=2, on_the_way=7),
    Story(45, "Bor hos en ven, der vil have borgeren ud. Meget bange.", "Ro.", "Lås på døren.", "Angst.",
          hidden=True, decided=20, on_the_way=30, planned_days=56),
    Story(52, "Har ikke haft fast seng siden foråret.", "»Jeg vil prøve at holde en måned.«", "", "KOL.",
          "Vil tilmeldes boligstøtte.", decided=6, on_the_way=25, left=(46, LEFT.PLANNED, "Egen bolig")),
    Story(78, "Er brændt ude, siger kollegerne i varmestuen.", "Tid til at tænke.", decided=30, on_the_way=9,
          planned_days=42, left=(33, LEFT.OWN_WISH, "Hos en søster")),
    Story(150, "Overdosis to gange på en måned.", "»Nogen, der holder øje.«", "", "Bipolar lidelse.", "",
          True, decided=4, on_the_way=5, planned_days=42, left=(44, LEFT.PLANNED, "Botilbud")),
    Story(70, "Går i det samme tøj som i vinter. Taler ikke med nogen.", "Ved det ikke endnu.", decided=12,
          on_the_way=16, left=(2, LEFT.WITHOUT_WORD, "")),
)  # fmt: skip
#: The one who left without a word comes back.
RETURN = Story(11, "Kom selv til varmestuen og spurgte, om der stadig var plads.", "»Denne gang bliver jeg.«",
               "Samme værelse, hvis det kan lade sig gøre.", decided=2, on_the_way=4)  # fmt: skip
#: Which of the stories each town tells, by its seed.
TELLS = {1: (0, 1, 2, 4, 5, 6, 7, 8, 10), 2: (1, 3, 2, 4, 5, 7, 8, 9, 10)}


@dataclass
class DemoStay:
    """One question and, where the citizen came, the stay. `stage`: home's."""

    story: Story
    stage: Stage
    mentor: Membership
    citizen: Citizen
    case: Case
    referral: CentreReferral
    stay: Stay | None = None


@dataclass
class DemoCentre:
    """The house with its people, and everybody who was asked for."""

    stage: Stage
    centre: Centre
    rooms: list[Room]
    staff: dict[str, Membership]
    asked: list[DemoStay] = field(default_factory=list)

    @property
    def stays(self) -> list[DemoStay]:
        return [one for one in self.asked if one.stay]


def fill(stages: list[Stage]) -> DemoCentre:
    """The operator is the last stage; the others are home."""
    *homes, operator = stages
    house = opened(operator)
    for stage in homes:
        agreed(stage, house)
        tell(stage, house)
    return house


def opened(stage: Stage) -> DemoCentre:
    random = Random(f"{stage.town.seed}-centre")
    staff = {
        "worker": stage.memberships["Dorthe Havrevang"],
        "night": stage.memberships["Emil Stjernedal"],
        "health": stage.membership(Role.HEALTH_STAFF),
        "leader": stage.membership(Role.LEADER),
    }
    with acting_as(staff["leader"]) as by:
        centre = open_centre(
            unit=stage.unit, legal_basis="sel_110", kind="private", phone=phone(random), address="Åvej 12",
            about="Ti værelser. Hunde er velkomne. Man kan ankomme hele døgnet.", by=by,
        )  # fmt: skip
        rooms = [add_room(centre=centre, name=name, by=by) for name in ROOMS]
        take_out_of_service(room=rooms[-1], note="Vandskade, tømrer kommer tirsdag", by=by)
        for duty, name in (("doctor", "Vagtlæge Ida Mosbæk"), ("psychiatrist", "Overlæge Jørn Lyngdal"),
                           ("medicine", "Ruth Valmuebo")):  # fmt: skip
            add_centre_person(centre=centre, duty=duty, name=name, phone=phone(random), by=by)
    return DemoCentre(stage, centre, rooms, staff)


def agreed(stage: Stage, house: DemoCentre) -> None:
    """Odense has promised everything but fast delegation, and its review is near; Aarhus has promised all."""
    today = timezone.localdate()
    mentor = stage.membership(Role.SOCIAL_MENTOR)
    deputy = next(m for m in stage.memberships.values() if m.role == Role.OUTREACH_WORKER)
    with acting_as(stage.membership(Role.LEADER)) as by:
        row = agree(
            centre=house.centre, mentor=mentor.user, deputy=deputy.user, fast_delegation=stage.town.seed == 2,
            plan_work=True, midway_part=True, drop_in_recognised=True, from_on=today - timedelta(days=400),
            signed_on=today - timedelta(days=396), review_on=today + timedelta(days=9 if stage.town.seed == 1 else 120),
            by=by,
        )  # fmt: skip
        name_spotter(agreement=row, name="Poul Strandhede", where="Værestedet", by=by)


def tell(stage: Stage, house: DemoCentre) -> None:
    mentor = stage.membership(Role.SOCIAL_MENTOR)
    with acting_as(mentor):
        open_courses = Case.objects.active().filter(unit=stage.unit, citizen__identity="named")
        known = list(Citizen.objects.filter(pk__in=open_courses.values("citizen"), protected=False).order_by("pk"))
    random = Random(f"{stage.town.seed}-crisis")
    chosen = random.sample(known, len(TELLS[stage.town.seed]))
    for number, citizen in zip(TELLS[stage.town.seed], chosen, strict=True):
        asked = ask(stage, house, mentor, citizen, STORIES[number])
        happen(house, asked)
        left = STORIES[number].left
        if left and left[1] == LEFT.WITHOUT_WORD:
            happen(house, ask(stage, house, mentor, citizen, RETURN))


def ask(stage: Stage, house: DemoCentre, mentor: Membership, citizen: Citizen, story: Story) -> DemoStay:
    at = min(by_day(timezone.now() - timedelta(days=story.asked, hours=3)), timezone.now() - timedelta(minutes=40))
    with acting_as(mentor) as by:
        case = Case.objects.open().filter(citizen=citizen, pathway="crisis").first() or open_case(
            citizen=citizen, unit=stage.unit, pathway="crisis", contact_person=by, at=at - timedelta(hours=20),
            over_limit_reason="Den sociale mentor følger opholdet", by=by,
        )  # fmt: skip
        referral = refer(
            case=case, centre=house.centre, consent=allowed(citizen, house, timezone.localdate(at), by=by),
            called=citizen.name.split()[0], born_year=citizen.birth_year, why=story.why, citizens_wish=story.wish,
            first_needs=story.needs, known_illness=story.illness, home_wishes=story.home,
            life_threatening=story.life_threatening, hidden=story.hidden, travels_alone=False,
            home_contact=f"{by.name}, social mentor", at=at, by=by,
        )  # fmt: skip
    asked = DemoStay(story, stage, mentor, citizen, case, referral)
    house.asked.append(asked)
    return asked


def allowed(citizen: Citizen, house: DemoCentre, on: date, *, by: User) -> Consent:
    given = min(on, timezone.localdate())
    return give_consent(
        citizen=citizen, direction="both", kinds=["whereabouts", "medicine", "health", "housing", "plans"],
        purpose="Ophold på akutkrisecenter", other_kind="other", other_name=str(house.centre), given_how="oral",
        given_on=given, to_on=given + timedelta(days=364), consequences_told=True, given_to=by, by=by,
    )  # fmt: skip


def happen(house: DemoCentre, asked: DemoStay) -> None:
    """What the centre answered, and what followed."""
    story, row = asked.story, asked.referral
    if story.decided is not None:
        decided_at = row.asked_at + timedelta(hours=story.decided)
        answer(house, row, story, decided_at)
        if story.on_the_way is not None:
            stay_there(house, asked, decided_at + timedelta(hours=story.on_the_way))
    if story.withdrawn:
        with acting_as(asked.mentor) as by:
            withdraw(referral=row, because=story.withdrawn, at=row.asked_at + timedelta(days=1), by=by)
    if story.refusal or story.withdrawn:
        with acting_as(asked.mentor) as by:
            close_case(case=asked.case, reason="other", at=row.asked_at + timedelta(days=3), by=by)


def answer(house: DemoCentre, row: CentreReferral, story: Story, at: datetime) -> None:
    with acting_as(house.staff["leader"]) as by:
        assess(referral=row, assessment="Talt med mentoren i telefonen og set på huset i dag.", by=by)
        if story.refusal:
            refusal, words, instead = story.refusal
            decide(
                referral=row, accepted=False, refusal=refusal, refusal_words=words, instead=instead,
                appeal_told=True, at=at, by=by,
            )  # fmt: skip
        else:
            decide(referral=row, accepted=True, at=at, by=by)


def stay_there(house: DemoCentre, asked: DemoStay, at: datetime) -> None:
    until = timezone.localdate(at) + timedelta(days=asked.story.planned_days)
    with acting_as(house.staff["worker"]) as by:
        room = Room.objects.free().filter(centre=house.centre).order_by("pk").first()
        asked.stay = admit(referral=asked.referral, room=room, at=at, expected_until=until, by=by)
        if timezone.now() - at > timedelta(days=2):
            inform_municipality(stay=asked.stay, at=at + timedelta(days=1), by=by)
        if asked.story.left:
            days, how, to = asked.story.left
            asked.stay = leave(stay=asked.stay, how=how, to=to, at=at + timedelta(days=days), by=by)
