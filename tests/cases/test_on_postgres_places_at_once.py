"""The last place of an offer, and two who begin: the second waits for the first to commit, and then for a place."""

from __future__ import annotations

from cases.actions.chosen_block import choose_block
from tests.cases.plan_factories import block, day
from tests.cases.test_on_postgres_merge_at_once import meanwhile
from tests.cast import acting


def test_whoever_begins_second_sees_that_the_last_place_is_taken(committed_db, citizen, unit_citizen, owner, unit_mate):
    with acting(owner) as by:
        group = block(by, places=1)
    begun = []

    def second() -> object:
        with acting(unit_mate) as by:
            return choose_block(citizen=unit_citizen, block=group, by=by).from_on

    waits = meanwhile(
        acting(owner), lambda by: begun.append(choose_block(citizen=citizen, block=group, by=by).from_on), second
    )

    assert (begun, waits) == ([day(0)], None)
