"""The catalogues of the two municipalities, and the own plans of some citizens, in the words of citizens.

Chosen with a random source for each course: what else the demo tells stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from accounts.policy import Role
from cases.actions.attendance import note_attendance
from cases.actions.block import add_block, edit_block
from cases.actions.chosen_block import choose_block, decide_choice, end_choice
from cases.actions.evaluation import Outcome, evaluate
from cases.actions.goal import add_goal, add_goal_step, end_goal, tick_goal_step
from cases.actions.good_thing import note_good_thing
from cases.models import Assignment, Attendance, Block, Case, ChosenBlock, Citizen, EvaluatedBlock, Goal
from demo.organisations import Stage
from directory.models import PartnerOffer

Kind, Where = Block.Kind, Block.Where
#: The municipality's own: name, provider, kind, where, theme, times, whom it suits, places.
OWN: tuple[tuple[Any, ...], ...] = (
    ("Udredning", "Modtagelsen", Kind.MUST, Where.INSIDE, "", "efter aftale", "alle, der begynder", None),
    ("Individuel rådgivning", "", Kind.MAY, Where.INSIDE, "", "en gang om ugen", "alle", None),
    ("Daggruppen", "Team Å", Kind.MAY, Where.INSIDE, "relations", "mandag og onsdag kl. 10-12", "dem, der vil ses", 10),
    ("Aftengruppen", "", Kind.MAY, Where.INSIDE, "relations", "tirsdag kl. 18-20", "dem, der arbejder om dagen", 4),
    ("NADA", "Sygeplejersken", Kind.MAY, Where.INSIDE, "health", "hverdage kl. 9-10", "dem, der vil sove bedre", None),
    ("Psyko- og stofedukation", "", Kind.MAY, Where.INSIDE, "mental", "seks torsdage kl. 13", "nye i behandling", 12),
    (
        "Familiesamtaler",
        "",
        Kind.MAY,
        Where.INSIDE,
        "relations",
        "efter aftale",
        "dem, der har børn",
        None,
    ),
    ("Gå- og løbeholdet", "Frivillige", Kind.MAY, Where.OUTSIDE, "health", "fredag kl. 14", "alle, i eget tempo", None),
    ("Bolig og økonomi", "Myndighed", Kind.MAY, Where.OUTSIDE, "social", "tid hos rådgiveren", "", None),
    ("Psykologsamtaler", "", Kind.MAYBE, Where.INSIDE, "mental", "ti samtaler", "", 3),
    ("Dagbehandling", "Dagcenteret", Kind.MAYBE, Where.OUTSIDE, "society", "hverdage kl. 9-14", "", 6),
    ("Døgnbehandling", "", Kind.MAYBE, Where.FURTHER, "health", "tre til seks måneder", "", None),
    ("Beskæftigelsesindsats", "Jobcentret", Kind.MUST, Where.FURTHER, "society", "efter aftale", "ledige", None),
)
RETIRED = "Cykelværkstedet"
#: More have chosen it than it has places for.
FULL, WISH_FOR_IT = "Aftengruppen", 6
#: Of the partners' offers so many stand in the catalogue, told by the partner's own row.
OF_PARTNERS = 4
#: Words, theme, steps, what the professional wrote beside.
GOALS = (
    (
        "Jeg vil sove om natten uden at være bange",
        "health",
        ("Tre nætter på herberget", "Få en dør, der kan låses"),
        "Søvnen er nøglen: det andet bliver lettere bagefter.",
    ),
    (
        "Se min datter uden at være påvirket",
        "relations",
        ("Ringe til hendes mor", "Skrive et kort", "Mødes en time"),
        "Samvær hver anden uge er aftalt.",
    ),
    (
        "Have mit eget sted, hvor hunden må være",
        "social",
        ("Skrives op hos boligrådgiveren",),
        "Hunden følger med overalt. Spørg om den først.",
    ),
    (
        "Ned i dosis, stille og roligt",
        "health",
        ("Tale med lægen", "Hente medicin hver dag i en uge"),
        "Lægen sætter farten sammen med borgeren.",
    ),
    (
        "Få styr på det, jeg skylder",
        "social",
        ("Samle brevene i en pose", "Åbne dem sammen med nogen"),
        "Vi åbner ét brev ad gangen.",
    ),
    ("Få lavet mine tænder", "health", ("Bestille tid",), "Går gerne med: venteværelset er det sværeste."),
    ("Være sammen med nogen, der ikke tager noget", "relations", (), ""),
    ("Kunne åbne min post", "society", ("Hente nøglen til postkassen",), ""),
    ("Have noget at stå op til", "", ("Prøve daggruppen to gange",), "Formiddagen er den tungeste tid."),
)
ADJUSTED = "Kun onsdag, ikke mandag"
GOOD = (
    "Kom selv og sagde, at det gik skidt",
    "Har hentet medicin hver dag i denne uge",
    "Lavede mad til tre andre",
    "Ringede til sin søster",
    "Sov hele natten onsdag",
)
MOVED = (
    ("Jeg kommer, fordi der er nogen, der venter på mig.", "Møder stabilt, også når ugen har været hård."),
    ("Torsdagene går ikke. Det er dagen, hvor pengene kommer.", "Rytmen passer ikke med udbetalingen. Vi flytter den."),
    ("Jeg sover. Det er nyt.", ""),
)
REFUSED = "Der er et tilbud, der griber mindre ind, og som ikke er prøvet endnu: samtaler hos os to gange om ugen."


@dataclass(frozen=True)
class Told:
    """One citizen, and who writes. `day`: when the first goal was set."""

    citizen: Citizen
    worker: Membership
    day: date
    today: date
    random: Random


def fill(stage: Stage) -> None:
    people = {membership.user_id: membership for membership, _caseload in stage.workers()}
    if not people:
        return
    leader, today = stage.membership(Role.LEADER), timezone.localdate(stage.now)
    with acting_as(leader) as by:
        blocks = _catalogue(stage, today, by)
        found = [_told(stage, case, people, today) for case in _cases(stage)]
    for number, told in enumerate(one for one in found if one.random.random() < 0.6):
        with acting_as(told.worker) as by:
            _plan(told, blocks, number, by)
    _fill_up(blocks[FULL], found, leader)


def _catalogue(stage: Stage, today: date, by: User) -> dict[str, Block]:
    """By title. One stood there once and does not any more."""
    made = []
    for name, provider, kind, where, theme, times, suits, places in OWN:
        told = {"kind": kind, "where": where, "theme": theme, "times": times, "suits": suits, "places": places}
        made.append(add_block(name=name, provider=provider, by=by, **told))
    offers = PartnerOffer.objects.filter(partner__unit=stage.unit, closed_on=None).select_related("partner")
    titles = {block.title for block in made}
    for offer in offers.order_by("name", "pk"):
        if len(made) < len(OWN) + OF_PARTNERS and offer.name not in titles:
            made.append(add_block(offer=offer, where=Where.OUTSIDE, by=by))
            titles.add(offer.name)
    old = add_block(name=RETIRED, where=Where.OUTSIDE, by=by)
    edit_block(block=old, name=RETIRED, offer=None, retired_on=today - timedelta(days=200), by=by)
    return {block.title: block for block in made}


def _fill_up(block: Block, found: list[Told], leader: Membership) -> None:
    """The first to choose have a place, the others wait."""
    with acting_as(leader):
        chosen = set(ChosenBlock.objects.filter(block=block).values_list("citizen_id", flat=True))
    rest = sorted((one for one in found if one.citizen.pk not in chosen), key=lambda one: one.day)
    for told in rest[: max(0, WISH_FOR_IT - len(chosen))]:
        with acting_as(told.worker) as by:
            choose_block(citizen=told.citizen, block=block, chosen_on=told.day, by=by)


def _cases(stage: Stage) -> list[Case]:
    rows = Case.objects.open().filter(unit=stage.unit, citizen__merged_into=None)
    seen: dict[Any, Case] = {}
    for case in rows.select_related("citizen").order_by("pk"):
        seen.setdefault(case.citizen_id, case)
    return list(seen.values())


def _told(stage: Stage, case: Case, people: dict, today: date) -> Told:
    carries = case.assignments.filter(kind=Assignment.Kind.CONTACT_PERSON).order_by("-from_on").first()
    worker = people.get(carries.user_id if carries else None) or next(iter(people.values()))
    opened = timezone.localdate(case.periods.latest("opened_at").opened_at)
    random = Random(f"own-plan-{stage.town.seed}-{opened}-{case.citizen.birth_year or 0}")
    begun = min(today, max(opened, today - timedelta(days=random.choice((12, 30, 70, 110, 150)))))
    return Told(case.citizen, worker, begun, today, random)


def _plan(told: Told, blocks: dict[str, Block], number: int, by: User) -> None:
    random = told.random
    goals = [_goal(told, said, by) for said in random.sample(GOALS, random.randint(1, 3))]
    for words in random.sample(GOOD, random.randint(0, 2)):
        note_good_thing(citizen=told.citizen, words=words, said_on=_between(told, told.day), by=by)
    chosen = [_choose(told, block, goals, number, by) for block in _pick(told, blocks, goals, number)]
    running = [one for one in chosen if one.from_on]
    for one in running:
        _attend(told, one, by)
    if running and (told.today - told.day).days > 60:
        _evaluate(told, running, by)
    if len(goals) > 2 and random.random() < 0.5:
        how = random.choice((Goal.Ended.REACHED, Goal.Ended.ANOTHER))
        end_goal(goal=goals[-1], how=how, on=_between(told, told.day), by=by)


def _goal(told: Told, said: tuple[str, str, tuple[str, ...], str], by: User) -> Goal:
    words, theme, steps, noticed = said
    beside = noticed if told.random.random() < 0.4 else ""
    goal = add_goal(citizen=told.citizen, words=words, theme=theme, professional_words=beside, set_on=told.day, by=by)
    for what in steps:
        step = add_goal_step(goal=goal, what=what, by=by)
        if told.random.random() < 0.4:
            tick_goal_step(step=step, done=True, on=_between(told, told.day), by=by)
    return goal


def _pick(told: Told, blocks: dict[str, Block], goals: list[Goal], number: int) -> list[Block]:
    """What fits the goals, the assessment that all have, and for some what needs visitation."""
    random = told.random
    themes = {goal.theme for goal in goals} | {""}
    may = [block for block in blocks.values() if block.kind == Kind.MAY and block.theme in themes]
    picked = [blocks["Udredning"]] if random.random() < 0.4 else []
    picked += random.sample(may, min(len(may), random.randint(1, 2)))
    if number % 4 == 1:
        picked.append(random.choice([block for block in blocks.values() if block.kind == Kind.MAYBE]))
    return picked


def _choose(told: Told, block: Block, goals: list[Goal], number: int, by: User) -> ChosenBlock:
    random = told.random
    served = [goal for goal in goals if goal.theme == block.theme] or goals[:1]
    whose = ChosenBlock.Whose.PROFESSIONAL if random.random() < 0.25 else ChosenBlock.Whose.CITIZEN
    on = min(told.day + timedelta(days=random.randint(0, 9)), told.today)
    chosen = choose_block(citizen=told.citizen, block=block, goals=served, whose=whose, chosen_on=on, by=by)
    if not chosen.is_undecided or number % 12 == 1:
        return chosen
    decided = min(on + timedelta(days=6), told.today)
    if number % 12 == 5:
        return decide_choice(
            chosen=chosen, granted=False, decided_on=decided, reason=REFUSED, appeal_guided=True, by=by
        )
    return decide_choice(chosen=chosen, granted=True, decided_on=decided, by=by)


def _attend(told: Told, chosen: ChosenBlock, by: User) -> None:
    """Once a week, some more faithfully than others."""
    came = told.random.choice((45, 65, 85, 95))
    hows = (Attendance.How.CAME, Attendance.How.MISSED, Attendance.How.CALLED_OFF)
    assert chosen.from_on is not None
    day = chosen.from_on
    while day < told.today:
        how = told.random.choices(hows, weights=(came, (100 - came) * 0.7, (100 - came) * 0.3))[0]
        note_attendance(chosen=chosen, how=how, held_on=day, by=by)
        day += timedelta(days=7)


def _evaluate(told: Told, running: list[ChosenBlock], by: User) -> None:
    """A month and a half ago, and looked at again sooner or later."""
    random = told.random
    held = told.today - timedelta(days=45)
    outcomes = {}
    for chosen in running:
        if chosen.from_on and chosen.from_on <= held:
            adjusted = random.random() < 0.3
            outcome = EvaluatedBlock.Outcome.ADJUST if adjusted else EvaluatedBlock.Outcome.CONTINUE
            outcomes[chosen] = Outcome(outcome, ADJUSTED if adjusted else "")
    citizens, professional = random.choice(MOVED)
    evaluate(
        citizen=told.citizen, held_on=held, with_citizen=random.random() < 0.9, citizens_words=citizens,
        professional_words=professional, next_on=told.today + timedelta(days=random.choice((-6, -1, 3, 30, 45))),
        outcomes=outcomes, by=by,
    )  # fmt: skip
    if len(running) > 1 and random.random() < 0.4:
        end_choice(chosen=running[-1], by=by)


def _between(told: Told, first: date) -> date:
    return first + timedelta(days=told.random.randint(0, max(0, (told.today - first).days)))
