"""Whose tablet's entries the house writes, by who they are and whom it is about. Of the pages tests/matrix.py tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from accounts.models import User
from cases.models import Citizen
from tests.field.tablet import PASSWORD, Tablet, contact
from tests.walk_urls import ACTORS

#: A contact, and a new phone number, with `citizen` and with `protected_citizen`; a new citizen.
COLUMNS = ("contact", "change", "contact protected", "change protected", "new")
APPLIED = "applied"
#: The form offers nobody but those one may see; a citizen whom one may not see does not exist.
UNSEEN = ("invalid", "unknown", "invalid", "unknown", APPLIED)
#: A protected citizen's number is only for those on the course.
UNIT = (APPLIED, APPLIED, APPLIED, "no_permission", APPLIED)
SIGN_IN_REFUSED = "403 no_permission"

TABLE: dict[str, Any] = {
    "owner": (APPLIED,) * 5,
    "colleague": UNIT,
    "unit_mate": UNIT,
    "mentor": UNIT,
    "health": UNIT,
    "project_lead": UNIT,
    "leader": (APPLIED,) * 5,
    "stranger": UNSEEN,
    "other_leader": UNSEEN,
    "crisis_worker": UNSEEN,
    "spotter": SIGN_IN_REFUSED,
    "dpo": SIGN_IN_REFUSED,
    "administrator": SIGN_IN_REFUSED,
    "outsider": UNSEEN,
    "outside_leader": UNSEEN,
    "outside_dpo": SIGN_IN_REFUSED,
    "outside_administrator": SIGN_IN_REFUSED,
    "nobody": SIGN_IN_REFUSED,
}


def entries(tablet: Tablet, citizens: list[Citizen]) -> Iterator[dict[str, Any]]:
    """The same number each time: where it stands already there is nothing to be at odds with."""
    for citizen in citizens:
        yield tablet.write("contact", contact([citizen.pk]))
        phone = {"base": {"phone": citizen.phone or ""}, "about": {"citizen": str(citizen.pk)}}
        yield tablet.write("citizen_change", {"phone": ["11223344"]}, **phone)
    yield tablet.write("citizen", {"identity": ["alias"], "alias": ["Hættemanden"], "searched": ["Hættemanden"]})


def answers(user: User, citizens: list[Citizen]) -> Any:
    """Of each entry what became of it; of who has no access, what the sign-in says."""
    with transaction.atomic():
        user.set_password(PASSWORD)
        user.save()
    tablet = Tablet()
    door = tablet.sign_in(user)
    if door.status_code != 200:
        return f"{door.status_code} {door.json()['error']}"
    return tuple(ack["code"] or ack["status"] for one in entries(tablet, citizens) for ack in tablet.send(one))


def test_what_becomes_of_an_entry_depends_on_who_sends_it(request, citizen, protected_citizen):
    people = {who: request.getfixturevalue(who) for who in ACTORS}

    assert {who: answers(user, [citizen, protected_citizen]) for who, user in people.items()} == TABLE
