"""Two who take the last place of a partner at the same moment, in transactions that really commit."""

from __future__ import annotations

import threading

from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from outreach.actions.referral_source import Referral, record_referral
from outreach.models import ReferralSource
from tests.cast import acting
from tests.directory.partner_factories import PartnerFactory
from tests.factories import CitizenFactory, CourseFactory


def test_one_of_two_gets_the_last_place_and_the_other_is_asked_why(committed_db, owner, colleague, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, quota=1, by=by)
        people = CitizenFactory.create_batch(2, unit=centre, by=by)
        cases = [CourseFactory(citizen=one, unit=centre, contact_person=owner, by=by) for one in people]
    answers: list[str] = []
    together = threading.Barrier(2)

    def refer(who: User, case: Case) -> None:
        together.wait()
        try:
            with acting(who) as by:
                referral = Referral("partner", referred_on=timezone.localdate(), partner=partner)
                record_referral(case=case, referral=referral, by=by)
            answers.append("in")
        except ValidationError as refused:
            answers.extend(refused.error_dict)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=refer, args=pair) for pair in zip((owner, colleague), cases, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["in", "over_quota_reason"]
    with acting(owner):
        assert ReferralSource.objects.filter(partner=partner).count() == 1
