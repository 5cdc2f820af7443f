"""The cast stands on both engines, and the walls between its members stand with it."""

from django.db import connection

from accounts.models import User
from cases.models import Citizen, Contact, Task
from tests.cast import acting, client_of


def surnames(user: User) -> list[str]:
    with acting(user) as by:
        return sorted(citizen.name for citizen in Citizen.objects.visible_to(by))


def test_each_sees_whom_the_policy_lets_them_see(
    citizen, unit_citizen, other_citizen, foreign_citizen, owner, stranger, outsider, dpo, spotter
):
    assert {user.name: surnames(user) for user in (owner, stranger, outsider, dpo, spotter)} == {
        "Oda Lind": ["Karla Wexelbrink", "Karla Zornfeldt"],
        "Stine Dahl": ["Karla Xylander"],
        "Fatima Saleh": ["Karla Ytzenhoff"],
        "Dorte Munk": [],
        "Svend Agger": [],
    }


def test_only_those_on_the_course_have_the_citizen_as_their_own(citizen, owner, colleague, unit_mate):
    own = {}
    for user in (owner, colleague, unit_mate):
        with acting(user) as by:
            own[user.name] = Citizen.objects.own(by).count()

    assert own == {"Oda Lind": 1, "Kasper Holm": 1, "Ulla Friis": 0}


def test_a_contact_brings_its_colleague_its_agreement_and_the_clock(citizen, contact, owner, colleague):
    with acting(owner):
        assert [row.user for row in contact.colleagues.select_related("user")] == [colleague]
        assert Task.objects.get(agreed_in=contact).owner == owner
        assert contact.request.citizen == citizen


def test_on_postgresql_nothing_is_seen_by_nobody(citizen):
    seen = Contact.objects.count()

    assert seen == (0 if connection.vendor == "postgresql" else 1)


def test_a_client_is_signed_in(owner):
    assert client_of(owner).get("/").status_code == 302
