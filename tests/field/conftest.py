"""Tablets on which somebody of the cast has signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from tests.cast import acting
from tests.field.tablet import PASSWORD, Tablet


@pytest.fixture
def signed_in() -> Callable[[User], Tablet]:
    """`signed_in(user)`: a new tablet of theirs."""

    def on_a_new_one(user: User) -> Tablet:
        with acting(user):
            user.set_password(PASSWORD)
            user.save()
        tablet = Tablet()
        assert tablet.sign_in(user).status_code == 200
        return tablet

    return on_a_new_one


@pytest.fixture
def tablet(owner: User, signed_in: Callable[[User], Tablet]) -> Tablet:
    return signed_in(owner)
