"""Load a measurement with its course and citizen: the only ways, so that every look is authorised and logged."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from accounts.access import get_or_404
from accounts.models import User
from accounts.policy import Can
from cases.access import get_case
from cases.models import Case
from measurements.models import InstrumentVersion, Measurement
from measurements.models.instrument import unsaved


def get_measured_course(request: HttpRequest, case_id: UUID) -> Case:
    """A course to measure on, its citizen loaded; raises as `get_case` does."""
    return get_case(request, case_id, may=Can.WORK_PATHWAY)


def get_measurement(request: HttpRequest, measurement_id: UUID) -> Measurement:
    """With `case` and its citizen; raises as `get_case` does."""
    row: Measurement = get_or_404(
        Measurement.objects.select_related("version", "begun_by"), measurement_id, request.user
    )
    row.case = get_measured_course(request, row.case_id)
    return row


def get_instrument(user: User, key: str) -> InstrumentVersion:
    """The newest version in the organisation the user acts in. Raises Http404 for one that is not known."""
    row = next((one for one in newest_instruments(user) if one.key == key), None)
    if row is None:
        raise Http404
    return row


def newest_instruments(user: User) -> list[InstrumentVersion]:
    """By title; a declared one nobody has used yet is not saved (`actions.instrument.kept` saves it). One query."""
    found = list(InstrumentVersion.objects.visible_to(user).newest())
    known = {one.key for one in found}
    return sorted([*found, *(one for one in unsaved() if one.key not in known)], key=lambda one: one.title)
