"""Out and back on a tablet that had no network all the way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from outreach.actions.visit import begin_route, call_off, come_back, go_out
from outreach.models import Route, Visit, VisitWorker
from tests.cast import acting
from tests.field.told import applied_once, conflict, refused
from tests.outreach.visit_factories import planned, route

BACK = {"met": ["3"], "cards": ["2"]}


@pytest.fixture
def walk(owner) -> Route:
    with acting(owner) as by:
        return route(by)


@pytest.fixture
def noon(monkeypatch) -> datetime:
    """Some hours ago today, however early the test runs."""
    now = timezone.make_aware(datetime.combine(timezone.localdate(), datetime.min.time())) + timedelta(hours=15)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now - timedelta(hours=3)


def at(row: Route | Visit, moment: datetime, **more) -> dict:
    return {"about": {type(row).__name__.lower(): str(row.pk)}, "made_at": moment.isoformat(), **more}


def only(owner) -> Visit:
    with acting(owner):
        return Visit.objects.get()


def test_out_and_back_on_a_route_that_the_tablet_knows_and_a_visit_that_it_does_not(tablet, owner, walk, noon):
    out = tablet.write("visit_out", **at(walk, noon))
    back = tablet.write("visit_back", BACK | {"note": ["Roligt"]}, **at(walk, noon + timedelta(hours=2)))

    applied_once(tablet, owner, out)
    applied_once(tablet, owner, back)

    row = only(owner)
    assert (row.route_id, row.out_at, row.back_at) == (walk.pk, noon, noon + timedelta(hours=2))
    assert (row.met, row.cards, row.note) == (3, 2, "Roligt")


def test_out_and_back_in_one_sending(tablet, owner, walk, noon):
    out = tablet.write("visit_out", **at(walk, noon))
    back = tablet.write("visit_back", BACK, depends_on=[out["id"]], **at(walk, noon + timedelta(hours=1)))

    acks = tablet.send(out, back)

    assert [ack["status"] for ack in acks] == ["applied", "applied"]
    assert acks[0]["result"]["visit"] == str(only(owner).pk)
    assert datetime.fromisoformat(acks[0]["result"]["expected_back_at"]) == only(owner).expected_back_at


def test_a_planned_visit_by_its_id(tablet, owner, noon):
    with acting(owner) as by:
        row = planned(by)

    applied_once(tablet, owner, tablet.write("visit_out", **at(row, noon)))
    applied_once(tablet, owner, tablet.write("visit_more_time", **at(row, noon + timedelta(hours=3))))
    assert only(owner).expected_back_at == noon + timedelta(hours=3, minutes=30)
    applied_once(tablet, owner, tablet.write("visit_back", BACK, **at(row, noon + timedelta(hours=3))))

    assert (only(owner).out_at, only(owner).back_at) == (noon, noon + timedelta(hours=3))


def test_two_who_prolong_the_same_time_prolong_once(tablet, owner, walk, noon):
    with acting(owner) as by:
        expected = begin_route(route=walk, at=noon, by=by).expected_back_at
    press = {"base": {"expected_back_at": expected.isoformat()}}

    for minutes in (5, 6):
        entry = tablet.write("visit_more_time", **at(walk, noon + timedelta(minutes=minutes)), **press)
        applied_once(tablet, owner, entry)

    assert only(owner).expected_back_at == expected + timedelta(minutes=30)


def test_on_the_walk_that_a_colleague_began_one_joins(tablet, owner, colleague, walk, noon):
    with acting(colleague) as by:
        begin_route(route=walk, at=noon - timedelta(minutes=4), by=by)

    applied_once(tablet, owner, tablet.write("visit_out", **at(walk, noon)))

    assert only(owner).out_at == noon - timedelta(minutes=4)
    with acting(owner):
        assert set(VisitWorker.objects.values_list("user_id", flat=True)) == {owner.pk, colleague.pk}


def test_a_walk_that_a_colleague_has_ended_meanwhile_is_the_same_walk(tablet, owner, colleague, walk, noon):
    later = noon + timedelta(hours=2)
    with acting(colleague) as by:
        row = begin_route(route=walk, at=noon, by=by)
        come_back(visit=row, met=3, cards=2, at=later, by=by)

    for kind, data, moment in (("visit_out", {}, noon + timedelta(minutes=1)), ("visit_back", BACK, later)):
        applied_once(tablet, owner, tablet.write(kind, data, **at(walk, moment)))

    assert (only(owner).back_at, only(owner).met) == (later, 3)


def test_other_numbers_than_a_colleague_wrote_are_a_conflict(tablet, owner, colleague, walk, noon):
    with acting(colleague) as by:
        row = begin_route(route=walk, at=noon, by=by)
        come_back(visit=row, met=0, cards=2, note="Regn", at=noon + timedelta(hours=1), by=by)
    data = BACK | {"note": ["Sol"]}

    both = conflict(tablet, owner, tablet.write("visit_back", data, **at(walk, noon + timedelta(hours=2))))

    assert both == {"met": ("Antal mødt", "0", "3"), "note": ("Hvad så I?", "Regn", "Sol")}


def test_a_second_walk_on_the_same_day_is_another_visit(tablet, owner, walk, noon):
    with acting(owner) as by:
        come_back(visit=begin_route(route=walk, at=noon, by=by), met=1, cards=0, at=noon + timedelta(hours=1), by=by)

    applied_once(tablet, owner, tablet.write("visit_out", **at(walk, noon + timedelta(hours=2))))

    with acting(owner):
        assert list(Visit.objects.order_by("out_at").values_list("out_at", flat=True)) == [
            noon,
            noon + timedelta(hours=2),
        ]


def test_out_before_midnight_and_back_after_it(tablet, owner, walk, noon):
    evening = noon - timedelta(hours=13)

    applied_once(tablet, owner, tablet.write("visit_out", **at(walk, evening)))
    applied_once(tablet, owner, tablet.write("visit_back", BACK, **at(walk, evening + timedelta(hours=3))))

    row = only(owner)
    assert (row.day, row.back_at) == (timezone.localdate(noon) - timedelta(days=1), evening + timedelta(hours=3))


def test_a_moment_that_cannot_be_is_refused(tablet, owner, walk, noon):
    soon = timezone.now() + timedelta(hours=2)
    with acting(owner) as by:
        row = planned(by)
        go_out(visit=row, at=noon, by=by)

    out = refused(tablet, owner, tablet.write("visit_out", **at(walk, soon)))
    early = refused(tablet, owner, tablet.write("visit_back", BACK, **at(row, noon - timedelta(minutes=1))))
    never = refused(tablet, owner, tablet.write("visit_back", BACK, **at(walk, noon)))
    blank = refused(tablet, owner, tablet.write("visit_back", {"cards": ["1"]}, **at(row, noon)))

    assert out == {"out_at": ["Tidspunktet ligger i fremtiden."]}
    assert early == {"back_at": ["I kan ikke være tilbage, før I gik ud."]}
    assert never == {"__all__": ["I er ikke gået ud endnu."]}
    assert blank == {"met": ["Skal udfyldes."]}


def test_a_clock_a_little_ahead_is_believed_to_mean_now(tablet, owner, walk, noon):
    applied_once(tablet, owner, tablet.write("visit_out", **at(walk, timezone.now() + timedelta(minutes=2))))

    assert only(owner).out_at == timezone.now()


def test_a_visit_called_off_or_over_is_not_begun(tablet, owner, noon):
    with acting(owner) as by:
        off = call_off(visit=planned(by), because="Regn", by=by)
        over = come_back(visit=go_out(visit=planned(by), at=noon, by=by), met=0, cards=0, at=noon, by=by)

    later = noon + timedelta(hours=1)
    assert refused(tablet, owner, tablet.write("visit_out", **at(off, later))) == {"__all__": ["Besøget er aflyst."]}
    assert refused(tablet, owner, tablet.write("visit_out", **at(over, later))) == {"__all__": ["Besøget er slut."]}


def test_a_route_and_a_visit_of_another_unit_are_unknown(signed_in, stranger, owner, walk, noon):
    with acting(owner) as by:
        row = planned(by)
    tablet = signed_in(stranger)

    for one in (walk, row):
        for kind in ("visit_out", "visit_more_time", "visit_back"):
            refused(tablet, owner, tablet.write(kind, BACK, **at(one, noon)), "unknown")
