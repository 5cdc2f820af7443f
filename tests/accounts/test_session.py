"""Signing in, the session's end, and what survives it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as live_settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.actions.people import close_access, give_role
from accounts.models import User
from accounts.policy import Role
from tests.cast import SINCE, acting, client_of, membership_of

pytestmark = pytest.mark.django_db

PASSWORD = "fire gule hejrer 7"
SIGN_IN, AGAIN = "/konto/log-ind/", "/konto/log-ind-igen/"
SOMEWHERE = "/adgang/roller/"


@pytest.fixture(autouse=True)
def _no_failures_counted_yet() -> None:
    cache.clear()


@pytest.fixture
def oda(owner: User) -> User:
    with transaction.atomic():
        owner.set_password(PASSWORD)
        owner.save()
    return owner


def signs_in(password: str, email: str = "oda.lind@eksempel.dk", client: Client | None = None, **extra):
    return (client or Client()).post(SIGN_IN, {"login": email, "password": password}, **extra)


# --- In ---------------------------------------------------------------------------------------------------------------
def test_one_signs_in_by_e_mail_however_it_is_written(oda):
    answer = signs_in(PASSWORD, " Oda.Lind@EKSEMPEL.dk ")
    oda.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"], oda.last_login is not None) == (302, "/", True)


def test_signing_in_leaves_no_second_address_to_sign_in_with(oda):
    signs_in(PASSWORD)
    assert oda.emailaddress_set.count() == 0


def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(oda):
    answers = [signs_in("forkert"), signs_in("forkert", "ingen@eksempel.dk")]
    errors = [answer.context["form"].non_field_errors() for answer in answers]
    assert errors == [["E-mail eller adgangskode er forkert."]] * 2
    assert "Du er ikke logget ind" in answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize("url", [SIGN_IN, AGAIN, "/konto/log-ind-og-send/"])
def test_guessing_is_stopped_on_every_way_in(oda, url):
    names = {"login": oda.email, "email": oda.email}
    for _guess in range(5):
        Client().post(url, names | {"password": "forkert"})
    answer = Client().post(url, names | {"password": PASSWORD})
    assert "_auth_user_id" not in answer.client.session
    assert answer.status_code < 500


def test_one_persons_wrong_guesses_do_not_lock_out_a_colleague(oda, administrator):
    for _guess in range(6):
        signs_in("forkert", administrator.email)
    assert signs_in(PASSWORD).status_code == 302


def test_somebody_whose_access_is_closed_cannot_sign_in(oda, municipality, administrator):
    with acting(administrator) as by:
        close_access(person=oda, organisation=municipality, by=by)
    answer = signs_in(PASSWORD)
    assert "_auth_user_id" not in answer.client.session


def test_there_is_no_sign_up():
    assert Client().get("/konto/opret/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize("name", ["login", "reset_password", "reset_password_done", "reset_password_from_key_done"])
def test_pages_before_signing_in_are_open_and_danish(name):
    page = Client().get(reverse(f"account_{name}"))
    assert (page.status_code, b'<html lang="da"' in page.content) == (200, True)


@pytest.mark.parametrize("url", ["/", SOMEWHERE, "/administration/personer/", "/konto/adgangskode/"])
def test_everything_else_asks_for_a_sign_in(url):
    answer = Client().get(url)
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, SIGN_IN)


def test_one_never_lands_on_another_site(oda):
    answer = Client().post(SIGN_IN, {"login": oda.email, "password": PASSWORD, "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


# --- A new password ---------------------------------------------------------------------------------------------------
def test_a_forgotten_password_is_chosen_anew_through_the_mail(oda):
    client = Client()
    client.post("/konto/glemt/", {"email": oda.email})
    (sent,) = mail.outbox
    (link,) = [word for word in sent.body.split() if "/konto/vaelg/" in word]
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "nye blå både 12", "password2": "nye blå både 12"})
    oda.refresh_from_db()
    assert (sent.to, oda.check_password("nye blå både 12")) == ([oda.email], True)
    assert (sent.subject, sent.body.splitlines()[0]) == ("Vælg din adgangskode til Brobyg", f"Hej {oda.name}")


def test_an_address_that_nobody_has_gets_the_same_page_and_no_mail(oda):
    pages = [Client().post("/konto/glemt/", {"email": email}) for email in (oda.email, "ingen@eksempel.dk")]
    assert [page.headers["Location"] for page in pages] == ["/konto/glemt/sendt/"] * 2
    assert [sent.to for sent in mail.outbox] == [[oda.email]]


@pytest.mark.parametrize(
    ("password", "words"), [("kort", "12"), ("9827364510293", "numerisk"), ("oda.lind@eksempel", "minder")]
)
def test_a_weak_password_is_refused(oda, password, words):
    client = client_of(oda)
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = client.post("/konto/adgangskode/", data)
    errors = [str(error) for found in page.context["form"].errors.values() for error in found]
    assert errors
    assert words in " ".join(errors)


def test_a_changed_password_ends_the_persons_other_sessions(oda):
    here, there = client_of(oda), client_of(oda)
    data = {"oldpassword": PASSWORD, "password1": "nye blå både 12", "password2": "nye blå både 12"}
    here.post("/konto/adgangskode/", data)
    assert [client.get(SOMEWHERE).status_code for client in (here, there)] == [200, 302]


def test_history_holds_no_password(oda):
    assert not hasattr(oda.history.latest(), "password")


# --- The session's end ------------------------------------------------------------------------------------------------
def idle(client: Client, minutes: int) -> Client:
    session = client.session
    session["seen"] = int((timezone.now() - timedelta(minutes=minutes)).timestamp())
    session.save()
    return client


def test_a_session_ends_when_nothing_happened_for_a_while(oda):
    limit = live_settings.IDLE_MINUTES
    answers = [idle(client_of(oda), minutes).get(SOMEWHERE).status_code for minutes in (limit - 1, limit + 1)]
    assert answers == [200, 302]


def test_a_session_ends_after_a_working_day_however_busy(oda):
    client = client_of(oda)
    client.get(SOMEWHERE)
    session = client.session
    session["since"] -= live_settings.SESSION_COOKIE_AGE + 60
    session.save()
    assert client.get(SOMEWHERE).status_code == 302


def test_an_idle_session_is_gone_not_only_refused(oda):
    client = idle(client_of(oda), live_settings.IDLE_MINUTES + 1)
    key = client.session.session_key
    client.get(SOMEWHERE)
    assert not Session.objects.filter(pk=key).exists()


def test_a_lost_session_carries_what_was_written(oda):
    client = idle(client_of(oda), live_settings.IDLE_MINUTES + 1)
    answer = client.post("/kontakter/ny/", {"note": "Vi talte længe.", "who": ["a", "b"], "password": "hemmelig"})
    body = answer.content.decode()
    carried = list(answer.context["fields"])
    assert (answer.status_code, answer.headers["X-Brobyg"]) == (401, "sign-in")
    assert carried == [("note", "Vi talte længe."), ("who", "a"), ("who", "b")]
    assert ("hemmelig" in body, "no-store" in answer.headers["Cache-Control"]) == (False, True)


def test_part_of_a_page_is_refused_too_instead_of_showing_the_sign_in_inside_it(oda):
    answer = Client().get(SOMEWHERE, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["X-Brobyg"]) == (401, "sign-in")


def test_signing_in_again_answers_with_a_token_and_who_it_is(oda):
    client = Client()
    before = client.get(AGAIN).json()
    refused = client.post(AGAIN, {"email": oda.email, "password": "forkert"})
    answer = client.post(AGAIN, {"email": oda.email, "password": PASSWORD})
    assert (before["user"], refused.status_code, bool(refused.json()["error"])) == (None, 400, True)
    assert (answer.status_code, answer.json()["user"]) == (200, str(oda.pk))
    assert client.get(SOMEWHERE).status_code == 200


def test_without_script_what_was_written_waits_behind_the_sign_in(oda):
    data = {
        "email": oda.email,
        "password": PASSWORD,
        "carried_action": "/kontakter/ny/",
        "carried.note": "Vi talte længe.",
    }
    wrong = Client().post("/konto/log-ind-og-send/", data | {"password": "forkert"})
    right = Client().post("/konto/log-ind-og-send/", data)
    assert [page.context["fields"] for page in (wrong, right)] == [[("note", "Vi talte længe.")]] * 2
    assert (wrong.status_code, right.status_code, right.context["action"]) == (400, 200, "/kontakter/ny/")


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_what_was_written_is_never_sent_to_another_site(oda, address):
    data = {"email": oda.email, "password": PASSWORD, "carried_action": address}
    assert Client().post("/konto/log-ind-og-send/", data).context["action"] == "/"


def test_a_token_from_before_is_refused_with_the_text_kept(oda):
    client = Client(enforce_csrf_checks=True)
    with transaction.atomic():
        client.force_login(oda)
    answer = client.post(SOMEWHERE, {"note": "Vi talte længe.", "csrfmiddlewaretoken": "gammel"})
    assert (answer.status_code, answer.headers["X-Brobyg"]) == (403, "csrf")
    assert answer.context["fields"] == [("note", "Vi talte længe.")]


def test_signing_out_needs_a_click(oda):
    client = client_of(oda)
    client.get("/konto/log-ud/")
    still = client.get(SOMEWHERE).status_code
    client.post("/konto/log-ud/")
    assert (still, client.get(SOMEWHERE).status_code) == (200, 302)


# --- In which role ----------------------------------------------------------------------------------------------------
def switch(client: Client, membership) -> str:
    client.post(reverse("accounts:switch_membership"), {"membership": str(membership.pk)})
    return client.get(SOMEWHERE).context["my_role"]


@pytest.fixture
def second(owner, other_unit, founder):
    organisation = other_unit.organisation
    return give_role(
        person=owner, organisation=organisation, role=Role.LEADER, unit=other_unit, from_on=SINCE, by=founder
    )


def test_one_acts_in_one_role_at_a_time_and_may_change_it(owner, second):
    client = client_of(owner)
    first = client.get(SOMEWHERE).context["my_role"]
    assert (first, switch(client, second)) == ("Din rolle: Udgående behandler", "Din rolle: Leder")


def test_nobody_acts_in_somebody_elses_role(owner, administrator):
    assert switch(client_of(owner), membership_of(administrator)) == "Din rolle: Udgående behandler"


def test_a_role_that_ended_meanwhile_is_not_acted_in(owner, second):
    client = client_of(owner)
    switch(client, second)
    with transaction.atomic():
        second.to_on = timezone.localdate() - timedelta(days=1)
        second.save()
    assert client.get(SOMEWHERE).context["my_role"] == "Din rolle: Udgående behandler"


def test_without_any_role_nothing_is_seen(nobody):
    client = client_of(nobody)
    page = client.get("/", follow=True)
    refused = client.get("/administration/personer/").status_code
    assert (page.redirect_chain, page.status_code, refused) == ([("/adgang/mangler/", 302)], 200, 403)


def test_with_a_role_one_is_led_on(owner):
    assert client_of(owner).get("/adgang/mangler/").headers["Location"] == "/"


# --- Language ---------------------------------------------------------------------------------------------------------
def test_danish_first_english_by_choice_whatever_the_browser_says(owner):
    client = client_of(owner)
    before = client.get(SOMEWHERE, headers={"Accept-Language": "en"})
    client.post(reverse("accounts:set_language"), {"language": "en", "next": SOMEWHERE})
    after = client.get(SOMEWHERE)
    assert [b'lang="en"' in page.content.split(b"<head>")[0] for page in (before, after)] == [False, True]
