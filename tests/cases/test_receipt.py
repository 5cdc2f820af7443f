"""The receiver's link: what it shows, what it does once, and that it is nothing for whoever has no right one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import links
from accounts.automatic import AUTOMATIC
from accounts.links import new_link, read_link
from audit.models import AccessLog
from cases.actions.handover_link import make_link, revoke_link
from cases.actions.warm_handover import end_handover
from cases.models import Handover, HandoverLink
from cases.names import reference
from tests.cases.consent_factories import handed
from tests.cast import acting, client_of
from tests.queries import queries_of


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def handover(citizen, owner) -> Handover:
    with acting(owner) as by:
        return handed(citizen, by, hopes="En seng", other_name="Kontakthuset")


@pytest.fixture
def address(handover, owner) -> str:
    with acting(owner) as by:
        token, _link = make_link(handover=handover, by=by)
    return reverse("cases:receipt", args=[token])


def said(handover, owner) -> tuple:
    with acting(owner):
        handover.refresh_from_db()
    return handover.confirmed_how, handover.confirmed_on, handover.arrived_how, handover.arrived_on


def test_it_shows_a_reference_and_two_buttons_and_nothing_else(address, handover):
    answer = Client().get(address)
    page = answer.content.decode()

    assert (answer.status_code, reference(handover.pk) in page) == (200, True)
    assert [word for word in ("Modtaget", "Mødt op") if word in page] == ["Modtaget", "Mødt op"]
    for hidden in (
        "Zornfeldt",
        "Oda",
        "Rusmiddelcenter",
        "Odense",
        "Kontakthuset",
        "En seng",
        "<script",
        str(handover.pk),
    ):
        assert hidden not in page


def test_it_needs_no_cookie_and_tells_nobody_where_one_came_from(address):
    answer = Client().get(address)

    assert answer.cookies == {}
    assert {name: answer[name] for name in ("Referrer-Policy", "X-Robots-Tag", "X-Frame-Options")} == {
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "X-Frame-Options": "DENY",
    }
    assert "no-store" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_to_follow_the_link_changes_nothing(address, handover, owner):
    for _time in range(3):
        Client().get(address)
    Client().post(address, {})
    Client().post(address, {"svar": "noget andet"})

    assert said(handover, owner) == ("", None, "", None)


def test_a_press_is_written_once(address, handover, owner):
    browser, today = Client(enforce_csrf_checks=True), timezone.localdate()
    browser.post(address, {"svar": "modtaget"})
    received = said(handover, owner)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        browser.post(address, {"svar": "modtaget"})
        browser.post(address, {"svar": "moedt-op"})
        came = timezone.localdate()
        page = browser.get(address).content.decode()

    assert received == ("link", today, "", None)
    assert said(handover, owner) == ("link", today, "link", came)
    assert "<button" not in page


def test_who_says_that_the_citizen_came_has_received_them(address, handover, owner):
    Client().post(address, {"svar": "moedt-op"})
    today = timezone.localdate()

    assert said(handover, owner) == ("link", today, "link", today)


def test_who_came_by_link_stands_in_history_and_log(address, handover, citizen, owner):
    Client().get(address)
    Client().post(address, {"svar": "modtaget"})
    with acting(owner):
        written = Handover.history.filter(id=handover.pk).order_by("-history_id").first()
        looks = list(
            AccessLog.objects.filter(view_name="cases:receipt")
            .order_by("id")
            .values_list("action", "citizen_id", "user_id", "role", "purpose")
        )

    assert (written.history_user_id, written.history_role, written.history_change_reason) == (
        AUTOMATIC, "link", "Kvitteret via link",
    )  # fmt: skip
    assert looks == [
        ("view", citizen.pk, AUTOMATIC, "link", "Kvitteret via link"),
        ("edit", citizen.pk, AUTOMATIC, "link", "Kvitteret via link"),
    ]


def test_the_secret_is_not_in_the_database(address, owner):
    token = address.rstrip("/").rpartition("/")[2]
    with acting(owner):
        link = HandoverLink.objects.get()

    assert token not in "".join(str(value) for value in vars(link).values())
    assert read_link(token).digest == link.digest


def test_a_new_link_takes_the_place_of_the_old(address, handover, owner):
    client = client_of(owner)
    page = client.post(reverse("cases:warm_handover_link", args=[handover.pk]))
    newer = page.context["link"].removeprefix("http://testserver")

    assert (Client().get(address).status_code, Client().get(newer).status_code) == (404, 200)
    assert newer not in client.get(handover.get_absolute_url()).content.decode()


def test_a_reload_leads_to_the_handover_and_the_link_still_works(address, handover, owner):
    client = client_of(owner)

    answer = client.get(reverse("cases:warm_handover_link", args=[handover.pk]), follow=True)

    assert answer.redirect_chain == [(handover.get_absolute_url(), 302)]
    assert "Linket vises kun én gang." in answer.content.decode()
    assert (Client().get(address).status_code, address in answer.content.decode()) == (200, False)


@pytest.fixture(params=["unknown", "junk", "short", "expired", "revoked", "ended", "elsewhere"])
def dead(request, address, handover, owner, elsewhere) -> str:
    token = address.rstrip("/").rpartition("/")[2]
    with acting(owner) as by:
        if request.param == "expired":
            link = HandoverLink.objects.get()
            link.made_at, link.expires_at = (timezone.now() - timedelta(days=days) for days in (15, 1))
            link.save()
        elif request.param == "revoked":
            revoke_link(handover=handover, by=by)
        elif request.param == "ended":
            end_handover(handover=handover, on=timezone.localdate(), why="moved", by=by)
    others = {
        "unknown": new_link(handover.organisation_id)[0],
        "junk": "æøå €%00",
        "short": token[:-4],
        "elsewhere": new_link(elsewhere.pk)[0],
    }
    return reverse("cases:receipt", args=[others.get(request.param, token)])


def test_whatever_leads_nowhere_answers_the_same_with_the_same_work(dead, handover, owner):
    nowhere = reverse("cases:receipt", args=["x"])
    Client().get(nowhere)
    usual, asked = Client().get(nowhere), len(queries_of(lambda: Client().get(nowhere)))
    answer, again = Client().get(dead), len(queries_of(lambda: Client().get(dead)))
    posted = Client().post(dead, {"svar": "modtaget"})

    assert (answer.status_code, answer.content, again) == (404, usual.content, asked)
    assert (posted.status_code, posted.content) == (404, usual.content)
    assert said(handover, owner) == ("", None, "", None)


def test_a_machine_that_tries_is_kept_off(address, monkeypatch):
    monkeypatch.setattr(links, "MOST_FAILURES", 3)
    for _time in range(3):
        Client().get(reverse("cases:receipt", args=["x"]))

    assert Client().get(address).status_code == 404


def test_a_link_is_not_made_for_what_has_ended(handover, owner):
    with acting(owner) as by:
        end_handover(handover=handover, on=timezone.localdate(), why="moved", by=by)
    client_of(owner).post(reverse("cases:warm_handover_link", args=[handover.pk]))

    with acting(owner):
        assert HandoverLink.objects.count() == 0
