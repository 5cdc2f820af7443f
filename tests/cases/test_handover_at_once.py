"""Two leaders who give the same courses at the same moment, in transactions that really commit."""

from __future__ import annotations

import threading

from django.db import connections
from django.utils import timezone

from accounts.models import User
from cases.actions.handover import ChangedMeanwhile, Give, hand_over
from cases.models import Assignment, Case
from tests.cast import acting
from tests.factories import CitizenFactory, CourseFactory


def test_one_of_two_leaders_at_once_is_told_and_no_course_is_left_between(
    committed_db, owner, colleague, unit_mate, leader, project_lead, centre
):
    with acting(owner) as by:
        made = CitizenFactory.create_batch(4, unit=centre, by=by)
        for citizen in made:
            CourseFactory(citizen=citizen, unit=centre, contact_person=owner, by=by)
        seen = {row.case_id: row.pk for row in Assignment.objects.filter(case__citizen__in=made)}
    answers: list[tuple[str, str]] = []
    together = threading.Barrier(2)

    def give(who: User, to: User) -> None:
        together.wait()
        try:
            with acting(who) as by:
                gives = [Give(case, to, seen[case.pk]) for case in Case.objects.filter(pk__in=seen)]
                hand_over(gives=gives, on=timezone.localdate(), by=by)
            answers.append(("given", to.name))
        except ChangedMeanwhile as told:
            answers.append(("told", {row.user.name for row in told.now.values() if row}.pop()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=give, args=pair) for pair in ((leader, colleague), (project_lead, unit_mate))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (given, receiver), (told, name) = sorted(answers)
    with acting(leader):
        now = Assignment.objects.filter(case__in=seen, kind="contact_person", to_on=None)
        carriers = [row.user.name for row in now.select_related("user")]
    assert (given, told, name) == ("given", "told", receiver)
    assert carriers == [receiver] * 4
