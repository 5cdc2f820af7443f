"""*Personer*: only the administrator, only the own organisation."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import give_role
from accounts.models import Membership, Unit, User
from accounts.policy import Role
from tests.cast import SINCE, acting, client_of, hired, membership_of
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def page_of(person: User, name: str = "person") -> str:
    return reverse(f"accounts:{name}", args=[person.pk])


def filled(at: Unit, **changes: str) -> dict[str, str]:
    return {
        "name": "Ny Kollega",
        "email": "ny@eksempel.dk",
        "role": Role.OUTREACH_WORKER.value,
        "unit": str(at.pk),
        "team": "",
        "from_on": "2026-01-05",
        "to_on": "",
    } | changes


@pytest.mark.parametrize("name", ["people", "person_add", "units", "unit_add", "organisation"])
def test_only_an_administrator_comes_in(name, owner, leader, dpo, administrator):
    url = reverse(f"accounts:{name}")
    statuses = [client_of(user).get(url).status_code for user in (owner, leader, dpo, administrator)]
    assert statuses == [403, 403, 403, 200]


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("person", "get"),
        ("person_edit", "get"),
        ("person_edit", "post"),
        ("person_deactivate", "post"),
        ("person_reactivate", "post"),
        ("person_password_link", "post"),
        ("membership_add", "get"),
    ],
)
def test_people_of_another_organisation_do_not_exist(name, method, administrator, outsider):
    assert getattr(client_of(administrator), method)(page_of(outsider, name)).status_code == 404


def test_roles_of_another_organisation_do_not_exist(administrator, outsider):
    url = reverse("accounts:membership_edit", args=[membership_of(outsider).pk])
    assert client_of(administrator).get(url).status_code == 404


def test_the_list_holds_the_own_organisations_people_in_danish_order(administrator, owner, outsider, founder, centre):
    hired("Åse Ørsted", Role.LEADER, unit=centre, by=founder)
    hired("Ærø Munk", Role.LEADER, unit=centre, by=founder)
    people = client_of(administrator).get(reverse("accounts:people")).context["people"]
    assert [row.name for row in people] == ["Asger Beck", "Oda Lind", "Ærø Munk", "Åse Ørsted"]


def test_a_search_folds_danish_letters_and_answers_htmx_with_the_rows_alone(administrator, owner, founder, centre):
    hired("Åse Ørsted", Role.LEADER, unit=centre, by=founder)
    page = client_of(administrator).post(reverse("accounts:people"), {"q": "ØRST å"}, headers={"HX-Request": "true"})
    assert ([row.name for row in page.context["people"]], b"<html" in page.content) == (["Åse Ørsted"], False)


def test_the_list_costs_the_same_for_one_and_for_a_hundred(administrator, founder, centre):
    client, url = client_of(administrator), reverse("accounts:people")

    def more() -> None:
        for number in range(100):
            hired(f"Kollega Nummer{number}", Role.OUTREACH_WORKER, unit=centre, by=founder)

    client.get(url)
    assert_same_queries(lambda: client.get(url), more, budget=12)
    pages = [client.get(url, {"side": side}).context for side in (1, 3)]
    assert [(len(page["people"]), page["newer_url"], page["older_url"]) for page in pages] == [
        (50, "", "?side=2"),
        (1, "?side=2", ""),
    ]


def test_a_person_and_a_role_are_made_in_one_go(administrator, centre):
    response = client_of(administrator).post(reverse("accounts:person_add"), filled(centre, name=" Ny  Kollega "))
    person = User.objects.get(email="ny@eksempel.dk")
    held = Membership.objects.get(user=person)
    assert response.headers["Location"] == page_of(person)
    assert (person.name, person.has_usable_password(), held.unit, held.role) == (
        "Ny Kollega",
        False,
        centre,
        Role.OUTREACH_WORKER,
    )
    assert {row.history_user_id for row in (person.history.get(), held.history.get())} == {administrator.pk}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"email": "ingen adresse"}, "email", "gyldig e-mail-adresse"),
        ({"name": ""}, "name", "Skal udfyldes."),
        ({"unit": ""}, "unit", "Vælg den enhed, rollen gælder i."),
        ({"to_on": "2025-12-31"}, "to_on", "Slutdatoen ligger før startdatoen."),
        ({"role": "konge"}, "role", "konge"),
    ],
)
def test_bad_input_is_told_at_the_field_and_kept(administrator, centre, changes, field, words):
    data = filled(centre, **changes)
    page = client_of(administrator).post(reverse("accounts:person_add"), data)
    form = page.context["form"]
    assert (page.status_code, list(form.errors)) == (200, [field])
    assert words in form.errors[field][0]
    assert {name: form[name].value() for name in data} == data
    assert not User.objects.filter(email=data["email"]).exists()


def test_the_same_person_is_not_made_twice(administrator, centre):
    client = client_of(administrator)
    first, second = (client.post(reverse("accounts:person_add"), filled(centre)) for _ in range(2))
    assert (first.status_code, list(second.context["form"].errors)) == (302, ["email"])
    assert Membership.objects.filter(user__email="ny@eksempel.dk").count() == 1


def test_a_unit_of_another_organisation_cannot_be_chosen(administrator, far_unit):
    page = client_of(administrator).post(reverse("accounts:person_add"), filled(far_unit))
    assert list(page.context["form"].errors) == ["unit"]


def test_an_administrator_has_no_unit(administrator, centre):
    client_of(administrator).post(reverse("accounts:person_add"), filled(centre, role="administrator"))
    assert Membership.objects.get(user__email="ny@eksempel.dk").unit is None


def test_somebody_known_elsewhere_gets_a_role_only_when_it_is_said_to_be_their_own_sign_in(
    administrator, outsider, centre
):
    client, data = client_of(administrator), filled(centre, email=outsider.email)
    asked = client.post(reverse("accounts:person_add"), data)
    assert (list(asked.context["form"].errors), b'name="is_theirs"' in asked.content) == (["email"], True)
    assert outsider.name not in asked.content.decode()
    client.post(reverse("accounts:person_add"), data | {"is_theirs": "on"})
    outsider.refresh_from_db()
    assert (outsider.name, outsider.memberships.count()) == ("Fatima Saleh", 2)


def test_the_sign_in_of_somebody_who_works_elsewhere_too_is_not_ours(administrator, owner, far_unit, founder):
    give_role(
        person=owner, organisation=far_unit.organisation, role=Role.SPOTTER, unit=far_unit, from_on=SINCE, by=founder
    )
    client = client_of(administrator)
    page = client.get(page_of(owner))
    refused = [client.post(page_of(owner, name)).status_code for name in ("person_edit", "person_password_link")]
    assert (refused, "Aarhus" in page.content.decode()) == ([403, 403], False)


def test_a_person_is_renamed_and_gets_another_address(administrator, owner):
    client_of(administrator).post(page_of(owner, "person_edit"), {"name": "Oda Berg", "email": "ODA@eksempel.dk"})
    owner.refresh_from_db()
    assert (owner.name, owner.email) == ("Oda Berg", "oda@eksempel.dk")


def test_an_address_that_is_taken_is_refused(administrator, owner, outsider):
    page = client_of(administrator).post(page_of(owner, "person_edit"), {"name": "Oda", "email": outsider.email})
    assert page.context["form"].errors == {"email": ["E-mailen bruges allerede til et andet login."]}


def test_a_role_is_changed_and_ended(administrator, owner, other_unit):
    membership = membership_of(owner)
    yesterday = timezone.localdate() - timedelta(days=1)
    data = {"role": "leader", "unit": str(other_unit.pk), "from_on": "2024-02-01", "to_on": yesterday.isoformat()}
    client_of(administrator).post(reverse("accounts:membership_edit", args=[membership.pk]), data)
    membership.refresh_from_db()
    assert (membership.role, membership.unit, membership.is_active()) == ("leader", other_unit, False)
    assert membership.history.latest().history_user_id == administrator.pk


def test_the_last_administrator_is_told_why_and_the_form_keeps_what_was_written(administrator):
    membership = membership_of(administrator)
    data = {"role": "dpo", "unit": "", "from_on": "2024-01-01", "to_on": ""}
    page = client_of(administrator).post(reverse("accounts:membership_edit", args=[membership.pk]), data)
    form = page.context["form"]
    assert (form.non_field_errors(), form["role"].value()) == (
        ["Organisationen ville stå uden administrator. Giv først en anden rollen."],
        "dpo",
    )


def test_closing_access_signs_the_person_out_at_once(administrator, owner):
    working = client_of(owner)
    policy = reverse("accounts:policy")
    assert working.get(policy).status_code == 200
    client_of(administrator).post(page_of(owner, "person_deactivate"), {"reason": "Ny stilling"})
    answer = working.get(policy)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/konto/log-ind/?next={policy}")


def test_closing_the_access_of_somebody_made_today_leads_back_to_the_list(administrator, centre):
    client = client_of(administrator)
    client.post(reverse("accounts:person_add"), filled(centre, from_on=timezone.localdate().isoformat()))
    made = User.objects.get(email="ny@eksempel.dk")
    page = client.post(page_of(made, "person_deactivate"), {"reason": ""}, follow=True)
    *_earlier, said = [str(message) for message in page.context["messages"]]
    assert (page.status_code, page.redirect_chain, said) == (
        200,
        [(reverse("accounts:people"), 302)],
        "Ny Kollega har ikke længere adgang.",
    )


def test_ones_own_access_cannot_be_closed(administrator):
    client = client_of(administrator)
    page = client.post(page_of(administrator, "person_deactivate"), {"reason": ""})
    administrator.refresh_from_db()
    assert (administrator.is_active, "din egen adgang" in page.context["why_not"]) == (True, True)


def test_access_is_opened_again(administrator, owner):
    client = client_of(administrator)
    client.post(page_of(owner, "person_deactivate"), {"reason": ""})
    refused = client.get(page_of(owner, "membership_add")).status_code
    client.post(page_of(owner, "person_reactivate"))
    owner.refresh_from_db()
    assert (refused, owner.is_active, client.get(page_of(owner, "membership_add")).status_code) == (403, True, 200)


def test_a_password_link_works_once(administrator, owner):
    page = client_of(administrator).post(page_of(owner, "person_password_link"))
    link = page.context["link"]
    assert link in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    browser = Client()
    form = browser.get(link, follow=True)
    new = {"password1": "fire gule hejrer 7", "password2": "fire gule hejrer 7"}
    browser.post(form.request["PATH_INFO"], new)
    owner.refresh_from_db()
    assert owner.check_password("fire gule hejrer 7")
    assert "Linket virker ikke længere" in Client().get(link, follow=True).content.decode()


def test_a_password_link_is_mailed_where_mail_is_set_up(
    administrator, owner, settings, django_capture_on_commit_callbacks
):
    settings.SENDS_MAIL = True
    with django_capture_on_commit_callbacks(execute=True):
        page = client_of(administrator).post(page_of(owner, "person_password_link"))
    (sent,) = mail.outbox
    assert sent.to == [owner.email]
    assert re.findall(r"http\S+", sent.body) == [page.context["link"]]


def test_somebody_whose_access_is_closed_gets_no_link(administrator, owner):
    client = client_of(administrator)
    client.post(page_of(owner, "person_deactivate"), {"reason": ""})
    assert client.post(page_of(owner, "person_password_link")).status_code == 403


def test_an_ended_role_still_shows_the_person(administrator, owner):
    with acting(administrator):
        Membership.objects.filter(user=owner).update(to_on=SINCE)
    page = client_of(administrator).get(page_of(owner))
    assert (page.status_code, page.context["has_role"]) == (200, False)
