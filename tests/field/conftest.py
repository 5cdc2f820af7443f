"""Tablets whose users are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from tests.cast import acting
from tests.field.tablet import PASSWORD, Tablet


def signed_in(user: User) -> Tablet:
    with acting(user):
        user.set_password(PASSWORD)
        user.save()
    tablet = Tablet()
    assert tablet.sign_in(user).status_code == 200
    return tablet


@pytest.fixture
def tablet_of() -> Callable[[User], Tablet]:
    return signed_in


@pytest.fixture
def tablet(owner: User) -> Tablet:
    return signed_in(owner)
