"""What a shift wrote about the stay of the walk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from crisis_center.actions.alert import raise_alert
from crisis_center.actions.check import note_check, watch
from crisis_center.actions.delegation import ask_delegation
from crisis_center.actions.handover import hand_over_shift
from crisis_center.actions.health_check import note_health_check
from crisis_center.actions.need import note_need
from crisis_center.actions.note import write_note
from crisis_center.actions.problem import note_authority_contact, raise_problem
from crisis_center.models import Stay
from tests.cast import acting, token


def on_duty(stay: Stay, worker: User) -> dict[str, Any]:
    """URL parameters of the rows about `stay`."""
    told, inner = token("citizen", "told"), token("citizen", "inner")
    with acting(worker) as by:
        alert = raise_alert(stay=stay, kind="other", words=told, by=by)
        delegation = ask_delegation(stay=stay, by=by)
        problem = raise_problem(stay=stay, what=told, side="home", owner=told, by=by)
        note_authority_contact(stay=stay, whom=told, agreed=told, by=by)
        note_health_check(stay=stay, examiner=told, follow_up=told, follow_up_owner=told, by=by)
        check = note_check(stay=stay, words=inner, at=timezone.now() - timedelta(hours=1), by=by)
        watch(stay=stay, on=True, why=inner, by=by)
        note = write_note(stay=stay, kind="talk", text=inner, theme=inner, citizens_words=inner, by=by)
        need = note_need(stay=stay, area="food", doing=inner, by=by)
        text = "Rolig nat. Køkkenet er låst."
        handover = hand_over_shift(centre=stay.centre, shift="night", text=text, watched=[stay.pk], by=by)
    return {
        "alert_id": alert.pk, "delegation_id": delegation.pk, "problem_id": problem.pk, "check_id": check.pk,
        "centre_note_id": note.pk, "need_id": need.pk, "shift_handover_id": handover.pk,
        "stay_step_key": "crisis_stay.arrival",
    }  # fmt: skip
