"""The month's list for Stofmisbrugsdatabasen: what is told of whom, what is missing, and who is left out."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.identity import identify_citizen
from cases.actions.task import end_request, register_request
from cases.models import Citizen
from measurements.actions.outcome import say_outcome
from measurements.forms.month import MonthForm
from measurements.smdb.courses import Treatment, Way, joined
from measurements.smdb.events import Line, MonthList, month_list
from measurements.smdb.gathering import gather
from measurements.smdb.months import Month, next_due
from outreach.actions.enrolment import enrol
from tests.cast import acting, client_of
from tests.factories import CitizenFactory
from tests.measurements.treated import course_of, treated
from tests.queries import assert_same_queries

PAGE = reverse("measurements:smdb")
FILE = reverse("measurements:smdb_file")
OCTOBER = Month(2025, 10)
WHOLE = {"cpr": "0101901234", "gender": "woman", "home_municipality": "461"}


def october(day: int) -> date:
    return OCTOBER.first.replace(day=day)


def told(leader, month: Month = OCTOBER, today: date | None = None) -> MonthList:
    with acting(leader) as by:
        membership = by.membership
        found = gather(membership.organisation, membership.unit, month, by)
        return month_list(found, month, today or timezone.localdate())


def events(line: Line) -> list[tuple[str, int]]:
    return [(one.what.value, one.day.day) for one in line.events]


def gaps(line: Line) -> list[str]:
    return [gap.key for gap in line.all_gaps]


@pytest.fixture
def somebody(owner, centre) -> Citizen:
    """Of whom everything is known."""
    with acting(owner) as by:
        return CitizenFactory(unit=centre, by=by, **WHOLE)


# --- Days -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("today", "month"), [("2026-11-15", "2026-10"), ("2026-11-16", "2026-11"), ("2027-01-15", "2026-12")]
)
def test_the_month_that_stands_first_is_the_one_due_next(today, month):
    found = next_due(date.fromisoformat(today))
    assert (str(found), found.deadline >= date.fromisoformat(today)) == (month, True)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "1026-10", "2026-1", "26-10-01", "²026-10", "0026-10", "a\0b"]
)
def test_what_is_no_month_shows_the_one_due_next(text):
    today = date(2026, 11, 3)
    assert MonthForm({"maaned": text}, today).month == Month(2026, 10)


# --- Ten days or fewer ------------------------------------------------------------------------------------------------
def a_treatment(begun: int, ended: int | None) -> Treatment:
    """Days of the year 2025."""
    day = timedelta(days=1)
    first = date(2024, 12, 31)
    way = Way(uuid4(), first + begun * day, "", "", None, None)
    return Treatment(uuid4(), uuid4(), (way,), first + ended * day if ended else None, "completed" if ended else "", "")


@pytest.mark.parametrize(
    ("days", "groups"),
    [
        ([(1, 20), (30, 40)], [2]),
        ([(1, 20), (31, 40)], [1, 1]),
        ([(30, 40), (1, 20)], [2]),
        ([(1, 20), (25, 28), (38, 50)], [3]),
        ([(1, 90), (10, 20), (95, 99)], [3]),
        ([(1, None), (200, 210)], [2]),
    ],
)
def test_treatments_with_ten_days_or_fewer_between_them_are_one(days, groups):
    found = joined(a_treatment(*pair) for pair in days)

    assert [len(one.treatments) for one in found] == groups
    latest = max((end for _begin, end in days if end), default=0)
    open_ended = any(end is None for _begin, end in days)
    assert found[-1].ended_on == (None if open_ended else date(2024, 12, 31) + timedelta(days=latest))


def test_two_that_are_one_begin_once_and_end_once(owner, leader, somebody):
    with acting(owner) as by:
        treated(somebody, asked=date(2025, 9, 1), begun=date(2025, 9, 5), ended=date(2025, 9, 28), by=by)
        second = treated(somebody, asked=october(2), begun=october(8), ended=october(30), by=by)
        say_outcome(period=second, outcome="reduced", by=by)

    (line,) = told(leader).lines
    assert events(line) == [("request", 2), ("offer", 8), ("end", 30)]
    assert (line.joins, gaps(line)) == (2, [])
    # In September the first did not end: the next was begun ten days later.
    (september,) = told(leader, OCTOBER.before).lines
    assert events(september) == [("request", 1), ("start", 5), ("offer", 5)]


# --- What is told and what is missing ---------------------------------------------------------------------------------
def test_of_a_whole_treatment_nothing_is_missing(owner, leader, somebody):
    with acting(owner) as by:
        period = treated(
            somebody, asked=october(1), begun=october(9), ended=october(25), substitution_on=october(10), by=by
        )
        assert gaps(told(leader).lines[0]) == ["outcome"]
        say_outcome(period=period, outcome="drug_free", by=by)

    (line,) = told(leader).lines
    assert (events(line), gaps(line)) == (
        [("request", 1), ("start", 9), ("offer", 9), ("end", 25), ("medical", 10), ("substitution", 10)],
        [],
    )
    end = line.events[3]
    assert (end.status.value, end.outcome.value) == ("completed", "drug_free")
    assert [one.due for one in line.events[3:]] == [date(2025, 11, 15), date(2025, 11, 10), date(2025, 11, 20)]
    assert [one.guarantee for one in line.events[:2]] == ["kept", "kept"]


def test_everything_missing_leads_to_where_it_is_written(owner, leader, centre):
    with acting(owner) as by:
        someone = CitizenFactory(unit=centre, cpr=None, by=by)
        period = treated(someone, asked=None, begun=october(9), ended=october(25), offer_words="", therapist="", by=by)

    (line,) = told(leader).lines
    assert gaps(line) == ["cpr", "gender", "home", "request", "offer", "therapist", "outcome"]
    client = client_of(leader, purpose_for=[someone])
    assert [client.get(gap.url).status_code for gap in line.all_gaps] == [200] * 7
    assert line.all_gaps[-1].url == reverse("measurements:outcome", args=[period.pk])


def test_a_gap_that_is_filled_leads_back_to_the_list(owner, leader, somebody):
    with acting(owner) as by:
        period = treated(somebody, asked=october(1), begun=october(9), ended=october(25), by=by)
    client, here = client_of(leader, purpose_for=[somebody]), f"{PAGE}?maaned=2025-10"
    form = reverse("measurements:outcome", args=[period.pk])
    gap = f"{form}?{urlencode({'next': here})}"
    listed, asked = client.get(here).content.decode(), client.get(gap).content.decode()
    said = {"outcome": "reduced"}

    assert f'href="{gap}"' in listed
    assert f'href="{here}">Annullér' in asked
    assert client.post(gap, {}).status_code == 200
    assert client.post(gap, said).url == here
    assert client.post(f"{form}?next=https://fremmed.example/", said).url != "https://fremmed.example/"


def test_what_the_end_tells_is_not_asked(owner, leader, somebody):
    with acting(owner) as by:
        treated(somebody, asked=october(1), begun=october(20), ended=october(28), reason="dead", by=by)

    (line,) = told(leader).lines
    assert (gaps(line), line.events[-1].outcome, line.events[1].guarantee) == ([], "other", "not_kept")


def test_a_start_without_enrolment_and_a_request_nobody_decides(owner, leader, centre):
    with acting(owner) as by:
        one, other = (CitizenFactory(unit=centre, by=by, **{**WHOLE, "cpr": f"010190123{n}"}) for n in (5, 6))
        register_request(citizen=one, on=october(3), by=by)
        end_request(
            request=register_request(citizen=other, on=october(3), by=by), outcome="started", on=october(9), by=by
        )

    lines = {line.person.id: line for line in told(leader).lines}
    assert (events(lines[one.pk]), gaps(lines[one.pk])) == ([("request", 3)], ["undecided"])
    assert (events(lines[other.pk]), gaps(lines[other.pk])) == ([("request", 3), ("start", 9)], ["enrolment"])
    # Somebody enrolled them and forgot the request: it is there, and waits for its end.
    with acting(owner) as by:
        enrol(case=course_of(one, october(3), by=by), enrolled_on=october(9), offer_words="Her", therapist="Bo", by=by)
    (line,) = (line for line in told(leader).lines if line.person.id == one.pk)
    assert (events(line), gaps(line)) == ([("request", 3), ("start", 9), ("offer", 9)], ["undecided"])
    # Before the deadline nothing is wrong with a request that waits.
    with acting(owner) as by:
        waits = CitizenFactory(unit=centre, by=by, **{**WHOLE, "cpr": "0101901237"})
        register_request(citizen=waits, on=october(3), by=by)
    early = told(leader, today=october(17))
    assert [gaps(line) for line in early.lines if line.person.id == waits.pk] == [[]]


def test_an_end_within_ten_days_may_still_go_on(owner, leader, somebody):
    with acting(owner) as by:
        treated(somebody, asked=october(1), begun=october(9), ended=october(25), by=by)

    provisional = [told(leader, today=date(2025, 11, day)).lines[0].events[-1].is_provisional for day in (4, 5)]
    assert provisional == [True, False]


# --- Who is not in it -------------------------------------------------------------------------------------------------
def test_the_anonymous_are_counted_and_told_nothing_of_also_after_they_gave_their_name(owner, leader, centre):
    with acting(owner) as by:
        hidden = CitizenFactory(
            unit=centre, name="", alias="Kajakken", identity="anonymous", anonymous_basis="sel_101a", by=by
        )
        treated(hidden, asked=october(1), begun=october(9), ended=october(25), by=by)
    assert (told(leader).lines, told(leader).left_out) == ((), 1)

    with acting(owner) as by:
        identify_citizen(citizen=hidden, name="Karla Kajak", how="said_so", cpr="0101901234", by=by)
        later = timezone.localdate()
        register_request(citizen=hidden, on=later, by=by)
    assert (told(leader).lines, told(leader).left_out) == ((), 1)
    now = told(leader, Month.of(later))
    assert ([events(line) for line in now.lines], now.left_out) == ([[("request", later.day)]], 0)
    assert "Kajak" not in client_of(leader).get(FILE, {"maaned": str(OCTOBER)}).content.decode()


def test_nobody_elses_citizens_stand_in_it(owner, leader, other_leader, outside_leader, somebody):
    with acting(owner) as by:
        treated(somebody, asked=october(1), begun=october(9), by=by)

    assert [len(told(who).lines) for who in (leader, other_leader, outside_leader)] == [1, 0, 0]


# --- Page and file ----------------------------------------------------------------------------------------------------
def test_the_page_tells_the_month_and_is_logged(owner, leader, somebody):
    with acting(owner) as by:
        treated(somebody, asked=october(1), begun=october(9), ended=october(25), by=by)
    client = client_of(leader)

    page = client.get(PAGE, {"maaned": "2025-10"}).content.decode()
    for words in ("oktober 2025", str(somebody), "garantien overholdt", "Udfaldet mangler", "15. november 2025",
                  "endnu ikke bekræftet mod de officielle kodelister"):  # fmt: skip
        assert words in page, words
    empty = client.get(PAGE, {"maaned": "2025-08"}).content.decode()
    assert "Intet at indberette i måneden" in empty
    assert AccessLog.objects.filter(citizen_id=somebody.pk, user_id=leader.pk, action="list").exists()


def test_the_file_is_marked_defused_and_each_look_is_logged_with_its_purpose(owner, leader, centre):
    with acting(owner) as by:
        someone = CitizenFactory(unit=centre, name="=SUM(1;2)", by=by, **WHOLE)
        treated(someone, asked=october(1), begun=october(9), ended=october(25), offer_words='@"Dag;hus', by=by)
    answer = client_of(leader).get(FILE, {"maaned": "2025-10"})

    head, *lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.content.startswith(b"\xef\xbb\xbfmaaned;haendelse;dato;frist;cpr;")
    assert 'filename="smdb-2025-10-ubekraeftet.csv"' in answer["Content-Disposition"]
    assert [line.split(";")[1] for line in lines] == ["Anmodning", "Iværksættelse", "Tilbud", "Afslutning"]
    assert all(line.endswith("endnu ikke bekræftet mod de officielle kodelister") for line in lines)
    assert all(';010190-1234;"\'=SUM(1;2)";Kvinde;461;Odense;' in line for line in lines)
    assert '"\'@""Dag;hus"' in lines[2]
    assert len(head.split(";")) == 22
    (look,) = AccessLog.objects.filter(citizen_id=someone.pk, action="export")
    assert (look.user_id, look.purpose) == (leader.pk, "Indberetning til Stofmisbrugsdatabasen, oktober 2025")


def test_any_number_of_citizens_costs_the_same(owner, leader, centre):
    numbers = iter(range(1000, 2000))

    def more(many: int) -> None:
        with acting(owner) as by:
            for _number in range(many):
                someone = CitizenFactory(unit=centre, by=by, **{**WHOLE, "cpr": f"010190{next(numbers)}"})
                treated(someone, asked=october(1), begun=october(9), ended=october(25), by=by)

    client = client_of(leader)
    more(1)
    assert_same_queries(lambda: client.get(PAGE, {"maaned": "2025-10"}), lambda: more(2), lambda: more(20))
    assert_same_queries(lambda: client.get(FILE, {"maaned": "2025-10"}), lambda: more(2))


# --- The outcome ------------------------------------------------------------------------------------------------------
def test_the_outcome_is_asked_where_the_course_is_closed_and_only_of_a_treatment(owner, somebody):
    with acting(owner) as by:
        period = treated(somebody, asked=october(1), begun=october(9), by=by)
    client, url = client_of(owner), reverse("cases:case_close", args=[period.case_id])

    assert "Hvad kom der ud af behandlingen?" in client.get(url).content.decode()
    sent = {"reason": "completed", "on": timezone.localdate(), "outcome-outcome": "drug_free", "after-follow_up": "yes"}
    assert client.post(url, sent).status_code == 302
    with acting(owner):
        period.refresh_from_db()
        assert (period.close_reason, period.treatment_outcome.outcome) == ("completed", "drug_free")


def test_the_outcome_of_a_course_without_treatment_is_not_asked(case, owner):
    page = client_of(owner).get(reverse("cases:case_close", args=[case.pk])).content.decode()
    assert "Hvad kom der ud af behandlingen?" not in page


def test_the_outcome_can_be_said_later_and_corrected(owner, somebody):
    with acting(owner) as by:
        period = treated(somebody, asked=october(1), begun=october(9), ended=october(25), by=by)
    client, url = client_of(owner, purpose_for=[somebody]), reverse("measurements:outcome", args=[period.pk])

    assert "aria-invalid" in client.post(url, {"outcome": "ukendt"}).content.decode()
    for outcome in ("reduced", "other"):
        assert client.post(url, {"outcome": outcome}).status_code == 302
    with acting(owner):
        period.refresh_from_db()
        assert period.treatment_outcome.outcome == "other"
        assert period.treatment_outcome.history.count() == 2
