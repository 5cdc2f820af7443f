"""Answers that were never sent go when their code has run out, in the same night as other words about strangers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.redaction import register_redactable
from cases.strangers import Strangers, register_strangers
from intake.actions.self_assessment import forget_unsent
from intake.models import SelfAnswer, SelfAssessment

register_redactable(SelfAnswer, "days", "bothered", "importance", "words")
register_strangers(
    Strangers(
        "self_assessments",
        _("Selvvurderinger, der ikke blev sendt"),
        SelfAssessment,
        described=lambda unit: SelfAssessment.objects.filter(unit=unit, sent_at=None, forgotten_on=None).with_answers(),
        due=lambda unit, days, on: SelfAssessment.objects.filter(unit=unit).due_to_forget(on).with_answers(),
        forget=forget_unsent,
    )
)
