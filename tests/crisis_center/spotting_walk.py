"""What came before the stay of the cast, for the walk over every page: a spotting on the course and one that nobody has
taken over, and a screening. Home's own: their tokens are none of those the centre may read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from crisis_center.actions.screening import Concluded, screen
from crisis_center.actions.spotting import match_spotting, spot
from tests.cast import acting, token


def spotted(case: Case, people: dict[str, User]) -> dict[str, Any]:
    """URL parameters of the spotting on the course of `citizen`."""
    with acting(people["owner"]) as by:
        words = {"concern": token("citizen", "concern"), "described_as": token("citizen", "spotted")}
        row = spot(urgency="days", where=token("citizen", "seen"), caller=token("citizen", "caller"), by=by, **words)
        match_spotting(spotting=row, citizen=case.citizen, by=by)
        spot(urgency="watch", concern="Uro", where=token("unknown_contact", "seen"), by=by)
        screen(case=case, danger_words=token("citizen", "danger"), concluded=_put_off(), by=by)
    return {"spotting_id": row.pk}


def _put_off() -> Concluded:
    soon = timezone.localdate() + timedelta(days=7)
    return Concluded("wait", reason=token("citizen", "screened"), wait_until=soon)
