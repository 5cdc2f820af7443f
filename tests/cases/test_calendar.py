"""*Kalender*: a week and a day of tasks and agreements."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions.absence import report_absence
from cases.actions.task import add_task, finish_task
from cases.calendar import monday_of, week_key, week_words
from cases.edge_hours import edge_words
from tests.cast import acting, client_of, token
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries

WEEK = reverse("cases:week")
DAY = reverse("cases:day")


def on(distance: int) -> date:
    return timezone.localdate() + timedelta(days=distance)


def days(client, url: str = WEEK, **query) -> dict[date, list[str]]:
    """{day: titles} of the days that have any."""
    shown = client.get(url, query).context["days"]
    return {day.on: [entry.title for entry in day.entries] for day in shown if day.entries}


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-W48", date(2026, 11, 23)),
        ("2026-W53", date(2026, 12, 28)),
        ("2025-W53", date(2026, 11, 16)),  # there is none
        ("uge 48", date(2026, 11, 16)),
        ("", date(2026, 11, 16)),
    ],
)
def test_a_week_in_an_address(text, monday):
    assert monday_of(text, date(2026, 11, 22)) == monday


def test_weeks_are_numbered_as_in_denmark():
    assert [week_key(date(2027, 1, 3)), week_words(date(2026, 12, 28)), week_words(date(2026, 11, 23))] == [
        "2026-W53",
        "Uge 53 · 28. december 2026 – 3. januar 2027",
        "Uge 48 · 23. november – 29. november 2026",
    ]


def test_a_day_begins_with_what_is_late_then_goes_by_the_clock(owner, centre):
    with acting(owner) as by:
        for title, distance, at in (
            ("Uden tid", 0, None),
            ("Frokost", 0, time(12)),
            ("Tidligt", 0, time(7)),
            ("Glemt", -3, time(15)),
        ):
            add_task(unit=centre, title=title, due_on=on(distance), due_at=at, owner=by, by=by)

    page = client_of(owner).get(DAY)

    entries = page.context["days"][0].entries
    # In a weekend all hours are at the edge.
    early, noon = (edge_words(on(0).isoweekday(), time(hour), None) for hour in (7, 12))
    assert [(entry.title, bool(entry.late), entry.edge) for entry in entries] == [
        ("Glemt", True, edge_words(on(-3).isoweekday(), time(15), None)),
        ("Tidligt", False, early),
        ("Frokost", False, noon),
        ("Uden tid", False, ""),
    ]
    assert early


def test_what_is_done_stands_crossed_out_on_its_day(owner, centre):
    with acting(owner) as by:
        task = add_task(unit=centre, title="Hente sko", due_on=on(0), owner=by, by=by)
        finish_task(task=task, outcome="done", by=by)

    entry = client_of(owner).get(DAY).context["days"][0].entries[0]

    assert (entry.title, entry.ended, entry.late) == ("Hente sko", "Gjort", "")


def test_mine_the_teams_a_colleagues_and_the_units(owner, colleague, unit_mate, stranger, centre, other_unit):
    for user, unit in ((owner, centre), (colleague, centre), (unit_mate, centre), (stranger, other_unit)):
        with acting(user) as by:
            add_task(unit=unit, title=f"Til {user.name}", due_on=on(0), owner=by, by=by)
    client = client_of(owner)

    seen = {
        whose: sorted(days(client, DAY, hvem=whose).get(on(0), []))
        for whose in ("", "team", str(unit_mate.pk), str(stranger.pk), "enhed", "noget andet")
    }

    mine = ["Til Oda Lind"]
    assert seen == {
        "": mine,
        "team": ["Til Kasper Holm", "Til Oda Lind"],
        str(unit_mate.pk): ["Til Ulla Friis"],
        str(stranger.pk): mine,
        "enhed": ["Til Kasper Holm", "Til Oda Lind", "Til Ulla Friis"],
        "noget andet": mine,
    }


def test_who_stands_in_sees_the_covered_tasks_as_own(case, citizen, owner, colleague, centre):
    with acting(owner) as by:
        add_task(unit=centre, citizen=citizen, title="Hente medicin", due_on=on(0), owner=by, by=by)
        report_absence(unit=centre, user=by, stand_in=colleague, from_on=on(0), to_on=on(2), by=by)

    assert "Hente medicin" in days(client_of(colleague), DAY)[on(0)]


def test_a_citizens_agreement_says_who_and_a_protected_one_does_not_to_others(
    protected_citizen, owner, unit_mate, centre
):
    with acting(owner) as by:
        add_task(unit=centre, citizen=protected_citizen, title="Mødes", due_on=on(0), owner=by, by=by)

    seen = {
        user.name: client_of(user).get(DAY, {"hvem": whose}).context["days"][0].entries[0].meta
        for user, whose in ((owner, "mig"), (unit_mate, str(owner.pk)))
    }

    assert seen == {"Oda Lind": protected_citizen.label, "Ulla Friis": "Beskyttet borger"}


def test_a_task_is_made_on_the_day_one_came_from(owner):
    later = (on(9)).isoformat()

    form = client_of(owner).get(reverse("cases:task_new"), {"dag": later}).context["form"]

    assert form["due_on"].value() == on(9)


def test_the_weeks_lead_on_and_back(owner):
    page = client_of(owner).get(WEEK, {"uge": "2026-W53"})

    assert (page.context["earlier_url"], page.context["later_url"]) == (
        f"{WEEK}?uge=2026-W52&hvem=mig",
        f"{WEEK}?uge=2027-W01&hvem=mig",
    )


@pytest.mark.parametrize("query", [{"uge": "9999-W52"}, {"dag": "9999-12-31"}, {"dag": "0001-01-01"}, {"hvem": "\x00"}])
def test_an_address_that_makes_no_sense_is_today(owner, query):
    assert client_of(owner).get(DAY if "dag" in query else WEEK, query).context["is_now"]


def test_any_number_of_entries_costs_the_same(owner, centre):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for citizen in CitizenFactory.create_batch(number, unit=centre, by=by):
                add_task(unit=centre, citizen=citizen, title=token("citizen", "task"), due_on=on(0), owner=by, by=by)

    more(1)
    assert_same_queries(lambda: client.get(WEEK, {"hvem": "enhed"}), lambda: more(2), lambda: more(60))
