"""When a citizen has died, nothing goes on asking for them."""

from datetime import timedelta

from django.utils import timezone

from cases.actions.admission import admit
from cases.actions.case import close_case, open_case
from cases.actions.task import add_task, register_request
from cases.models import Admission, Task, TreatmentRequest
from tests.cast import acting
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
