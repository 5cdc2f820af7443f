"""Brobyg itself as a user: it acts at night, and nobody can become it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.actions.people import add_person
from accounts.automatic import AUTOMATIC, EMAIL, automatic_user
from accounts.models import Membership, User
from tests.cast import acting, client_of


def test_it_is_made_once_closed_without_password_and_without_role(db):
    first, second = automatic_user(), automatic_user()
    assert (first.pk, second.pk, User.objects.filter(pk=AUTOMATIC).count()) == (AUTOMATIC, AUTOMATIC, 1)
    assert (first.is_active, first.has_usable_password(), Membership.objects.filter(user=first).count()) == (
        False, False, 0,
    )  # fmt: skip


def test_no_administrator_can_give_it_a_role(administrator):
    automatic_user()
    with acting(administrator) as by, pytest.raises(ValidationError) as refused:
        add_person(name="Mig", email=EMAIL.upper(), by=by)
    assert list(refused.value.error_dict) == ["email"]


def test_the_page_says_why(administrator, centre):
    automatic_user()
    sent = {"name": "Mig", "email": EMAIL, "role": "dpo", "from_on": "2026-01-01", "is_theirs": "on"}
    page = client_of(administrator).post(reverse("accounts:person_add"), sent)
    assert page.context["form"].errors["email"] == ["Adressen er Brobygs egen. Den kan ingen logge ind med."]
    assert Membership.objects.filter(user=AUTOMATIC).count() == 0
