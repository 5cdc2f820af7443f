"""From the middle of a stay to three months after: meetings, plans in the citizens' words, and who was found again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from cases.models import Case
from crisis_center.actions.future import put_aside, say_future
from crisis_center.actions.homecoming import agree_at_home, follow_up, keep_agreement
from crisis_center.actions.leaving import plan_for_hard_times
from crisis_center.actions.midway import hold_midway, miss_midway, plan_midway
from crisis_center.actions.plan_141 import hand_plan, offer_plan, write_plan
from crisis_center.actions.readiness import make_ready, settle_readiness
from crisis_center.midways import proposed_midway
from crisis_center.models import ActionPlan141, HomecomingFollowUp, Stay
from demo.crisis import DemoCentre, DemoStay

WISHES = (
    ("housing", "Et sted, hvor jeg selv har nøglen. Helst ikke på herberget."),
    ("family", "Jeg vil ringe til min søster, når jeg har sovet en uge."),
    ("health", "Tænderne først. Jeg tør ikke grine."),
    ("economy", "Nogen skal hjælpe mig med regningerne, før jeg åbner dem."),
    ("treatment", "Ikke mere fra gaden. Min medicin på faste tider."),
    ("everyday", "Stå op, før butikken åbner, og lave mad selv."),
    ("other", "En hund igen, en dag."),
)
READY = (
    ("housing", "Nøglen hentes, og der er en seng", "home", "boligrådgiveren"),
    ("income", "Kontanthjælpen er på plads", "home", "ydelsescentret"),
    ("medicine", "Recept og udlevering er aftalt", "centre", "Ruth Valmuebo"),
    ("drop_in", "Værestedet ved, at borgeren kommer", "home", "Poul Strandhede"),
    ("met", "Mentor står ved toget", "home", ""),
    ("first_days", "Frokost på værestedet dagen efter", "home", ""),
)
HARD = (
    "De første dage i måneden, når der er penge, og de andre banker på.",
    "Jeg ringer til mentor, før jeg åbner døren. Om natten går jeg på natcaféen.",
)
_LONG = timedelta(days=10)


def fill(house: DemoCentre) -> None:
    for number, asked in enumerate(house.stays):
        stay = asked.stay
        assert stay is not None
        random = Random(f"{asked.stage.town.seed}-crisis-home-{number}")
        offered(asked, stay)
        wish(house, asked, stay, random)
        meet(house, asked, stay)
        if stay.left_at:
            come_home(asked, stay)


def offered(asked: DemoStay, stay: Stay) -> None:
    """A plan for whoever has been there some days; the newest still waits for the offer."""
    if _length(stay) < timedelta(days=5):
        return
    day = timezone.localdate(stay.arrived_at + timedelta(days=3))
    with acting_as(asked.mentor) as by:
        case = Case.objects.get(pk=stay.case_id)
        if ActionPlan141.objects.filter(case=case).exists():
            return
        offer_plan(case=case, offered_on=day, accepted=True, words="Hvis jeg må være med til at skrive den.", by=by)
        plan = write_plan(
            case=case, made_on=day + timedelta(days=2), purpose="Et hjem, borgeren kan blive i, og ro til behandling.",
            effort="Bostøtte to gange om ugen. Mentor følger til læge og tandlæge.", duration="Et år.",
            circumstances="Boform: egen bolig med støtte. Behandling: substitution fortsætter uden pause.", by=by,
        )  # fmt: skip
        hand_plan(plan=plan, parts=["purpose", "effort"], to=str(stay.centre), handed_on=day + timedelta(days=2), by=by)


def wish(house: DemoCentre, asked: DemoStay, stay: Stay, random: Random) -> None:
    """One wish about every fourth day, said now here, now there; one was given up."""
    chosen = random.sample(WISHES, min(len(WISHES), 1 + _length(stay).days // 4))
    for number, (theme, words) in enumerate(chosen):
        who = house.staff["night"] if number % 3 else asked.mentor
        day = timezone.localdate(min(stay.arrived_at + timedelta(days=4 * number), stay.left_at or timezone.now()))
        with acting_as(who) as by:
            entry = say_future(stay=stay, theme=theme, words=words, said_on=day, by=by)
            if number == 4:
                put_aside(entry=entry, by=by)
    if _length(stay) > _LONG:
        with acting_as(house.staff["worker"]) as by:
            plan_for_hard_times(stay=stay, risk=HARD[0], plan=HARD[1], by=by)


def meet(house: DemoCentre, asked: DemoStay, stay: Stay) -> None:
    """Held where its day has come, once only at the second try; planned where it is near."""
    if _length(stay) < _LONG:
        return
    at = _at_ten(stay)
    with acting_as(house.staff["worker"]) as by:
        if at > timezone.now():
            plan_midway(stay=stay, planned_at=at, where=str(stay.centre), by=by)
            agree(asked, stay, READY[:3])
            return
        if asked.story.life_threatening:
            plan_midway(stay=stay, planned_at=at - timedelta(days=2), by=by)
            miss_midway(stay=stay, because="Borgeren var ikke klar den dag og bad om at vente.", by=by)
        if stay.left_at and at > stay.left_at:
            return
        hold_midway(
            stay=stay, held_at=at, citizen_came=True, centre_came=True, home_came=True, others_came="En ven",
            status="Sover om natten og spiser med de andre.", change="Taler om, hvad der skal ske derhjemme.",
            plan_adjusted="Bostøtten begynder, før borgeren kommer hjem. Taget fra fremtidsplanen: egen nøgle.", by=by,
        )  # fmt: skip
    agree(asked, stay, READY)


def agree(asked: DemoStay, stay: Stay, things: Iterable[tuple[str, str, str, str]]) -> None:
    end = stay.expected_until or timezone.localdate(stay.arrived_at) + timedelta(days=42)
    with acting_as(asked.mentor) as by:
        for number, (area, what, side, who) in enumerate(things):
            named = who or by.name
            row = make_ready(
                stay=stay, area=area, what=what, side=side, who=named, due_on=end - timedelta(days=3), by=by
            )
            # Of those who went home by agreement all was in place; elsewhere the drop-in centre was told too late.
            told = stay.left_how == Stay.Left.PLANNED or number != 3
            if (stay.left_at and told) or number == 0:
                at = (stay.left_at or timezone.now()) - timedelta(hours=20)
                settle_readiness(row=row, outcome="in_place", at=at, by=by)


def come_home(asked: DemoStay, stay: Stay) -> None:
    """Found, found late, not found; the last of those whose day has come still waits."""
    left_on = timezone.localdate(stay.left_at)
    found = {"day_1": "in_contact", "week_1": "came_self", "month_1": "not_found", "month_3": "in_contact"}
    if stay.left_how == Stay.Left.WITHOUT_WORD:
        found = {"day_1": "not_found", "week_1": "seen"}
    words = {
        "in_contact": "Kaffe i lejligheden. Varmen virker, sengen er kommet.", "came_self": "Kom forbi og ville tale.",
        "not_found": "Ingen åbnede. Naboen har set lys.", "seen": "Varmestuen så borgeren i går, talte ikke.",
    }  # fmt: skip
    with acting_as(asked.mentor) as by:
        for occasion, after in HomecomingFollowUp.AFTER.items():
            day = left_on + after
            if occasion in found and day <= timezone.localdate() - timedelta(days=1):
                what = found[occasion]
                follow_up(stay=stay, occasion=occasion, found=what, words=words[what], found_on=day, by=by)
        if stay.left_how == Stay.Left.WITHOUT_WORD:
            return
        case = Case.objects.get(pk=stay.case_id)
        row = agree_at_home(
            case=case, actor_words="Boligsocial medarbejder", what="Kommer hver tirsdag den første måned",
            from_on=left_on + timedelta(days=2), mentors_role="Er med første gang", by=by,
        )  # fmt: skip
        keep_agreement(row=row, kept=True, by=by)


def _at_ten(stay: Stay) -> datetime:
    day = proposed_midway(stay)
    return timezone.make_aware(datetime.combine(day, time(10)))


def _length(stay: Stay) -> timedelta:
    return (stay.left_at or timezone.now()) - stay.arrived_at
