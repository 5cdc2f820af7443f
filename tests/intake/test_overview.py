"""The leader's view: what is counted, who stands behind it, and that nobody is told apart by who received them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.attendance import note_attendance
from cases.actions.chosen_block import choose_block
from cases.actions.task import end_request
from cases.actions.warm_handover import begin_handover, end_handover, note_confirmed
from cases.models import Assignment, Handover
from intake.actions.enquiry import note_first_help
from intake.actions.outcome import ask_for_treatment, put_on_citizen, settle_enquiry
from intake.overview import Helped, Received, Stayed, Treated, Used, read_overview
from intake.overview_tables import made
from tests.cases.plan_factories import block
from tests.cast import SURNAMES, acting, client_of
from tests.intake.enquiry_factories import came
from tests.measurements.hours_factories import last_monday, worked
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

VIEW, FIGURE = "intake:overview", "intake:overview_figure"
HOUR = timedelta(hours=1)


def told(leader, days=30):
    with acting(leader) as by:
        today = timezone.localdate()
        return read_overview(by, today - timedelta(days=days), today, timezone.now())


def numbers(leader, name):
    """{key: the texts of its cells}"""
    return {row.key: [cell.text for cell in row.cells] for row in made(told(leader))[name].rows}


def behind(user, name, row):
    return client_of(user).get(reverse(FIGURE, args=[name]), {"raekke": row})


def helped(by, hours_ago, after):
    row = came(by=by, hours_ago=hours_ago)
    with acting(by) as worker:
        note_first_help(enquiry=row, at=row.came_at + after * HOUR, by=worker)
    return row


def test_waiting_for_help_is_counted_in_whole_hours_of_those_who_came_themselves(leader, owner):
    helped(owner, 200, 0.5), helped(owner, 200, 23.9), helped(owner, 200, 24), helped(owner, 200, 72)
    came(by=owner, hours_ago=300)
    came(by=owner, asker="relative", hours_ago=300)
    found = numbers(leader, "foerste-hjaelp")

    assert {key: found[key][1] for key in Helped.values} == {
        "med-det-samme": "0", "et-doegn": "2", "tre-doegn": "1", "senere": "1", "ikke-endnu": "1",
    }  # fmt: skip
    # 0, 23, 24 and 72 hours: the middle is 23.5, said as a whole hour.
    assert found["median"][1:] == ["24 timer", "4"]
    assert numbers(leader, "indgange")["phone"][1:] == ["6", "6"]


def test_whom_the_meeting_helped_did_not_wait_and_stands_apart_from_the_median(leader, owner, citizen):
    # `citizen` of the cast asked on the street yesterday.
    came(by=owner, door="walk_in", hours_ago=200, first_help="Et bad")
    helped(owner, 200, 30)
    found = numbers(leader, "foerste-hjaelp")

    assert [found[key][1] for key in (Helped.AT_ONCE, Helped.DAY, Helped.THREE)] == ["2", "0", "1"]
    assert found["median"][1:] == ["30 timer", "1"]
    assert len(behind(leader, "foerste-hjaelp", "med-det-samme").context["lines"]) == 2


def test_less_than_an_hour_is_no_zero(leader, owner):
    helped(owner, 200, 0.2)

    assert numbers(leader, "foerste-hjaelp")["median"][1:] == ["under 1 time", "1"]


def test_three_days_are_kept_by_whoever_is_on_the_way_and_what_still_runs_is_not_judged(leader, owner, unit_citizen):
    longer, running, left = (came(by=owner, hours_ago=hours) for hours in (80, 20, 100))
    followed = came(by=owner, hours_ago=90)
    came(by=owner, hours_ago=500, asker="partner")
    with acting(owner) as by:
        put_on_citizen(enquiry=followed, citizen=unit_citizen, by=by)
        settle_enquiry(enquiry=left, outcome="withdrawn", words="Vil ikke mere nu", by=by)
        followers = Assignment.objects.filter(case__citizen=unit_citizen, kind="contact_person").count()
    found = {one.id: one.stayed(timezone.now()) for one in told(leader).came}

    assert followers == 1
    assert [found[row.pk] for row in (longer, running, left, followed)] == [
        Stayed.LONGER, None, Stayed.LONGER, Stayed.IN_TIME,
    ]  # fmt: skip


def test_waiting_for_treatment_goes_from_the_day_they_came(leader, owner, unit_citizen, citizen):
    today = timezone.localdate()
    quick, waits = came(by=owner, hours_ago=24 * 9), came(by=owner, hours_ago=24 * 20)
    with acting(owner) as by:
        for row, of in ((quick, unit_citizen), (waits, None)):
            put_on_citizen(enquiry=row, citizen=of, name="" if of else "Karla Vind", by=by)
            row.refresh_from_db()
            ask_for_treatment(enquiry=row, by=by)
        row = type(quick).objects.get(pk=quick.pk)
        end_request(request=row.request, outcome="started", on=today - timedelta(days=4), note="", by=by)
    found = numbers(leader, "behandling")

    # `citizen` of the cast asked on the street yesterday, and waits too.
    assert [found[key][1] for key in (Treated.HALF, Treated.WAITS)] == ["1", "2"]
    assert found["median"][1:] == ["5 dage", "1"]


def test_handovers_are_confirmed_lost_or_waiting(leader, owner, citizen):
    today = timezone.localdate()
    with acting(owner) as by:
        rows = [
            begin_handover(citizen=citizen, level="call", begun_on=today, other_kind="other", other_name=name, by=by)
            for name in ("Klinikken", "Lægen", "Huset")
        ]
        note_confirmed(handover=rows[0], on=today, how=Handover.Told.RECEIVER, who="Lone", by=by)
        end_handover(handover=rows[1], on=today, why="changed_mind", by=by)
    page = behind(leader, "overleveringer", "tabt")

    assert {key: numbers(leader, "overleveringer")[key][1] for key in Received.values} == {
        "bekraeftet": "1", "venter": "1", "tabt": "1",
    }  # fmt: skip
    assert [line.url for line in page.context["lines"]] == [rows[1].get_absolute_url()]


def test_offers_are_those_of_the_citizens_own_plan(leader, owner, citizen):
    with acting(owner) as by:
        kept, empty = (choose_block(citizen=citizen, block=block(by, name), by=by) for name in ("Bad", "Løbehold"))
        note_attendance(chosen=kept, how="came", by=by)
    found = numbers(leader, "tilbud")

    assert {key: found[key][1] for key in Used.values} == {"kom": "1", "begyndt": "1", "foran": "0", "opgivet": "0"}
    assert numbers(leader, "fremmoede")["came"][1:] == ["1", "1"]
    assert [line.url for line in behind(leader, "tilbud", "begyndt").context["lines"]] == [empty.get_absolute_url()]


def test_hours_are_the_teams_and_a_team_of_one_is_nobody(leader, owner, colleague, unit_mate):
    for user, face in ((owner, 10), (colleague, 20), (unit_mate, 6)):
        worked(user, last_monday(2), outreach=face, planning=4, training=1)
    rows = made(told(leader))["tid"].rows

    # `unit_mate` is alone in the other team: together with the first, so that no row is one person's.
    assert [[cell.text for cell in row.cells] for row in rows] == [["36", "12", "3", "71 %"]]
    assert not any(user.name in str(rows) for user in (owner, colleague, unit_mate))


def test_a_number_leads_to_its_rows_and_the_look_is_logged(leader, owner, citizen):
    nobodys = came(by=owner, called="Ronni")
    page = behind(leader, "indgange", "phone")
    street = behind(leader, "indgange", "street")
    with acting(leader):
        rows = AccessLog.objects.filter(request_id=page.headers["X-Request-ID"])
        logged = [(row.action, row.object_type, row.count) for row in rows]
        looked = AccessLog.objects.filter(request_id=street.headers["X-Request-ID"])
        assert [row.citizen_id for row in looked] == [citizen.pk]

    assert [line.url for line in page.context["lines"]] == [nobodys.get_absolute_url()]
    assert logged == [("list", "intake.enquiry", 1)]
    assert SURNAMES["citizen"] in street.content.decode()


@pytest.mark.parametrize("query", [{"raekke": "nobody"}, {"raekke": "median"}, {"fra": "i går", "raekke": "phone"}])
def test_an_address_that_was_changed_leads_nowhere_or_to_the_usual_days(leader, query):
    answer = client_of(leader).get(reverse(FIGURE, args=["foerste-hjaelp"]), query)

    assert answer.status_code == (404 if query["raekke"] == "median" else 200)


def test_a_hundred_cost_what_one_does(leader, owner, unit_citizen):
    client = client_of(leader)

    def more(count):
        for number in range(count):
            row = came(by=owner, hours_ago=number)
            with acting(owner) as by:
                put_on_citizen(enquiry=row, citizen=unit_citizen, by=by)
            came(by=owner, hours_ago=number)

    more(1)
    assert_same_queries(lambda: client.get(reverse(VIEW)), lambda: more(15), budget=14)
    page = reverse(FIGURE, args=["indgange"])
    assert_same_queries(lambda: client.get(page, {"raekke": "phone"}), lambda: more(15), budget=20)
