"""What a worker, or a unit, leaves behind of courses, tasks and clocks: counted, never named."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.leaving import register_left_behind
from accounts.models import Organisation
from cases.models import Assignment, Case, Task, TreatmentRequest


def left_behind(organisation: Organisation, person_id: UUID | None, unit_id: UUID | None) -> Iterator[str]:
    """Sentences, each with a number, for what is not nothing. Four queries for a person, three for a unit."""
    courses = Case.objects.filter(organisation=organisation).open()
    tasks = Task.objects.filter(organisation=organisation).open()
    if unit_id:
        courses, tasks = courses.filter(unit_id=unit_id), tasks.filter(unit_id=unit_id)
    if person_id:
        carried = Assignment.objects.filter(case=OuterRef("pk"), kind=Assignment.Kind.CONTACT_PERSON, to_on=None)
        courses = courses.filter(Exists(carried.filter(user_id=person_id)))
        tasks = tasks.filter(owner_id=person_id)
    clocks = TreatmentRequest.objects.filter(ended_on=None, citizen__in=courses.values("citizen_id"))
    counted = [
        (courses.count(), _courses),
        (tasks.count(), _tasks),
        (clocks.count(), _clocks),
        (_covers(organisation, person_id, unit_id) if person_id else 0, _covered),
    ]
    for number, words in counted:
        if number:
            yield words(number) % {"n": number}


def _courses(number: int) -> str:
    return ngettext("%(n)s åbent forløb", "%(n)s åbne forløb", number)


def _tasks(number: int) -> str:
    return ngettext("%(n)s åben opgave eller aftale", "%(n)s åbne opgaver eller aftaler", number)


def _clocks(number: int) -> str:
    return ngettext("%(n)s frist på 14 dage, der løber", "%(n)s frister på 14 dage, der løber", number)


def _covered(number: int) -> str:
    return ngettext("vikar på %(n)s forløb", "vikar på %(n)s forløb", number)


def _covers(organisation: Organisation, person_id: UUID, unit_id: UUID | None) -> int:
    """Courses on which the person stands in now or is going to."""
    of_unit = Q(case__unit_id=unit_id) if unit_id else Q()
    rows = Assignment.objects.filter(
        of_unit,
        organisation=organisation,
        user_id=person_id,
        kind=Assignment.Kind.COVER,
        to_on__gt=timezone.localdate(),
    )
    return rows.values("case_id").distinct().count()


register_left_behind(left_behind)
