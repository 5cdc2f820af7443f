"""Who turned to the house lately, by every door, and how far each has come."""

from __future__ import annotations

from datetime import time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Membership, User
from cases.actions.case import open_case
from cases.actions.handover_link import make_link
from cases.actions.warm_handover import note_confirmed
from cases.models import Case, Citizen
from demo.life import by_day
from demo.organisations import Stage
from demo.people import phone
from intake.actions.enquiry import note_call, note_first_help, receive_enquiry, take_enquiry
from intake.actions.outcome import agree_to_meet, ask_for_treatment, hand_over, put_on_citizen, settle_enquiry
from intake.models import Enquiry

DOOR, ASKER = Enquiry.Door, Enquiry.Asker
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: The neighbour to whom somebody was brought, by the town's own code.
NEIGHBOURS = {"461": "Svendborg Kommune", "751": "Randers Kommune"}


def fill(stage: Stage) -> None:
    """Nothing where nobody receives enquiries."""
    workers = [membership for membership, _caseload in stage.workers()]
    if not workers:
        return
    random = Random(f"enquiries-{stage.town.seed}")
    came_today(stage, workers, random)
    lately(stage, workers, random)
    on_the_way(stage, workers, random)
    ended(stage, workers, random)


def told(stage: Stage, by: User, ago: timedelta, door: str, **words: Any) -> Enquiry:
    return receive_enquiry(unit=stage.unit, door=door, came_at=stage.now - ago, by=by, **words)


def came_today(stage: Stage, workers: list[Membership], random: Random) -> None:
    """Nobody has them yet; one is here now, one wants to be rung back, one was not reached."""
    with acting_as(workers[0]) as by:
        told(stage, by, 2 * HOUR, DOOR.DIGITAL, called="Sabrina", phone=phone(random), wants_call=True,
             wish="Jeg tager morfin hver dag og kan ikke stoppe selv. Vil gerne tale med nogen, men helst ikke på "
                  "rådhuset.")  # fmt: skip
        told(stage, by, timedelta(minutes=90), DOOR.DIGITAL, called="J.", urgency=Enquiry.Urgency.ACUTE,
             wish="Har sovet ude i fire nætter. Er bange for at få krampe, hvis jeg holder op nu.")  # fmt: skip
        told(stage, by, 3 * HOUR, DOOR.PHONE, asker=ASKER.RELATIVE, called="Mor til Mikkel", phone=phone(random),
             wish="Sønnen på 24 er flyttet hjem igen, vejer ingenting og vil ikke have, at nogen ved det.")  # fmt: skip
        told(stage, by, HOUR / 2, DOOR.WALK_IN, called="Tulle", is_taken=True,
             wish="Vil have en snak om at komme ned i metadon.", first_help="Kaffe, en bolle og et bad")  # fmt: skip
    with acting_as(workers[-1]) as by:
        rung = told(stage, by, 5 * HOUR, DOOR.PHONE, called="Bent fra havnen", phone=phone(random), wants_call=True,
                    wish="Spørger, om man kan starte uden at være stoffri.")  # fmt: skip
        note_call(enquiry=rung, reached=False, at=stage.now - HOUR, by=by)


def lately(stage: Stage, workers: list[Membership], random: Random) -> None:
    """The second day, the third day over, anonymous, a professional, a known citizen with an agreement."""
    with acting_as(workers[0]) as by:
        second = told(stage, by, 30 * HOUR, DOOR.WALK_IN, called="Ruth", is_taken=True,
                      wish="Har mistet sin bolig og sit substitutionsforløb samme uge.")  # fmt: skip
        note_first_help(enquiry=second, help="Seng på herberget, ringet til lægen om dosis", by=by)
        agree_to_meet(enquiry=second, owner=by, due_on=timezone.localdate(stage.now) + DAY, due_at=time(10), by=by)
        hidden = told(stage, by, 26 * HOUR, DOOR.PHONE, is_anonymous=True, code_word="Havørn", is_taken=True,
                      wish="Har job og familie. Tager kokain i weekenden og nu også i ugen.")  # fmt: skip
        put_on_citizen(enquiry=hidden, by=by)
        agree_to_meet(
            enquiry=hidden, owner=by, due_on=timezone.localdate(stage.now) + 2 * DAY, due_at=time(16, 30), by=by
        )
        told(stage, by, 50 * HOUR, DOOR.PHONE, asker=ASKER.PARTNER, called="Sygeplejerske på medicinsk afdeling",
             phone=phone(random), is_taken=True, wish="Har en patient, der snart udskrives, og som gerne vil i "
             "behandling. Vil vide, hvordan vi tager imod.")  # fmt: skip
    with acting_as(workers[-1]) as by:
        over = told(stage, by, 4 * DAY, DOOR.DIGITAL, called="Kenneth", wish="Vil gerne stoppe med at fixe.")
        take_enquiry(enquiry=over, at=stage.now - 3 * DAY, by=by)


def on_the_way(stage: Stage, workers: list[Membership], random: Random) -> None:
    """To another municipality and to psychiatry: one answered, one not yet."""
    today = timezone.localdate(stage.now)
    neighbour = NEIGHBOURS[stage.town.code]
    with acting_as(workers[0]) as by:
        one, two = strangers(by, random)
        waits = told(stage, by, 3 * DAY + HOUR, DOOR.WALK_IN, is_taken=True,
                     wish="Er flyttet ind hos sin bror i nabokommunen og vil fortsætte dér.")  # fmt: skip
        put_on_citizen(enquiry=waits, citizen=one, by=by)
        asked = hand_over(
            enquiry=waits, level="call", begun_on=today - 2 * DAY, other_kind="authority", other_name=neighbour,
            hopes="At nogen dér kender mit navn, når jeg kommer.", by=by,
        )  # fmt: skip
        make_link(handover=asked, by=by)
        received = told(stage, by, 9 * DAY, DOOR.PHONE, is_taken=True, wish="Hører stemmer, og tager mere for at sove.")
        put_on_citizen(enquiry=received, citizen=two, by=by)
        came = hand_over(
            enquiry=received, level="escort", begun_on=today - 8 * DAY, other_kind="authority",
            other_name="Lokalpsykiatrien", escort=by, hopes="Ikke at vente alene.", by=by,
        )  # fmt: skip
        note_confirmed(handover=came, on=today - 6 * DAY, how="receiver", by=by)


def strangers(by: User, random: Random) -> tuple[Citizen, Citizen]:
    """Two of the unit whom nobody carries, so that nobody follows them but who received them."""
    carried = Case.objects.open().values("citizen")
    rows = Citizen.objects.visible_to(by).filter(identity="named", protected=False, unit=by.membership.unit)
    rows = rows.exclude(pk__in=carried).filter(contacts__isnull=False, forgotten_on=None)
    one, two = random.sample(list(rows.distinct().order_by("pk")), 2)
    return one, two


def ended(stage: Stage, workers: list[Membership], random: Random) -> None:
    """Treatment begun within the 14 days, a plan, and two who did not wish it now."""
    today = timezone.localdate(stage.now)
    with acting_as(workers[-1]) as by:
        began = told(stage, by, 12 * DAY, DOOR.WALK_IN, called="Lotte Pilehøj", phone=phone(random), is_taken=True,
                     wish="Vil i substitution.", first_help="Talte med en sygeplejerske")  # fmt: skip
        put_on_citizen(enquiry=began, name="Lotte Pilehøj", by=by)
        request = ask_for_treatment(enquiry=began, by=by)
        open_case(
            citizen=request.citizen, unit=stage.unit, pathway="outreach", contact_person=by,
            at=by_day(stage.now - 11 * DAY), over_limit_reason="Mødte op og blev taget imod med det samme", by=by,
        )  # fmt: skip
        settle_enquiry(enquiry=began, outcome=Enquiry.Outcome.TREATMENT, on=today - 5 * DAY, by=by)
        gave_up = told(stage, by, 6 * DAY, DOOR.PHONE, called="Preben", is_taken=True, wish="Vil høre, hvad vi kan.")
        settle_enquiry(enquiry=gave_up, outcome=Enquiry.Outcome.WITHDRAWN, words="»Ikke før jul.«", by=by)
        advised = told(stage, by, 8 * DAY, DOOR.PHONE, asker=ASKER.RELATIVE, called="Søster", is_taken=True,
                       wish="Vil vide, hvad man gør, når nogen ikke vil have hjælp.")  # fmt: skip
        settle_enquiry(
            enquiry=advised, outcome=Enquiry.Outcome.ADVISED, words="Talte om pårørendegruppen om tirsdagen", by=by
        )
