"""*Frister*: whether the 14 days were kept, what each number counts, and who reads the rows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.admission import admit
from cases.actions.task import end_request, register_request
from cases.clocks import Clock, Verdict, kept_words, verdict_of
from cases.models import Case, TreatmentRequest
from cases.requests import SHOWN, Period, Totals, request_rows, totals
from tests.cast import acting, client_of
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries

REGISTER = reverse("cases:requests")
ASKED = date(2026, 3, 2)


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def asked(by, unit, *, days_ago: int, after: int | None = None, outcome: str = "started", name: str = ""):
    """A request of a new citizen, `days_ago`; ended `after` so many days."""
    with acting(by) as acts:
        citizen = CitizenFactory(unit=unit, by=acts, **({"name": name} if name else {}))
        request = register_request(citizen=citizen, on=day(-days_ago), by=acts)
        if after is not None:
            end_request(request=request, outcome=outcome, on=day(after - days_ago), note="Ventede på lægen", by=acts)
    return request


@pytest.fixture
def of_every_kind(owner, centre) -> None:
    asked(owner, centre, days_ago=3)
    asked(owner, centre, days_ago=14)
    asked(owner, centre, days_ago=15)
    asked(owner, centre, days_ago=40, after=14)
    asked(owner, centre, days_ago=50, after=0)
    asked(owner, centre, days_ago=60, after=15)
    asked(owner, centre, days_ago=70, after=10, outcome="other_offer")
    asked(owner, centre, days_ago=80, after=20, outcome="other_offer")
    asked(owner, centre, days_ago=90, after=2, outcome="withdrawn")
    # Two records of one person became one: it counts nowhere, however late it is.
    asked(owner, centre, days_ago=30, after=25, outcome="merged")
    asked(owner, centre, days_ago=500, after=3)


LAST_YEAR = Period(day(-364), day(0))


# --- One request ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ended_after", "outcome", "today_after", "verdict"),
    [
        (None, "", 14, Verdict.RUNNING),
        (None, "", 15, Verdict.NOT_KEPT),
        (0, "started", 40, Verdict.KEPT),
        (14, "started", 40, Verdict.KEPT),
        (15, "started", 40, Verdict.NOT_KEPT),
        (14, "other_offer", 40, Verdict.OTHER_OFFER),
        (15, "other_offer", 40, Verdict.NOT_KEPT),
        (14, "withdrawn", 40, Verdict.WITHDRAWN),
        (15, "withdrawn", 40, Verdict.NOT_KEPT),
        (30, "merged", 40, Verdict.MERGED),
    ],
)
def test_kept_or_not_follows_from_the_days(ended_after, outcome, today_after, verdict):
    ended = None if ended_after is None else ASKED + timedelta(days=ended_after)

    assert verdict_of(ASKED, ended, outcome, ASKED + timedelta(days=today_after)) == verdict


@pytest.mark.parametrize(
    ("days", "outcome", "words"),
    [
        (9, "started", "Fristen er holdt: 9 af 14 dage"),
        (15, "started", "Fristen er ikke holdt: 1 dag for sent"),
        (17, "withdrawn", "Fristen er ikke holdt: 3 dage for sent"),
        (2, "other_offer", "Afgjort på dag 2 af 14"),
        (2, "merged", ""),
    ],
)
def test_and_is_said_in_words(days, outcome, words):
    assert kept_words(ASKED, ASKED + timedelta(days=days), outcome) == words


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (6, "dag 6 af 14", "water"),
        (7, "dag 7 af 14", "wait"),
        (10, "dag 10 af 14, 4 dage tilbage", "wait"),
        (13, "dag 13 af 14, frist i morgen", "bad"),
        (14, "dag 14 af 14, frist i dag", "bad"),
        (16, "fristen er overskredet med 2 dage", "bad"),
    ],
)
def test_a_clock_grows_more_urgent(citizen, days, words, tone):
    clock = Clock(citizen.pk, citizen.pk, ASKED, ASKED + timedelta(days=days))

    assert (clock.words, clock.tone) == (words, tone)


@pytest.mark.parametrize(
    ("requested_on", "words"),
    [
        (date(2026, 3, 2), "frist 16. marts"),
        (date(2026, 3, 7), "frist lørdag den 21. marts"),
        (date(2026, 3, 8), "frist søndag den 22. marts"),
    ],
)
def test_a_deadline_on_a_weekend_is_that_day(citizen, requested_on, words):
    assert Clock(citizen.pk, citizen.pk, requested_on, date(2026, 3, 9)).deadline_words == words


@pytest.mark.parametrize(
    ("today", "news"),
    [
        (date(2026, 3, 11), ""),
        (date(2026, 3, 12), "Nyt i dag"),
        (date(2026, 3, 13), ""),
        # On Monday one is told of Saturday and Sunday.
        (date(2026, 3, 16), "Nåede dag 13 i går"),
    ],
)
def test_a_day_of_warning_is_news_until_the_next_working_day(citizen, today, news):
    assert Clock(citizen.pk, citizen.pk, date(2026, 3, 2), today).news == news


def test_who_ends_second_changes_nothing(owner, centre):
    request = asked(owner, centre, days_ago=5)
    with acting(owner) as by:
        stale = TreatmentRequest.objects.get(pk=request.pk)
        end_request(request=request, outcome="started", on=day(-1), by=by)
        again = end_request(request=stale, outcome="withdrawn", on=day(0), note="Fortrød", by=by)

    assert (again.outcome, again.ended_on) == ("started", day(-1))


def test_a_late_start_asks_for_the_reason(owner, centre):
    request = asked(owner, centre, days_ago=20)

    with acting(owner) as by, pytest.raises(ValidationError, match="Skriv grunden"):
        end_request(request=request, outcome="started", on=day(0), by=by)


def test_a_merged_request_cannot_be_chosen_by_hand(unit_citizen, unit_mate):
    with acting(unit_mate) as by:
        request = register_request(citizen=unit_citizen, on=day(-1), by=by)
    answers = {"outcome": "merged", "on": day(0), "note": "Hånd"}
    client_of(unit_mate).post(reverse("cases:request_end", args=[request.pk]), answers)

    with acting(unit_mate):
        assert TreatmentRequest.objects.get(pk=request.pk).ended_on is None


def test_the_citizens_page_says_whether_the_last_one_was_kept(unit_citizen, unit_mate):
    client = client_of(unit_mate)
    with acting(unit_mate) as by:
        request = register_request(citizen=unit_citizen, on=day(-12), by=by)
    answers = {"outcome": "started", "on": day(-3)}
    said = client.post(reverse("cases:request_end", args=[request.pk]), answers, follow=True).content.decode()

    assert "Anmodningen er afgjort. Fristen er holdt: 9 af 14 dage." in said
    assert ": fristen er holdt: 9 af 14 dage." in client.get(unit_citizen.get_absolute_url()).content.decode()


# --- The register -----------------------------------------------------------------------------------------------------
def test_the_numbers_of_a_period(of_every_kind, leader):
    with acting(leader) as by:
        counted = totals(by, LAST_YEAR, day(0))

    assert counted == Totals({"running": 3, "kept": 2, "not_kept": 3, "other_offer": 1, "withdrawn": 1}, late=1)
    assert counted.share == "2 af 5 frister er holdt (40 %)."


def test_each_number_leads_to_as_many_rows(of_every_kind, leader):
    with acting(leader) as by:
        numbers = totals(by, LAST_YEAR, day(0)).numbers
        rows = {one.value: len(request_rows(by, one, LAST_YEAR, day(0))) for one in SHOWN}

    assert rows == numbers


def test_each_row_is_what_its_verdict_says(of_every_kind, leader):
    with acting(leader) as by:
        found = {
            one.value: {
                verdict_of(row.requested_on, row.ended_on, row.outcome, day(0)).value
                for row in request_rows(by, one, LAST_YEAR, day(0))
            }
            for one in SHOWN
        }

    late_ones_run_too = {"running": {"running", "not_kept"}}
    assert found == {one.value: {one.value} for one in SHOWN} | late_ones_run_too


@pytest.mark.parametrize(
    ("kept", "not_kept", "words"),
    [
        (0, 0, "Ingen frister er prøvet i perioden."),
        (3, 1, "3 af 4 frister er holdt."),
        (4, 1, "4 af 5 frister er holdt (80 %)."),
    ],
)
def test_no_percentage_of_a_handful(kept, not_kept, words):
    assert Totals({"kept": kept, "not_kept": not_kept}, late=0).share == words


def test_what_runs_stands_oldest_first_with_what_one_can_do(owner, centre, leader):
    asked(owner, centre, days_ago=2, name="Anna Ny")
    asked(owner, centre, days_ago=16, name="Bo Gammel")
    page = client_of(leader).get(REGISTER)
    html = page.content.decode()

    assert [(line.label, line.how) for line in page.context["lines"]] == [
        ("Bo Gammel", "Fristen er overskredet med 2 dage"),
        ("Anna Ny", "Dag 2 af 14"),
    ]
    assert "1 anmodning er over de 14 dage og venter endnu." in html
    assert "anmodningen fra Bo Gammel" in html


def test_a_chosen_period_and_a_reason(of_every_kind, leader):
    address = f"{REGISTER}?vis=not_kept&fra={day(-65)}&til={day(-55)}"
    page = client_of(leader).get(address)

    assert [(line.how, line.reason) for line in page.context["lines"]] == [
        ("Behandlingen er begyndt, 1 dag for sent", "Ventede på lægen")
    ]


def test_a_period_that_cannot_be_says_so_and_shows_the_usual_one(of_every_kind, leader):
    page = client_of(leader).get(f"{REGISTER}?vis=kept&fra={day(0)}&til={day(-1)}")

    assert "Dagen ligger før den første." in page.content.decode()
    assert len(page.context["lines"]) == 2


def test_pages_by_key_tell_all_rows_once(owner, centre, leader, monkeypatch):
    monkeypatch.setattr("cases.requests.PAGE", 2)
    monkeypatch.setattr("cases.views.requests.PAGE", 2)
    for days in (20, 30, 30, 30, 40):
        asked(owner, centre, days_ago=days, after=3)
    client, address, pages = client_of(leader), f"{REGISTER}?vis=kept", []
    while address:
        context = client.get(address).context
        pages.append([line.asked for line in context["lines"]])
        address = context["next_url"]

    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({label for page in pages for label in page}) == 3


def test_the_register_is_the_units_own_and_logged(citizen, other_citizen, leader, other_leader):
    mine, theirs = (client_of(user).get(REGISTER).content.decode() for user in (leader, other_leader))

    assert ("Zornfeldt" in mine, "Zornfeldt" in theirs) == (True, False)
    with acting(leader):
        shown = AccessLog.objects.filter(view_name="cases:requests").values_list("citizen_id", flat=True)
        assert list(shown) == [citizen.pk]


def test_nothing_running_says_how_one_begins(leader):
    assert "Ingen frister løber" in client_of(leader).get(REGISTER).content.decode()


def test_a_long_register_costs_what_a_short_one_does(owner, centre, leader):
    asked(owner, centre, days_ago=4)
    client = client_of(leader)

    def more(number: int) -> None:
        for _one in range(number):
            asked(owner, centre, days_ago=5)

    assert_same_queries(lambda: client.get(REGISTER), lambda: more(2), lambda: more(30))


def test_the_course_says_how_far_the_clock_is_and_where_the_citizen_is(unit_citizen, unit_mate):
    with acting(unit_mate) as by:
        register_request(citizen=unit_citizen, on=day(-10), by=by)
        admit(citizen=unit_citizen, kind="prison", since=day(-2), by=by)
        case = Case.objects.get(citizen=unit_citizen)
    page = client_of(unit_mate).get(case.get_absolute_url())
    facts = dict(page.context["facts"])

    assert facts["Behandling"].startswith("Dag 10 af 14, 4 dage tilbage · frist ")
    assert facts["Ophold"].startswith("Fængslet siden ")
