"""The plan is looked at together: what was used, what moved, and what becomes of each chosen offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.chosen_block import end_choice
from cases.actions.entry import save_once
from cases.models import ChosenBlock, Citizen, EvaluatedBlock, Evaluation

_GIVEN_BY_CODE = ["organisation", "shared_with", "citizen", "evaluation", "chosen"]
_ENDS = (EvaluatedBlock.Outcome.SWAP, EvaluatedBlock.Outcome.END)


@dataclass(frozen=True)
class Outcome:
    """What was agreed of one chosen offer."""

    outcome: str = EvaluatedBlock.Outcome.CONTINUE
    words: str = ""


@action
def evaluate(
    *,
    citizen: Citizen,
    by: User,
    held_on: date | None = None,
    with_citizen: bool = True,
    citizens_words: str = "",
    professional_words: str = "",
    next_on: date | None = None,
    outcomes: Mapping[ChosenBlock, Outcome] | None = None,
    entry_id: UUID | None = None,
) -> Evaluation:
    """`outcomes`: what each chosen offer is to become; what ends or is swapped ends that day.

    The same form sent twice is one. Raises ValidationError by field.
    """
    if entry_id and (known := Evaluation.objects.filter(pk=entry_id, citizen=citizen).first()):
        return known
    held_on = held_on or timezone.localdate()
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": _("Dagen ligger i fremtiden.")})
    row = Evaluation(id=entry_id or uuid6.uuid7(), citizen=citizen, held_on=held_on)
    _say(row, with_citizen, citizens_words, professional_words, next_on)
    save_once(row)
    for chosen, said in (outcomes or {}).items():
        if chosen.citizen_id != citizen.pk:
            raise ValidationError(_("Tilbuddet er en anden borgers."))
        part = EvaluatedBlock(evaluation=row, chosen=chosen, outcome=said.outcome, words=" ".join(said.words.split()))
        part.clean_fields(exclude=_GIVEN_BY_CODE)
        part.save()
        if said.outcome in _ENDS:
            try:
                end_choice(chosen=chosen, on=held_on, by=by)
            except ValidationError as error:
                raise ValidationError({"held_on": error.messages}) from error
    return row


@action
def edit_evaluation(
    *, evaluation: Evaluation, by: User, with_citizen: bool, citizens_words: str, professional_words: str,
    next_on: date | None,
) -> Evaluation:  # fmt: skip
    """What was said, and when the next one is. Raises ValidationError by field."""
    _say(evaluation, with_citizen, citizens_words, professional_words, next_on)
    evaluation.save()
    return evaluation


def _say(
    row: Evaluation, with_citizen: bool, citizens_words: str, professional_words: str, next_on: date | None
) -> None:
    row.with_citizen, row.next_on = with_citizen, next_on
    row.citizens_words, row.professional_words = citizens_words.strip(), professional_words.strip()
    if next_on and next_on <= row.held_on:
        raise ValidationError({"next_on": _("Den næste evaluering skal ligge efter denne.")})
    row.clean_fields(exclude=_GIVEN_BY_CODE)
