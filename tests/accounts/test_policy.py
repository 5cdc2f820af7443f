"""The one table: what it must never give, and the two pages that repeat it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.navigation import home_of
from accounts.policy import POLICY, ROLES_WITHOUT_UNIT, Can, Role, Scope
from tests.cast import client_of, membership_of
from tools import roles

ABOUT_CITIZENS = {
    Can.SEE_CITIZEN,
    Can.ADD_CITIZEN,
    Can.EDIT_CITIZEN,
    Can.REVEAL_CPR,
    Can.SEE_PROTECTED,
    Can.LOG_CONTACT,
    Can.CORRECT_CONTACT,
    Can.READ_TEAM_NOTES,
    Can.READ_UNIT_NOTES,
    Can.READ_HEALTH_NOTES,
    Can.MANAGE_CASE,
    Can.WORK_PATHWAY,
    Can.MANAGE_TASK,
    Can.SEE_CASELOAD,
    Can.IMPORT,
}


def test_every_role_stands_in_the_table():
    assert set(POLICY) == set(Role)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DPO, Role.SPOTTER])
def test_roles_without_citizens_reach_none(role):
    assert set(POLICY[role]) & ABOUT_CITIZENS == set()


def test_only_an_administrator_gives_roles():
    assert [role for role in Role if Can.MANAGE_USERS in POLICY[role]] == [Role.ADMINISTRATOR]


def test_only_health_staff_read_health_notes():
    assert [role for role in Role if Can.READ_HEALTH_NOTES in POLICY[role]] == [Role.HEALTH_STAFF]


def test_the_whole_organisation_is_reached_only_by_roles_without_a_unit():
    wide = {role.value for role in Role if Scope.ORGANISATION in POLICY[role].values()}
    assert wide == ROLES_WITHOUT_UNIT


def test_the_documentation_is_up_to_date():
    assert roles.PAGE.read_text() == roles.text(), "run: python -m tools.roles"


@pytest.mark.django_db
def test_the_page_says_what_the_table_says(leader):
    page = client_of(leader).get(reverse("accounts:policy"))
    rows = {row[0]: row[1:] for row in page.context["rows"]}
    expected = {can.label: [POLICY[role].get(can, Scope.NONE).label for role in Role] for can in Can}
    assert (page.context["my_role"], rows) == ("Din rolle: Leder", expected)


@pytest.mark.django_db
def test_every_role_lands_on_a_page_it_may_see(
    owner, spotter, mentor, crisis_worker, health, project_lead, leader, dpo, administrator
):
    everybody = (owner, spotter, mentor, crisis_worker, health, project_lead, leader, dpo, administrator)
    landed = {membership_of(user).role: client_of(user).get("/", follow=True).status_code for user in everybody}
    assert landed == {role.value: 200 for role in Role}


@pytest.mark.django_db
def test_without_a_role_one_lands_where_it_is_explained(nobody):
    page = client_of(nobody).get("/", follow=True)
    assert home_of(nobody) == "accounts:no_access"
    assert (page.status_code, page.templates[0].name) == (200, "accounts/no_access.html")
