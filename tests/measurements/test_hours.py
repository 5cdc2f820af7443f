"""A worker's week: proposed from what is written, confirmed, corrected; the unit's by team and never by person."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.actions.appointment import hold_talk
from cases.actions.contact import log_contact
from cases.calendar import week_key
from cases.models import Citizen
from measurements.actions.hours import register_week
from measurements.activities import Activity
from measurements.models import HoursEntry, HoursWeek
from measurements.proposal import Proposal, Stretch, add_up, propose
from measurements.quarters import Quarter
from measurements.weeks import monday_before, unit_hours
from tests.cases.talk_factories import planned
from tests.cast import acting, client_of
from tests.factories import CitizenFactory
from tests.measurements.hours_factories import last_monday, worked
from tests.outreach.visit_factories import walked
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

HOURS = reverse("measurements:hours")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def url_of(monday: date) -> str:
    return f"{HOURS}?uge={week_key(monday)}"


def entries(user: User) -> dict[str, int]:
    with acting(user):
        return dict(HoursEntry.objects.filter(week__user=user).values_list("activity", "quarters"))


def proposed(user: User, monday: date) -> Proposal:
    with acting(user) as by:
        return propose(by, monday)


# --- The proposal -----------------------------------------------------------------------------------------------------
def stretch(kind: str, hour: int, minute: int, minutes: int, until: int = 0, activity=Activity.OUTREACH) -> Stretch:
    day = date(2026, 5, 4)
    return Stretch(kind, activity, at(day, hour, minute), minutes, until=at(day, until) if until else None)


def test_a_contact_in_the_time_of_a_visit_is_the_visits():
    found = add_up(
        [stretch("visit", 10, 0, 120, until=12), stretch("contact", 11, 0, 30), stretch("contact", 13, 0, 20)]
    )

    assert found.minutes == {Activity.OUTREACH: 140}
    assert found.source_words(Activity.OUTREACH) == "1 besøg, 1 kontakt"


def test_of_what_overlaps_each_minute_counts_once():
    found = add_up([stretch("contact", 13, 0, 30), stretch("contact", 13, 20, 30, activity=Activity.BRIDGING)])

    assert found.minutes == {Activity.OUTREACH: 30, Activity.BRIDGING: 20}


def test_a_proposal_is_to_the_nearest_quarter():
    assert [Proposal(minutes={Activity.OTHER: minutes}).quarters(Activity.OTHER) for minutes in (7, 8, 22, 23)] == [  # type: ignore[arg-type]
        0, 1, 1, 2,
    ]  # fmt: skip


def test_both_who_were_there_are_proposed_the_contact_once_each(
    citizen: Citizen, owner: User, colleague: User, unit_mate: User
):
    monday = last_monday(2)
    with acting(owner) as by:
        other = CitizenFactory(unit=by.membership.unit, by=by)
        when = {"at": at(monday, 13), "minutes": 40, "way": "street", "result": "talked"}
        log_contact(citizens=[citizen, other], unit=by.membership.unit, colleagues=[colleague], by=by, **when)
    with acting(colleague) as by:
        # The colleague has written of it too.
        log_contact(citizens=[citizen], unit=by.membership.unit, colleagues=[owner], by=by, **when)

    for who in (owner, colleague):
        assert proposed(who, monday).minutes == {Activity.OUTREACH: 40}
    assert proposed(unit_mate, monday).minutes == {}


def test_visits_and_talks_are_proposed_with_where_they_come_from(citizen: Citizen, owner: User, colleague: User):
    day = timezone.localdate() - timedelta(days=8)
    monday = monday_before(day)
    with acting(owner) as by:
        walked(by=by, days_ago=8, out_hours_ago=3, back_hours_ago=1, met=2)
        walked(by=by, days_ago=8, out_hours_ago=8, back_hours_ago=7, met=0)
        talk = planned(citizen, due_on=day, due_at=time(9), minutes=45, by=by)
        hold_talk(appointment=talk, by=by)

    found = proposed(owner, monday)

    assert found.minutes == {Activity.OUTREACH: 165, Activity.OUTREACH_PLANNING: 60}
    assert found.source_words(Activity.OUTREACH) == "1 besøg, 1 holdt samtale"
    assert proposed(colleague, monday).minutes == {}
    assert proposed(owner, monday - timedelta(weeks=1)).minutes == {}
    page = client_of(owner).get(url_of(monday))
    assert page.context["form"]["outreach"].value() == "2,75"
    assert "Forslag: 2,75 t, fra 1 besøg, 1 holdt samtale." in page.content.decode()


def test_what_nobody_wrote_minutes_of_is_told_and_not_counted(citizen: Citizen, owner: User):
    monday = last_monday()
    with acting(owner) as by:
        unknown = {"at": at(monday, 9), "way": "phone", "result": "talked"}
        log_contact(citizens=[citizen], unit=by.membership.unit, by=by, **unknown)

    found = proposed(owner, monday)

    assert (found.minutes[Activity.OUTREACH], found.unknown) == (0, 1)
    assert "1 kontakt uden minutter er ikke talt med." in client_of(owner).get(url_of(monday)).content.decode()


# --- The page ---------------------------------------------------------------------------------------------------------
def test_a_week_is_registered_as_danes_write_numbers(owner: User):
    monday = last_monday()

    answer = client_of(owner).post(
        url_of(monday), {"outreach": "10,5", "bridging": "2.25", "planning": "3½", "other": ""}
    )

    assert answer.url == url_of(monday)
    assert entries(owner) == {"outreach": 42, "bridging": 9, "planning": 14}
    page = client_of(owner).get(url_of(monday)).content.decode()
    assert ('value="10,5"' in page, 'value="2,25"' in page) == (True, True)


def test_registered_again_it_is_corrected_and_the_history_keeps_what_was(owner: User):
    monday = last_monday()
    worked(owner, monday, outreach=10, other=1)
    client_of(owner).post(url_of(monday), {"outreach": "8", "mapping": "1"})

    assert entries(owner) == {"outreach": 32, "mapping": 4}
    with acting(owner):
        assert HoursWeek.objects.count() == 1
        assert sorted(HoursEntry.history.values_list("activity", "quarters", "history_type")) == [
            ("mapping", 4, "+"), ("other", 4, "+"), ("other", 4, "-"), ("outreach", 32, "~"), ("outreach", 40, "+"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("-1", "Timer kan ikke være negative."),
        ("200", "En uge har kun 168 timer."),
        ("mange", "Skriv timerne som et tal, fx 2 eller 2,5."),
        ("2,3", "Skriv hele, halve eller kvarte timer, fx 2,25."),
        ("1e3", "Skriv timerne som et tal, fx 2 eller 2,5."),
        ("2\0", "Skriv timerne som et tal, fx 2 eller 2,5."),
    ],
)
def test_a_bad_number_is_told_at_the_field_and_what_was_typed_stays(owner: User, typed: str, error: str):
    page = client_of(owner).post(url_of(last_monday()), {"outreach": "7,5", "training": typed})

    assert page.context["form"].errors == {"training": [error]}
    assert page.context["form"]["outreach"].value() == "7,5"
    assert entries(owner) == {}


def test_a_week_has_168_hours(owner: User):
    page = client_of(owner).post(url_of(last_monday()), {"outreach": "100", "training": "68,25"})

    assert page.context["form"].errors == {"__all__": ["Timerne er flere end ugens 168. Se, om et komma mangler."]}
    client_of(owner).post(url_of(last_monday()), {"outreach": "100", "training": "68"})
    assert sum(entries(owner).values()) == 168 * 4


def test_a_week_to_come_is_not_registered(owner: User):
    coming = last_monday(-1)

    page = client_of(owner).get(url_of(coming))
    with pytest.raises(ValidationError):
        worked(owner, coming, outreach=1)

    assert page.context["later_url"] == ""
    assert page.context["is_now"] is True


@pytest.mark.parametrize("week", ["2026-W99", "x", "0001-W01", "9999-W52", ""])
def test_a_strange_week_in_the_address_is_answered(owner: User, week: str):
    page = client_of(owner).get(HOURS, {"uge": week})

    assert page.status_code == 200
    assert (page.context["earlier_url"], page.context["later_url"]) != ("", "")


def test_the_page_opens_with_last_week_while_that_is_missing(owner: User):
    assert client_of(owner).get(HOURS).context["is_now"] is False
    worked(owner, last_monday(), outreach=1)
    assert client_of(owner).get(HOURS).context["is_now"] is True


def test_leaders_register_leader_hours_and_workers_cannot(owner: User, leader: User):
    client_of(leader).post(url_of(last_monday()), {"planning": "4", "grade": "leader"})
    client_of(owner).post(url_of(last_monday()), {"planning": "4", "grade": "leader"})

    with acting(leader):
        assert dict(HoursWeek.objects.values_list("user__name", "grade")) == {
            leader.name: "leader", owner.name: "employee",
        }  # fmt: skip


def test_one_sees_and_writes_only_ones_own(owner: User, colleague: User, leader: User):
    worked(owner, last_monday(), outreach=17)

    for who in (colleague, leader):
        page = client_of(who).get(url_of(last_monday()))
        assert page.context["is_registered"] is False
        assert 'value="17"' not in page.content.decode()
    with acting(colleague) as by:
        assert list(HoursWeek.objects.visible_to(by)) == []
        assert list(HoursEntry.objects.visible_to(by)) == []


def test_the_database_holds_one_row_for_each_week_and_activity(owner: User):
    week = worked(owner, last_monday(), outreach=1)

    with acting(owner), pytest.raises(IntegrityError), transaction.atomic():
        HoursEntry(week=week, activity="outreach", quarters=3).save()
    with acting(owner) as by, pytest.raises(IntegrityError), transaction.atomic():
        HoursWeek(unit=by.membership.unit, user=by, monday=week.monday, grade="employee").save()


def test_only_a_monday_begins_a_week(owner: User):
    with acting(owner) as by, pytest.raises(ValidationError):
        register_week(
            unit=by.membership.unit, team=None, monday=last_monday() + timedelta(days=1), quarters={}, grade="employee",
            by=by,
        )  # fmt: skip


# --- The unit ---------------------------------------------------------------------------------------------------------
def table(leader: User, monday: date) -> list[list[str]]:
    with acting(leader) as by:
        found = unit_hours(by, Quarter.of(monday + timedelta(days=3)), timezone.localdate())
    return [found.columns, found.rows[0], found.rows[-1]]


def test_hours_by_team_and_nobody_by_name(
    owner: User, colleague: User, unit_mate: User, mentor: User, leader: User, stranger: User
):
    monday = last_monday()
    for number, who in enumerate((owner, colleague, unit_mate, mentor, stranger)):
        worked(who, monday, outreach=10 + number, other=0.25)
    worked(leader, monday, grade="leader", planning=3)

    assert table(leader, monday) == [
        ["Timer", "Team Banegården", "Team Parken", "Ledertimer", "I alt"],
        ["Udgående og kontaktskabende indsats og motivationsarbejde", "21", "25", "0", "46"],
        ["I alt", "21,5", "25,5", "3", "50"],
    ]
    page = client_of(leader).get(reverse("measurements:unit_hours")).content.decode()
    assert [who.name for who in (owner, colleague, unit_mate, mentor) if who.name in page] == []


def test_a_team_of_one_is_not_a_column(owner: User, colleague: User, unit_mate: User, leader: User):
    monday = last_monday()
    for who in (owner, colleague, unit_mate):
        worked(who, monday, outreach=10)

    assert table(leader, monday)[:2] == [
        ["Timer", "Team Banegården og øvrige"],
        ["Udgående og kontaktskabende indsats og motivationsarbejde", "30"],
    ]


def test_how_many_weeks_are_missing(owner: User, colleague: User, health: User, leader: User):
    monday = last_monday()
    worked(owner, monday, outreach=10)
    with acting(leader) as by:
        found = unit_hours(by, Quarter.of(monday + timedelta(days=3)), timezone.localdate())

    assert found.missing[-1][1] == "3 af 4 mangler"
    assert found.complete == 0


# --- What waits -------------------------------------------------------------------------------------------------------
def waiting(user: User, today: date) -> list[str]:
    from cases.waiting import read_waiting, waiting_lines

    with acting(user) as by:
        lines = waiting_lines(read_waiting(by, mine=True, today=today), {}, today)
    return [line.title for line in lines if line.title.startswith("Timer for uge")]


def test_from_wednesday_a_missing_week_waits_for_those_who_register(owner: User, colleague: User):
    monday = date(2026, 5, 4)
    worked(owner, monday - timedelta(weeks=1), outreach=1)
    days = [monday + timedelta(days=number) for number in (8, 9, 15, 16)]

    assert [waiting(owner, day) for day in days] == [
        [], ["Timer for uge 19"], ["Timer for uge 19"], ["Timer for uge 20"],
    ]  # fmt: skip
    assert waiting(colleague, days[1]) == []
    worked(owner, monday, outreach=1)
    assert waiting(owner, days[1]) == []


def test_any_number_of_contacts_costs_the_same(owner: User, colleague: User, citizen: Citizen):
    monday = last_monday()
    client, begun = client_of(owner), iter(range(100_000))

    def more(number: int) -> None:
        with acting(owner) as by:
            for _one in range(number):
                when = {"at": at(monday, 8) + timedelta(minutes=next(begun)), "minutes": 5}
                log_contact(
                    citizens=[citizen], unit=by.membership.unit, way="street", result="talked", colleagues=[colleague],
                    by=by, **when,
                )  # fmt: skip
        worked(owner, last_monday(next(begun) % 7 + 1), outreach=1)

    more(1)
    assert_same_queries(lambda: client.get(url_of(monday)), lambda: more(2), lambda: more(20))
