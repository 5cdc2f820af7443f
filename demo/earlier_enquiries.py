"""Who turned to the house in the quarters that everybody may read of; those who opened no file are words no more."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership
from demo.organisations import Stage
from intake.actions.enquiry import note_first_help, receive_enquiry
from intake.actions.outcome import settle_enquiry
from intake.models import Enquiry
from intake.public_figures import settled_quarters
from measurements.quarters import Quarter

DOOR, ASKER, OUTCOME = Enquiry.Door, Enquiry.Asker, Enquiry.Outcome
#: At least so many a quarter, and up to three more.
MANY = {DOOR.DIGITAL: 6, DOOR.WALK_IN: 7, DOOR.PHONE: 9, DOOR.STREET: 6}
#: The website was new in the first of the quarters: too few to be told.
FIRST_DIGITAL = 2
#: Within how many hours somebody was there for those who had to wait.
HELPED_WITHIN = {DOOR.DIGITAL: 48, DOOR.WALK_IN: 3, DOOR.PHONE: 26, DOOR.STREET: 2}
#: In so many of ten the help was given in the moment they came.
AT_ONCE = {DOOR.DIGITAL: 0, DOOR.WALK_IN: 7, DOOR.PHONE: 3, DOOR.STREET: 10}
#: Who rings and who writes; whoever stands before one asks for themselves.
ASKERS = (ASKER.SELF, ASKER.SELF, ASKER.SELF, ASKER.RELATIVE, ASKER.PARTNER)
WISHES = ("Vil høre om metadon.", "Vil ned i dosis.", "Spørger, hvad man kan få hjælp til.", "Mangler et sted at sove.")
WITHDRAWN = ("»Jeg ville bare vide, hvor I er.«", "»Ikke nu.«", "»Jeg prøver selv først.«")
ADVISED = ("Fik at vide, hvordan vi tager imod", "Talte om pårørendegruppen om tirsdagen")


def fill(stage: Stage) -> None:
    workers = [membership for membership, _caseload in stage.workers()]
    random = Random(f"earlier-enquiries-{stage.town.seed}")
    quarters = settled_quarters(timezone.localdate(stage.now))
    for quarter in quarters:
        for door, number in MANY.items():
            few = door == DOOR.DIGITAL and quarter == quarters[-1]
            for _one in range(FIRST_DIGITAL if few else number + random.randrange(4)):
                come_and_go(stage, random.choice(workers), door, quarter, random)


def come_and_go(stage: Stage, worker: Membership, door: Enquiry.Door, quarter: Quarter, random: Random) -> None:
    """Written the same hour, helped, and ended within three days."""
    came_at = at_work(quarter.first + timedelta(days=random.randrange((quarter.last - quarter.first).days)), random)
    asker = random.choice(ASKERS) if door in (DOOR.PHONE, DOOR.DIGITAL) else ASKER.SELF
    is_self, at_once = asker == ASKER.SELF, random.randrange(10) < AT_ONCE[door]
    with acting_as(worker) as by:
        row = receive_enquiry(
            unit=stage.unit, door=door, asker=asker, wish=random.choice(WISHES) if is_self else "", came_at=came_at,
            noted_at=came_at + timedelta(minutes=20), is_taken=True, by=by,
            first_help="Råd på stedet" if is_self and at_once else "",
        )  # fmt: skip
        if is_self and not at_once:
            waited = timedelta(hours=random.randint(1, HELPED_WITHIN[door]))
            note_first_help(enquiry=row, help="En samtale", at=came_at + waited, by=by)
        settle_enquiry(
            enquiry=row, outcome=OUTCOME.WITHDRAWN if is_self else OUTCOME.ADVISED,
            words=random.choice(WITHDRAWN if is_self else ADVISED), at=came_at + timedelta(days=3), by=by,
        )  # fmt: skip


def at_work(day: date, random: Random) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(random.randint(9, 14), random.randrange(0, 60, 5))))
