"""Citizens who move between the two municipalities: one was taken over, one waits on each side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import Organisation
from cases.actions.consent import give_consent
from cases.actions.relocation import receive_relocation, send_relocation
from cases.models import Case, CasePeriod, Citizen, Consent, Information, Relocation
from demo.organisations import Stage

TOLD = (
    {
        Information.MEETINGS: "Kommer bedst midt på dagen, og helst når den samme møder op hver gang. Ring dagen før.",
        Information.SUBSTANCES: "Ryger heroin, mest om aftenen. Vil gerne tale om substitution, men ikke skynde sig.",
        Information.PLANS: "»Jeg vil have et sted, hvor hunden må være.« Vi nåede at se på to boliger sammen.",
    },
    {
        Information.WHEREABOUTS: "Bor hos en fætter den første tid. Træffes på varmestuen om formiddagen.",
        Information.PLANS: "Vil prøve at være fri for kokain inden sommer. Har holdt en aftale hver uge i to måneder.",
    },
    {
        Information.MEETINGS: "Svarer på SMS, ikke på opkald. Den første aftale må gerne være udenfor.",
        Information.NETWORK: "Søsteren bor i byen og vil gerne ringes op, når borgeren siger ja til det.",
        Information.PLANS: "Afklaring af behandling. Borgeren spørger selv til en læge, der kan tage sig tid.",
    },
)


@dataclass
class Move:
    """Who of `sender` goes to `receiver`; `taken`: somebody there has taken over."""

    sender: Stage
    receiver: Stage
    number: int
    taken: bool = False


def fill(stages: Sequence[Stage]) -> None:
    """Nothing where there are not two municipalities that have met citizens."""
    towns = [one for one in stages if one.town.kind == Organisation.Kind.MUNICIPALITY and one.workers()]
    if len(towns) < 2:
        return
    here, there = towns[:2]
    for move in (Move(here, there, 0, taken=True), Move(here, there, 1), Move(there, here, 2)):
        tell(move)


def tell(move: Move) -> None:
    random = Random(f"relocations-{move.sender.town.seed + move.number}")
    worker, _caseload = move.sender.workers()[0]
    today = timezone.localdate(move.sender.now)
    texts = {kind.value: words for kind, words in TOLD[move.number].items()}
    with acting_as(worker) as by:
        citizen = mover(move.sender, random)
        if citizen is None:
            return
        consent = give_consent(
            citizen=citizen,
            direction=Consent.Direction.PASS_ON,
            kinds=[*texts],
            purpose="Så den nye kommune kan fortsætte, hvor vi slap",
            other_kind="authority",
            other_name=move.receiver.organisation.name,
            given_how=Consent.How.ORAL,
            given_on=today - timedelta(days=4),
            to_on=today + timedelta(days=90),
            consequences_told=True,
            by=by,
        )
        sent = send_relocation(
            citizen=citizen,
            consent=consent,
            receiver=move.receiver.organisation,
            moved_on=today - timedelta(days=2),
            texts=texts,
            with_phone=True,
            by=by,
        )
    if move.taken:
        with acting_as(move.receiver.workers()[0][0]) as by:
            receive_relocation(relocation=Relocation.objects.get(pk=sent.pk), by=by)


def mover(stage: Stage, random: Random) -> Citizen | None:
    """Somebody with a name whose course ended because they moved, or else whose course has ended."""
    running = Case.objects.open().filter(unit=stage.unit).values("citizen")
    known = Citizen.objects.filter(
        unit=stage.unit, identity="named", protected=False, merged_into=None, forgotten_on=None, relocations=None
    )
    over = known.exclude(pk__in=running).filter(cases__periods__closed_at__isnull=False)
    over = over.exclude(cases__periods__close_reason=CasePeriod.CloseReason.DEAD)
    moved = over.filter(cases__periods__close_reason=CasePeriod.CloseReason.MOVED)
    found = list((moved if moved.exists() else over).distinct().order_by("pk"))
    return random.choice(found) if found else None
