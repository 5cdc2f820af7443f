"""It ends with a time and a place: what is offered less what is booked, one each for two who press at once."""

from __future__ import annotations

import threading
from datetime import date, datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import inside
from cases.actions.absence import report_absence
from cases.actions.task import add_task
from cases.models import Task
from intake.actions.availability import stop_times
from intake.closed_days import is_closed
from intake.free_times import free_slots
from intake.models import Enquiry
from outreach.actions.visit import plan_visit
from tests.cast import acting, client_of
from tests.intake.public_factories import house_of, next_open_day, offered, opened
from tests.intake.test_public_front import at, received

NO_NAMES = ("Oda Lind", "Lind", "Odense Kommune")


@pytest.fixture(autouse=True)
def _nothing_counted(stage):
    cache.clear()


@pytest.fixture
def reception(leader):
    return opened(leader)


def keys(owner) -> list[str]:
    with acting(owner) as by:
        return [slot.key for slot in free_slots(by.membership.unit)]


def clocks(owner) -> list[tuple[date, time]]:
    with acting(owner) as by:
        return [(slot.at.date(), slot.at.time()) for slot in free_slots(by.membership.unit)]


def test_danish_holidays_are_known():
    assert [
        day for day in (date(2026, 4, 2), date(2026, 5, 14), date(2027, 3, 29), date(2026, 12, 24)) if is_closed(day)
    ]
    assert is_closed(date(2024, 4, 26)) is False
    assert [is_closed(date(2026, 4, 5) + timedelta(days=days)) for days in (-4, -3, -2, -1, 0, 1, 2)] == [
        False, True, True, False, True, True, False,
    ]  # fmt: skip


def test_what_is_booked_planned_or_away_cannot_be_chosen(owner, colleague, centre):
    offered(owner, from_at=time(9), to_at=time(12))
    day = next_open_day()
    all_day = [at for on, at in clocks(owner) if on == day]
    with acting(owner) as by:
        usual = {"unit": centre, "title": "Møde", "owner": by, "due_on": day}
        add_task(due_at=time(9, 45), by=by, **usual)
        add_task(due_at=None, by=by, **usual)
        place = house_of(owner)
        plan_visit(unit=centre, workers=[by], place=place, day=day, planned_from=time(11), planned_to=time(13), by=by)
    left = [at for on, at in clocks(owner) if on == day]
    with acting(owner) as by:
        report_absence(unit=centre, user=by, from_on=day, to_on=day, by=by)

    assert all_day == [time(9), time(9, 45), time(10, 30), time(11, 15)]
    # The meeting takes the time at 9.45, the visit those that would end or begin after eleven.
    assert left == [time(9)]
    assert day not in {on for on, _at in clocks(owner)}


def test_a_time_that_is_pressed_becomes_an_agreement_of_the_worker_and_the_page_says_all_one_needs(
    reception, owner, leader
):
    offered(owner)
    browser = Client()
    browser.post(at(reception), {"wish": "Jeg vil stoppe", "called": "Lasse"})
    first = keys(owner)[0]
    answer = browser.post(at(reception, "times"), {"slot": first})
    again = browser.post(at(reception, "times"), {"slot": first})
    page = browser.get(answer.url).content.decode()
    file = browser.get(at(reception, "calendar"))
    (row,) = received(leader)
    with acting(leader):
        (task,) = Task.objects.select_related("owner", "place")
        past = Task.history.filter(id=task.pk).get()

    assert (answer.url, again.url) == (at(reception, "done"),) * 2
    assert (task.owner, task.kind, task.citizen, task.title) == (owner, "agreement", None, "Første samtale")
    assert f"{task.due_on:%Y-%m-%d}T{task.due_at:%H:%M}" == first.partition("_")[0]
    assert (row.agreement_id, past.history_role) == (task.pk, "link")
    assert [word for word in ("Vi ses", "kl. 09.00", "Huset", "Havnegade 3", ">Oda<", "Ingenting", "12 34 56 78")
            if word not in page] == []  # fmt: skip
    assert [name for name in NO_NAMES if name in page] == []
    assert file["Content-Type"].startswith("text/calendar")
    body = file.content.decode()
    assert ("SUMMARY:Aftale\r\n" in body, "LOCATION" in body, "Lasse" in body) == (True, False, False)


def test_an_english_visitor_leaves_danish_words_behind(reception, owner, leader):
    offered(owner)
    browser = Client()
    browser.cookies["language"] = "en"
    browser.post(at(reception, "times"), {"slot": keys(owner)[0]})
    with acting(leader):
        assert list(Task.objects.values_list("title", flat=True)) == ["Første samtale"]


def test_another_time_takes_the_place_of_the_first_and_can_be_called_off(reception, owner, leader):
    offered(owner)
    browser = Client()
    first, second = keys(owner)[:2]
    for key in (first, second):
        browser.post(at(reception, "times"), {"slot": key})
    free_again = keys(owner)
    browser.post(at(reception, "done"))
    with acting(leader):
        outcomes = sorted(Task.objects.values_list("outcome", flat=True))

    assert (first in free_again, second in free_again) == (True, False)
    assert (outcomes, len(received(leader))) == (["cancelled", "cancelled"], 1)
    assert "Aftalen er aflyst" in browser.get(at(reception, "done")).content.decode()


@pytest.mark.parametrize("slot", ["", "a\0b", "2026-01-01T00:00_x", "9" * 79])
def test_what_is_no_time_is_told(reception, owner, leader, slot):
    offered(owner)
    answer = Client().post(at(reception, "times"), {"slot": slot})

    assert (answer.status_code, "error-summary" in answer.content.decode()) == (200, True)
    with acting(leader):
        assert Task.objects.count() == 0


def test_called_today_instead(reception, owner, leader):
    browser = Client()
    empty = browser.post(at(reception, "times"), {"phone": ""})
    answer = browser.post(at(reception, "times"), {"phone": "12 34 56 78"})
    (row,) = received(leader)
    with acting(leader) as by:
        waits = Enquiry.objects.visible_to(by).to_call().count()

    assert "Skriv det nummer, vi skal ringe til." in empty.content.decode()
    assert (answer.url, row.phone, row.wants_call, waits) == (at(reception, "done"), "12 34 56 78", True, 1)
    assert "Vi ringer til dig" in browser.get(answer.url).content.decode()


def test_anonymous_is_a_word_and_a_time_and_nothing_else(reception, owner, leader):
    offered(owner)
    browser = Client()
    key = keys(owner)[0]
    without = browser.post(at(reception, "anonymous"), {"slot": key}).content.decode()
    sent = {"slot": key, "code_word": "Regnbue", "called": "Lasse", "phone": "12345678"}
    answer = browser.post(at(reception, "anonymous"), sent)
    page = browser.get(answer.url).content.decode()
    (row,) = received(leader)

    assert ("Find på et ord, du kan huske." in without, f'value="{key}" checked' in without) == (True, True)
    assert (row.is_anonymous, row.code_word, row.called, row.phone) == (True, "Regnbue", "", None)
    assert row.agreement_id is not None
    assert "Sig »Regnbue«" in page
    assert browser.post(at(reception, "questions")).url == at(reception, "times")


def test_the_leader_sets_everybodys_times_and_a_worker_only_their_own(reception, owner, colleague, leader):
    mine, place = offered(colleague), house_of(owner)
    told = {
        "weekday": 3, "from_at": "09:00", "to_at": "12:00", "minutes": 45, "place": place.pk,
        "from_on": timezone.localdate().isoformat(), "to_on": "",
    }  # fmt: skip
    edit = reverse("intake:availability_edit", args=[mine.pk])
    new = reverse("intake:availability_new")
    wrong = client_of(owner).post(new, {**told, "to_at": "08:00"}).content.decode()
    statuses = [client_of(who).post(edit, told).status_code for who in (owner, colleague, leader)]
    client_of(owner).post(new, {**told, "who": colleague.pk})
    client_of(leader).post(new, {**told, "who": colleague.pk})
    with acting(leader) as by:
        whose = sorted(type(mine).objects.values_list("user__name", flat=True))
        stop_times(availability=type(mine).objects.get(pk=mine.pk), by=by)
        stopped = type(mine).objects.filter(pk=mine.pk).exists()

    assert ("Tiden slutter, før den begynder." in wrong, 'value="08:00"' in wrong) == (True, True)
    assert (statuses, whose, stopped) == ([403, 302, 302], ["Kasper Holm", "Kasper Holm", "Oda Lind"], False)


def test_the_leader_closes_the_door_and_its_address_stays(reception, leader, other_leader):
    told = {"town": "Odense by", "address": "Et sted 1", "phone": "12345678", "hours": "hverdage kl. 9–15"}
    client_of(leader).post(reverse("intake:reception"), told)
    closed = Client().get(at(reception)).status_code
    client_of(leader).post(reverse("intake:reception"), {**told, "is_open": "on"})
    again = Client().get(at(reception))

    assert (closed, again.status_code, "Odense by" in again.content.decode()) == (404, 200, True)
    assert client_of(other_leader).get(reverse("intake:reception")).status_code == 403


def test_two_who_press_at_once_get_one_each(committed_db, reception, owner, leader, municipality):
    offered(owner, from_at=time(9), to_at=time(9, 45))
    with inside(municipality):
        key = keys(owner)[0]
    answers: list[int] = []
    together = threading.Barrier(2)

    def press() -> None:
        browser = Client()
        try:
            together.wait()
            answers.append(browser.post(at(reception, "times"), {"slot": key}).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with acting(leader):
        agreed = Task.objects.filter(due_on=datetime.fromisoformat(key.partition("_")[0]).date()).count()

    assert (sorted(answers), agreed) == ([200, 302], 1)
