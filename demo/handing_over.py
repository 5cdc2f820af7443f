"""What citizens have allowed, and whom they were brought to: some in time, some without an answer, some bridged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from cases.actions.citizen import edit_citizen
from cases.actions.consent import give_consent, share_note, withdraw_consent
from cases.actions.gp import note_gp_answer, orient_gp
from cases.actions.handover_link import make_link
from cases.actions.warm_handover import begin_handover, end_handover, note_arrived, note_confirmed, note_stable
from cases.models import Case, Citizen, Consent, Contact, Handover
from demo.organisations import Stage
from demo.people import phone
from directory.models import Partner, PartnerOffer

LEVEL, TOLD, WHY = Handover.Level, Handover.Told, Handover.EndReason
DOCTORS = ("Lægerne på Torvet", "Lægehuset Havnegade", "Lægefællesskabet Vest", "Læge Bodil Egeskær")


@dataclass(frozen=True)
class Way:
    """One handover. Days since it began, and after how many of them what was said; None: not yet."""

    kind: str
    level: str
    hopes: str
    began: int
    confirmed: int | None = None
    arrived: int | None = None
    stable: tuple[int, str] | None = None
    ended: tuple[int, str, str] | None = None
    meeting: int | None = None
    linked: bool = False


WAYS = (
    Way(Partner.Kind.DROP_IN_CENTRE, LEVEL.ESCORT, "Vil prøve morgenmaden, hvis en af os går med ind.", 9, meeting=2),
    Way(Partner.Kind.REGIONAL_PSYCHIATRY, LEVEL.CALL, "»De skal vide, at jeg ikke kan sidde i venteværelset.«", 5,
        confirmed=1, meeting=8, linked=True),
    Way(Partner.Kind.STREET_OUTREACH, LEVEL.ESCORT, "En dør, der kan låses. Lovet: en tid, ikke en lejlighed.", 44,
        confirmed=2, arrived=6),
    Way(Partner.Kind.DROP_IN_CENTRE, LEVEL.ESCORT, "Et bad og rent tøj.", 150, confirmed=1, arrived=2,
        stable=(40, "Kommer selv til morgenmad tre gange om ugen.")),
    Way(Partner.Kind.SHELTER, LEVEL.CALL, "Et værelse for sig selv, også med hunden.", 120, confirmed=1, arrived=1,
        stable=(25, "Har været der hver nat siden, og kontaktpersonen hedder Lis.")),
    Way(Partner.Kind.SUPPORT_CONTACT_PERSON, LEVEL.INFORMATION, "Vil selv ringe, når det passer.", 95,
        ended=(30, WHY.CHANGED_MIND, "")),
    Way(Partner.Kind.REGIONAL_PSYCHIATRY, LEVEL.CALL, "Ro i hovedet.", 80, confirmed=6,
        ended=(14, WHY.REFUSED, "Afdelingen vil først se borgeren, når der er en henvisning fra egen læge.")),
    Way(Partner.Kind.DROP_IN_CENTRE, LEVEL.INFORMATION, "", 70, arrived=3),
    Way(Partner.Kind.SHELTER, LEVEL.ESCORT, "At ingen skal vide, hvor jeg er.", 200, confirmed=2, arrived=2,
        stable=(60, "Ringer selv til personalet, når det går skidt.")),
    Way(Partner.Kind.STREET_OUTREACH, LEVEL.ESCORT, "Nogen med til udlejeren.", 170, confirmed=3, arrived=5,
        stable=(35, "Møder op hver anden onsdag.")),
)  # fmt: skip


def fill(stage: Stage) -> None:
    """Nothing where the team has no partners."""
    workers = [membership for membership, _caseload in stage.workers()]
    if not workers:
        return
    taken: set[UUID] = set()
    random, today = Random(f"handing-over-{stage.town.seed}"), timezone.localdate(stage.now)
    for number, worker in enumerate(workers[:2]):
        with acting_as(worker) as by:
            partners = list(Partner.objects.visible_to(by).in_use().order_by("name"))
            if not partners:
                return
            citizens = [one for one in _citizens(by) if one.pk not in taken]
            taken |= {one.pk for one in citizens}
            for way, citizen in zip(WAYS[number::2], citizens, strict=False):
                _bring(way, citizen, _partner(partners, way.kind, random), today, by)
            _allow(citizens[len(WAYS) // 2 :], partners, random, today, by)


def _citizens(by: User) -> list[Citizen]:
    """Those the worker carries, who are not protected, oldest first."""
    cases = Case.objects.open().filter(assignments__user=by, assignments__to_on=None)
    rows = Citizen.objects.filter(cases__in=cases, protected=False).exclude(identity=Citizen.Identity.ANONYMOUS)
    return list(rows.select_related("unit").distinct().order_by("pk"))


def _partner(partners: list[Partner], kind: str, random: Random) -> Partner:
    fitting = [partner for partner in partners if partner.kind == kind]
    return random.choice(fitting or partners)


def _bring(way: Way, citizen: Citizen, partner: Partner, today: date, by: User) -> None:
    began = today - timedelta(days=way.began)
    offer = PartnerOffer.objects.filter(partner=partner, closed_on=None).order_by("pk").first()
    told: dict[str, Any] = {"partner": partner, "offer": offer, "hopes": way.hopes}
    if way.level == LEVEL.ESCORT:
        told["escort"] = by
    if way.meeting is not None:
        told |= {"meeting_on": began + timedelta(days=way.meeting), "meeting_at": time(10, 30)}
    case = Case.objects.open().filter(citizen=citizen).order_by("-pk").first()
    handover = begin_handover(citizen=citizen, case=case, level=way.level, begun_on=began, by=by, **told)

    def after(days: int) -> date:
        return began + timedelta(days=days)

    if way.confirmed is not None:
        note_confirmed(handover=handover, on=after(way.confirmed), how=TOLD.RECEIVER, by=by)
    if way.arrived is not None:
        how = TOLD.SEEN if way.level == LEVEL.ESCORT else TOLD.CITIZEN
        note_arrived(handover=handover, on=after(way.arrived), how=how, by=by)
    if way.stable is not None:
        note_stable(handover=handover, on=after(way.stable[0]), what=way.stable[1], by=by)
    if way.ended is not None:
        end_handover(handover=handover, on=after(way.ended[0]), why=way.ended[1], words=way.ended[2], by=by)
    if way.linked:
        make_link(handover=handover, by=by)


def _allow(citizens: list[Citizen], partners: list[Partner], random: Random, today: date, by: User) -> None:
    """One to a partner, under which a note was passed on; one that ends soon; one taken back; one to the doctor."""
    if len(citizens) < 4:
        return
    one, soon, back, doctor = citizens[:4]
    consent = _given(one, by, today - timedelta(days=20), partner=random.choice(partners))
    note = Contact.objects.current().filter(citizen=one, author=by, at__date__lte=today).exclude(note="")
    if contact := note.order_by("-at").first():
        what = "At vi mødes torsdag kl. 10, og at hunden skal med."
        share_note(contact=contact, consent=consent, what=what, how="oral", shared_on=today, by=by)
    given = today - timedelta(days=178)
    _given(soon, by, given, partner=random.choice(partners), to_on=today + timedelta(days=5))
    taken = _given(back, by, today - timedelta(days=60), other_kind="relative", other_name="Storesøster Zenia")
    withdraw_consent(consent=taken, on=today - timedelta(days=12), how="oral", by=by)
    _tell_doctor(doctor, random, today, by)


def _given(citizen: Citizen, by: User, on: date, *, to_on: date | None = None, **whom: Any) -> Consent:
    kinds: list[str] = ["meetings", "substances", "plans"] if whom.get("partner") else ["whereabouts", "plans"]
    values: dict[str, Any] = {
        "direction": "both",
        "kinds": kinds,
        "purpose": "Så aftalerne hænger sammen, og borgeren ikke skal fortælle alt to gange",
        "given_how": "oral",
        "given_on": on,
        "to_on": to_on or on + timedelta(days=180),
        "consequences_told": True,
    }
    return give_consent(citizen=citizen, by=by, **{**values, **whom})


def _tell_doctor(citizen: Citizen, random: Random, today: date, by: User) -> None:
    edit_citizen(citizen=citizen, gp_name=random.choice(DOCTORS), gp_phone=phone(random), by=by)
    on = today - timedelta(days=11)
    told: dict[str, Any] = {"kinds": ["substances", "medicine", "health"], "direction": "both"}
    consent = _given(citizen, by, on, other_kind="gp", other_name=citizen.gp_name, **told)
    letter = orient_gp(
        citizen=citizen,
        consent=consent,
        told_on=on + timedelta(days=1),
        who_we_are=f"Vi er medarbejdere ved {citizen.unit.name} og har kontakt med din patient.",
        wish="»Jeg vil gerne have set på mit ben, men jeg kan ikke sidde og vente.«",
        we_ask="En tid sidst på dagen, hvor en af os kan følge med. Ring, hvis medicinen skal laves om.",
        reach_us=f"{by.name}, hverdage kl. 9-15.",
        by=by,
    )
    note_gp_answer(orientation=letter, on=today - timedelta(days=6), answer="Tid på onsdag kl. 15.20.", by=by)
