"""*Ruter*: the week, one route, and how it is changed, through its pages and actions."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import close_access
from accounts.leaving import left_by
from cases.actions.absence import report_absence
from cases.edge_hours import edge_words
from outreach.actions.visit import begin_route, call_off_route
from outreach.models import Route, Visit
from tests.cast import acting, client_of
from tests.factories import PlaceFactory
from tests.outreach.visit_factories import route, walked
from tests.queries import assert_same_queries

WEEK = reverse("outreach:routes")
NEW = reverse("outreach:route_new")
TODAY = timezone.localdate


def edit_url(row: Route) -> str:
    return reverse("outreach:route_edit", args=[row.pk])


def answers(**changed) -> dict:
    """What a whole form says."""
    usual = {
        "name": "Torvet", "weekday": 4, "from_at": "18:00", "to_at": "20:30", "told": "Hanne på Kajen",
        "told_on": "2026-11-02", "note": "Hils på nattevagten.", "from_on": "2026-11-01", "stops_seen": "",
    }  # fmt: skip
    return {**usual, **changed}


def stops(row: Route) -> list[tuple[str, time | None]]:
    return list(row.stops.order_by("position").values_list("place__name", "at"))


@pytest.mark.parametrize(
    ("weekday", "first", "last", "words"),
    [
        (1, time(8), time(16), ""),
        (1, time(7, 30), time(12), "Ydertid: før kl. 8"),
        (5, time(14), time(16, 30), "Ydertid: efter kl. 16"),
        (3, time(6), time(20), "Ydertid: før kl. 8 og efter kl. 16"),
        (4, time(16), None, "Ydertid: efter kl. 16"),
        (6, time(10), time(12), "Ydertid: weekend"),
        (7, None, None, "Ydertid: weekend"),
    ],
)
def test_edge_hours_in_words(weekday, first, last, words):
    assert edge_words(weekday, first, last) == words


def test_a_route_is_made_with_its_places_in_order_and_stands_in_the_week(owner, colleague, centre):
    with acting(owner) as by:
        first, second = (PlaceFactory(unit=centre, by=by, name=name) for name in ("Kajen", "Ankeret"))
    client = client_of(owner)

    page = client.post(
        NEW,
        answers(workers=[owner.pk, colleague.pk], **{"stop-1": second.pk, "stop-1-at": "18:15", "stop-3": first.pk}),
        follow=True,
    )

    assert page.redirect_chain[0][1] == 302
    with acting(owner):
        made = Route.objects.get()
        assert stops(made) == [("Ankeret", time(18, 15)), ("Kajen", None)]
    day = client.get(WEEK).context["days"][3]
    line = day.routes[0]
    assert (day.title, line.clock, line.edge, line.places, line.workers, line.told) == (
        "Torsdag",
        "kl. 18.00–20.30",
        "Ydertid: efter kl. 16",
        "Ankeret 18.15 · Kajen",
        "Kasper Holm, Oda Lind",
        "Hanne på Kajen, 2. november",
    )
    assert "Til stede i ydertimerne:" in client.get(WEEK).content.decode()


@pytest.mark.parametrize(
    ("typed", "where", "said"),
    [
        ({"name": ""}, "name", "Skal udfyldes."),
        ({"to_at": "17:00"}, "to_at", "Ruten slutter, før den begynder. Går den over midnat, så lav to ruter."),
        ({"told": ""}, "told", "Vælg eller skriv, hvem der har fået det at vide."),
        ({"to_on": "2026-10-01"}, "to_on", "Sidste dag ligger før den første."),
        ({"stop-2-at": "10:00"}, "stop-2", "Vælg det sted, klokkeslættet gælder."),
        ({"weekday": "8"}, "weekday", "Marker en gyldig valgmulighed. 8 er ikke en af de tilgængelige valgmuligheder."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_rest_is_kept(owner, typed, where, said):
    page = client_of(owner).post(NEW, answers(**typed))

    assert page.context["form"].errors == {where: [said]}
    assert "Hils på nattevagten." in page.content.decode()
    with acting(owner):
        assert not Route.objects.exists()


def test_the_same_place_twice_is_said_at_the_second(owner, place):
    page = client_of(owner).post(NEW, answers(**{"stop-1": place.pk, "stop-2": place.pk}))

    assert page.context["form"].errors == {"stop-2": ["Stedet står allerede på ruten."]}


def test_a_changed_route_keeps_in_its_history_what_it_was(owner, colleague, centre):
    with acting(owner) as by:
        kept, gone = PlaceFactory.create_batch(2, unit=centre, by=by)
        row = route(by, stops=[(gone, None), (kept, time(11))])
    client = client_of(colleague)
    form = client.get(edit_url(row)).context["form"]

    client.post(
        edit_url(row),
        answers(
            version=form["version"].value(),
            stops_seen=form["stops_seen"].value(),
            crew_seen=form["crew_seen"].value(),
            workers=[colleague.pk],
            **{"stop-1": kept.pk, "stop-1-at": "12:00"},
        ),
    )

    with acting(owner):
        row.refresh_from_db()
        assert (row.name, stops(row), [link.user_id for link in row.workers.all()]) == (
            "Torvet",
            [(kept.name, time(12))],
            [colleague.pk],
        )
        assert list(row.history.order_by("history_id").values_list("name", flat=True)) == ["Havnen rundt", "Torvet"]
    assert client.get(row.get_absolute_url()).context["changes"] == ["Kasper Holm i dag", "Oda Lind i dag"]


def test_who_saves_second_hears_of_the_places_the_first_chose_and_decides(owner, centre, place):
    with acting(owner) as by:
        row = route(by)
    client = client_of(owner)
    form = client.get(edit_url(row)).context["form"]
    with acting(owner) as by:
        route_form = client.get(edit_url(row)).context["form"]
        client.post(
            edit_url(row),
            answers(version=route_form["version"].value(), workers=[owner.pk], **{"stop-1": place.pk}),
        )
        other = PlaceFactory(unit=centre, by=by, name="Parken")
    with acting(owner):
        row.refresh_from_db()
    newest = client.get(edit_url(row)).context["form"]["version"].value()
    mine = answers(version=newest, stops_seen=form["stops_seen"].value(), **{"stop-1": other.pk})

    page = client.post(edit_url(row), mine)

    assert "Nu står der: Banegårdspladsen, Midtbyen." in page.content.decode()
    client.post(edit_url(row), {**mine, "stops_seen": page.context["form"]["stops_seen"].value()})
    with acting(owner):
        assert stops(row) == [("Parken", None)]


def test_a_colleague_who_joined_meanwhile_stays_on_the_route(owner, colleague, unit_mate):
    with acting(owner) as by:
        row = route(by)
    client = client_of(owner)
    form = client.get(edit_url(row)).context["form"]
    with acting(colleague) as by:
        row.workers.create(user=colleague)

    client.post(
        edit_url(row),
        answers(version=form["version"].value(), crew_seen=form["crew_seen"].value(), workers=[owner.pk, unit_mate.pk]),
    )

    with acting(owner):
        assert {link.user_id for link in row.workers.all()} == {owner.pk, colleague.pk, unit_mate.pk}


def test_a_stopped_route_leaves_the_week_and_keeps_its_visits(owner):
    yesterday = TODAY() - timedelta(days=1)
    with acting(owner) as by:
        row = route(by, name="Gamle rute", to_on=yesterday)
        walked(by, on=row)
    client = client_of(owner)

    shown = {vis: "Gamle rute" in client.get(WEEK, {"vis": vis}).content.decode() for vis in ("", "stoppede")}
    page = client.get(row.get_absolute_url())

    assert shown == {"": False, "stoppede": True}
    assert [line.result for line in page.context["visits"]] == ["2 mødt"]
    assert "Gå ud" not in page.content.decode()
    with acting(owner) as by, pytest.raises(ValidationError, match="Ruten er stoppet"):
        begin_route(route=row, by=by)


def test_beside_the_plan_stands_what_was_visited_the_last_weeks(owner):
    with acting(owner) as by:
        row = route(by, from_on=TODAY() - timedelta(days=21))
        walked(by, on=row, met=0, days_ago=7)
        call_off_route(route=row, because="Sygdom", by=by)

    day = next(day for day in client_of(owner).get(WEEK).context["days"] if day.is_today)

    assert [went for _day, went in day.routes[0].lately] == [
        "aflyst: Sygdom",
        "ingen mødt",
        "intet besøg",
        "intet besøg",
    ]


def test_one_tap_begins_the_route_with_those_who_are_not_away(owner, colleague, unit_mate):
    with acting(owner) as by:
        row = route(by, workers=[owner, colleague])
        report_absence(unit=by.membership.unit, user=colleague, from_on=TODAY(), to_on=TODAY(), by=by)
    for _twice in range(2):
        client_of(unit_mate).post(reverse("outreach:route_out", args=[row.pk]))

    with acting(owner):
        visit = Visit.objects.get()
        assert (visit.route_id, visit.day, visit.is_out) == (row.pk, TODAY(), True)
        assert {link.user_id for link in visit.workers.all()} == {owner.pk, unit_mate.pk}
        assert visit.expected_back_at - visit.out_at >= timedelta(minutes=30)


def test_who_has_left_is_not_out_and_the_administrator_hears_of_the_route(owner, colleague, municipality, founder):
    with acting(owner) as by:
        row = route(by, workers=[owner, colleague])
        told = left_by(colleague, municipality)
    close_access(person=colleague, organisation=municipality, by=founder)
    with acting(owner) as by:
        visit = begin_route(route=row, by=by)

        assert [link.user_id for link in visit.workers.all()] == [owner.pk]
    assert told == ["1 rute"]


def test_another_unit_and_another_organisation_see_nothing_of_it(owner, stranger, outsider):
    with acting(owner) as by:
        row = route(by, name="Kun vores")

    seen = [
        (
            client_of(user).get(row.get_absolute_url()).status_code,
            "Kun vores" in client_of(user).get(WEEK).content.decode(),
        )
        for user in (stranger, outsider)
    ]

    assert seen == [(404, False)] * 2


def test_the_place_says_which_routes_come_by(owner, place):
    with acting(owner) as by:
        route(by, name="Om torsdagen", weekday=4, stops=[(place, None)])

    page = client_of(owner).get(place.get_absolute_url()).content.decode()

    assert "Om torsdagen" in page
    assert "Torsdag kl. 10.00–13.00" in page


def test_any_number_of_routes_costs_the_same(owner, centre):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for weekday in range(number):
                places = PlaceFactory.create_batch(2, unit=centre, by=by)
                row = route(by, weekday=weekday % 7 + 1, stops=[(place, None) for place in places])
                walked(by, on=row)

    more(1)
    assert_same_queries(lambda: client.get(WEEK), lambda: more(2), lambda: more(97))


def test_any_number_of_places_and_visits_of_a_route_costs_the_same(owner, centre):
    client = client_of(owner)
    with acting(owner) as by:
        row = route(by, stops=[(PlaceFactory(unit=centre, by=by), None)])
        walked(by, on=row)

    def more(number: int) -> None:
        with acting(owner) as by:
            for hours in range(number):
                row.stops.create(place=PlaceFactory(unit=centre, by=by), position=hours + 2)
                walked(by, on=row, out_hours_ago=hours + 30, back_hours_ago=hours + 28)

    assert_same_queries(lambda: client.get(row.get_absolute_url()), lambda: more(2), lambda: more(97))
    assert_same_queries(lambda: client.get(edit_url(row)), lambda: more(2))
