"""A worker registers their own week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Team, Unit, User
from audit.writing import action
from measurements.activities import MOST_QUARTERS, Activity
from measurements.models import HoursEntry, HoursWeek


@action
def register_week(
    *, unit: Unit, team: Team | None, monday: date, quarters: Mapping[str, int], grade: str, by: User
) -> HoursWeek:
    """The week of `by`, as it was: quarters of an hour by activity, none or 0 where nothing was done. Registered again
    it is corrected.

    Raises ValidationError by activity, or for the week as a whole.
    """
    _check(monday, quarters)
    week = _own_week(unit, monday, team=team, grade=grade, by=by)
    if (week.grade, week.team_id) != (grade, team.pk if team else None):
        week.grade, week.team = grade, team
        week.save()
    wanted = {Activity(activity).value: number for activity, number in quarters.items() if number}
    known = {entry.activity: entry for entry in week.entries.all()}
    for activity, entry in known.items():
        if activity not in wanted:
            entry.delete()
        elif entry.quarters != wanted[activity]:
            entry.quarters = wanted[activity]
            entry.save()
    new = [
        HoursEntry(week=week, activity=activity, quarters=number)
        for activity, number in wanted.items()
        if activity not in known
    ]
    HoursEntry.objects.create_many(new)
    return week


def _check(monday: date, quarters: Mapping[str, int]) -> None:
    if monday.weekday() or monday > timezone.localdate():
        raise ValidationError(_("Ugen er ikke begyndt endnu."))
    problems = {}
    for activity, number in quarters.items():
        if number < 0:
            problems[activity] = ValidationError(_("Timer kan ikke være negative."))
        elif number > MOST_QUARTERS:
            problems[activity] = ValidationError(_("En uge har kun 168 timer."))
    if problems:
        raise ValidationError(problems)
    if sum(quarters.values()) > MOST_QUARTERS:
        raise ValidationError(_("Timerne er flere end ugens 168. Se, om et komma mangler."))


def _own_week(unit: Unit, monday: date, *, team: Team | None, grade: str, by: User) -> HoursWeek:
    """The row of the week, locked: what is registered from two screens at once comes one after the other."""
    rows = HoursWeek.objects.select_for_update(of=("self",)).filter(user=by, unit=unit, monday=monday)
    if found := rows.first():
        return found
    week = HoursWeek(unit=unit, team=team, user=by, monday=monday, grade=grade)
    try:
        with transaction.atomic():
            week.save()
    except IntegrityError:
        return rows.get()
    return week
