"""Days and nights in the house: what the shifts saw, wrote, did about needs, and handed over."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from cases.actions.pathway import end_step, start_step, tick
from cases.models import ChecklistItem, StepRun
from crisis_center.actions.alert import end_alert, raise_alert
from crisis_center.actions.check import note_check, watch
from crisis_center.actions.delegation import ask_delegation
from crisis_center.actions.handover import hand_over_shift, read_handover
from crisis_center.actions.health_check import note_health_check
from crisis_center.actions.need import note_need, settle_need
from crisis_center.actions.note import write_note
from crisis_center.actions.problem import note_authority_contact, raise_problem, settle_problem
from crisis_center.models import CentreNote, Stay
from demo.crisis import DemoCentre, DemoStay

#: kind, words: by the place of the stay in the house.
ALERTS = (
    (("overdose", "Naloxon ligger i vagtskabet. Tilse hver anden time om natten."),),
    (("seizures", "Epilepsi. Ring til vagtlægen ved anfald over tre minutter."), ("allergy", "Tåler ikke penicillin.")),
    (),
    (("suicide", "Har talt om det. Gå ind, og spørg direkte. Ring til vagtlægen."),),
)
SHIFT_NOTES = (
    ("Sov til middag. Spiste en hel portion. Gik en tur om huset alene.", 12),
    ("Urolig fra kl. 20. Sad i køkkenet sammen med os til midnat, så blev der ro.", 23),
    ("Var i bad og fik rent tøj. Ville ikke tale, men blev siddende.", 10),
    ("Faldt til ro efter medicinen. Ville gerne have døren på klem.", 21),
    ("Spillede kort i stuen. Grinede for første gang.", 19),
    ("Sov uroligt, vågnede to gange. Fik te.", 4),
)
TALKS = (
    ("Bolig", "contemplation", "Jeg vil ikke tilbage til kælderen. Men jeg ved ikke, hvad jeg så vil.",
     "Talte om, hvad der skal være klar derhjemme. Vil gerne have mentoren med næste gang."),
    ("Familien", "contemplation", "Hun skal ikke se mig sådan her. Men hun må godt ringe.",
     "Talte om søsteren. Vi skriver et brev sammen i morgen."),
    ("Stoffer", "preparation", "Jeg kan godt mærke forskel, når jeg har sovet.",
     "Går ned i sideforbruget. Vil selv sige det til lægen."),
)  # fmt: skip
HEALTH_NOTES = ("Skiftet forbinding på venstre underben. Ser renere ud.", "Blodtryk 105/60. Medicin givet efter skema.")
NEEDS = (
    ("clothes", "Vinterjakke og sko fra depotet", "citizen"),
    ("food", "Proteindrik morgen og aften", "centre"),
    ("contact", "Ringe til søsteren onsdag", "citizen"),
    ("safety", "Værelse med lås, gardin for mod vejen", "citizen"),
    ("health", "Tandlæge: tid på fredag", "both"),
    ("mind", "Samtale med psykiateren i næste uge", "both"),
)
PROBLEMS = (
    ("Opsagt lejemål, frist for indsigelse", "home", "boligrådgiveren i kommunen", 1),
    ("Ingen sygesikringsbevis", "centre", "Emil Stjernedal", 2),
    ("Kontanthjælpen er stoppet", "home", "ydelsescentret", 0),
)
HANDOVERS = (
    ("Rolig nat. Hoveddøren binder stadig, vicevært kommer kl. 10. Husk morgenmedicin til værelse 2 kl. 7.", "night"),
    ("Travl dag: ny ankomst kl. 14, stadig træt og har sovet siden. Psykiateren ringer tilbage i aften. "
     "Køkkenet lukker kl. 20 på grund af personalemøde.", "day"),
)  # fmt: skip


def fill(house: DemoCentre) -> None:
    """What is true of each stay, then the night that comes."""
    random = Random("crisis-duty")
    going = [one for one in house.stays if one.stay and one.stay.is_going]
    for place, one in enumerate(house.stays):
        if one.stay:
            days_of(house, one, one.stay, place, random)
    for place, one in enumerate(going):
        if one.stay:
            tonight(house, one.stay, place)
    hand_over(house, [one.stay for one in going if one.stay])


def days_of(house: DemoCentre, one: DemoStay, stay: Stay, place: int, random: Random) -> None:
    until = stay.left_at or timezone.now()
    last = timezone.localdate(until)
    days = (until - stay.arrived_at).days
    with acting_as(house.staff["worker"]) as by:
        for kind, words in ALERTS[place % len(ALERTS)]:
            alert = raise_alert(stay=stay, kind=kind, words=words, since_on=timezone.localdate(stay.arrived_at), by=by)
            if stay.left_at:
                end_alert(alert=alert, by=by)
        _notes(stay, until, days, place, by)
        for area, doing, wish in random.sample(NEEDS, min(3, days + 1)):
            need = note_need(stay=stay, area=area, doing=doing, wish=wish, by=by)
            if stay.left_at or random.random() < 0.3:
                settle_need(need=need, closed=True, by=by)
        what, side, owner, in_days = PROBLEMS[place % len(PROBLEMS)]
        problem = raise_problem(
            stay=stay, what=what, side=side, owner=owner, due_on=last + timedelta(days=in_days), by=by
        )
        if stay.left_at:
            settle_problem(problem=problem, solved=True, by=by)
        if days:
            spoken = stay.arrived_at + timedelta(hours=20)
            note_authority_contact(
                stay=stay,
                whom="myndighedssagsbehandleren",
                agreed="Ringer borgeren op i næste uge",
                spoken_at=spoken,
                by=by,
            )
    with acting_as(house.staff["health"]) as by:
        _medicine(stay, days, place, by)
    _tick(house, stay, days)


def _notes(stay: Stay, until: datetime, days: int, place: int, by: User) -> None:
    for day in range(days):
        text, hour = SHIFT_NOTES[(day + place) % len(SHIFT_NOTES)]
        at = _at(stay, day + 1, hour)
        if at < until:
            write_note(stay=stay, kind="shift", text=text, happened_at=at, noted_at=at + timedelta(minutes=20), by=by)
        talk_at = _at(stay, day + 1, 15)
        if day % 5 == 1 and talk_at < until:
            theme, stage, words, told = TALKS[(day + place) % len(TALKS)]
            write_note(
                stay=stay, kind="talk", theme=theme, stage=stage, citizens_words=words, text=told,
                happened_at=talk_at, noted_at=talk_at + timedelta(hours=1), by=by,
            )  # fmt: skip


def _medicine(stay: Stay, days: int, place: int, by: User) -> None:
    """The delegation is there, asked for, or not asked for yet, by turns."""
    arrived = timezone.localdate(stay.arrived_at)
    if place % 3 == 0 or stay.left_at:
        ask_delegation(
            stay=stay, asked_on=arrived, doctor="Vagtlæge Ida Mosbæk", from_on=arrived,
            to_on=arrived + timedelta(days=60), by=by,
        )  # fmt: skip
    elif place % 3 == 1:
        ask_delegation(stay=stay, asked_on=arrived, by=by)
    if days >= 9:
        note_health_check(
            stay=stay, done_on=arrived + timedelta(days=8), examiner="Sygeplejerske Ruth Valmuebo",
            findings="Undervægtig. Sår på venstre ben, renset. Dårlige tænder i undermund.",
            follow_up="Tandlæge og kontrol af levertal", follow_up_owner="den sociale mentor", by=by,
        )  # fmt: skip
    if days:
        at = _at(stay, days, 9)
        kind = CentreNote.Kind.HEALTH
        write_note(
            stay=stay, kind=kind, text=HEALTH_NOTES[place % 2], happened_at=min(at, stay.left_at or timezone.now()),
            noted_at=at + timedelta(minutes=30), by=by,
        )  # fmt: skip


def _tick(house: DemoCentre, stay: Stay, days: int) -> None:
    """Checklist A: more is ticked the longer the citizen has been here."""
    with acting_as(house.staff["worker"]) as by:
        run = StepRun.objects.filter(case=stay.case_id, step="crisis_stay.arrival").order_by("-started_at").first()
        items = ChecklistItem.objects.filter(
            organisation=house.centre.operator, version__step="crisis_stay.arrival"
        ).order_by("position")
        if run is None:
            return
        for item in items[: 3 + days]:
            tick(run=run, item=item, ticked=True, at=stay.arrived_at + timedelta(hours=1), by=by)
        if days > 3 and stay.is_going:
            end_step(run=run, at=stay.arrived_at + timedelta(days=3), by=by)
            start_step(case=stay.case, step_key="crisis_stay.stabilisation", at=_at(stay, 3, 12), by=by)


def tonight(house: DemoCentre, stay: Stay, place: int) -> None:
    """Seen an hour or some hours ago; whoever came last not yet."""
    with acting_as(house.staff["night" if place % 2 else "worker"]) as by:
        for hours in (7, 4, 1):
            at = timezone.now() - timedelta(hours=hours, minutes=7 * place)
            if at > stay.arrived_at and place != 3:
                note_check(stay=stay, at=at, words="Sover" if hours == 7 else "", by=by)
        if place in (0, 3):
            watch(stay=stay, on=True, why="Trækker vejret tungt" if place == 0 else "Har talt om selvmord", by=by)


def hand_over(house: DemoCentre, stays: list[Stay]) -> None:
    now = timezone.now()
    with acting_as(house.staff["worker"]) as by:
        watched = [stay.pk for place, stay in enumerate(stays) if place in (0, 3)]
        centre = house.centre
        for back, (text, shift) in zip((16, 3), HANDOVERS, strict=True):
            row = hand_over_shift(
                centre=centre, shift=shift, text=text, watched=watched, noted_at=now - timedelta(hours=back), by=by
            )
    with acting_as(house.staff["night"]) as by:
        read_handover(handover=row, by=by)


def _at(stay: Stay, day: int, hour: int) -> datetime:
    """That hour of the stay's day: never before the citizen was in the house."""
    local = timezone.localtime(stay.arrived_at + timedelta(days=day))
    return max(local.replace(hour=hour, minute=10), stay.arrived_at)
