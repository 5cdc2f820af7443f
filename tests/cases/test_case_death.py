"""When a citizen has died, nothing goes on asking for them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.actions.admission import admit
from cases.actions.case import close_case, open_case
from cases.actions.task import add_task, finish_task, register_request
from cases.models import Admission, Task, TreatmentRequest
from outreach.actions.ending import follow_up
from tests.cast import acting, client_of
from tests.factories import CitizenFactory


def test_no_clock_runs_and_no_agreement_waits_for_a_citizen_who_died(centre, owner):
    today = timezone.localdate()
    with acting(owner) as by:
        citizen = CitizenFactory(unit=centre, by=by)
        case = open_case(citizen=citizen, unit=centre, pathway="outreach", by=by)
        register_request(citizen=citizen, on=today, by=by)
        meet = {"unit": centre, "citizen": citizen, "due_on": today + timedelta(days=1), "owner": owner, "by": by}
        add_task(title="Mødes på kajen", kind=Task.Kind.AGREEMENT, **meet)
        add_task(title="Ringe til søsteren", **meet)
        admit(citizen=citizen, kind="hospital", since=today, expected_on=today + timedelta(days=3), by=by)
        close_case(case=case, reason="dead", by=by)

        assert Admission.objects.get(citizen=citizen).ended_on == today
        outcomes = dict(Task.objects.filter(citizen=citizen).values_list("title", "outcome"))
        assert outcomes == {"Mødes på kajen": "cancelled", "Ringe til søsteren": "", "Ventes udskrevet": "cancelled"}
        assert TreatmentRequest.objects.get(citizen=citizen).note == "Borgeren er død."


def test_nobody_asks_how_it_goes_after_the_citizens_earlier_courses(centre, owner):
    with acting(owner) as by:
        citizen = CitizenFactory(unit=centre, by=by)
        ended = open_case(citizen=citizen, unit=centre, pathway="outreach", contact_person=owner, by=by)
        follow_up(period=close_case(case=ended, reason="completed", by=by), by=by)
        first, second = Task.objects.filter(citizen=citizen).order_by("due_on")
        finish_task(task=first, outcome="done", by=by)
        again = open_case(citizen=citizen, unit=centre, pathway="outreach", contact_person=owner, by=by)
        close_case(case=again, reason="dead", by=by)

        for task in (first, second):
            task.refresh_from_db()
        assert (first.outcome, second.outcome, second.done_by) == ("done", "cancelled", owner)
        assert second.history.latest().history_change_reason == "Borgeren er død."
    page = client_of(owner, purpose_for=[citizen]).get(reverse("cases:citizen_history", args=[citizen.pk]))
    assert "Borgeren er død." in page.content.decode()
