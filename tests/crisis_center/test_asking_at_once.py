"""Two at the same moment, in transactions that really commit: one answer holds, one attempt begins."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import connections

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.pick_up import plan_pick_up
from crisis_center.models import CentreReferral, PickUp
from tests.cast import acting, client_of
from tests.crisis_center.asking_factories import NO, asked, url
from tests.crisis_center.crisis_factories import House, agreed


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each answered, or the error it met."""
    together, answers = threading.Barrier(len(acts)), []

    def go(act: Callable[[], object]) -> None:
        together.wait()
        try:
            answers.append(act())
        except ValidationError as error:
            answers.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_of_two_answers_at_once_the_second_is_asked_again(committed_db, citizen: Citizen, owner: User, house: House):
    row = asked(citizen, house, owner)
    one, other = client_of(house.leader), client_of(house.leader)

    answers = at_once(
        lambda: one.post(url("referral_decide", row), {"answer": "yes", "seen": ""}).status_code,
        lambda: other.post(url("referral_decide", row), NO | {"seen": ""}).status_code,
    )

    assert sorted(answers) == [200, 302]
    with acting(owner):
        said = CentreReferral.objects.get()
        assert (said.accepted, said.refusal != "") in [(True, False), (False, True)]


def test_of_two_who_fetch_at_once_one_does(committed_db, citizen: Citizen, owner: User, house: House):
    row = agreed(citizen, house, by=owner)

    def fetch(who: User) -> object:
        with acting(who) as by:
            return plan_pick_up(referral=row, fetched_by=by.name, by=by)

    answers = at_once(lambda: fetch(owner), lambda: fetch(house.worker))

    assert sorted(type(answer).__name__ for answer in answers) == ["PickUp", "ValidationError"]
    with acting(owner):
        assert PickUp.objects.count() == 1
