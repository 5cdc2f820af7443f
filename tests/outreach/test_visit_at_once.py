"""Two colleagues who press *Gå ud* on the same route at the same moment, in transactions that really commit."""

from __future__ import annotations

import threading

from django.db import connections

from accounts.models import User
from outreach.actions.visit import begin_route
from outreach.models import Visit, VisitWorker
from tests.cast import acting
from tests.outreach.visit_factories import route


def test_two_at_once_are_out_on_one_visit(committed_db, owner, colleague):
    with acting(owner) as by:
        row = route(by, workers=[])
    together = threading.Barrier(2)

    def go(who: User) -> None:
        together.wait()
        try:
            with acting(who) as by:
                begin_route(route=row, by=by)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=[who]) for who in (owner, colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with acting(owner):
        assert Visit.objects.count() == 1
        assert set(VisitWorker.objects.values_list("user_id", flat=True)) == {owner.pk, colleague.pk}
