"""A prescreening is filled in over as many contacts as it takes, decided, and perhaps made again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.pathway import end_step, start_step
from cases.dates import moment_of
from cases.models import Case, StepRun
from outreach.actions.guidance import guide
from outreach.actions.referral_source import Referral, record_referral
from outreach.models import Prescreening
from outreach.models.prescreening import ANSWERS, ASK_AGAIN, Decision
from outreach.open_course import lock_open
from outreach.proposal import propose

SCREENING, MOTIVATION, ALLIANCE = "contact.prescreening", "motivation.", "motivation.alliance"


@dataclass(frozen=True)
class Settled:
    """What the professional decided. `help`: kinds of guidance that were given instead; `ask_again_on`: where one
    waits, the day to take it up again (14 days later)."""

    decision: str
    on: date
    reason: str = ""
    help: Collection[str] = ()
    ask_again_on: date | None = None


@action
def prescreen(
    *,
    case: Case,
    answers: Mapping[str, str],
    by: User,
    begun_on: date | None = None,
    psychiatric_residence: bool = False,
    reason: str = "",
    settled: Settled | None = None,
    referral: Referral | None = None,
    with_steps: bool = True,
    entry_id: UUID | None = None,
) -> Prescreening:
    """Save what is known so far, and decide where `settled` says so. `answers`: by field; the others stay unknown.

    Goes on with the one that is begun, `entry_id`, or begins one; the same form sent twice is one. `with_steps`: the
    course's steps follow. Raises ValidationError by field: at `reason` when the decision is the opposite of what the
    program proposes and nobody says why.
    """
    lock_open(case)
    row, is_known = _begun(case, entry_id)
    if row.decided_on:
        return _same_or_refused(row, settled)
    if not is_known:
        row.begun_on = begun_on or timezone.localdate()
    for name in ANSWERS:
        setattr(row, name, answers.get(name, getattr(row, name)))
    row.psychiatric_residence, row.reason = psychiatric_residence, reason.strip()
    if settled:
        _settle(row, settled, by)
    row.clean_fields(exclude=["organisation", "shared_with", "case", "decided_by"])
    row.save()
    if referral:
        record_referral(case=case, referral=referral, by=by)
    if settled and settled.help and settled.decision == Decision.OUT:
        guide(case=case, kinds=settled.help, given_on=settled.on, by=by)
    if with_steps:
        _follow(row, by)
    return row


def _begun(case: Case, entry_id: UUID | None) -> tuple[Prescreening, bool]:
    """The row to write, and whether it is there already. Raises ValidationError when somebody else began another."""
    if entry_id and (known := Prescreening.objects.filter(pk=entry_id, case=case).first()):
        return known, True
    if Prescreening.objects.begun().filter(case=case).exists():
        raise ValidationError(_("En kollega har begyndt forscreeningen imens. Åbn den igen, og skriv videre der."))
    return Prescreening(id=entry_id or uuid6.uuid7(), case=case), False


def _same_or_refused(row: Prescreening, settled: Settled | None) -> Prescreening:
    """Sent twice it is the same one. Raises ValidationError when a colleague decided it meanwhile."""
    if settled and settled.decision == row.decision:
        return row
    words = {"who": row.decided_by, "decision": row.get_decision_display()}
    raise ValidationError(_("%(who)s har afgjort forscreeningen imens: »%(decision)s«.") % words)


def _settle(row: Prescreening, settled: Settled, by: User) -> None:
    if settled.decision not in Decision.values:
        raise ValidationError({"decision": _("Vælg, hvad du afgør.")})
    if settled.on > timezone.localdate():
        raise ValidationError({"decided_on": _("Dagen ligger i fremtiden.")})
    row.begun_on = min(row.begun_on, settled.on)
    row.decision, row.decided_on, row.decided_by = settled.decision, settled.on, by
    row.reason = settled.reason.strip() or row.reason
    if row.decision == Decision.WAIT:
        row.ask_again_on = settled.ask_again_on or settled.on + ASK_AGAIN
        if row.ask_again_on < settled.on:
            raise ValidationError({"ask_again_on": _("Dagen ligger før afgørelsen.")})
    proposal = propose(row.answers, psychiatric_residence=row.psychiatric_residence)
    if proposal.is_overruled_by(row.decision) and not row.reason:
        raise ValidationError({"reason": _("Du afgør det anderledes end forslaget. Skriv kort hvorfor.")})


def _follow(row: Prescreening, by: User) -> None:
    """The step is begun, ended with the decision, and motivation work begins where it never did."""
    case = row.case
    run = start_step(case=case, step_key=SCREENING, at=moment_of(row.begun_on), by=by)
    if row.decided_on is None or row.decision == Decision.WAIT:
        return
    at = moment_of(row.decided_on)
    end_step(run=run, at=at, by=by)
    begun = StepRun.objects.filter(case=case, step__startswith=MOTIVATION, started_at__isnull=False)
    if row.decision == Decision.IN and not begun.exists():
        start_step(case=case, step_key=ALLIANCE, at=at, by=by)
