"""The plans of the law as views of the citizen's own goals and offers: treatment plan (SEL § 101 stk. 8), action plan
(SEL § 141), koordinerende indsatsplan. Nothing of them is typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.citizens_paper import Paper, Part
from cases.dates import months_after, short_day
from cases.following import Ask
from cases.models import Citizen, FormalPlan
from cases.models.formal_plan import MEET_WITHIN_MONTHS
from cases.own_plan_paper import ask_sentence
from cases.plan_reading import OwnPlan, PlannedBlock, PlannedGoal

Kind = FormalPlan.Kind


@dataclass(frozen=True)
class AgreedEffort:
    id: UUID
    chosen_id: UUID | None
    what: str
    actor: str
    responsible: str


@dataclass
class Formal:
    """What is kept of one plan beside goals and efforts; `row` is None where nothing is yet."""

    kind: str
    row: FormalPlan | None = None
    efforts: list[AgreedEffort] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def is_made(self) -> bool:
        return self.row is not None and self.row.made_on is not None

    @property
    def meet_by(self) -> date | None:
        """Of a coordinating plan: the agreed day, else the last one the guide allows."""
        if self.row is None or self.kind != Kind.COORDINATED:
            return None
        since = self.row.met_on or self.row.made_on
        return self.row.next_meeting_on or (months_after(since, MEET_WITHIN_MONTHS) if since else None)

    def responsible_for(self, chosen_id: UUID) -> AgreedEffort | None:
        return next((one for one in self.efforts if one.chosen_id == chosen_id), None)


def read_formal(citizen: Citizen) -> dict[str, Formal]:
    """What holds of each kind. One query: a row for each effort, and one for a plan without."""
    rows = FormalPlan.objects.filter(citizen=citizen.pk).holding()
    rows = rows.annotate(
        effort_id=F("efforts__pk"), effort_chosen=F("efforts__chosen"), effort_what=F("efforts__what"),
        effort_actor=F("efforts__actor"), effort_responsible=F("efforts__responsible"),
    )  # fmt: skip
    found = {kind: Formal(kind) for kind in Kind.values}
    for row in rows.order_by(F("made_on").desc(nulls_last=True), "-pk", "effort_id"):
        formal = found[row.kind]
        formal.row = formal.row or row
        # Of two records that became one the newest holds.
        if formal.row.pk == row.pk and row.effort_id:
            formal.efforts.append(
                AgreedEffort(
                    row.effort_id, row.effort_chosen, row.effort_what, row.effort_actor, row.effort_responsible
                )
            )
    return found


def formal_paper(formal: Formal, plan: OwnPlan, *, ask: Ask) -> Paper:
    """One page for the citizen. No name on it: a paper may be lost."""
    with translation.override("da"):
        parts = _PARTS[Kind(formal.kind)](formal, plan)
        made = formal.row.made_on if formal.row and formal.row.made_on else plan.today
        return Paper(
            title=formal.title,
            made=_("Lavet %(day)s") % {"day": date_format(made, "DATE_FORMAT")},
            name="",
            parts=[part for part in parts if part.says_something],
            ask=ask_sentence(ask),
            is_draft=not formal.is_made,
            number=ask.number,
            backup=ask.backup,
        )


def in_words_141(formal: Formal, plan: OwnPlan) -> dict[str, str]:
    """The four parts of SEL § 141 as text, for a plan that begins with what goals and efforts say."""
    goals = [_beside(goal.row.words, goal.row.professional_words) for goal in plan.goals]
    efforts = ["\n".join(_effort(block, plan.today)) for block in plan.wanted]
    return {
        "purpose": "\n".join(goals),
        "effort": "\n".join(text.replace("\n", ", ") for text in efforts),
        "duration": formal.row.duration if formal.row else "",
        "circumstances": formal.row.circumstances if formal.row else "",
    }


def _treatment(formal: Formal, plan: OwnPlan) -> list[Part]:
    return [
        Part(_("Det vil du, og det gør vi for det"), points=[_need(goal, plan) for goal in plan.goals]),
        Part(_("Det får du"), points=[_effort(block, plan.today) for block in plan.running]),
        Part(_("Det venter vi på svar om"), points=[(block.title, "") for block in plan.undecided]),
        Part(_("Det venter du på plads i"), points=[(block.title, "") for block in plan.in_line]),
        Part(_("Så længe regner vi med"), _said(formal.row.duration if formal.row else "")),
        Part(_("Vi taler om planen igen"), _again(plan)),
    ]


def _action_141(formal: Formal, plan: OwnPlan) -> list[Part]:
    return [
        Part(_("Formål"), points=[(goal.row.words, goal.row.professional_words) for goal in plan.goals]),
        Part(
            _("Det skal der til"),
            points=[_effort(block, plan.today) for block in plan.wanted],
        ),
        Part(_("Så længe regner vi med"), _said(formal.row.duration if formal.row else "")),
        Part(_("Særlige forhold"), _said(formal.row.circumstances if formal.row else "")),
        Part(_("Vi taler om planen igen"), _again(plan)),
    ]


def _coordinated(formal: Formal, plan: OwnPlan) -> list[Part]:
    titles = {block.row.pk: block for block in plan.blocks}
    return [
        Part(
            _("Det arbejder vi alle for, i denne rækkefølge"),
            points=[(goal.row.words, "") for goal in plan.goals],
            numbered=True,
        ),
        Part(_("Hvem gør hvad"), points=[_agreed(one, titles, plan.today) for one in formal.efforts]),
        Part(_("Næste møde"), _said(_meeting(formal, plan.today))),
    ]


def _meeting(formal: Formal, today: date) -> str:
    """A day that has passed is none to come on."""
    if formal.row is None or formal.meet_by is None:
        return ""
    if formal.meet_by < today:
        return _("Snart. Vi finder en dag sammen.")
    day = short_day(formal.meet_by, today)
    if formal.row.next_meeting_on is None:
        return _("Senest %(day)s. Vi finder en dag sammen.") % {"day": day}
    return day[:1].upper() + day[1:]


_PARTS = {Kind.TREATMENT: _treatment, Kind.ACTION_141: _action_141, Kind.COORDINATED: _coordinated}


def without_responsible(formal: Formal, plan: OwnPlan) -> list[PlannedBlock]:
    """What the citizen takes part in, and nobody in the coordinating plan answers for."""
    return [block for block in plan.running if formal.responsible_for(block.row.pk) is None]


def _promised(block: PlannedBlock) -> str:
    """The title; what nobody has decided yet, or has no place, says so."""
    if block.row.is_undecided:
        return _("%(offer)s (venter på svar)") % {"offer": block.title}
    return _("%(offer)s (venter på en plads)") % {"offer": block.title} if block.row.waits_for_place else block.title


def _need(goal: PlannedGoal, plan: OwnPlan) -> tuple[str, str]:
    """Need and treatment tied together (L-04). What nobody has decided yet, or has no place, is no promise."""
    served = [_promised(block) for block in plan.helping(goal)]
    help_ = [_("Hjælpen: %(offers)s") % {"offers": ", ".join(served)}] if served else []
    return goal.row.words, "\n".join(part for part in (goal.row.professional_words, *help_) if part)


def _effort(block: PlannedBlock, day: date) -> tuple[str, str]:
    row, offer = block.row, block.row.block
    days = []
    if row.from_on:
        days.append(
            (_("Siden %(day)s") if row.from_on <= day else _("Fra %(day)s")) % {"day": short_day(row.from_on, day)}
        )
    if row.to_on:
        days.append(_("Til og med %(day)s") % {"day": short_day(row.to_on, day)})
    return _promised(block), "\n".join(part for part in (offer.times, offer.provided_by, *days) if part)


def _agreed(one: AgreedEffort, blocks: Mapping[UUID, PlannedBlock], day: date) -> tuple[str, str]:
    block = blocks.get(one.chosen_id) if one.chosen_id else None
    actor = one.actor or (block.row.block.provided_by if block else "")
    goals = _("For: %(goals)s") % {"goals": "; ".join(goal.row.words for goal in block.goals)} if block else ""
    lines = (actor, _("Ansvarlig: %(who)s") % {"who": one.responsible}, goals if block and block.goals else "")
    return one.what or (block.title if block else _("Et tilbud")), "\n".join(part for part in lines if part)


def _again(plan: OwnPlan) -> list[str]:
    if plan.evaluate_on is None:
        return []
    if plan.evaluate_on <= plan.today:
        return [_("Snart. Sig til, hvornår det passer dig.")]
    words = short_day(plan.evaluate_on, plan.today)
    return [words[:1].upper() + words[1:]]


def _said(words: str) -> list[str]:
    return [words] if words else []


def _beside(words: str, professional: str) -> str:
    return f"{words} ({professional})" if professional else words
