"""What is said of an end: which of the statistics' three groups, where the reason for closing tells it already.

Whoever died, stayed away or was only advised has not become free of drugs by this treatment as far as anybody knows:
*Andet*, and nobody is asked. Of everybody else only the people who know the citizen can say it.
"""

from __future__ import annotations

from collections.abc import Mapping

from cases.models import CasePeriod
from measurements.models import TreatmentOutcome

Reason = CasePeriod.CloseReason
Outcome = TreatmentOutcome.Outcome

TOLD_BY_REASON: Mapping[str, Outcome] = {
    Reason.DEAD: Outcome.OTHER,
    Reason.CONTACT_LOST: Outcome.OTHER,
    Reason.GUIDANCE_GIVEN: Outcome.OTHER,
}


def outcome_of(reason: str, said: str) -> Outcome | None:
    """`said`: what somebody answered, which counts before what the reason tells. None where it is not known yet."""
    return Outcome(said) if said else TOLD_BY_REASON.get(reason)
