"""Roles with dates, and the rules that keep an organisation from locking itself out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions.people import (
    change_membership,
    close_access,
    edit_person,
    give_role,
    make_password_link,
    reopen_access,
)
from accounts.models import Membership
from accounts.policy import Role
from accounts.staff import works_elsewhere
from tests.cast import SINCE, acting, hired, membership_of

pytestmark = pytest.mark.django_db


def changed(membership: Membership, by, **fields) -> Membership:
    names = ("role", "unit", "team", "from_on", "to_on")
    return change_membership(
        membership=membership, by=by, **{name: getattr(membership, name) for name in names} | fields
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"role": Role.DPO},
        {"to_on": date(2024, 5, 1)},
        {"to_on": timezone.localdate() + timedelta(days=30)},
        {"from_on": timezone.localdate() + timedelta(days=1)},
    ],
    ids=["other role", "ended", "will end", "begins tomorrow"],
)
def test_last_administrator_stays_one(administrator, fields):
    with acting(administrator) as by, pytest.raises(ValidationError, match="uden administrator"):
        changed(membership_of(administrator), by, **fields)
    assert membership_of(administrator).role == Role.ADMINISTRATOR


def test_one_of_two_administrators_may_stop(administrator, municipality, founder):
    other = hired("Bodil Rav", Role.ADMINISTRATOR, at=municipality, by=founder)
    with acting(administrator) as by:
        changed(membership_of(other), by, to_on=SINCE)
    assert not Membership.objects.active().filter(user=other).exists()


def test_somebody_elses_administrator_does_not_count(administrator, elsewhere, founder):
    hired("Carl Foged", Role.ADMINISTRATOR, at=elsewhere, by=founder)
    with acting(administrator) as by, pytest.raises(ValidationError, match="uden administrator"):
        changed(membership_of(administrator), by, role=Role.DPO)


def test_nobody_closes_their_own_access(administrator, municipality, founder):
    hired("Bodil Rav", Role.ADMINISTRATOR, at=municipality, by=founder)
    with acting(administrator) as by, pytest.raises(ValidationError, match="din egen adgang"):
        close_access(person=administrator, organisation=municipality, by=by)


def test_last_administrators_access_is_not_closed_by_anybody(administrator, municipality, founder):
    with pytest.raises(ValidationError, match="uden administrator"):
        close_access(person=administrator, organisation=municipality, by=founder)


def test_closing_ends_roles_and_sign_in_at_once(administrator, owner, municipality, centre):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with acting(administrator) as by:
        give_role(person=owner, organisation=municipality, role=Role.LEADER, unit=centre, from_on=tomorrow, by=by)
        close_access(person=owner, organisation=municipality, by=by, reason="Ny stilling")
    owner.refresh_from_db()
    kept = Membership.objects.filter(user=owner)
    assert (owner.is_active, kept.count(), kept.get().to_on) == (False, 1, timezone.localdate() - timedelta(days=1))
    latest = owner.history.latest()
    assert (latest.is_active, latest.history_change_reason) == (False, "Ny stilling")
    assert latest.history_user_id == administrator.pk


def test_reopening_gives_no_role_back(administrator, owner, municipality):
    with acting(administrator) as by:
        close_access(person=owner, organisation=municipality, by=by)
        reopen_access(person=owner, by=by)
    assert (owner.is_active, list(Membership.objects.active().filter(user=owner))) == (True, [])


def test_somebody_who_works_elsewhere_too_keeps_the_sign_in(administrator, owner, municipality, far_unit, founder):
    give_role(
        person=owner, organisation=far_unit.organisation, role=Role.SPOTTER, unit=far_unit, from_on=SINCE, by=founder
    )
    assert works_elsewhere(owner, municipality)
    with acting(administrator) as by:
        close_access(person=owner, organisation=municipality, by=by)
    owner.refresh_from_db()
    held = Membership.objects.active().filter(user=owner).values_list("organisation", flat=True)
    assert (owner.is_active, list(held)) == (True, [far_unit.organisation_id])


def test_a_unit_of_another_organisation_is_refused(administrator, owner, municipality, far_unit):
    with acting(administrator) as by, pytest.raises(ValidationError) as refusal:
        give_role(person=owner, organisation=municipality, role=Role.LEADER, unit=far_unit, from_on=SINCE, by=by)
    assert list(refusal.value.message_dict) == ["unit"]


def test_a_team_of_another_unit_is_refused(administrator, owner, municipality, other_unit, team):
    with acting(administrator) as by, pytest.raises(ValidationError) as refusal:
        give_role(
            person=owner, organisation=municipality, role=Role.LEADER, unit=other_unit, team=team, from_on=SINCE, by=by
        )
    assert list(refusal.value.message_dict) == ["team"]


def test_the_same_role_is_not_given_twice_at_a_time(administrator, owner, municipality, centre):
    with acting(administrator) as by, pytest.raises(ValidationError, match="allerede den rolle"):
        give_role(person=owner, organisation=municipality, role=Role.OUTREACH_WORKER, unit=centre, from_on=SINCE, by=by)


def test_a_password_link_is_remembered_by_history_without_the_link(administrator, owner):
    with acting(administrator) as by:
        link = make_password_link(person=owner, address="https://brobyg.example/", by=by)
    latest = owner.history.latest()
    assert link.startswith("https://brobyg.example/konto/vaelg/")
    assert (latest.history_user_id, latest.history_change_reason) == (
        administrator.pk,
        "Lavede et link til at vælge adgangskode.",
    )


def test_a_changed_address_leaves_no_old_one_to_sign_in_with(administrator, owner):
    owner.emailaddress_set.create(email="gammel@eksempel.dk", verified=True)
    with acting(administrator) as by:
        edit_person(person=owner, name="Oda  Lind Berg", email="Ny@Eksempel.dk", by=by)
    owner.refresh_from_db()
    assert (owner.name, owner.email, owner.emailaddress_set.count()) == ("Oda Lind Berg", "ny@eksempel.dk", 0)
