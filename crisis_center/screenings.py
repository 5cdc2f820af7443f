"""The screening that counts, for whoever asks the centre next."""

from __future__ import annotations

from typing import Any

from cases.models import Case
from crisis_center.models import Screening

#: What an enquiry asks in the same words.
_SAME = ("citizens_wish", "first_needs", "known_illness", "home_wishes")


def latest_screening(case: Case) -> Screening | None:
    """The newest of the course, concluded or not. One query; the caller has loaded the course through the policy."""
    return Screening.objects.filter(case=case).newest_first().first()


def told_to_the_centre(screening: Screening) -> dict[str, Any]:
    """What an enquiry (`CentreReferral`) takes over, for the mentor to cut down to what the consent covers."""
    alone = {Screening.Answer.YES: True, Screening.Answer.NO: False}
    return {
        **{name: getattr(screening, name) for name in _SAME},
        "why": screening.danger_words,
        "life_threatening": screening.life_threatening == Screening.Answer.YES,
        "travels_alone": alone.get(Screening.Answer(screening.travels_alone)),
    }
