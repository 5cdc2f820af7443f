"""`manage.py set_up`: the first organisation, or nothing at all."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import readiness
from accounts.models import Membership, Organisation, Unit, User

pytestmark = pytest.mark.django_db

ANSWERS = {
    "organisation": "Odense  Kommune",
    "municipality_code": "461",
    "unit": "Rusmiddelcenter Nord",
    "admin_name": "Asger Beck",
    "admin_email": "Asger@Eksempel.dk",
}


def set_up(**options) -> str:
    out = StringIO()
    call_command("set_up", no_input=True, stdout=out, **{**ANSWERS, **options})
    return out.getvalue()


def counted() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Organisation, Unit, User, Membership))


def test_it_makes_organisation_unit_and_administrator():
    said = set_up(address="https://brobyg.odense.example")
    membership = Membership.objects.select_related("organisation", "user").get()
    organisation, person = membership.organisation, membership.user
    assert (organisation.name, organisation.kind, organisation.municipality_code) == (
        "Odense Kommune",
        "municipality",
        "461",
    )
    assert (person.email, membership.role, Unit.objects.get().organisation) == (
        "asger@eksempel.dk",
        "administrator",
        organisation,
    )
    assert "https://brobyg.odense.example/konto/vaelg/" in said
    rows = (organisation.history.get(), membership.history.get(), *person.history.all())
    assert {row.history_user_id for row in rows} == {person.pk}


def test_its_link_leads_to_a_password_and_in():
    said = set_up(address="http://testserver")
    (link,) = [line.strip() for line in said.splitlines() if "/konto/vaelg/" in line]
    browser = Client()
    form = browser.get(link, follow=True)
    password = "fire gule hejrer 7"
    browser.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    browser.post("/konto/log-ind/", {"login": "asger@eksempel.dk", "password": password})
    assert browser.get("/", follow=True).redirect_chain == [("/administration/personer/", 302)]


def test_a_second_time_it_changes_nothing_and_says_what_to_do():
    set_up()
    before = counted()
    with pytest.raises(CommandError, match=r"Odense Kommune is set up already.*--another"):
        set_up(organisation="Aarhus Kommune", municipality_code="751")
    assert counted() == before


def test_another_organisation_keeps_the_administrators_one_sign_in():
    set_up()
    set_up(another=True, organisation="Fonden Broen", kind="operator", municipality_code=None)
    assert (counted(), User.objects.get().memberships.count()) == ((2, 2, 1, 2), 2)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"unit": None}, "--unit is missing: name of the first unit."),
        ({"admin_email": "asger"}, "--admin-email 'asger': Write an e-mail address"),
        ({"municipality_code": "999"}, "--municipality-code '999': Write the municipality's official code"),
        ({"municipality_code": None}, "--municipality-code is missing"),
        ({"kind": "kingdom"}, "--kind 'kingdom': Write one of: municipality, region, operator."),
        ({"unit_kind": "pub"}, "--unit-kind 'pub': Write one of: treatment_centre"),
        ({"kind": "operator"}, "andre organisationer har ingen"),
        ({"organisation": "x" * 121}, "Nothing was changed"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(options, words):
    with pytest.raises(CommandError) as refusal:
        set_up(**options)
    assert words in str(refusal.value)
    assert counted() == (0, 0, 0, 0)


def test_an_error_on_the_way_leaves_everything_as_it_was(monkeypatch):
    def fail(**kwargs):
        raise RuntimeError("the unit was not made")

    monkeypatch.setattr("accounts.management.commands.set_up.add_unit", fail)
    with pytest.raises(RuntimeError):
        set_up()
    assert counted() == (0, 0, 0, 0)


def test_it_asks_for_what_was_not_given(monkeypatch):
    answers = iter(["", "Odense Kommune", "", "46", "461", "Nord", "", "Asger Beck", "asger@eksempel.dk"])
    passwords = iter(["kort", "fire gule hejrer 7", "noget andet", "fire gule hejrer 7", "fire gule hejrer 7"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(passwords))
    said, complained = StringIO(), StringIO()
    call_command("set_up", stdout=said, stderr=complained)
    assert User.objects.get().check_password("fire gule hejrer 7")
    assert "/konto/vaelg/" not in said.getvalue()
    assert "The two are not the same." in complained.getvalue()


def test_where_nobody_can_answer_it_does_not_wait():
    with pytest.raises(CommandError, match="--no-input"):
        call_command("set_up")
    assert counted() == (0, 0, 0, 0)


def test_a_trial_is_told_what_a_service_needs(settings):
    said = "\n".join(readiness.missing())
    for name in ("BROBYG_MODE", "SECRET_KEY", "FIELD_KEYS", "EMAIL_URL", "collectstatic"):
        assert name in said


def test_a_whole_installation_lacks_nothing_around_the_database(settings, tmp_path):
    (tmp_path / "staticfiles.json").write_text("{}")
    settings.STATIC_ROOT = tmp_path
    settings.IN_SERVICE = settings.SENDS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "brobyg@odense.example"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert [sentence for sentence in readiness.missing() if "database" not in sentence.lower()] == []
