"""One's own calendar on the telephone: a secret address, what stands under it, and above all what does not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.actions.people import close_access
from audit.models import AccessLog
from cases.actions.absence import report_absence
from cases.actions.appointment import cancel_talk
from cases.actions.calendar_feed import open_feed
from cases.actions.task import add_task
from cases.calendar_file import FeedRow, calendar_file
from cases.models import CalendarFeed
from directory.actions.place import add_place
from directory.models import Place
from tests.cases.talk_factories import planned
from tests.cast import SURNAMES, acting, client_of, membership_of, token
from tests.queries import assert_same_queries

OWN = reverse("cases:calendar_feed")


def on(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def address(user) -> str:
    with acting(user) as by:
        _feed, secret = open_feed(unit=by.membership.unit, by=by)
    return reverse("cases:calendar_file", args=[membership_of(user).organisation_id, secret])


def events(url: str) -> list[dict]:
    answer = Client().get(url)
    assert answer.status_code == 200
    return [dict(event) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def told(url: str) -> list[tuple[str, str | None]]:
    return sorted((str(event["SUMMARY"]), event.get("LOCATION")) for event in events(url))


def row(day: date, clock: time | None, **more) -> FeedRow:
    values = {"id": day, "due_on": day, "due_at": clock, "place": None, "place_kind": None, "outcome": "", "way": None}
    return FeedRow(**{**values, "minutes": None, **more})


def made(*rows: FeedRow) -> Calendar:
    return Calendar.from_ical(calendar_file(rows, datetime(2026, 11, 28, 12, tzinfo=UTC)))


# --- The address ------------------------------------------------------------------------------------------------------
def test_the_address_is_made_shown_once_and_kept_as_a_digest(owner):
    client = client_of(owner)
    shown = client.post(reverse("cases:calendar_feed_open")).context["address"]
    secret = shown.rsplit("/", 1)[1].removesuffix(".ics")

    assert len(secret) == 43
    assert secret not in client.get(OWN).content.decode()
    with acting(owner):
        feed = CalendarFeed.objects.get()
        assert secret not in [str(value) for row in feed.history.values() for value in row.values()]
    assert Client().get(shown)["Content-Type"] == "text/calendar; charset=utf-8"


def test_a_closed_an_old_and_a_wrong_address_are_nothing(owner):
    first = address(owner)
    second = address(owner)
    client_of(owner).post(reverse("cases:calendar_feed_close"))
    third = address(owner)
    wrong = third.replace(".ics", "x.ics")

    assert [Client().get(url).status_code for url in (first, second, third, wrong)] == [404, 404, 200, 404]


def test_the_secret_opens_nothing_in_another_organisation(owner, outsider):
    secret = address(owner).rsplit("/", 1)[1].removesuffix(".ics")
    elsewhere = membership_of(outsider).organisation_id

    assert Client().get(reverse("cases:calendar_file", args=[elsewhere, secret])).status_code == 404


def test_who_sees_the_page_sees_only_the_own_address(owner, leader):
    address(owner)

    assert client_of(leader).get(OWN).context["feed"] is None


def test_in_another_role_of_the_unit_the_calendar_goes_on_and_elsewhere_it_ends(owner, administrator, other_unit):
    url, membership = address(owner), membership_of(owner)
    seen = []
    for unit, role in ((membership.unit, "leader"), (other_unit, "leader"), (membership.unit, "administrator")):
        with acting(administrator):
            membership.unit, membership.role, membership.team = unit, role, None
            membership.save()
        seen.append(Client().get(url).status_code)

    assert seen == [200, 404, 404]


def test_with_the_role_ends_the_calendar(owner, administrator):
    url = address(owner)
    with acting(administrator) as by:
        close_access(person=owner, organisation=by.membership.organisation, by=by)
    today = Client().get(url).status_code

    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert (today, Client().get(url).status_code) == (404, 404)


def test_a_role_without_agreements_has_no_address(spotter):
    assert client_of(spotter).post(reverse("cases:calendar_feed_open")).status_code == 403


def test_each_reading_leaves_one_line_about_the_feed_and_no_citizen(citizen, owner):
    url = address(owner)
    for _twice in range(2):
        Client().get(url)
    Client().get(url.replace(".ics", "x.ics"))

    with acting(owner):
        lines = AccessLog.objects.filter(view_name="cases:calendar_file")
        assert list(lines.values_list("user_id", "action", "object_type", "citizen_id", "count")) == [
            (owner.pk, "export", "cases.calendarfeed", None, 1)
        ] * 2  # fmt: skip


def test_the_secret_is_not_in_the_logs(caplog, owner):
    url = address(owner)
    secret = url.rsplit("/", 1)[1].removesuffix(".ics")
    client_of(owner).post(reverse("cases:calendar_feed_close"))

    from audit.logs import masked

    assert secret not in masked(f"Not Found: {url}")


# --- What it says -----------------------------------------------------------------------------------------------------
def test_own_and_covered_agreements_and_nobody_elses(case, citizen, owner, colleague, unit_mate, unit_citizen):
    with acting(owner) as by:
        planned(citizen, by=by, due_on=on(1), due_at=time(10), minutes=45)
        report_absence(unit=citizen.unit, user=by, stand_in=colleague, from_on=on(0), to_on=on(2), by=by)
    with acting(unit_mate) as by:
        planned(unit_citizen, by=by, way="video", due_on=on(1))
    with acting(colleague) as by:
        add_task(unit=citizen.unit, title="Bestille bil", due_on=on(1), owner=by, by=by)
        planned(citizen, by=by, way="home", due_on=on(2))

    # The cast's own agreement of today is a plain one.
    assert told(address(owner)) == [("Aftale", "Banegårdspladsen"), ("Aftale · Telefon", None)]
    assert told(address(colleague)) == [
        ("Aftale", "Banegårdspladsen"), ("Aftale · Hjemme", None), ("Aftale · Telefon", None),
    ]  # fmt: skip


def test_it_never_says_who_what_or_the_home(citizen, owner, centre):
    with acting(owner) as by:
        home = add_place(unit=centre, name=token("citizen", "home"), kind=Place.Kind.HOME, by=by)
        planned(citizen, by=by, title=token("citizen", "title"), place=home, due_on=on(1), due_at=time(9))
        planned(citizen, by=by, way="home", place=home, link="https://video.example/xq", due_on=on(1))

    text = Client().get(address(owner)).content.decode()

    leaks = [SURNAMES["citizen"], "Karla", "-xq", "/xq", str(citizen.pk), str(citizen.pk)[:8].upper(), "0101901234"]
    assert [leak for leak in leaks if leak in text] == []


def test_what_is_called_off_is_so_on_the_telephone_and_what_is_long_past_is_gone(citizen, owner):
    with acting(owner) as by:
        cancel_talk(appointment=planned(citizen, by=by, due_on=on(-3)), cancelled_by="citizen", by=by)
        planned(citizen, by=by, way="video", due_on=on(-20))

    assert sorted((str(event["SUMMARY"]), event.get("STATUS")) for event in events(address(owner))) == [
        ("Aftale", None), ("Aftale · Telefon", "CANCELLED"),
    ]  # fmt: skip


def test_a_place_with_signs_is_escaped_and_a_long_one_folded():
    name = 'Café; "Hjørnet", bag\\ved\nEND:VEVENT ' + "æ" * 80

    event = made(row(date(2026, 12, 1), time(9), place=name, way="street")).walk("VEVENT")

    assert [str(one["LOCATION"]) for one in event] == [name]
    raw = calendar_file([row(date(2026, 12, 1), time(9), place=name)], timezone.now())
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


@pytest.mark.parametrize(
    ("day", "clock", "begins", "ends"),
    [
        (date(2026, 12, 1), time(9), "2026-12-01T08:00", "2026-12-01T08:30"),  # winter
        (date(2027, 6, 1), time(9), "2027-06-01T07:00", "2027-06-01T07:30"),  # summer
        (date(2027, 3, 28), time(1, 45), "2027-03-28T00:45", "2027-03-28T01:15"),  # across the hour that is left out
        (date(2027, 3, 28), time(2, 30), "2027-03-28T01:30", "2027-03-28T02:00"),  # within it: the hour after
        (date(2027, 10, 31), time(1, 45), "2027-10-30T23:45", "2027-10-31T00:15"),  # before the hour that comes twice
        (date(2027, 10, 31), time(3), "2027-10-31T02:00", "2027-10-31T02:30"),  # after it
    ],
)
def test_times_are_by_danish_clocks_across_the_change(day, clock, begins, ends):
    event = made(row(day, clock)).walk("VEVENT")[0]
    start = event.decoded("DTSTART").astimezone(UTC)

    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert [moment.strftime("%Y-%m-%dT%H:%M") for moment in (start, start + event.decoded("DURATION"))] == [
        begins,
        ends,
    ]


def test_the_rules_of_the_clock_come_along():
    zone = made(row(date(2026, 12, 1), time(9))).walk("VTIMEZONE")[0]

    assert (str(zone["TZID"]), len(zone.subcomponents) >= 2) == ("Europe/Copenhagen", True)


def test_an_agreement_without_a_clock_is_the_days_and_blocks_nothing():
    event = made(row(date(2026, 12, 1), None)).walk("VEVENT")[0]

    assert (event.decoded("DTSTART"), str(event["TRANSP"])) == (date(2026, 12, 1), "TRANSPARENT")


def test_any_number_of_agreements_costs_the_same(citizen, owner):
    url, client = address(owner), Client()

    def more(number: int) -> None:
        with acting(owner) as by:
            for distance in range(number):
                planned(citizen, by=by, due_on=on(distance))

    more(1)
    assert_same_queries(lambda: client.get(url), lambda: more(2), lambda: more(60))
