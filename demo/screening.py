"""Of each course: the prescreening, the guidance where the citizen was outside, and what was noticed on the way.

Chosen with a random source for each citizen: what else the demo tells stays as it was.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from cases.models import StepRun
from demo.life import Life
from outreach.actions.guidance import guide
from outreach.actions.observation import observe
from outreach.actions.prescreening import SCREENING, Settled, prescreen
from outreach.models import Guidance, Observation
from outreach.models.prescreening import AREAS, CRITERIA, Decision

Stage = Observation.Stage

#: Most who are met fit; of some the workers knew better than the form.
IN_REASONS = (
    "Har mistet kontakten til behandlingen to gange i år.",
    "Kendt af værestedet gennem flere år, aldrig i behandling.",
    "Bor hos skiftende bekendte. Vil gerne have os til at komme igen.",
)
KNOWN_BETTER = "Siger selv nej til hjælp fra flere steder, men har brug for at få det hele samlet."
WAITED = "Vi kender ham for lidt endnu. Tages op om et par uger."
OUT_REASONS = {
    "little_use_of_offers": "Er i stabil behandling og havde brug for hjælp til at holde fast.",
    "mixed_use": "Drikker, tager ikke stoffer. Fulgt til alkoholbehandlingen.",
    "several_systems": "Har én, der samler trådene. Vi ringede og gav bolden videre.",
}
#: How often which kind of help was given (S2 p. 53).
HELP = {
    Guidance.Kind.KEEP_TREATMENT: 30,
    Guidance.Kind.KEEP_APPOINTMENTS: 25,
    Guidance.Kind.ATTEND: 20,
    Guidance.Kind.SUPPORT_PERSON: 15,
    Guidance.Kind.NEARLY_LOST: 10,
}
#: Where one goes from each place in the change cycle; staying is as usual as going on.
NEXT = {
    Stage.PRECONTEMPLATION: (Stage.PRECONTEMPLATION, Stage.CONTEMPLATION, Stage.CONTEMPLATION),
    Stage.CONTEMPLATION: (Stage.CONTEMPLATION, Stage.PREPARATION, Stage.PREPARATION, Stage.PRECONTEMPLATION),
    Stage.PREPARATION: (Stage.PREPARATION, Stage.ACTION, Stage.ACTION, Stage.CONTEMPLATION),
    Stage.ACTION: (Stage.ACTION, Stage.MAINTENANCE, Stage.RELAPSE),
    Stage.MAINTENANCE: (Stage.MAINTENANCE, Stage.MAINTENANCE, Stage.RELAPSE),
    Stage.RELAPSE: (Stage.CONTEMPLATION, Stage.PREPARATION, Stage.ACTION),
}
SMALL_STEPS = (
    "Ringede selv for at sige, at han blev forsinket.",
    "Havde været i bad og vist os sin nye jakke.",
    "Sagde nej til at tage med på pladsen i går.",
    "Åbnede posten sammen med os.",
    "Spiste morgenmad tre dage i træk.",
    "Gik selv ind på apoteket.",
    "Sendte sin søn en fødselsdagshilsen.",
    "Kom til tiden to gange i træk.",
)
OWN_WORDS = (
    "Jeg gider ikke mere være bange om natten.",
    "Måske efter jul. Ikke før.",
    "Det er første gang, nogen spørger, hvad jeg selv vil.",
    "Jeg ved godt, hvad jeg skal. Jeg skal bare turde.",
    "Hvis I går med, så går jeg også.",
)


def judge(life: Life, *, motivated: bool, by: User) -> None:
    """Decided on the day the step ended. Some waited first, some are decided otherwise than the program proposes."""
    assert life.case is not None
    random = Random(f"screening-{life.stage.town.seed}-{motivated}-{life.number}")
    run = StepRun.objects.filter(case=life.case, step=SCREENING).latest("started_at")
    begun, until = _day(run.started_at), _day(run.ended_at or life.stage.now)
    if motivated and life.number % 7 == 3 and until > begun:
        first = Settled(Decision.WAIT, on=begun, reason=WAITED)
        prescreen(case=life.case, answers={"mixed_use": "yes"}, begun_on=begun, settled=first, with_steps=False, by=by)
    answers, reason = _inside(random) if motivated else _outside(random)
    help_given = () if motivated else random.choices(list(HELP), weights=list(HELP.values()), k=random.randint(1, 2))
    prescreen(
        case=life.case,
        answers=answers,
        begun_on=begun,
        psychiatric_residence=random.random() < 0.05,
        settled=Settled(Decision.IN if motivated else Decision.OUT, on=until, reason=reason, help=help_given),
        with_steps=False,
        by=by,
    )
    if help_given and random.random() < 0.5:
        later = begun + (until - begun) * random.random()
        guide(case=life.case, kinds=random.choices(list(HELP), weights=list(HELP.values())), given_on=later, by=by)


def notice(life: Life, *, by: User) -> None:
    """From the first step of motivation on, every few weeks: forwards, backwards, and once in a while a small step."""
    assert life.case is not None
    random = Random(f"noticed-{life.stage.town.seed}-{life.number}")
    run = StepRun.objects.filter(case=life.case, step__startswith="motivation.", started_at__isnull=False)
    day, until = _day(run.earliest("started_at").started_at), _day(life.ends or life.stage.now)
    stage = random.choice((Stage.PRECONTEMPLATION, Stage.CONTEMPLATION))
    bond = random.randint(1, 2)
    for _time in range(random.randint(1, 6)):
        if day > until:
            return
        said = random.random()
        observe(
            case=life.case,
            observed_on=day,
            stage=stage if said < 0.8 else "",
            goal=_near(random, bond) if said < 0.35 else None,
            method=_near(random, bond) if said < 0.25 else None,
            bond=bond if said < 0.4 else None,
            small_step=random.choice(SMALL_STEPS) if said > 0.45 else "",
            citizens_words=random.choice(OWN_WORDS) if 0.3 < said < 0.6 else "",
            by=by,
        )
        stage = random.choice(NEXT[stage])
        bond = min(4, max(1, bond + random.choice((0, 0, 1, 1, -1))))
        day += timedelta(days=random.randint(12, 45))


def _inside(random: Random) -> tuple[dict[str, str], str]:
    answers = dict.fromkeys(CRITERIA, "yes")
    high = random.sample(list(AREAS), random.choices((3, 4, 5), weights=(4, 4, 2))[0])
    answers |= {area: "yes" if area in high else random.choice(("no", "unknown")) for area in AREAS}
    if random.random() < 0.15:
        answers["burdened_where"] = "no"
    chance = random.random()
    if chance < 0.08:
        return {**answers, "several_systems": "no"}, KNOWN_BETTER
    if chance < 0.2:
        answers[random.choice(("treatment_law", "several_systems"))] = "unknown"
    return answers, random.choice(IN_REASONS) if random.random() < 0.4 else ""


def _outside(random: Random) -> tuple[dict[str, str], str]:
    answers = {name: random.choice(("yes", "yes", "unknown")) for name in CRITERIA}
    answers |= {area: random.choice(("yes", "no", "unknown")) for area in AREAS}
    against = random.choices(list(OUT_REASONS), weights=(6, 2, 2))[0]
    return {**answers, against: "no"}, OUT_REASONS[against] if random.random() < 0.7 else ""


def _near(random: Random, bond: int) -> int:
    return min(4, max(1, bond + random.choice((-1, 0, 0))))


def _day(moment: datetime | None) -> date:
    return timezone.localdate(moment)
