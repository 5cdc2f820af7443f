"""Who gets what from the URLs of fidelity."""

from __future__ import annotations

from tests.matrix_rows import REFUSED, UNIT, WORKERS, Row, button, form, inside, page

LEADS = frozenset({"project_lead", "leader"})
ALL_LEADS = LEADS | {"other_leader", "outside_leader"}

FIDELITY: dict[str, Row] = {
    "measurements:fidelity": page(WORKERS, **REFUSED),
    "measurements:barometer": page(WORKERS, **REFUSED),
    "measurements:techniques": page(WORKERS, **REFUSED),
    "measurements:wave_new": form(ALL_LEADS, **REFUSED),
    "measurements:barometer_new": form(ALL_LEADS, **REFUSED),
    # The wave of the walk is closed: nobody answers in it any more, and its answers are corrected one by one.
    "measurements:wave": page(UNIT),
    "measurements:wave_answer": form(LEADS, get=302, post=302, but=inside(LEADS)),
    "measurements:wave_close": button(LEADS, but=inside(LEADS)),
    "measurements:wave_correct": form(LEADS, but=inside(LEADS)),
    "measurements:technique_use": form(UNIT),
    "measurements:drivers": page(WORKERS, **REFUSED),
    "measurements:driver_new": form(WORKERS, **REFUSED),
    "measurements:driver_edit": form(UNIT),
    "measurements:driver_remove": button(UNIT),
}
