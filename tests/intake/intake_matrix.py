"""Who gets what from the URLs of intake."""

from __future__ import annotations

from tests.matrix_rows import LEADERS, REFUSED, UNIT, WORKERS, Row, button, form, page

#: A crisis centre is no door of the municipality.
RECEIVERS = WORKERS - {"crisis_worker"}

INTAKE: dict[str, Row] = {
    "intake:enquiries": page(RECEIVERS, **REFUSED),
    # Somebody stands here and says nothing: that is enough.
    "intake:enquiry_new": form(RECEIVERS, post=302, **REFUSED),
    "intake:enquiry_who": button(RECEIVERS, post=200, **REFUSED),
    "intake:overview": page(LEADERS | {"project_lead"}, **REFUSED),
    "intake:overview_figure": page(LEADERS | {"project_lead"}, **REFUSED),
    "intake:enquiry": page(UNIT),
    "intake:enquiry_take": button(UNIT),
    "intake:enquiry_pass": form(UNIT),
    "intake:enquiry_met": button(UNIT),
    "intake:enquiry_help": form(UNIT),
    "intake:enquiry_urgency": button(UNIT),
    "intake:enquiry_call": button(UNIT),
    "intake:enquiry_match": form(UNIT),
    "intake:enquiry_unmatch": button(UNIT),
    "intake:enquiry_ask": button(UNIT),
    "intake:enquiry_meet": form(UNIT),
    "intake:enquiry_hand_over": form(UNIT),
    "intake:enquiry_settle": form(UNIT),
    "intake:enquiry_reopen": button(UNIT),
}
