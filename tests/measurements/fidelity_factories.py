"""Waves, answers and notes, made through the actions: call them inside `acting(user)`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.actions.pathway import end_step, start_step
from cases.models import Case
from measurements.actions.driver import note_driver
from measurements.actions.fidelity import answer_wave, begin_wave, close_wave, correct_answer
from measurements.actions.technique import answer_techniques
from measurements.models import DriverNote, FidelityWave
from tests.cast import token

ALL_HIGH = {
    "mapping.areas": 4, "mapping.partners": 4, "communication.strategy": 4, "communication.targeted": 4,
    "cooperation.aware": 4, "cooperation.network": 4, "cooperation.roles": 4, "visibility.route": 4,
    "visibility.edge_hours": 4,
}  # fmt: skip


def wave(
    by: User,
    answers: Mapping[str, int | None] | None = None,
    *,
    on: date | None = None,
    closed: bool = False,
    **facts: Any,
) -> FidelityWave:
    """A wave of today on the project level; with `closed` closed."""
    usual = {"instrument": "project", "name": "Måling", "on": on or timezone.localdate()}
    row = begin_wave(unit=by.membership.unit, by=by, **{**usual, **facts})
    answer_wave(wave=row, answers=answers or {}, by=by)
    return close_wave(wave=row, by=by) if closed else row


def barometer(by: User, answers: Mapping[str, int | None] | None = None, *, on: date | None = None) -> FidelityWave:
    return wave(by, answers, on=on, instrument="barometer", name="")


def driver(by: User, text: str = "Herberget ringer selv", **facts: Any) -> DriverNote:
    usual = {"kind": "driver", "theme": "organisation", "noticed_on": timezone.localdate()}
    return note_driver(unit=by.membership.unit, text=text, by=by, **{**usual, **facts})


def motivated(case: Case, by: User, *, ended: datetime | None = None) -> None:
    """Motivation work since three weeks ago; its last step ended at `ended`, or still going on."""
    began = timezone.now() - timedelta(days=21)
    run = start_step(case=case, step_key="motivation.onward_plan", at=began, by=by)
    if ended:
        end_step(run=run, at=ended, by=by)


def walked(case: Case, by: User) -> dict[str, Any]:
    """URL parameters: a closed wave with one answer corrected, and a note; the course is answered, with a token."""
    row = wave(by, ALL_HIGH, closed=True)
    correct_answer(wave=row, item="mapping.areas", value=5, reason="Kortet var ikke med", by=by)
    answer_techniques(case=case, answers={}, left_open=token("citizen", "left_open"), by=by)
    return {"wave_id": row.pk, "item": "mapping.areas", "driver_id": driver(by).pk}
