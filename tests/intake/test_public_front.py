"""The open door: what is said there is received once, by whoever says it, however it is sent."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.automatic import AUTOMATIC
from cases.models import Citizen
from intake import limits
from intake.limits import Limit
from intake.models import Enquiry, Reception
from tests.cast import acting, client_of
from tests.intake.public_factories import offered, opened
from tests.queries import assert_same_queries

SCRIPT = "<script>alert(1)</script>'; DROP TABLE intake_enquiry; --"


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def reception(leader) -> Reception:
    return opened(leader)


def at(reception: Reception, page: str = "front", *more: object) -> str:
    return reverse(f"intake:public_{page}", args=[reception.slug, *more])


def entry_on(page: str) -> str:
    return re.findall(r'name="entry" value="([^"]+)"', page)[0]


def received(leader) -> list[Enquiry]:
    with acting(leader):
        return list(Enquiry.objects.order_by("pk"))


def test_only_open_doors_are_listed_and_a_closed_one_is_like_one_that_never_was(leader, outside_leader, reception):
    opened(outside_leader, town="Aarhus", is_open=False)
    page = Client().get(reverse("intake:public_doors")).content.decode()
    closed, never = (Client().get(reverse("intake:public_front", args=[slug])) for slug in ("aarhus", "nowhere"))

    assert ("Odense" in page, "Aarhus" in page, "112" in page) == (True, False, True)
    assert (closed.status_code, never.status_code) == (404, 404)
    assert "Her er lukket" in closed.content.decode()


def test_what_is_written_is_received_unread_by_brobyg_itself_and_opens_no_file(reception, leader, centre):
    browser = Client()
    before = received(leader)
    answer = browser.post(
        at(reception), {"wish": SCRIPT, "called": "Lasse", "phone": "12 34 56 78", "wants_call": "on"}
    )
    row = received(leader)[0]
    with acting(leader):
        files, past = Citizen.objects.count(), Enquiry.history.get()

    assert (before, answer.url, files) == ([], at(reception, "next"), 0)
    assert (row.wish, row.door, row.unit, row.asker, row.wants_call) == (SCRIPT, "digital", centre, "self", True)
    assert (row.author_id, row.met_at, row.taken_by, past.history_role) == (AUTOMATIC, None, None, "link")
    assert SCRIPT not in browser.get(answer.url).content.decode()


def test_nothing_needs_to_be_said_and_then_nothing_is_written(reception, leader):
    browser = Client()

    assert browser.post(at(reception), {"called": "Lasse"}).url == at(reception, "next")
    assert received(leader) == []
    assert browser.get(at(reception, "times")).status_code == 200


def test_sent_twice_it_is_one_and_what_was_said_last_stands(reception, leader):
    browser = Client()
    entry = entry_on(browser.get(at(reception)).content.decode())
    for wish in ("Jeg vil", "Jeg vil stoppe"):
        browser.post(at(reception), {"entry": entry, "wish": wish})
    # The cookie was lost with the answer: the same page all the same.
    Client().post(at(reception), {"entry": entry, "wish": "Jeg vil stoppe"})

    assert [row.wish for row in received(leader)] == ["Jeg vil stoppe"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"wish": "x" * 20_000}, "højst have 4000 tegn"),
        ({"wants_call": "on"}, "Skriv det nummer, vi skal ringe til."),
        ({"phone": "ring"}, "Skriv hele nummeret."),
        ({"website": "http://spam.example"}, "Et skjult felt blev udfyldt."),
        ({"asker": "king"}, "gyldig valgmulighed"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(reception, leader, sent, says):
    answer = Client().post(at(reception), {"wish": "Min egen tekst", **sent})
    page = answer.content.decode()

    assert (answer.status_code, received(leader)) == (200, [])
    assert says in page
    assert (sent.get("wish") or "Min egen tekst") in page


def test_a_relative_is_not_asked_about_themselves(reception, leader):
    browser = Client()
    browser.post(at(reception), {"wish": "Min søn sover ude", "asker": "relative"})

    assert at(reception, "questions") not in browser.get(at(reception, "next")).content.decode()
    assert browser.post(at(reception, "questions")).url == at(reception, "times")
    assert received(leader)[0].asker == "relative"


def test_whoever_closes_the_page_leaves_nothing_behind(reception):
    browser = Client()
    browser.post(at(reception), {"wish": "Jeg vil stoppe"})
    browser.post(at(reception, "leave"))

    assert browser.get(at(reception, "next")).url == at(reception)
    assert browser.get(at(reception, "done")).url == at(reception)


def test_the_door_speaks_english_keeps_strangers_out_and_needs_its_form_key(reception):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(at(reception))
    key = browser.cookies["csrf"].value
    refused = browser.post(at(reception), {"wish": "x"})
    browser.post(reverse("accounts:set_language"), {"language": "en", "csrfmiddlewaretoken": key})
    english = browser.get(at(reception)).content.decode()
    sent = browser.post(at(reception), {"wish": "x", "csrfmiddlewaretoken": key})

    assert (refused.status_code, sent.status_code) == (403, 302)
    assert ("Hvad kan vi hjælpe med?" in page.content.decode(), "What can we help with?" in english) == (True, True)
    assert 'lang="en"' in english
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page.content.decode()) == []
    assert (page["Referrer-Policy"], page["X-Frame-Options"]) == ("same-origin", "DENY")
    assert "no-store" in page["Cache-Control"]


def test_a_flood_is_stopped_and_the_staff_notice_nothing(reception, leader, outside_leader, monkeypatch):
    monkeypatch.setattr("intake.views.public_front.NEW", Limit("new", by_address=3, by_door=5, seconds=1800))
    monkeypatch.setattr("intake.visitor.SENT", Limit("sent", by_address=30, by_door=60, seconds=600))
    elsewhere = opened(outside_leader, town="Aarhus")
    send = lambda ip: Client(REMOTE_ADDR=ip).post(at(reception), {"wish": f"Oversvømmelse {ip}"})  # noqa: E731
    answers = [send(f"192.0.2.{number // 4}") for number in range(40)]
    refused = answers[-1].content.decode()
    staff = [
        client_of(leader).get(reverse(name)).status_code for name in ("cases:unit_overview", "intake:availability")
    ]

    assert [answer.status_code for answer in answers[:4]] == [302, 302, 302, 429]
    assert len(received(leader)) == 5
    assert ("Oversvømmelse 192.0.2.9" in refused, "12 34 56 78" in refused) == (True, True)
    assert staff == [200, 200]
    # The other municipality's door has its own limit, and here the page can be read all the time.
    assert Client(REMOTE_ADDR="192.0.2.9").post(at(elsewhere), {"wish": "x"}).status_code == 302
    assert Client().get(at(reception)).status_code == 200


def test_who_comes_from_where_is_kept_nowhere(reception, leader):
    Client(REMOTE_ADDR="192.0.2.77").post(at(reception), {"wish": "x"})
    keys = " ".join(key for key, _most in limits.NEW._keys(reception.slug))
    row = received(leader)[0]

    assert "192.0.2" not in keys + str(vars(row))


def test_the_times_cost_the_same_for_one_and_for_a_hundred(reception, owner, colleague):
    offered(owner)

    def more() -> None:
        for minutes in range(99):
            offered(colleague if minutes % 2 else owner, minutes=15 + minutes % 30)

    browser, worker = Client(), client_of(owner)
    page = reverse("intake:availability")
    assert_same_queries(lambda: (browser.get(at(reception, "times")), worker.get(page)), more, budget=24)
