"""Plans of open courses: some only begun, most given to the citizen, a few made anew. In the words of citizens.

Chosen with a random source for each course: what else the demo tells stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from cases.models import Assignment, Case, StepRun
from demo.organisations import Stage
from directory.models import Partner, PartnerOffer
from outreach.actions.onward_plan import Agreed, Checked, begin_plan, give_plan, read_plan_along, renew_plan, write_plan
from outreach.actions.plan_parts import PlanPart, finish_part
from outreach.models import OnwardPlan, PlanStep

STEP = "motivation.onward_plan"
WISHES = (
    "Jeg vil gerne kunne sove en hel nat uden at være bange. Og så vil jeg have mine ting i fred.",
    "Ned i dosis, men stille og roligt. Sidst gik det for stærkt, og så røg jeg ud igen.",
    "Jeg vil se min datter til jul uden at være påvirket. Det er det vigtigste.",
    "Et sted at være, hvor hunden må komme med. Resten kan jeg tage bagefter.",
    "Jeg vil ikke love noget. Men jeg vil godt prøve at møde op i en måned.",
    "Have styr på tænderne og mine penge. Jeg er træt af at skylde folk væk.",
)
#: Whom one asks for a place; a breakfast takes no asking.
ASKED = (Partner.Kind.SHELTER, Partner.Kind.RECEPTION, Partner.Kind.TREATMENT, Partner.Kind.HOSPITAL)
#: Offers of the municipality itself, which stand in no list of partners.
OWN = ("Ambulant stofbehandling", "Substitutionsbehandling hos vores læge", "Døgnbehandling", "Dagtilbuddet for unge")
DEMANDS = (
    "Møde op til aftalt tid, og ringe, hvis det ikke går.",
    "Urinprøve en gang om ugen de første to måneder.",
    "",
    "En samtale om ugen. Man må gerne være påvirket, men skal kunne tale.",
)
ALTERNATIVES = ("Natcaféen, til der er en seng", "Samtaler hos os imens", "Spørg igen i næste uge", "")
WITHDRAWALS = (
    "Når du har mødt din nye behandler tre gange, og I to har aftalt resten.",
    "Vi er med de første to måneder. Derefter kan du altid ringe.",
    "",
)
ANSWERS = ("Kan begynde på mandag. Tag blodprøve først.", "Vil tale med borgeren selv, gerne ude.", "")
CITIZENS_OWN = (
    "Sove på herberget tre nætter i træk",
    "Ringe til min søster",
    "Tage kortet med til apoteket",
    "Hente post",
)
WORKERS = ("Følge med til det første møde", "Ringe til lægen om medicin", "Spørge om plads igen", "Køre derhen torsdag")
OTHERS = (("Tage imod på herberget", "Susanne fra herberget"), ("Låne en seng ud", "Min søster"))
COMMENTS = ("I skal skrive, at jeg selv har bedt om det.", "Hunden skal med!")


@dataclass(frozen=True)
class Told:
    """One course, and who carries it. `day`: when the plan was begun."""

    case: Case
    worker: Membership
    day: date
    today: date
    random: Random


def fill(stage: Stage) -> None:
    people = {membership.user_id: membership for membership, _caseload in stage.workers()}
    if not people:
        return
    today = timezone.localdate(stage.now)
    with acting_as(next(iter(people.values()))):
        known = PartnerOffer.objects.filter(partner__unit=stage.unit, partner__kind__in=ASKED)
        offers = list(known.select_related("partner").order_by("name"))
        found = [_told(stage, case, people, today) for case in _cases(stage)]
    for told in found:
        with acting_as(told.worker) as by:
            _plan(told, offers, by)


def _cases(stage: Stage) -> list[Case]:
    begun = StepRun.objects.filter(step=STEP, started_at__isnull=False).values("case")
    rows = Case.objects.open().filter(unit=stage.unit, pk__in=begun)
    return list(rows.select_related("citizen").order_by("pk"))


def _told(stage: Stage, case: Case, people: dict, today: date) -> Told:
    run = StepRun.objects.filter(case=case, step=STEP, started_at__isnull=False).earliest("started_at")
    carries = case.assignments.filter(kind=Assignment.Kind.CONTACT_PERSON).order_by("-from_on").first()
    worker = people.get(carries.user_id if carries else None) or next(iter(people.values()))
    begun = timezone.localdate(run.started_at)
    number = case.citizen.birth_year or 0
    return Told(case, worker, begun, today, Random(f"onward-{stage.town.seed}-{begun}-{number}"))


def _plan(told: Told, offers: list[PartnerOffer], by: User) -> None:
    """Begun at one meeting, gone on with at the next, mostly given then."""
    random = told.random
    wished = random.choice(offers) if offers and random.random() < 0.7 else None
    plan = begin_plan(
        case=told.case, begun_on=told.day, citizens_words=random.choice(WISHES), wished_offer=wished,
        wished_words="" if wished else random.choice(OWN), steps=_agreed(told, by)[:2], by=by,
    )  # fmt: skip
    if random.random() < 0.25:
        if random.random() < 0.5:
            read_plan_along(plan=plan, citizens_comment=random.choice(COMMENTS), by=by)
        return
    asked = random.random() < 0.6
    write_plan(
        plan=plan,
        demands=plan.demands or random.choice(DEMANDS),
        withdrawal=random.choice(WITHDRAWALS),
        doctor_asked_on=told.day if asked else None,
        doctor_answer=random.choice(ANSWERS) if asked else "",
        offers=_checked(told, offers),
        steps=_agreed(told, by)[2:],
        by=by,
    )
    given = min(told.day + timedelta(days=random.randint(3, 20)), told.today)
    give_plan(plan=plan, on=given, with_name=random.random() < 0.2, by=by)
    _do_some(told, plan, by)
    if random.random() < 0.3:
        new = renew_plan(plan=plan, by=by)
        write_plan(plan=new, citizens_words=f"{plan.citizens_words} Og jeg vil gerne begynde før jul.", by=by)


def _agreed(told: Told, by: User) -> list[Agreed]:
    random = told.random
    days = [told.today + timedelta(days=random.choice((-6, -1, 0, 2, 5, 12, 30))) for _row in range(4)]
    what, who = random.choice(OTHERS)
    return [
        Agreed(random.choice(CITIZENS_OWN), due_on=days[0] if random.random() < 0.6 else None),
        Agreed(random.choice(WORKERS), who=PlanStep.Who.WORKER, worker=by, due_on=days[1]),
        Agreed(random.choice(CITIZENS_OWN), due_on=days[2] if random.random() < 0.4 else None),
        *([Agreed(what, who=PlanStep.Who.OTHER, other=who, due_on=days[3])] if random.random() < 0.4 else []),
    ]


def _checked(told: Told, offers: list[PartnerOffer]) -> list[Checked]:
    random = told.random
    rows = []
    asked: list[PartnerOffer | str] = [*offers, *OWN]
    for offer in random.sample(asked, random.randint(1, 2)):
        kind = random.choices(("yes", "from", "no", "unknown"), weights=(4, 3, 2, 1))[0]
        opens = told.today + timedelta(days=random.choice((-3, -1, 4, 9, 20))) if kind == "from" else None
        barred = told.today + timedelta(days=random.randint(5, 40)) if random.random() < 0.15 else None
        instead = random.choice(ALTERNATIVES) if kind in ("no", "from") or barred else ""
        rows.append(
            Checked(
                offer=None if isinstance(offer, str) else offer,
                words=offer if isinstance(offer, str) else "",
                available=kind,
                available_from=opens,
                quarantine_until=barred,
                alternative=instead,
                checked_on=told.day,
            )
        )
    return rows


def _do_some(told: Told, plan: OnwardPlan, by: User) -> None:
    """Most of what should have been done has been; a little waits."""
    parts: list[PlanPart] = [*plan.plan_steps.order_by("pk"), *plan.checked_offers.order_by("pk")]
    for part in parts:
        due = part.due_on if isinstance(part, PlanStep) else part.opens_on
        if told.random.random() < (0.75 if due and due <= told.today else 0.25):
            finish_part(part=part, on=min(due or told.today, told.today), by=by)
